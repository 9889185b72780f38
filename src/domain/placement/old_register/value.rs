//! Single values as directorates write them.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::digits;
use crate::domain::kernel::identity::{CompanyId, DomainName, Landline, NationalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::joined_key;
use crate::domain::placement::agency::{AgencyKind, Channel};

/// A value, and whether something had to be supplied to read it.
pub(super) type Mended<T> = (T, Option<Invalid>);

/// A day: Solar Hijri, or Gregorian where the year leaves no doubt.
pub(super) fn day(text: &str) -> Result<NaiveDate, Invalid> {
    let plain: String = digits::to_ascii(text)
        .chars()
        .filter(|c| !is_direction_mark(*c))
        .map(|c| match c {
            '.' | '-' | '–' | '−' | '\\' | '٫' => '/',
            c => c,
        })
        .collect();
    let compact: String = plain.split_whitespace().collect();
    if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = compact.split_at(4);
        let (month, day) = rest.split_at(2);
        return of_parts(year, month, day);
    }
    match compact.split('/').collect::<Vec<_>>()[..] {
        [year, month, day] => of_parts(year, month, day),
        _ => in_words(&plain).ok_or(NOT_A_DAY),
    }
}

fn of_parts(year: &str, month: &str, day: &str) -> Result<NaiveDate, Invalid> {
    if year.len() != 4 {
        return Err(NO_FULL_YEAR);
    }
    let number = |text: &str| text.parse::<u32>().map_err(|_| NOT_A_DAY);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let year = i32::try_from(year).map_err(|_| NOT_A_DAY)?;
    if year >= 1900 {
        return NaiveDate::from_ymd_opt(year, month, day)
            .filter(|day| day.year() < 2100)
            .ok_or(NOT_A_DAY);
    }
    let small = |number: u32| u8::try_from(number).map_err(|_| NOT_A_DAY);
    let day = SolarHijri::new(year, small(month)?, small(day)?).map_err(|_| NOT_A_DAY)?;
    Ok(day.date())
}

/// «۱ مرداد ۱۴۰۲», with or without the day of the week.
fn in_words(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [.., day, month, year] = words[..] else {
        return None;
    };
    let month = joined_key(month);
    let month = (1..=12_u8).find(|number| {
        SolarHijri::new(1400, *number, 1).is_ok_and(|it| joined_key(it.month_name()) == month)
    })?;
    let (year, day) = (year.parse().ok()?, day.parse().ok()?);
    Some(SolarHijri::new(year, month, day).ok()?.date())
}

/// A national code, whose leading zeros a spreadsheet may have dropped.
pub(super) fn national_code(text: &str) -> Result<Mended<NationalCode>, Invalid> {
    with_leading_zeros(text, 10, 8)
}

/// The national id of a company, likewise.
pub(super) fn company_id(text: &str) -> Result<Mended<CompanyId>, Invalid> {
    with_leading_zeros(text, 11, 9)
}

/// Zeros are put back only where the check digit agrees with them.
fn with_leading_zeros<T: FromStr<Err = Invalid>>(
    text: &str,
    length: usize,
    shortest: usize,
) -> Result<Mended<T>, Invalid> {
    let code = unspaced(text);
    if (shortest..length).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) {
        let padded = format!("{code:0>length$}");
        return Ok((padded.parse()?, Some(ZEROS_RESTORED)));
    }
    Ok((code.parse()?, None))
}

/// A landline, of which several may be given and the first is taken.
pub(super) fn landline(text: &str) -> Result<Mended<Landline>, Invalid> {
    let several = |c| matches!(c, ',' | '،' | ';' | '؛' | '/' | '\\' | '\n');
    let mut numbers = text.split(several).filter(|it| !it.trim().is_empty());
    let first = numbers.next().unwrap_or_default();
    let others = numbers.next().is_some().then_some(FIRST_NUMBER_TAKEN);
    let plain: String = unspaced(first)
        .chars()
        .filter(|c| !matches!(c, '(' | ')'))
        .collect();
    let national = ["+98", "0098"]
        .into_iter()
        .find_map(|prefix| plain.strip_prefix(prefix))
        .map(|rest| format!("0{rest}"));
    let plain = national.unwrap_or(plain);
    if plain.len() == 10 && !plain.starts_with('0') {
        return Ok((format!("0{plain}").parse()?, Some(ZEROS_RESTORED)));
    }
    Ok((plain.parse()?, others))
}

/// A domain, also when it is given as an address.
pub(super) fn domain(text: &str) -> Result<DomainName, Invalid> {
    let text = text.trim().to_ascii_lowercase();
    let name = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .unwrap_or(&text);
    name.split(['/', '?']).next().unwrap_or_default().parse()
}

/// An identifier without the spaces that are typed for the eye.
pub(super) fn unspaced(text: &str) -> String {
    digits::identifier(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// A province by its name, or by its ISO code of 2020.
pub(super) fn province(text: &str) -> Result<Province, Invalid> {
    if let Ok(province) = digits::to_ascii(text.trim()).to_uppercase().parse() {
        return Ok(province);
    }
    let key = joined_key(text);
    let name = key.strip_prefix("استان").unwrap_or(&key);
    PROVINCES.get(name).copied().ok_or(NOT_A_PROVINCE)
}

/// The provinces by the keys of their names, made once: every line asks for one.
static PROVINCES: LazyLock<HashMap<String, Province>> = LazyLock::new(|| {
    let named = |it: Province| [it.name_fa(), it.name_en()].map(|name| (joined_key(name), it));
    Province::ALL.into_iter().flat_map(named).collect()
});

/// A province by its ISO code before 2020.
pub(super) fn province_before_2020(text: &str) -> Result<Province, Invalid> {
    Province::from_legacy(&digits::to_ascii(text.trim()).to_uppercase())
        .map_err(|_| NOT_AN_OLD_CODE)
}

/// The kind of agency.
pub(super) fn kind(text: &str) -> Result<AgencyKind, Invalid> {
    let key = joined_key(text);
    let key = key.strip_prefix("کاریابی").unwrap_or(&key);
    match key {
        "داخلی" | "داخل" | "domestic" => Ok(AgencyKind::Domestic),
        "خارجی" | "خارج" | "بینالمللی" | "بینالملل" | "اعزامبهخارج" | "foreign" => {
            Ok(AgencyKind::Foreign)
        }
        "دریایی" | "دریانوردان" | "maritime" => Ok(AgencyKind::Maritime),
        _ => Err(NOT_A_KIND),
    }
}

/// How the agency reaches people.
pub(super) fn channel(text: &str) -> Result<Channel, Invalid> {
    let key = joined_key(text);
    let physical = ["فیزیکی", "حضوری", "physical"];
    let electronic = [
        "الکترونیکی",
        "الکترونیک",
        "مجازی",
        "اینترنتی",
        "برخط",
        "انلاین",
        "آنلاین",
    ];
    if physical.contains(&key.as_str()) {
        return Ok(Channel::Physical);
    }
    if electronic.contains(&key.as_str()) || key == "electronic" {
        return Ok(Channel::Electronic);
    }
    let names = |all: &[&str]| all.iter().any(|it| key.contains(it));
    let both = names(&physical) && names(&electronic);
    if both || ["هردو", "both", "ترکیبی"].contains(&key.as_str()) {
        return Ok(Channel::Both);
    }
    Err(NOT_A_CHANNEL)
}

/// What the old register says about a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It is in force, as far as its term goes.
    InForce,
    /// Its term is over.
    Over,
}

/// What the old register says about a licence; revoked and suspended ones are not taken over as if
/// nothing had happened.
pub(super) fn status(text: &str) -> Result<Status, Invalid> {
    match joined_key(text).as_str() {
        "فعال" | "معتبر" | "جاری" | "دایر" | "دارایاعتبار" | "درحالفعالیت" | "دارایمجوزمعتبر" => {
            Ok(Status::InForce)
        }
        "منقضی" | "منقضیشده" | "فاقداعتبار" | "پایاناعتبار" | "اتماماعتبار" => {
            Ok(Status::Over)
        }
        _ => Err(NOT_IN_FORCE),
    }
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

const NOT_A_DAY: Invalid = Invalid {
    code: "day",
    fa: "تاریخ باید روزی از تقویم هجری شمسی مانند ۱۴۰۲/۰۵/۰۱ باشد.",
    en: "A date is a day of the Solar Hijri calendar such as 1402/05/01.",
};

const NO_FULL_YEAR: Invalid = Invalid {
    code: "year-of-two-digits",
    fa: "سال تاریخ باید با چهار رقم و در آغاز آن نوشته شود، مانند ۱۴۰۲/۰۵/۰۱.",
    en: "A date begins with its year in four digits, such as 1402/05/01.",
};

const ZEROS_RESTORED: Invalid = Invalid {
    code: "leading-zeros-restored",
    fa: "صفرهای آغاز شماره که در برگه افتاده بود، با رقم کنترل سنجیده و افزوده شد.",
    en: "The leading zeros that the sheet had dropped were put back.",
};

const FIRST_NUMBER_TAKEN: Invalid = Invalid {
    code: "first-number-taken",
    fa: "از چند شماره تلفن، تنها نخستین ثبت می‌شود.",
    en: "Of several telephone numbers only the first is taken.",
};

const NOT_A_PROVINCE: Invalid = Invalid {
    code: "province-name",
    fa: "نام استان باید یکی از سی‌ویک استان کشور باشد.",
    en: "A province is one of the thirty-one by its Persian name, or a code from IR-00 to IR-30.",
};

const NOT_AN_OLD_CODE: Invalid = Invalid {
    code: "province-before-2020",
    fa: "کد استان پیش از سال ۲۰۲۰ به صورت IR-07 است.",
    en: "A province code before 2020 has the form IR-07.",
};

const NOT_A_KIND: Invalid = Invalid {
    code: "agency-kind",
    fa: "نوع کاریابی یکی از داخلی، خارجی و دریایی است؛ مجازی بودن در شیوه فعالیت نوشته می‌شود.",
    en: "The kind is domestic, foreign or maritime; that an agency is online belongs to the channel.",
};

const NOT_A_CHANNEL: Invalid = Invalid {
    code: "channel",
    fa: "شیوه فعالیت یکی از فیزیکی، الکترونیکی و هر دو است.",
    en: "The channel is physical, electronic or both.",
};

const NOT_IN_FORCE: Invalid = Invalid {
    code: "status-not-in-force",
    fa: "تنها مجوز فعال یا منقضی وارد می‌شود؛ مجوز لغو، ابطال یا تعلیق‌شده با رأی آن ثبت می‌شود.",
    en: "Only licences in force or expired are imported; a revoked or suspended one is recorded with \
         its ruling.",
};
