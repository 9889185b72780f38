//! Numbers and names by which persons, companies, places and accounts are known in Iran.
//!
//! All are examined after [`digits::identifier`] and stored in ASCII.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::digits;
use super::refusal::Invalid;
use super::string_value::{masked_in_logs, shown_as_stored, string_value};

/// The national code (کد ملی) of an Iranian: ten digits, the last of which checks the others.
///
/// It is personal: it has no `Display`, and logs see it masked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NationalCode(String);

/// The national id of a legal person (شناسه ملی): eleven digits, the last of which checks the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CompanyId(String);

/// A postal code (کد پستی): ten digits, not beginning with zero.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);

/// A mobile number, stored as `+989` and nine digits. Logs see it masked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile(String);

/// A landline number: zero, two digits of the area and eight of the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Landline(String);

/// The number of a bank account (شبا): `IR`, two check digits and 22 digits. Logs see it masked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sheba(String);

/// The name of a site on the internet in its ASCII form, lower case, for example `karyabi.ir`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DomainName(String);

string_value!(NationalCode);
string_value!(CompanyId);
string_value!(PostalCode);
string_value!(Mobile);
string_value!(Landline);
string_value!(Sheba);
string_value!(DomainName);
shown_as_stored!(CompanyId, PostalCode, Mobile, Landline, Sheba, DomainName);
masked_in_logs!(NationalCode, Mobile, Sheba);

impl NationalCode {
    /// The code as people who need not know it see it: `007***9645`.
    pub fn masked(&self) -> String {
        masked(&self.0, 3, 4)
    }
}

impl FromStr for NationalCode {
    type Err = Invalid;

    /// Shorter codes are refused: leading zeros belong to the code and are not guessed.
    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let code = digits::identifier(typed);
        let valid = digits::exactly::<10>(&code).is_some_and(|code| {
            let sum: u32 = (2..=10).rev().zip(code).map(|(weight, d)| weight * d).sum();
            let check = match sum % 11 {
                remainder @ (0 | 1) => remainder,
                remainder => 11 - remainder,
            };
            // Ten equal digits pass the checksum, yet nobody has such a code.
            check == code[9] && !all_equal(&code)
        });
        valid.then_some(Self(code)).ok_or(NOT_A_NATIONAL_CODE)
    }
}

impl FromStr for CompanyId {
    type Err = Invalid;

    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let id = digits::identifier(typed);
        let valid = digits::exactly::<11>(&id).is_some_and(|id| {
            let weights = [29, 27, 23, 19, 17].into_iter().cycle();
            let shift = id[9] + 2;
            let sum: u32 = id[..10]
                .iter()
                .zip(weights)
                .map(|(d, w)| (shift + d) * w)
                .sum();
            sum % 11 % 10 == id[10] && !all_equal(&id) && id[3..9].iter().any(|d| *d != 0)
        });
        valid.then_some(Self(id)).ok_or(NOT_A_COMPANY_ID)
    }
}

impl PostalCode {
    /// Whether the code breaks a habit of the post without being impossible: then the office should
    /// look again. Usual codes have no 2, no 0 among the first five digits, neither 5 nor 7 nor 8
    /// in fifth place, and do not begin with one digit four times.
    pub fn is_unusual(&self) -> bool {
        let digits = self.0.as_bytes();
        let (area, rest) = digits.split_at(5);
        let usual = area[..4].iter().all(|d| matches!(d, b'1' | b'3'..=b'9'))
            && matches!(area[4], b'1' | b'3' | b'4' | b'6' | b'9')
            && !rest.contains(&b'2')
            && area[..4].iter().any(|d| *d != area[0]);
        !usual
    }
}

impl FromStr for PostalCode {
    type Err = Invalid;

    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let code = digits::identifier(typed);
        let valid = digits::exactly::<10>(&code).is_some_and(|d| d[0] != 0 && !all_equal(&d));
        valid.then_some(Self(code)).ok_or(NOT_A_POSTAL_CODE)
    }
}

impl Mobile {
    /// The number as people who need not know it see it: `+98912***6789`.
    pub fn masked(&self) -> String {
        masked(&self.0, 6, 4)
    }
}

impl FromStr for Mobile {
    type Err = Invalid;

    /// Reads `0912…`, `912…`, `+98912…`, `0098912…` and `98912…`.
    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let number = digits::identifier(typed);
        ["+98", "0098", "98", "0", ""]
            .into_iter()
            .filter_map(|prefix| number.strip_prefix(prefix))
            .find(|line| digits::exactly::<10>(line).is_some_and(|d| d[0] == 9))
            .map(|line| Self(format!("+98{line}")))
            .ok_or(NOT_A_MOBILE)
    }
}

impl FromStr for Landline {
    type Err = Invalid;

    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let number = digits::identifier(typed);
        // Area codes begin with 1 to 8; numbers that begin with 09 are mobiles.
        let valid =
            digits::exactly::<11>(&number).is_some_and(|d| d[0] == 0 && (1..=8).contains(&d[1]));
        valid.then_some(Self(number)).ok_or(NOT_A_LANDLINE)
    }
}

impl Sheba {
    /// The three digits that name the bank.
    pub fn bank(&self) -> &str {
        self.0.get(4..7).unwrap_or_default()
    }

    /// The number as people who need not know it see it: `IR82***9002`.
    pub fn masked(&self) -> String {
        masked(&self.0, 4, 4)
    }
}

impl FromStr for Sheba {
    type Err = Invalid;

    /// Reads the number with or without spaces, in capitals or not.
    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let number: String = digits::identifier(typed)
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let valid = number
            .strip_prefix("IR")
            .and_then(digits::exactly::<24>)
            .is_some_and(|d| {
                let check = d[0] * 10 + d[1];
                // I is 18 and R is 27; of numbers equal modulo 97 only those from 2 to 98 are issued.
                let rearranged = d[2..].iter().chain(&[1, 8, 2, 7]).chain(&d[..2]);
                (2..=98).contains(&check) && rearranged.fold(0, |r, d| (r * 10 + d) % 97) == 1
            });
        valid.then_some(Self(number)).ok_or(NOT_A_SHEBA)
    }
}

impl FromStr for DomainName {
    type Err = Invalid;

    /// Reads letters, digits and hyphens in labels; names in other letters in their `xn--` form.
    fn from_str(typed: &str) -> Result<Self, Invalid> {
        let name = typed.trim().to_ascii_lowercase();
        let mut labels = name.rsplit('.');
        let top_level = labels.next().is_some_and(|label| {
            is_label(label) && label.len() >= 2 && label.bytes().any(|b| b.is_ascii_alphabetic())
        });
        let below: Vec<&str> = labels.collect();
        let valid = name.len() <= 253
            && top_level
            && !below.is_empty()
            && below.iter().all(|label| is_label(label));
        valid.then_some(Self(name)).ok_or(NOT_A_DOMAIN_NAME)
    }
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    let reserved = bytes.get(2..4) == Some(b"--") && !label.starts_with("xn--");
    (1..=63).contains(&bytes.len())
        && bytes
            .iter()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && !label.starts_with('-')
        && !label.ends_with('-')
        && !reserved
        && label != "xn--"
}

fn all_equal(digits: &[u32]) -> bool {
    digits.windows(2).all(|pair| pair[0] == pair[1])
}

/// The values that are masked consist of ASCII characters.
fn masked(value: &str, first: usize, last: usize) -> String {
    let start = value.get(..first).unwrap_or_default();
    let end = value
        .len()
        .checked_sub(last)
        .and_then(|from| value.get(from..))
        .unwrap_or_default();
    format!("{start}***{end}")
}

const NOT_A_NATIONAL_CODE: Invalid = Invalid {
    code: "national-code",
    fa: "کد ملی باید ده رقم و دارای رقم کنترل درست باشد.",
    en: "A national code has ten digits with a correct check digit.",
};

const NOT_A_COMPANY_ID: Invalid = Invalid {
    code: "company-id",
    fa: "شناسه ملی شخص حقوقی باید یازده رقم و دارای رقم کنترل درست باشد.",
    en: "The national id of a legal person has eleven digits with a correct check digit.",
};

const NOT_A_POSTAL_CODE: Invalid = Invalid {
    code: "postal-code",
    fa: "کد پستی باید ده رقم باشد و با صفر آغاز نشود.",
    en: "A postal code has ten digits and does not begin with zero.",
};

const NOT_A_MOBILE: Invalid = Invalid {
    code: "mobile",
    fa: "شماره تلفن همراه باید به صورت ۰۹ و نه رقم پس از آن باشد.",
    en: "A mobile number is 09 followed by nine digits.",
};

const NOT_A_LANDLINE: Invalid = Invalid {
    code: "landline",
    fa: "شماره تلفن ثابت باید صفر، دو رقم پیش‌شماره استان و هشت رقم باشد.",
    en: "A landline number is zero, two digits of the area and eight digits.",
};

const NOT_A_SHEBA: Invalid = Invalid {
    code: "sheba",
    fa: "شماره شبا باید IR و ۲۴ رقم با ارقام کنترل درست باشد.",
    en: "A Sheba number is IR and 24 digits with correct check digits.",
};

const NOT_A_DOMAIN_NAME: Invalid = Invalid {
    code: "domain-name",
    fa: "نام دامنه باید با حروف لاتین، رقم و خط تیره باشد؛ نام فارسی به صورت xn-- نوشته می‌شود.",
    en: "A domain name has Latin letters, digits and hyphens; other letters take the xn-- form.",
};

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
