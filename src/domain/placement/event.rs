//! Everything that can happen under this bylaw.

use serde::Serialize;

use super::application::ApplicationEvent;
use super::appointment::AppointmentEvent;
use super::ban::BanEvent;
use super::directives::DirectiveEvent;
use super::guarantee::GuaranteeEvent;
use super::guild::GuildEvent;
use super::licence::LicenceEvent;
use super::policies::PolicyEvent;
use super::session::SessionEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;

/// A fact of this regime; each noun keeps its own in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PlacementEvent {
    /// About an application.
    Application(ApplicationEvent),
    /// About a decree of membership.
    Appointment(AppointmentEvent),
    /// About a ban.
    Ban(BanEvent),
    /// About a directive of the central board.
    Directive(DirectiveEvent),
    /// About a bank guarantee.
    Guarantee(GuaranteeEvent),
    /// About the registration of a guild body.
    Guild(GuildEvent),
    /// About a licence.
    Licence(LicenceEvent),
    /// About a policy.
    Policy(PolicyEvent),
    /// About a session of a board.
    Session(SessionEvent),
}

impl PlacementEvent {
    fn fact(&self) -> &dyn Fact {
        match self {
            Self::Application(event) => event,
            Self::Appointment(event) => event,
            Self::Ban(event) => event,
            Self::Directive(event) => event,
            Self::Guarantee(event) => event,
            Self::Guild(event) => event,
            Self::Licence(event) => event,
            Self::Policy(event) => event,
            Self::Session(event) => event,
        }
    }
}

impl Event for PlacementEvent {
    fn name(&self) -> &'static str {
        self.fact().fact_name()
    }

    fn citation(&self) -> Citation {
        self.fact().fact_citation()
    }
}

/// [`Event`] without serialisation, so that it can be asked through a reference to any of them.
trait Fact {
    fn fact_name(&self) -> &'static str;
    fn fact_citation(&self) -> Citation;
}

impl<E: Event> Fact for E {
    fn fact_name(&self) -> &'static str {
        self.name()
    }

    fn fact_citation(&self) -> Citation {
        self.citation()
    }
}

macro_rules! from_noun {
    ($($noun:ident($event:ty)),+ $(,)?) => {
        $(impl From<$event> for PlacementEvent {
            fn from(event: $event) -> Self {
                Self::$noun(event)
            }
        })+
    };
}

from_noun! {
    Application(ApplicationEvent),
    Appointment(AppointmentEvent),
    Ban(BanEvent),
    Directive(DirectiveEvent),
    Guarantee(GuaranteeEvent),
    Guild(GuildEvent),
    Licence(LicenceEvent),
    Policy(PolicyEvent),
    Session(SessionEvent),
}
