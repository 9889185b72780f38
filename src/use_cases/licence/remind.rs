//! The calendar reminds operators that their licence expires before long.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use uuid::Uuid;

use crate::clock::date_in_tehran;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::{Licence, Standing};
use crate::domain::placement::message::Content;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Work, aggregates, licences, marks, policies, registry};
use crate::use_cases::calendar::{BATCH, begin_leased, each};
use crate::use_cases::{Acting, Command, message, perform};

/// Under which name the job keeps its lease and how far it has come.
const JOB: &str = "expiry reminders";

/// Queues the reminders that have become due since this was done last, and answers how many there were.
///
/// What is due is found by the end of the term alone, so the cost follows what is due and not how many
/// licences there are. After days on which nothing ran an operator is reminded once, by the reminder
/// that lies nearest to the end. Twice, late, or on several processes at once it says nothing more.
pub async fn remind_expiring(context: &Context, process: Uuid) -> Result<u64, Error> {
    let today = context.today();
    let done = marks::through(context.database(), JOB).await?;
    if done.is_some_and(|through| through >= today) {
        return Ok(0);
    }
    let Some(work) = begin_leased(context, JOB, process).await? else {
        return Ok(0);
    };
    let through = come_to(&work, today).await?;
    let book = policies::book(&work).await?;
    work.commit().await?;
    let reminders = Policies::on(&book, today).renewal_reminders();
    let mut reminded = 0;
    for (reminder, ends) in due(&reminders, through, today) {
        reminded += each(
            |after| licences::ending(context.database(), ends, after, BATCH),
            async |licence| {
                let command = RemindOfExpiry { licence, reminder };
                perform(context, &Actor::Calendar, &command, None).await
            },
        )
        .await?;
    }
    if let Some(work) = begin_leased(context, JOB, process).await? {
        marks::set(&work, JOB, today).await?;
        work.commit().await?;
    }
    Ok(reminded)
}

/// The last day that has been dealt with; before the first run, the day before the registry began.
async fn come_to(work: &Work, today: NaiveDate) -> Result<NaiveDate, Error> {
    if let Some(through) = marks::through(work, JOB).await? {
        return Ok(through);
    }
    let began = registry::created_at(work).await?;
    Ok(began.map_or(today, date_in_tehran) - Days::new(1))
}

/// Which ends of terms each reminder is for: later than the first day and no later than the second.
/// An end that lies within the reach of a nearer reminder is left to that one.
fn due(
    reminders: &[u16],
    through: NaiveDate,
    today: NaiveDate,
) -> Vec<(u16, (NaiveDate, NaiveDate))> {
    let before = |day: NaiveDate, reminder: u16| day + Days::new(reminder.into());
    let mut nearer = today;
    let mut due = Vec::new();
    for reminder in reminders {
        let by = before(today, *reminder);
        due.push((*reminder, (nearer.max(before(through, *reminder)), by)));
        nearer = by;
    }
    due
}

/// Queues one reminder, unless the licence has ended or got another term meanwhile.
#[derive(Debug, Serialize)]
struct RemindOfExpiry {
    licence: Uuid,
    reminder: u16,
}

impl Command for RemindOfExpiry {
    const OPERATION: &'static str = "remindOfExpiry";
    const PERMISSION: Option<Permission> = None;
    type Output = bool;

    async fn perform(&self, acting: Acting<'_>) -> Result<bool, Error> {
        let today = acting.work.today;
        let licence = aggregates::get::<Licence>(acting.work, self.licence).await?;
        let licence = licence.value;
        let term = licence.span();
        let runs = matches!(
            licence.standing(today),
            Standing::Active | Standing::Suspended
        );
        let within = today + Days::new(self.reminder.into());
        if !runs || term.until_exclusive > within {
            return Ok(false);
        }
        let content = Content::LicenceExpiring {
            licence: licence.id(),
            number: licence.number().clone(),
            agency: licence.grant().agency.clone(),
            term,
            reminder: self.reminder,
        };
        message::queue(acting.work, licence.grant().operator, content).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_that_follows_the_last_one_brings_one_end_for_each_reminder() {
        let (yesterday, today) = (day("2026-11-21"), day("2026-11-22"));
        let ends = |from: &str, by: &str| (day(from), day(by));
        assert_eq!(
            due(&[7, 30], yesterday, today),
            [
                (7, ends("2026-11-28", "2026-11-29")),
                (30, ends("2026-12-21", "2026-12-22")),
            ]
        );
    }

    #[test]
    fn after_an_outage_every_end_is_left_to_the_nearest_reminder() {
        let (through, today) = (day("2026-10-01"), day("2026-11-22"));
        let due = due(&[7, 30, 60, 90], through, today);
        let mut last = today;
        for (_, (later_than, by)) in &due {
            assert!(*later_than >= last && later_than < by, "{due:?}");
            last = *by;
        }
    }
}
