//! A licence has ended otherwise than by a ruling, and its settlement file is opened (A6.4, A16).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::calendar::add_months;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::case::bylaw_adopted_on;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::settlement::{
    EndOfLicence, SettlementFile, brings_settlement, renewal_closed_on,
};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, applications, licences, policies};
use crate::use_cases::calendar::{BATCH, each};
use crate::use_cases::{Acting, Command, perform};

/// Opens the settlement file of a licence that ended on a day, in the unit of work at hand. Nothing is
/// opened where there is a file already, or where by the policy of that day article 16 applies to
/// revocations only (`a16.applies_to`).
///
/// Whoever ends a licence calls it once the licence is saved.
pub(in crate::use_cases) async fn open_after_end(
    work: &Work,
    licence: &Licence,
    end: EndOfLicence,
    ended_on: NaiveDate,
) -> Result<Option<Versioned<SettlementFile>>, Error> {
    if !licences::see_to_end(work, id(licence)).await? {
        return Ok(None);
    }
    let book = policies::book(work).await?;
    let policies = Policies::on(&book, ended_on);
    if !brings_settlement(&policies) {
        return Ok(None);
    }
    let file = Uuid::now_v7();
    let opened =
        SettlementFile::open_after_end(file, licence, end, ended_on, &policies, work.today)?;
    aggregates::insert(work, opened).await.map(Some)
}

fn id(licence: &Licence) -> Uuid {
    crate::domain::kernel::event::Aggregate::id(licence)
}

/// Opens the file of every licence that expired and can no longer be renewed, each in a unit of work of
/// its own and dated on the day on which the window of late renewal closed; answers how many there
/// were. Twice, late, or on several processes at once it changes nothing more.
pub async fn open_due(context: &Context) -> Result<u64, Error> {
    let today = context.today();
    let book = policies::book(context.database()).await?;
    let years = Policies::on(&book, today).length(PolicyKey::RenewalLate);
    // Months and years have unequal lengths: two days more make sure that none is overlooked.
    let over_by = add_months(today, -12 * i32::from(years)) + chrono::Days::new(2);
    let over_by = over_by.min(today);
    each(
        |after| licences::ends_unseen(context.database(), over_by, after, BATCH),
        async |id| perform(context, &Actor::Calendar, &OpenAfterExpiry { id }, None).await,
    )
    .await
}

#[derive(Debug, Serialize)]
struct OpenAfterExpiry {
    id: Uuid,
}

impl Command for OpenAfterExpiry {
    const OPERATION: &'static str = "openSettlementAfterExpiry";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let work = acting.work;
        let licence = aggregates::get::<Licence>(work, self.id).await?.value;
        if licence.has_ended() {
            // Its end is seen to elsewhere; it is not looked at again.
            licences::see_to_end(work, self.id).await?;
            return Ok(false);
        }
        let book = policies::book(work).await?;
        let Some(closed_on) = renewal_closed_on(&licence, &book, work.today) else {
            return Ok(false);
        };
        let Some(ended_on) = not_renewed_on(work, self.id, closed_on).await? else {
            return Ok(false);
        };
        if ended_on < bylaw_adopted_on() {
            // Nobody was bound by article 16 then.
            licences::see_to_end(work, self.id).await?;
            return Ok(false);
        }
        let opened = open_after_end(work, &licence, EndOfLicence::Expired, ended_on).await?;
        Ok(opened.is_some())
    }
}

/// The day of the end where the window of late renewal closed on a day: a renewal that was asked for in
/// time and failed afterwards puts it off to that day, and one that is undecided, or
/// rejected while the term of appeal runs, leaves it open.
async fn not_renewed_on(
    work: &Work,
    licence: Uuid,
    closed_on: NaiveDate,
) -> Result<Option<NaiveDate>, Error> {
    let renewals = applications::about(work, ApplicationKind::Renewal { licence }).await?;
    let in_time = |file: &Application| file.filed_on().is_some_and(|day| day < closed_on);
    let renewals = renewals.iter().map(|it| &it.value).filter(|it| in_time(it));
    let mut ended_on = closed_on;
    for file in renewals {
        let appealable = file.rejection_final_on();
        if !file.standing().is_closed() || appealable.is_some_and(|day| work.today < day) {
            return Ok(None);
        }
        let failed_on = file.standing().failed_on();
        ended_on = failed_on.map_or(ended_on, |day| day.max(ended_on));
    }
    Ok(Some(ended_on))
}
