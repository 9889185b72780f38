//! The calendar of closed days, and deadlines that explain themselves by it.

use chrono::{Datelike, NaiveDate};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;
use poem_openapi::payload::{Json, PlainText};

use super::Tag;
use super::answer::{Found, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, read, read_option};
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::error::{Error, InvalidField};
use crate::use_cases::closure::import::ImportClosures;
use crate::use_cases::closure::list::{Place, Wanted};
use crate::use_cases::closure::record::{Closed, RecordClosure};
use crate::use_cases::closure::withdraw::WithdrawEstimate;
use crate::use_cases::{closure, perform};

mod deadline;
mod form;
mod view;

pub(super) use deadline::{DeadlineStep, DeadlineView};

use form::{ClosureForm, ClosuresTable, WeeklyClosureForm, WithdrawalForm};
use view::{CalendarView, ImportView};

/// Closures of offices.
pub struct ClosuresApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settings")]
impl ClosuresApi {
    /// Show the calendar of closed days
    ///
    /// Its version is what deadlines name. Closures can be narrowed to a time and a province.
    #[oai(
        path = "/api/v1/closures",
        method = "get",
        operation_id = "listClosures"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// The first day that is shown.
        from: Query<Option<NaiveDate>>,
        /// The last day that is shown.
        to: Query<Option<NaiveDate>>,
        /// Only what closes the offices of this province.
        province: Query<Option<String>>,
        /// The `next` of the page before.
        after: Query<Option<String>>,
        /// How many closed days at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Found<CalendarView>> {
        let wanted = Wanted {
            from: from.0,
            to: to.0,
            province: parameter("province", province.as_deref())?,
            after: request::place(after.as_deref(), Place::parse)?,
        };
        let actor = caller.actor();
        let listed = closure::list::calendar(&self.context, &actor, &wanted, limit.0).await?;
        let last = listed.closures.last().filter(|_| listed.more);
        let next = last.map(|it| Place::of(it).to_string());
        Ok(Found::new(listed.calendar, |it| {
            CalendarView::of(&it, &listed.closures, next)
        }))
    }

    /// Record a closed day
    ///
    /// A province records its own closures, the centre those of all provinces. An announcement takes
    /// the place of an estimate of the same day.
    #[oai(
        path = "/api/v1/closures",
        method = "post",
        operation_id = "recordClosure"
    )]
    async fn record(
        &self,
        caller: Caller,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ClosureForm>,
    ) -> Result<Found<CalendarView>> {
        let body = body.0;
        check(&body)?;
        let closure = Closure {
            date: body.date,
            province: read_option("/province", body.province.as_deref())?,
            name_fa: read::<Name>("/name_fa", &body.name_fa)?.to_string(),
            name_en: read::<Name>("/name_en", &body.name_en)?.to_string(),
            provisional: body.provisional,
        };
        let closed = Closed::Day(closure.clone());
        let expected = request::expected(&if_match)?;
        let command = RecordClosure { closed, expected };
        let key = request::key(&key)?;
        let calendar = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(calendar, |it| {
            CalendarView::of(&it, &[closure], None)
        }))
    }

    /// Record a day of the week that is closed
    ///
    /// For example Thursdays in one province for a time. Fridays are closed from the start.
    #[oai(
        path = "/api/v1/weekly-closures",
        method = "post",
        operation_id = "recordWeeklyClosure"
    )]
    async fn record_weekly(
        &self,
        caller: Caller,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<WeeklyClosureForm>,
    ) -> Result<Found<CalendarView>> {
        let body = body.0;
        check(&body)?;
        let closed = Closed::Weekday(WeeklyClosure {
            weekday: body.weekday.into(),
            province: read_option("/province", body.province.as_deref())?,
            from: body.from,
            to: body.to,
        });
        let expected = request::expected(&if_match)?;
        let command = RecordClosure { closed, expected };
        let key = request::key(&key)?;
        let calendar = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(calendar, |it| CalendarView::of(&it, &[], None)))
    }

    /// Withdraw an estimated closure
    ///
    /// For a feast that was announced for another day. What was announced cannot be withdrawn.
    #[oai(
        path = "/api/v1/closures/estimate-withdrawal",
        method = "post",
        operation_id = "withdrawEstimatedClosure"
    )]
    async fn withdraw(
        &self,
        caller: Caller,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<WithdrawalForm>,
    ) -> Result<Found<CalendarView>> {
        let body = body.0;
        check(&body)?;
        let command = WithdrawEstimate {
            date: body.date,
            province: read_option("/province", body.province.as_deref())?,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let calendar = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(calendar, |it| CalendarView::of(&it, &[], None)))
    }

    /// Import a table of closures
    ///
    /// The columns are `date`, `name_fa`, `name_en` and, if wanted, `persian` (the same day in the
    /// Solar Hijri calendar), `province` and `provisional`. All of it is taken over or nothing; every
    /// wrong line is named. What is known already stays as it is.
    #[oai(
        path = "/api/v1/closures/import",
        method = "post",
        operation_id = "importClosures"
    )]
    async fn import(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: ClosuresTable,
    ) -> Result<Json<ImportView>> {
        let ClosuresTable::Csv(PlainText(table)) = body;
        let command = ImportClosures { table };
        let key = request::key(&key)?;
        let imported = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Json(ImportView::of(&imported)))
    }

    /// Explain a deadline
    ///
    /// The end of a limit of so many days in the three readings that the text allows, line by line.
    #[oai(
        path = "/api/v1/deadlines",
        method = "get",
        operation_id = "explainDeadline"
    )]
    async fn deadline(
        &self,
        _caller: Caller,
        /// The day of service, or of the fact that starts the limit.
        start: Query<NaiveDate>,
        /// How many days, 1 to 3660.
        days: Query<u16>,
        /// The province whose closures count besides those of all provinces.
        province: Query<Option<String>>,
        /// The rule that sets the limit, such as `A5.n2`; the general rule `CPC445` when absent.
        rule: Query<Option<String>>,
    ) -> Result<Json<DeadlineView>> {
        if !(1..=3660).contains(&days.0) {
            return Err(unusable("days", DAYS));
        }
        if !(1980..=2120).contains(&start.year()) {
            return Err(unusable("start", START));
        }
        let province = parameter("province", province.as_deref())?;
        let rule = parameter("rule", rule.as_deref())?.unwrap_or(Citation::CivilProcedure(445));
        let deadline =
            closure::list::deadline(&self.context, start.0, days.0, province, rule).await?;
        Ok(Json(DeadlineView::of(&deadline)))
    }
}

impl ClosuresApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u64 {
    50
}

fn unusable(name: &'static str, reason: Invalid) -> super::problem::Problem {
    Error::Invalid(vec![InvalidField::parameter(name, reason)]).into()
}

const DAYS: Invalid = Invalid {
    code: "days",
    fa: "شمار روزها از ۱ تا ۳۶۶۰ است.",
    en: "The number of days is 1 to 3660.",
};

const START: Invalid = Invalid {
    code: "start",
    fa: "آغاز مهلت باید میان سال‌های ۱۹۸۰ و ۲۱۲۰ میلادی باشد.",
    en: "The start lies between the years 1980 and 2120.",
};
