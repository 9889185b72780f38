//! The calendar as it stands, and what a deadline would be by it.

use std::fmt;

use chrono::NaiveDate;

use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::Closure;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::closures;
use crate::use_cases::{Versioned, cut};

/// Which closed days are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Until this day.
    pub to: Option<NaiveDate>,
    /// Only what closes the offices of this province.
    pub province: Option<Province>,
    /// Only what comes after this place.
    pub after: Option<Place>,
}

/// The calendar with one page of its closed days.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The calendar.
    pub calendar: Versioned<Calendar>,
    /// The closed days of the page, by day and province.
    pub closures: Vec<Closure>,
    /// Whether there are more.
    pub more: bool,
}

/// Where a closed day stands in the list: there is one closure for a day and a province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    date: NaiveDate,
    province: Option<Province>,
}

impl Place {
    /// The place of a closed day.
    pub fn of(closure: &Closure) -> Self {
        Self {
            date: closure.date,
            province: closure.province,
        }
    }

    /// Reads a place, for example `2026-12-12` or `2026-12-12.IR-23`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, province) = match text.split_once('.') {
            None => (text, None),
            Some((date, province)) => (date, Some(province.parse().ok()?)),
        };
        Some(Self {
            date: date.parse().ok()?,
            province,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        match self.province {
            None => Ok(()),
            Some(province) => write!(f, ".{}", province.code()),
        }
    }
}

/// The calendar of closed days, and at most `limit` of those that are wanted.
pub async fn calendar(
    context: &Context,
    actor: &Actor,
    wanted: &Wanted,
    limit: u64,
) -> Result<Listed, Error> {
    actor.require(Permission::ReadSettings)?;
    let calendar = closures::calendar(context.database()).await?;
    let shown = |it: &&Closure| {
        wanted.from.is_none_or(|from| from <= it.date)
            && wanted.to.is_none_or(|to| it.date <= to)
            && (wanted.province.is_none()
                || it.province.is_none()
                || it.province == wanted.province)
            && wanted.after.is_none_or(|after| after < Place::of(it))
    };
    let all = calendar.value.closed_days().closures();
    let mut found: Vec<_> = all.iter().filter(shown).cloned().collect();
    found.sort_by_key(Place::of);
    let (closures, more) = cut(found, limit);
    Ok(Listed {
        calendar,
        closures,
        more,
    })
}

/// A limit of so many days from a day on, by the present calendar.
pub async fn deadline(
    context: &Context,
    start: NaiveDate,
    days: u16,
    province: Option<Province>,
    rule: Citation,
) -> Result<Deadline, Error> {
    let closed = closures::book(context.database()).await?;
    Ok(Deadline::days(start, days, &closed, province, rule))
}
