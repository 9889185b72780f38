//! How the calendar of closed days is shown.

use chrono::{NaiveDate, Weekday};
use poem_openapi::Object;

use crate::api::view::{enumeration, persian};
use crate::domain::kernel::closures::{Closure, WeeklyClosure};
use crate::domain::placement::calendar::Calendar;
use crate::use_cases::closure::import::{Imported, Line};

/// The calendar of closed days.
#[derive(Object)]
pub(super) struct CalendarView {
    /// Its version, which rises with every change.
    version: i64,
    /// The closed days, in their order.
    items: Vec<ClosureView>,
    /// What to send as `after` for the next page; absent on the last one.
    #[oai(skip_serializing_if_is_none)]
    next: Option<String>,
    /// The days of the week that are closed.
    weekly: Vec<WeeklyClosureView>,
}

/// A closed day.
#[derive(Object)]
pub(super) struct ClosureView {
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
pub(super) struct WeeklyClosureView {
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
pub(super) struct ImportView {
    /// The version of the calendar afterwards.
    version: i64,
    /// How many closures were new.
    added: usize,
    /// What became of every line, in the order of the table.
    lines: Vec<ImportedLine>,
}

/// What became of a line.
#[derive(Object)]
pub(super) struct ImportedLine {
    /// The closure.
    closure: ClosureView,
    /// Whether it was new; a closure that was known already is left as it was.
    is_new: bool,
}

impl CalendarView {
    /// The calendar with the closed days that are shown.
    pub(super) fn of(calendar: &Calendar, shown: &[Closure], next: Option<String>) -> Self {
        let days = calendar.closed_days();
        Self {
            version: days.version(),
            items: shown.iter().map(ClosureView::of).collect(),
            next,
            weekly: days.weekly().iter().map(WeeklyClosureView::of).collect(),
        }
    }
}

impl ClosureView {
    pub(super) fn of(closure: &Closure) -> Self {
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
    pub(super) fn of(weekly: &WeeklyClosure) -> Self {
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
    pub(super) fn of(imported: &Imported) -> Self {
        let line = |line: &Line| ImportedLine {
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

enumeration! {
    /// A day of the week.
    WeekdayName of Weekday { Sat, Sun, Mon, Tue, Wed, Thu, Fri }
}
