//! Finality (قطعیت): what becomes of licences, bans, provinces and job seekers, all in one unit of
//! work, and what the calendar brings afterwards.
//!
//! [`lapse`] lets rulings become final whose term of appeal ran out; the central board's decision on
//! an appeal does it in `use_cases/appeal/decide.rs`. Both write by [`write`] alone.

pub mod end_bans;
pub mod end_suspensions;
pub mod lapse;

use std::future::Future;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::clock::date_in_tehran;
use crate::context::Context;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::finality::{Circumstances, Consequences, Effect, Revoked};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::due::Due;
use crate::store::{Versioned, Work, aggregates, bans, closures, policies};

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

    /// What a ruling on this licence meets that is final on a day: holder and technical manager as the
    /// licence names them, and the policies of that day however late it is written down.
    pub(super) fn meets(&self, licence: &Licence, final_on: NaiveDate) -> Circumstances<'_> {
        Circumstances {
            subjects: licence.grant().parties.clone(),
            seekers: Vec::new(),
            closed: &self.closed,
            policies: Policies::on(&self.book, final_on),
        }
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
            aggregates::insert(work, settlement).await?;
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

/// How many are looked up at once.
pub(super) const BATCH: u64 = 100;

/// Deals with everything that is due, page by page; what fails is left for the next run and does not
/// hold the others up. Answers how much was done, or with the first failure.
pub(super) async fn each<P, D>(
    mut page: impl FnMut(Option<Due>) -> P,
    mut deal: impl FnMut(Uuid) -> D,
) -> Result<u64, Error>
where
    P: Future<Output = Result<Vec<Due>, Error>>,
    D: Future<Output = Result<bool, Error>>,
{
    let (mut done, mut failed, mut last) = (0, None, None);
    loop {
        let due = page(last).await?;
        for (_, id) in &due {
            match deal(*id).await {
                Ok(dealt) => done += u64::from(dealt),
                // Another process was quicker.
                Err(Error::Stale { .. }) => {}
                Err(error) => {
                    tracing::error!(%id, %error, "what the calendar brings was not written down");
                    failed.get_or_insert(error);
                }
            }
        }
        match due.last() {
            Some(place) => last = Some(*place),
            None => return failed.map_or(Ok(done), Err),
        }
    }
}
