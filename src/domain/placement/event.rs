//! Everything that can happen under this bylaw.

use serde::Serialize;

use super::account::AccountEvent;
use super::appeal::AppealEvent;
use super::application::ApplicationEvent;
use super::appointment::AppointmentEvent;
use super::ban::BanEvent;
use super::branch::BranchEvent;
use super::calendar::CalendarEvent;
use super::case::CaseEvent;
use super::checklist::ChecklistEvent;
use super::complaint::ComplaintEvent;
use super::demo_clock::DemoClockEvent;
use super::directives::DirectiveEvent;
use super::guarantee::GuaranteeEvent;
use super::guild::GuildEvent;
use super::inspection::InspectionEvent;
use super::introduction::IntroductionEvent;
use super::licence::LicenceEvent;
use super::match_review::MatchReviewEvent;
use super::message::MessageEvent;
use super::notice::NoticeEvent;
use super::old_register::ImportEvent;
use super::policies::PolicyEvent;
use super::relocation::RelocationEvent;
use super::ruling::RulingEvent;
use super::session::SessionEvent;
use super::settlement::SettlementEvent;
use super::unlicensed::UnlicensedEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;

/// Joins the events of all nouns, each of which keeps its own in its file.
macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident($event:ty),)+) => {
        /// A fact of this regime; each noun keeps its own in its file.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum PlacementEvent {
            $($(#[$doc])* $variant($event),)+
        }

        impl Event for PlacementEvent {
            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(event) => event.name(),)+
                }
            }

            fn citation(&self) -> Citation {
                match self {
                    $(Self::$variant(event) => event.citation(),)+
                }
            }
        }

        $(impl From<$event> for PlacementEvent {
            fn from(event: $event) -> Self {
                Self::$variant(event)
            }
        })+
    };
}

events! {
    /// About an account.
    Account(AccountEvent),
    /// About an appeal.
    Appeal(AppealEvent),
    /// About an application.
    Application(ApplicationEvent),
    /// About a decree of membership.
    Appointment(AppointmentEvent),
    /// About a ban.
    Ban(BanEvent),
    /// About a branch or a representation.
    Branch(BranchEvent),
    /// About the calendar of closed days.
    Calendar(CalendarEvent),
    /// About a violation case.
    Case(CaseEvent),
    /// About a checklist of inspections.
    Checklist(ChecklistEvent),
    /// About a complaint.
    Complaint(ComplaintEvent),
    /// About a demonstration's clock.
    DemoClock(DemoClockEvent),
    /// About a directive of the central board.
    Directive(DirectiveEvent),
    /// About a bank guarantee.
    Guarantee(GuaranteeEvent),
    /// About the registration of a guild body.
    Guild(GuildEvent),
    /// About an inspection.
    Inspection(InspectionEvent),
    /// About the introduction of a transferee.
    Introduction(IntroductionEvent),
    /// About a licence.
    Licence(LicenceEvent),
    /// About the import of an old register.
    Import(ImportEvent),
    /// About a match that somebody looked at.
    MatchReview(MatchReviewEvent),
    /// About a message to an operator.
    Message(MessageEvent),
    /// About a notice to a province.
    Notice(NoticeEvent),
    /// About a policy.
    Policy(PolicyEvent),
    /// About a relocation.
    Relocation(RelocationEvent),
    /// About a ruling.
    Ruling(RulingEvent),
    /// About a session of a board.
    Session(SessionEvent),
    /// About a settlement file.
    Settlement(SettlementEvent),
    /// About a report of an unlicensed office.
    Unlicensed(UnlicensedEvent),
}
