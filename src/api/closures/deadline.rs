//! How a deadline explains itself.

use chrono::NaiveDate;
use poem_openapi::Object;

use crate::api::view::persian;
use crate::domain::kernel::deadline::{Deadline, DeadlineLine};

/// A deadline in the three readings that the text allows.
#[derive(Object)]
pub(in crate::api) struct DeadlineView {
    /// The day that starts the limit.
    start: NaiveDate,
    /// The same in the Solar Hijri calendar.
    start_persian: String,
    /// The number of days.
    days: u16,
    /// The province whose closures count.
    #[oai(skip_serializing_if_is_none)]
    province: Option<String>,
    /// The rule that sets the limit.
    citation: String,
    /// The strict reading: the day by which to act.
    advised: NaiveDate,
    /// The same in the Solar Hijri calendar.
    advised_persian: String,
    /// The reading with full days only.
    net: NaiveDate,
    /// The same in the Solar Hijri calendar.
    net_persian: String,
    /// The last day on which the act is accepted.
    last_accepted: NaiveDate,
    /// The same in the Solar Hijri calendar.
    last_accepted_persian: String,
    /// The first day on which the limit has run out.
    final_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    final_on_persian: String,
    /// The version of the calendar by which it was reckoned.
    calendar_version: i64,
    /// How it was reckoned, step by step.
    explanation: Vec<DeadlineStep>,
}

/// A step of the reckoning.
#[derive(Object)]
pub(in crate::api) struct DeadlineStep {
    /// In Persian.
    fa: String,
    /// In English.
    en: String,
}

impl DeadlineStep {
    pub(in crate::api) fn of(line: &DeadlineLine) -> Self {
        Self {
            fa: line.fa.clone(),
            en: line.en.clone(),
        }
    }
}

impl DeadlineView {
    pub(in crate::api) fn of(deadline: &Deadline) -> Self {
        Self {
            start: deadline.start(),
            start_persian: persian(deadline.start()),
            days: deadline.length(),
            province: deadline.province().map(|it| it.code().to_owned()),
            citation: deadline.citation().to_string(),
            advised: deadline.advised(),
            advised_persian: persian(deadline.advised()),
            net: deadline.net(),
            net_persian: persian(deadline.net()),
            last_accepted: deadline.last_accepted(),
            last_accepted_persian: persian(deadline.last_accepted()),
            final_on: deadline.final_on(),
            final_on_persian: persian(deadline.final_on()),
            calendar_version: deadline.calendar_version(),
            explanation: deadline
                .explanation()
                .iter()
                .map(DeadlineStep::of)
                .collect(),
        }
    }
}
