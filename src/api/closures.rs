//! The calendar of closed days, and deadlines that explain themselves by it.

use chrono::{Datelike, NaiveDate, Weekday};
use poem_openapi::param::Query;
use poem_openapi::payload::{Json, PlainText};
use poem_openapi::{ApiRequest, Object, OpenApi};
use validator::Validate;

use super::Tag;
use super::answer::{Found, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::kernel::deadline::{Deadline, DeadlineLine};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::calendar::Calendar;
use crate::error::{Error, InvalidField};
use crate::use_cases::closure::import::{ImportClosures, Imported};
use crate::use_cases::closure::record::{Closed, RecordClosure};
use crate::use_cases::closure::withdraw::WithdrawEstimate;
use crate::use_cases::{closure, perform};

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
    ) -> Result<Found<CalendarView>> {
        let province: Option<Province> = parameter("province", province.as_deref())?;
        let calendar = closure::list::calendar(&self.context, &caller.actor()).await?;
        let shown = |date: NaiveDate, of: Option<Province>| {
            from.0.is_none_or(|from| from <= date)
                && to.0.is_none_or(|to| date <= to)
                && (province.is_none() || of.is_none() || of == province)
        };
        Ok(Found::new(calendar, |it| CalendarView::of(&it, shown)))
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
        let (date, closed) = (closure.date, Closed::Day(closure));
        let expected = request::expected(&if_match)?;
        let command = RecordClosure { closed, expected };
        let key = request::key(&key)?;
        let calendar = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(calendar, |it| {
            CalendarView::of(&it, |day, _| day == date)
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
        Ok(Found::new(calendar, |it| {
            CalendarView::of(&it, |_, _| false)
        }))
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
        Ok(Found::new(calendar, |it| {
            CalendarView::of(&it, |_, _| false)
        }))
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

/// A table of closures.
#[derive(ApiRequest)]
enum ClosuresTable {
    /// One closure a line, the columns named in the first.
    #[oai(content_type = "text/csv")]
    Csv(PlainText<String>),
}

/// A closed day.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ClosureForm {
    /// The day.
    date: NaiveDate,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    province: Option<String>,
    /// The occasion in Persian.
    #[validate(custom(function = "parses::<Name>"))]
    name_fa: String,
    /// The occasion in English.
    #[validate(custom(function = "parses::<Name>"))]
    name_en: String,
    /// Whether the day is an estimate that has not been announced yet.
    #[oai(default)]
    provisional: bool,
}

/// A day of the week that is closed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct WeeklyClosureForm {
    /// The day of the week.
    weekday: WeekdayName,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    province: Option<String>,
    /// The first day of the arrangement; it held always when absent.
    from: Option<NaiveDate>,
    /// The last day of the arrangement; it has no end when absent.
    to: Option<NaiveDate>,
}

/// An estimate that was not announced.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct WithdrawalForm {
    /// The day.
    date: NaiveDate,
    /// The province by its ISO 3166-2 code; all provinces when absent.
    #[validate(custom(function = "parses::<Province>"))]
    province: Option<String>,
    /// Why.
    #[validate(custom(function = "parses::<ShortText>"))]
    reason: String,
}

enumeration! {
    /// A day of the week.
    WeekdayName of Weekday { Sat, Sun, Mon, Tue, Wed, Thu, Fri }
}

/// The calendar of closed days.
#[derive(Object)]
struct CalendarView {
    /// Its version, which rises with every change.
    version: i64,
    /// The closed days, in their order.
    closures: Vec<ClosureView>,
    /// The days of the week that are closed.
    weekly: Vec<WeeklyClosureView>,
}

/// A closed day.
#[derive(Object)]
struct ClosureView {
    /// The day.
    date: NaiveDate,
    /// The same in the Solar Hijri calendar.
    date_persian: String,
    /// The province; all provinces when absent.
    #[oai(skip_serializing_if_is_none)]
    province: Option<String>,
    /// The occasion in Persian.
    name_fa: String,
    /// The occasion in English.
    name_en: String,
    /// Whether the day is an estimate that has not been announced yet.
    provisional: bool,
}

/// A day of the week that is closed.
#[derive(Object)]
struct WeeklyClosureView {
    /// The day of the week.
    weekday: WeekdayName,
    /// The province; all provinces when absent.
    #[oai(skip_serializing_if_is_none)]
    province: Option<String>,
    /// The first day of the arrangement.
    #[oai(skip_serializing_if_is_none)]
    from: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    from_persian: Option<String>,
    /// The last day of the arrangement.
    #[oai(skip_serializing_if_is_none)]
    to: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    to_persian: Option<String>,
}

/// What an import did.
#[derive(Object)]
struct ImportView {
    /// The version of the calendar afterwards.
    version: i64,
    /// How many closures were new.
    added: usize,
    /// What became of every line, in the order of the table.
    lines: Vec<ImportedLine>,
}

/// What became of a line.
#[derive(Object)]
struct ImportedLine {
    /// The closure.
    closure: ClosureView,
    /// Whether it was new; a closure that was known already is left as it was.
    is_new: bool,
}

/// A deadline in the three readings that the text allows.
#[derive(Object)]
pub(super) struct DeadlineView {
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
pub(super) struct DeadlineStep {
    /// In Persian.
    fa: String,
    /// In English.
    en: String,
}

impl DeadlineStep {
    pub(super) fn of(line: &DeadlineLine) -> Self {
        Self {
            fa: line.fa.clone(),
            en: line.en.clone(),
        }
    }
}

impl CalendarView {
    fn of(calendar: &Calendar, shown: impl Fn(NaiveDate, Option<Province>) -> bool) -> Self {
        let days = calendar.closed_days();
        let closures = days.closures().iter();
        Self {
            version: days.version(),
            closures: closures
                .filter(|it| shown(it.date, it.province))
                .map(ClosureView::of)
                .collect(),
            weekly: days.weekly().iter().map(WeeklyClosureView::of).collect(),
        }
    }
}

impl ClosureView {
    fn of(closure: &Closure) -> Self {
        Self {
            date: closure.date,
            date_persian: persian(closure.date),
            province: closure.province.map(|it| it.code().to_owned()),
            name_fa: closure.name_fa.clone(),
            name_en: closure.name_en.clone(),
            provisional: closure.provisional,
        }
    }
}

impl WeeklyClosureView {
    fn of(weekly: &WeeklyClosure) -> Self {
        Self {
            weekday: weekly.weekday.into(),
            province: weekly.province.map(|it| it.code().to_owned()),
            from: weekly.from,
            from_persian: weekly.from.map(persian),
            to: weekly.to,
            to_persian: weekly.to.map(persian),
        }
    }
}

impl ImportView {
    fn of(imported: &Imported) -> Self {
        let line = |line: &crate::use_cases::closure::import::Line| ImportedLine {
            closure: ClosureView::of(&line.closure),
            is_new: line.is_new,
        };
        Self {
            version: imported.version,
            added: imported.lines.iter().filter(|line| line.is_new).count(),
            lines: imported.lines.iter().map(line).collect(),
        }
    }
}

impl DeadlineView {
    pub(super) fn of(deadline: &Deadline) -> Self {
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
