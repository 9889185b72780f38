//! Finality (قطعیت): what becomes of licences, bans, provinces and job seekers, all in one unit of
//! work, and what the calendar brings afterwards.
//!
//! [`lapse_rejections`] does the same for rejected applications, which bring nothing else with them.
//! [`lapse`] lets rulings become final whose term of appeal ran out; the central board's decision on
//! an appeal does it in `use_cases/appeal/decide.rs`. Both write by [`write`] alone.

pub mod end_bans;
pub mod end_suspensions;
pub mod lapse;
pub mod lapse_rejections;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::clock::date_in_tehran;
use crate::context::Context;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::case::Case;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::finality::{Circumstances, Consequences, Effect, Revoked, subjects};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, bans, closures, policies, settlements};

/// What rulings meet when they become final, as far as it does not depend on the ruling.
pub(super) struct Law {
    closed: ClosedDays,
    book: PolicyBook<PolicyKey>,
}

impl Law {
    /// As it stands now.
    pub(super) async fn now(work: &Work) -> Result<Self, Error> {
        Ok(Self {
            closed: closures::book(work).await?,
            book: policies::book(work).await?,
        })
    }

    /// What a ruling on this licence meets that is final on a day: the holder, the technical managers
    /// of the time of the facts, and the policies of that day however late it is written down.
    pub(super) async fn meets(
        &self,
        work: &Work,
        licence: &Licence,
        ruling: &Ruling,
        final_on: NaiveDate,
    ) -> Result<Circumstances<'_>, Error> {
        let case = aggregates::get::<Case>(work, ruling.case()).await?.value;
        Ok(Circumstances {
            subjects: subjects(licence, &case, ruling),
            seekers: Vec::new(),
            closed: &self.closed,
            policies: Policies::on(&self.book, final_on),
        })
    }
}

/// The versions of what was read before a finality was reckoned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub(super) ruling: i64,
    pub(super) licence: i64,
}

/// Writes all that the finality of a ruling brings, in the unit of work at hand and nowhere else: the
/// ruling, the licence, the ban under the keys of its subjects, the notices to all provinces, the
/// settlement file. Whoever commits it commits all of it.
pub(super) async fn write(
    work: &Work,
    consequences: Consequences,
    read: Read,
) -> Result<(), Error> {
    let Consequences { ruling, effect } = consequences;
    aggregates::save::<Ruling>(work, at(ruling, read.ruling)).await?;
    match effect {
        Effect::Revoked(revoked) => {
            let Revoked {
                licence,
                ban,
                notices,
                settlement,
            } = *revoked;
            aggregates::save::<Licence>(work, at(licence, read.licence)).await?;
            bans::insert(work, ban).await?;
            for notice in notices {
                aggregates::insert(work, notice).await?;
            }
            // Where the licence had ended before, the job seekers are settled with already.
            let before = settlements::of_licence(work, settlement.value().licence()).await?;
            if before.is_none() {
                aggregates::insert(work, settlement).await?;
            }
        }
        Effect::Suspended { licence } => {
            aggregates::save::<Licence>(work, at(licence, read.licence)).await?;
        }
        Effect::Recorded { licence } => {
            if let Some(licence) = licence {
                aggregates::save::<Licence>(work, at(licence, read.licence)).await?;
            }
        }
    }
    Ok(())
}

fn at<T>(
    changed: Changed<T, PlacementEvent>,
    version: i64,
) -> Versioned<Changed<T, PlacementEvent>> {
    Versioned {
        value: changed,
        version,
    }
}

/// The day for which the calendar may write finality down. In law it begins at 00:00 in Tehran; the
/// calendar waits until no appeal that came in on the day before can still be on its way.
fn day_of_finality(context: &Context, now: DateTime<Utc>) -> NaiveDate {
    let longest = TimeDelta::seconds(context.settings().request_seconds.cast_signed());
    date_in_tehran(now - longest)
}
