//! Every noun whose rows are aggregates, for what is done to all of them.

use std::pin::Pin;

use uuid::Uuid;

use super::aggregates::Stored;
use super::database::Connected;
use super::evidence::verify::{Report, rows};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::policy::PolicyVersion;
use crate::domain::placement::account::Account;
use crate::domain::placement::appeal::Appeal;
use crate::domain::placement::application::Application;
use crate::domain::placement::appointment::Appointment;
use crate::domain::placement::ban::Ban;
use crate::domain::placement::branch::Branch;
use crate::domain::placement::calendar::Calendar;
use crate::domain::placement::case::Case;
use crate::domain::placement::checklist::Checklist;
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::demo_clock::DemoClock;
use crate::domain::placement::directives::PlacementDirective;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::guild::GuildRegistration;
use crate::domain::placement::inspection::Inspection;
use crate::domain::placement::introduction::Introduction;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::match_review::MatchReview;
use crate::domain::placement::message::Message;
use crate::domain::placement::notice::ProvinceNotice;
use crate::domain::placement::old_register::RegisterImport;
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::relocation::Relocation;
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::Session;
use crate::domain::placement::settlement::SettlementFile;
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;

/// All of them; a new noun is one line here.
pub static ALL: &[Noun] = &[
    Noun::of::<Account>(),
    Noun::of::<Appeal>(),
    Noun::of::<Application>(),
    Noun::of::<Appointment>(),
    Noun::of::<Ban>(),
    Noun::of::<Branch>(),
    Noun::of::<Calendar>(),
    Noun::of::<Case>(),
    Noun::of::<Checklist>(),
    Noun::of::<Complaint>(),
    Noun::of::<DemoClock>(),
    Noun::of::<Guarantee>(),
    Noun::of::<GuildRegistration>(),
    Noun::of::<Inspection>(),
    Noun::of::<Introduction>(),
    Noun::of::<Licence>(),
    Noun::of::<MatchReview>(),
    Noun::of::<Message>(),
    Noun::of::<PlacementDirective>(),
    Noun::of::<PolicyVersion<PolicyKey>>(),
    Noun::of::<ProvinceNotice>(),
    Noun::of::<RegisterImport>(),
    Noun::of::<Relocation>(),
    Noun::of::<Ruling>(),
    Noun::of::<Session>(),
    Noun::of::<SettlementFile>(),
    Noun::of::<UnlicensedReport>(),
];

/// One noun, as what its type gives.
pub struct Noun {
    /// What it is called.
    pub name: &'static str,
    pub(super) check_rows: CheckRows,
    pub(super) find_missing: FindMissing,
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;
type CheckRows = for<'a> fn(&'a dyn Connected, &'a mut Report) -> Answer<'a, ()>;
type FindMissing = for<'a> fn(&'a dyn Connected, Vec<Uuid>) -> Answer<'a, Vec<Uuid>>;

impl Noun {
    const fn of<T: Stored + 'static>() -> Self {
        Self {
            name: <T as Aggregate>::NOUN,
            check_rows: |at, report| Box::pin(rows::check::<T>(at, report)),
            find_missing: |at, ids| Box::pin(rows::missing::<T>(at, ids)),
        }
    }
}
