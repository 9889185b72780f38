//! The Solar Hijri calendar, in which the law counts years, months, ages and terms.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use icu_calendar::Date;
use icu_calendar::cal::Persian;
use icu_calendar::options::DateAddOptions;
use icu_calendar::types::{DateDuration, RataDie};
use serde::{Deserialize, Serialize};

use super::digits;
use super::refusal::Invalid;

/// A day in the Solar Hijri calendar, the official one of Iran.
///
/// Leap years agree with the calendar authority's table for the years 1300 to 1498. A value that
/// was read or built from numbers lies in the years 1300 to 1500.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SolarHijri {
    year: i32,
    month: u8,
    day: u8,
    date: NaiveDate,
}

/// The years that can be read; no fact of the registry lies outside them.
const YEARS: RangeInclusive<i32> = 1300..=1500;

const NOT_A_DATE: Invalid = Invalid {
    code: "solar-date",
    fa: "تاریخ باید روزی از تقویم هجری شمسی میان سال‌های ۱۳۰۰ تا ۱۵۰۰ و به صورت ۱۴۰۵/۰۹/۰۱ باشد.",
    en: "A date is a day of the Solar Hijri years 1300 to 1500 in the form 1405-09-01.",
};

impl SolarHijri {
    /// The day with this year, month (1 to 12) and day of the month, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, Invalid> {
        if !YEARS.contains(&year) {
            return Err(NOT_A_DATE);
        }
        let date = civil(year, month, day).ok_or(NOT_A_DATE)?;
        Ok(Self {
            year,
            month,
            day,
            date,
        })
    }

    /// The Solar Hijri name of a civil day.
    ///
    /// Every day has one; outside the years 1300 to 1500 it is an extrapolation that cannot be
    /// read back from its text.
    pub fn of(date: NaiveDate) -> Self {
        let solar = solar(date);
        Self {
            year: solar.year().extended_year(),
            month: solar.month().ordinal,
            day: solar.day_of_month().0,
            date,
        }
    }

    /// The year, for example 1405.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, from 1 (فروردین) to 12 (اسفند).
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The same day in the Gregorian calendar, as it is stored.
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// The day as forms write it: «۱۴۰۵/۰۹/۰۱».
    pub fn persian(self) -> String {
        let Self {
            year, month, day, ..
        } = self;
        let Ok(year @ 1000..=9999) = u32::try_from(year) else {
            return digits::to_persian(&format!("{year:04}/{month:02}/{day:02}"));
        };
        let (month, day) = (u32::from(month), u32::from(day));
        // Eight digits of two bytes and two strokes.
        let mut shown = String::with_capacity(18);
        for (number, places, after) in [(year, 4, "/"), (month, 2, "/"), (day, 2, "")] {
            for place in (0..places).rev() {
                let digit = char::from_digit(number / 10_u32.pow(place) % 10, 10);
                shown.extend(digit.map(digits::persian_digit));
            }
            shown.push_str(after);
        }
        shown
    }

    /// The day as letters write it: «یکشنبه ۱ آذر ۱۴۰۵».
    pub fn long_persian(self) -> String {
        format!(
            "{} {}",
            persian_weekday(self.date.weekday()),
            self.long_persian_without_weekday()
        )
    }

    /// The day as letters write it when the weekday does not matter: «۱ آذر ۱۴۰۵».
    pub fn long_persian_without_weekday(self) -> String {
        digits::to_persian(&format!("{} {} {}", self.day, self.month_name(), self.year))
    }

    /// The name of the month, for example «آذر».
    pub fn month_name(self) -> &'static str {
        MONTHS
            .get(usize::from(self.month).saturating_sub(1))
            .copied()
            .unwrap_or_default()
    }

    /// Whether اسفند of the year has thirty days.
    pub fn is_in_leap_year(self) -> bool {
        civil(self.year, 12, 30).is_some()
    }

    /// The season in which the day lies.
    pub fn season(self) -> Season {
        match self.month {
            ..=3 => Season::Spring,
            4..=6 => Season::Summer,
            7..=9 => Season::Autumn,
            _ => Season::Winter,
        }
    }

    /// The three months of the season in which the day lies.
    pub fn season_term(self) -> Term {
        let into_season = i32::from((self.month + 2) % 3);
        let first = add_months(self.date - Days::new(u64::from(self.day) - 1), -into_season);
        Term {
            from: first,
            until_exclusive: add_months(first, 3),
        }
    }
}

impl fmt::Display for SolarHijri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for SolarHijri {
    type Err = Invalid;

    /// Reads `1405-09-01`, `1405/09/01` and `1405/9/1` in any of the three families of digits.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = digits::to_ascii(text.trim());
        let separator = if text.contains('/') { '/' } else { '-' };
        let parts: Vec<&str> = text.split(separator).collect();
        let [year, month, day] = parts[..] else {
            return Err(NOT_A_DATE);
        };
        let number = |part: &str, lengths: RangeInclusive<usize>| {
            let plain = lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<u16>().ok()).flatten()
        };
        let year = number(year, 4..=4).ok_or(NOT_A_DATE)?;
        let month = number(month, 1..=2).and_then(|n| u8::try_from(n).ok());
        let day = number(day, 1..=2).and_then(|n| u8::try_from(n).ok());
        Self::new(
            year.into(),
            month.ok_or(NOT_A_DATE)?,
            day.ok_or(NOT_A_DATE)?,
        )
    }
}

impl From<SolarHijri> for String {
    fn from(day: SolarHijri) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for SolarHijri {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

/// A season (فصل) of three Solar Hijri months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// بهار, فروردین to خرداد
    Spring,
    /// تابستان, تیر to شهریور
    Summer,
    /// پاییز, مهر to آذر
    Autumn,
    /// زمستان, دی to اسفند
    Winter,
}

impl Season {
    /// The season's Persian name.
    pub fn name_fa(self) -> &'static str {
        match self {
            Self::Spring => "بهار",
            Self::Summer => "تابستان",
            Self::Autumn => "پاییز",
            Self::Winter => "زمستان",
        }
    }

    /// The season's English name.
    pub fn name_en(self) -> &'static str {
        match self {
            Self::Spring => "spring",
            Self::Summer => "summer",
            Self::Autumn => "autumn",
            Self::Winter => "winter",
        }
    }
}

/// A span of days, from its first day to the day on which it no longer holds.
///
/// It never rolls over closed days: only procedural deadlines do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "TermRow")]
pub struct Term {
    /// The first day.
    pub from: NaiveDate,
    /// The first day after the term.
    pub until_exclusive: NaiveDate,
}

impl Term {
    /// A term of so many full Solar Hijri years.
    ///
    /// It ends on the anniversary of its first day, or on 1 فروردین when that was 30 اسفند and
    /// the anniversary's year has none.
    pub fn years(from: NaiveDate, years: u8) -> Self {
        let constrained = add_years(from, years.into());
        let anniversary = SolarHijri::of(constrained).day == SolarHijri::of(from).day;
        let until_exclusive = if anniversary {
            constrained
        } else {
            constrained + Days::new(1)
        };
        Self {
            from,
            until_exclusive,
        }
    }

    /// The term between two days, of which the second lies no earlier.
    pub fn between(from: NaiveDate, until_exclusive: NaiveDate) -> Result<Self, Invalid> {
        if until_exclusive < from {
            return Err(Invalid {
                code: "term-order",
                fa: "پایان مدت نمی‌تواند پیش از آغاز آن باشد.",
                en: "A term cannot end before it begins.",
            });
        }
        Ok(Self {
            from,
            until_exclusive,
        })
    }

    /// The last day on which the term holds.
    pub fn last_day(&self) -> NaiveDate {
        self.until_exclusive - Days::new(1)
    }

    /// Whether the term holds on a day.
    pub fn contains(&self, date: NaiveDate) -> bool {
        (self.from..self.until_exclusive).contains(&date)
    }
}

#[derive(Deserialize)]
struct TermRow {
    from: NaiveDate,
    until_exclusive: NaiveDate,
}

impl TryFrom<TermRow> for Term {
    type Error = Invalid;

    fn try_from(row: TermRow) -> Result<Self, Invalid> {
        Self::between(row.from, row.until_exclusive)
    }
}

/// The same day so many Solar Hijri years later (or earlier, when negative); 30 اسفند becomes 29
/// where the year has no thirtieth.
pub fn add_years(date: NaiveDate, years: i32) -> NaiveDate {
    moved(date, DateDuration::for_years(years), years)
}

/// The same day so many Solar Hijri months later (or earlier, when negative), or the last day of
/// that month when it is shorter.
pub fn add_months(date: NaiveDate, months: i32) -> NaiveDate {
    moved(date, DateDuration::for_months(months), months)
}

/// How many full Solar Hijri years somebody born on one day has lived on another; negative before
/// the birth. Who was born on 30 اسفند completes a year without one on the next 1 فروردین.
pub fn full_years_between(birth: NaiveDate, on: NaiveDate) -> i32 {
    let (birth, on) = (SolarHijri::of(birth), SolarHijri::of(on));
    let before_birthday = (on.month, on.day) < (birth.month, birth.day);
    on.year - birth.year - i32::from(before_birthday)
}

/// The Persian name of a day of the week.
pub fn persian_weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Sat => "شنبه",
        Weekday::Sun => "یکشنبه",
        Weekday::Mon => "دوشنبه",
        Weekday::Tue => "سه‌شنبه",
        Weekday::Wed => "چهارشنبه",
        Weekday::Thu => "پنجشنبه",
        Weekday::Fri => "جمعه",
    }
}

const MONTHS: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

/// Beyond the range of the calendar (some ten thousand years) the sum is the end of all days.
fn moved(date: NaiveDate, by: DateDuration, direction: i32) -> NaiveDate {
    solar(date)
        .try_added_with_options(by, DateAddOptions::default())
        .ok()
        .and_then(from_solar)
        .unwrap_or(if direction < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        })
}

fn civil(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    from_solar(Date::try_new_persian(year, month, day).ok()?)
}

/// Both libraries count days from the first of January of the year one.
fn solar(date: NaiveDate) -> Date<Persian> {
    Date::from_rata_die(RataDie::new(date.num_days_from_ce().into()), Persian)
}

fn from_solar(date: Date<Persian>) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(date.to_rata_die().to_i64_date().try_into().ok()?)
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
