//! Tables of closures as they are published: one closure a line, as in `assets/data/closures.csv`.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::closures::Closure;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::error::{Error, InvalidField, Place};

/// The official closures that every registry starts with.
pub fn official() -> Result<Vec<Closure>, Error> {
    read(include_str!("../../../assets/data/closures.csv"))
}

/// The most lines that a table has.
pub const MOST_LINES: usize = 5_000;

/// One line of a table; its column `persian` may be left out and must else be the same day.
#[derive(Deserialize)]
struct Line {
    date: String,
    persian: Option<String>,
    #[serde(default)]
    province: Option<String>,
    name_fa: String,
    name_en: String,
    provisional: Option<String>,
}

/// Reads a table whole.
///
/// # Errors
/// Every line that cannot be read is named by its number, with the column; no value is repeated.
pub fn read(table: &str) -> Result<Vec<Closure>, Error> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let mut closures: Vec<Closure> = Vec::new();
    let mut faults = Vec::new();
    let header = reader.headers().cloned().unwrap_or_default();
    for column in ["date", "name_fa", "name_en"] {
        if !header.iter().any(|it| it == column) {
            faults.push(fault(1, column, NO_COLUMN));
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    for (index, line) in reader.deserialize::<Line>().enumerate() {
        // The first line is the header.
        let number = index + 2;
        if index == MOST_LINES {
            faults.push(fault(number, "date", TOO_LONG));
            break;
        }
        match line {
            Ok(line) => match closure(&line, number) {
                Ok(closure) if closures.iter().any(|it| same_day(it, &closure)) => {
                    faults.push(fault(number, "date", TWICE));
                }
                Ok(closure) => closures.push(closure),
                Err(found) => faults.extend(found),
            },
            Err(_) => faults.push(fault(number, "date", NOT_A_LINE)),
        }
    }
    if closures.is_empty() && faults.is_empty() {
        faults.push(fault(2, "date", EMPTY));
    }
    if faults.is_empty() {
        Ok(closures)
    } else {
        Err(Error::Invalid(faults))
    }
}

fn same_day(one: &Closure, other: &Closure) -> bool {
    one.date == other.date && one.province == other.province
}

fn closure(line: &Line, number: usize) -> Result<Closure, Vec<InvalidField>> {
    let mut faults = Vec::new();
    let date = NaiveDate::from_str(&line.date).ok();
    if date.is_none() {
        faults.push(fault(number, "date", NOT_A_DATE));
    }
    if let (Some(date), Some(persian)) = (date, given(line.persian.as_deref())) {
        match persian.parse::<SolarHijri>() {
            Ok(persian) if persian.date() == date => {}
            Ok(_) => faults.push(fault(number, "persian", OTHER_DAY)),
            Err(reason) => faults.push(fault(number, "persian", reason)),
        }
    }
    let province = given(line.province.as_deref()).map(str::parse::<Province>);
    let province = value(province.transpose(), number, "province", &mut faults).flatten();
    let name_fa = value(line.name_fa.parse::<Name>(), number, "name_fa", &mut faults);
    let name_en = value(line.name_en.parse::<Name>(), number, "name_en", &mut faults);
    let provisional = match given(line.provisional.as_deref()) {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            faults.push(fault(number, "provisional", NOT_A_BOOL));
            false
        }
    };
    match (date, name_fa, name_en) {
        (Some(date), Some(name_fa), Some(name_en)) if faults.is_empty() => Ok(Closure {
            date,
            province,
            name_fa: name_fa.to_string(),
            name_en: name_en.to_string(),
            provisional,
        }),
        _ => Err(faults),
    }
}

fn value<T>(
    read: Result<T, Invalid>,
    number: usize,
    column: &str,
    faults: &mut Vec<InvalidField>,
) -> Option<T> {
    read.map_err(|reason| faults.push(fault(number, column, reason)))
        .ok()
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn fault(number: usize, column: &str, reason: Invalid) -> InvalidField {
    InvalidField {
        place: Place::Body(format!("/lines/{number}/{column}")),
        code: reason.code.into(),
        fa: reason.fa.into(),
        en: reason.en.into(),
    }
}

const NO_COLUMN: Invalid = Invalid {
    code: "csv-column",
    fa: "این ستون در سطر نخست جدول نیست.",
    en: "The first line of the table does not name this column.",
};

const NOT_A_LINE: Invalid = Invalid {
    code: "csv-line",
    fa: "شمار ستون‌های این سطر با سطر نخست یکی نیست یا متن آن خواندنی نیست.",
    en: "The line cannot be read or has another number of columns than the first.",
};

const NOT_A_DATE: Invalid = Invalid {
    code: "date",
    fa: "تاریخ میلادی به شکل YYYY-MM-DD نوشته می‌شود.",
    en: "A Gregorian date is written YYYY-MM-DD.",
};

const OTHER_DAY: Invalid = Invalid {
    code: "dates-differ",
    fa: "تاریخ خورشیدی این سطر با تاریخ میلادی آن یک روز نیست.",
    en: "The Solar Hijri date of the line is another day than its Gregorian date.",
};

const NOT_A_BOOL: Invalid = Invalid {
    code: "true-or-false",
    fa: "این ستون true یا false است.",
    en: "This column is true or false.",
};

const TWICE: Invalid = Invalid {
    code: "closure-twice",
    fa: "این روز در همین جدول دو بار آمده است.",
    en: "The table names this day twice.",
};

const EMPTY: Invalid = Invalid {
    code: "csv-empty",
    fa: "جدول هیچ سطری ندارد.",
    en: "The table has no lines.",
};

const TOO_LONG: Invalid = Invalid {
    code: "csv-too-long",
    fa: "جدول بیش از ۵۰۰۰ سطر دارد.",
    en: "The table has more than 5000 lines.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_table_is_read_whole() {
        let lines = include_str!("../../../assets/data/closures.csv")
            .lines()
            .count();
        assert_eq!(official().unwrap().len(), lines - 1);
    }

    #[test]
    fn every_wrong_line_is_named_and_nothing_is_read() {
        let table = "date,persian,province,name_fa,name_en,provisional\n\
            2026-11-23,1405-09-02,IR-23,آلودگی هوا,Polluted air,false\n\
            2026-13-01,,,نام,Name,false\n\
            2026-11-24,1405-09-04,IR-99,,Name,maybe\n\
            2026-11-23,1405-09-02,IR-23,آلودگی هوا,Polluted air,false\n\
            2026-11-25\n";
        let Err(Error::Invalid(fields)) = read(table) else {
            panic!("lines 3 to 6 are wrong");
        };
        let places: Vec<_> = fields
            .iter()
            .map(|field| match &field.place {
                Place::Body(pointer) => pointer.as_str(),
                Place::Parameter(name) => name,
            })
            .collect();
        assert_eq!(
            places,
            [
                "/lines/3/date",
                "/lines/4/persian",
                "/lines/4/province",
                "/lines/4/name_fa",
                "/lines/4/provisional",
                "/lines/5/date",
                "/lines/6/date",
            ]
        );
    }
}
