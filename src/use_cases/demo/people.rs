//! Invented people and companies, the same in every demonstration.
//!
//! Their codes have right checksums and a beginning that is given to no place, so that they are
//! nobody's.

use chrono::NaiveDate;

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::refusal::Invalid;

/// Somebody who does not exist.
#[derive(Clone, Debug)]
pub(super) struct InventedPerson {
    /// The given name.
    pub(super) given: &'static str,
    /// The family name.
    pub(super) family: &'static str,
    /// A code with a right checksum.
    pub(super) national_code: String,
    /// Between 28 and 59 years ago.
    pub(super) birth_date: NaiveDate,
    /// Whether the given name is a woman's.
    pub(super) is_woman: bool,
    /// A mobile number that nobody has.
    pub(super) mobile: String,
}

const WOMEN: [&str; 12] = [
    "الهام",
    "نرگس",
    "مریم",
    "سارا",
    "زهرا",
    "فاطمه",
    "لیلا",
    "مهسا",
    "پریسا",
    "نسرین",
    "آزاده",
    "شیرین",
];
const MEN: [&str; 12] = [
    "امیر",
    "حسین",
    "رضا",
    "محمد",
    "علی‌رضا",
    "بهرام",
    "کاوه",
    "سهراب",
    "مهدی",
    "پیمان",
    "فرهاد",
    "یوسف",
];
const FAMILIES: [&str; 24] = [
    "کیانفر",
    "رستگار",
    "صادقی",
    "کریمی",
    "مرادی",
    "لاله‌زاری",
    "نیک‌نام",
    "پارسا",
    "شکوهی",
    "بهرامی",
    "دانشور",
    "فرهمند",
    "آریان",
    "میرزایی",
    "توکلی",
    "جوادی",
    "حیدری",
    "زمانی",
    "سپهری",
    "قاسمی",
    "گلستانی",
    "هدایتی",
    "وحیدی",
    "یزدانی",
];

/// The person with this number.
pub(super) fn person(number: usize) -> Result<InventedPerson, Invalid> {
    let is_woman = number % 3 != 0;
    let given = if is_woman { WOMEN } else { MEN }[number / 3 % 12];
    let year = 1346 + i32::try_from(number * 7 % 31).unwrap_or(0);
    let month = u8::try_from(number % 12 + 1).unwrap_or(1);
    let day = u8::try_from(number * 5 % 29 + 1).unwrap_or(1);
    Ok(InventedPerson {
        given,
        family: FAMILIES[(number * 11 + number / 24) % 24],
        national_code: national_code(number),
        birth_date: SolarHijri::new(year, month, day)?.date(),
        is_woman,
        mobile: format!("0999{number:07}"),
    })
}

impl InventedPerson {
    /// Given and family name.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// The national code with this number, after a beginning that no place has.
fn national_code(number: usize) -> String {
    let digits = format!("999{number:06}");
    let sum: u32 = digits
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = match sum % 11 {
        rest @ (0 | 1) => rest,
        rest => 11 - rest,
    };
    format!("{digits}{check}")
}

/// The national id of the invented company with this number.
pub(super) fn company_id(number: usize) -> String {
    const WEIGHTS: [u32; 5] = [29, 27, 23, 19, 17];
    let digits: Vec<u32> = format!("1499{number:06}")
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    let shift = digits.last().copied().unwrap_or(0) + 2;
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS.iter().cycle())
        .map(|(digit, weight)| (digit + shift) * weight)
        .sum();
    let check = sum % 11 % 10;
    let body: String = digits.iter().map(u32::to_string).collect();
    format!("{body}{check}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kernel::identity::{CompanyId, Mobile, NationalCode};
    use std::collections::BTreeSet;

    #[test]
    fn invented_codes_have_right_checksums_and_belong_to_one_person_each() {
        let mut codes = BTreeSet::new();
        for number in 1..600 {
            let person = person(number).unwrap();
            person.national_code.parse::<NationalCode>().unwrap();
            person.mobile.parse::<Mobile>().unwrap();
            assert!(codes.insert(person.national_code));
            company_id(number).parse::<CompanyId>().unwrap();
        }
    }
}
