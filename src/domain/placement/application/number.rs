//! The number of a file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::series;

/// The file number of an application (شماره پرونده): the province's two digits, the Solar Hijri
/// year and a serial of six digits or more, for example `A23-1405-000341`; in a demo registry it
/// begins with `D-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ApplicationNumber(String);

/// The letter that file numbers begin with.
const LETTER: char = 'A';

const NOT_A_NUMBER: Invalid = Invalid {
    code: "application-number",
    fa: "شماره پرونده به صورت A23-1405-000341 نوشته می‌شود.",
    en: "A file number has the form A23-1405-000341.",
};

impl ApplicationNumber {
    /// The number of the file with this serial of the province and Solar Hijri year.
    pub fn new(province: Province, year: u16, serial: u32, demo: bool) -> Result<Self, Invalid> {
        series::written(LETTER, province, year, serial, demo).parse()
    }

    /// The number as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it belongs to a demo registry.
    pub fn is_demo(&self) -> bool {
        series::is_demo(&self.0)
    }
}

impl FromStr for ApplicationNumber {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match series::letter(text) {
            Some(LETTER) => Ok(Self(text.to_owned())),
            _ => Err(NOT_A_NUMBER),
        }
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<ApplicationNumber> for String {
    fn from(number: ApplicationNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for ApplicationNumber {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_number_names_province_year_and_serial() {
        let tehran: Province = "IR-23".parse().unwrap();
        let number = ApplicationNumber::new(tehran, 1405, 341, false).unwrap();
        assert_eq!(number.as_str(), "A23-1405-000341");
        assert!(!number.is_demo());
        let demo = ApplicationNumber::new(tehran, 1405, 1_234_567, true).unwrap();
        assert_eq!(demo.as_str(), "D-A23-1405-1234567");
        assert!(demo.is_demo() && demo.as_str().parse() == Ok(demo.clone()));
    }

    #[test]
    fn other_forms_are_no_file_numbers() {
        for text in [
            "",
            "A23-1405-00034",
            "A99-1405-000341",
            "23-1405-000341",
            "A23-1405-000341-1",
            "A23-۱۴۰۵-000341",
        ] {
            assert_eq!(
                text.parse::<ApplicationNumber>(),
                Err(NOT_A_NUMBER),
                "{text}"
            );
        }
    }
}
