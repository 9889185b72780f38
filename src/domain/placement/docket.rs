//! The numbers of applications, inspections, complaints, reports of unlicensed offices, violation cases and rulings.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::series;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::{Invalid, Refusal};

/// A number that a provincial office gives out (شماره پرونده): a letter for what it numbers, the province's two
/// digits, the Solar Hijri year and a serial of six digits or more, for example `V23-1405-000341`;
/// in a demo registry it begins with `D-`.
///
/// Under the number of a complaint (کد رهگیری) its complainant follows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DocketNumber(String);

/// What a [`DocketNumber`] numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Docket {
    /// درخواست, letter `A`.
    Application,
    /// بازرسی, letter `I`.
    Inspection,
    /// شکایت, letter `C`.
    Complaint,
    /// گزارش کاریابی غیرمجاز, letter `U`.
    UnlicensedReport,
    /// پرونده تخلف, letter `V`.
    Case,
    /// رأی, letter `R`.
    Ruling,
}

impl Docket {
    const ALL: [Self; 6] = [
        Self::Application,
        Self::Inspection,
        Self::Complaint,
        Self::UnlicensedReport,
        Self::Case,
        Self::Ruling,
    ];

    /// The letter that numbers of this kind begin with.
    pub const fn letter(self) -> char {
        match self {
            Self::Application => 'A',
            Self::Inspection => 'I',
            Self::Complaint => 'C',
            Self::UnlicensedReport => 'U',
            Self::Case => 'V',
            Self::Ruling => 'R',
        }
    }

    const fn citation(self) -> Citation {
        match self {
            Self::Application => Citation::article(7),
            Self::Inspection => Citation::clause(6, 2),
            Self::Complaint => Citation::clause(6, 6),
            Self::UnlicensedReport => Citation::clause(6, 3),
            Self::Case => Citation::clause(5, 2),
            Self::Ruling => Citation::note(5, 1),
        }
    }
}

const NOT_A_NUMBER: Invalid = Invalid {
    code: "docket-number",
    fa: "شماره به صورت V23-1405-000341 نوشته می‌شود.",
    en: "A number has the form V23-1405-000341.",
};

impl DocketNumber {
    /// The number with this serial of the province and Solar Hijri year.
    pub fn new(
        docket: Docket,
        province: Province,
        year: u16,
        serial: u32,
        demo: bool,
    ) -> Result<Self, Invalid> {
        series::written(docket.letter(), province, year, serial, demo).parse()
    }

    /// The number as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it numbers.
    pub fn docket(&self) -> Option<Docket> {
        let letter = series::letter(&self.0)?;
        Docket::ALL.into_iter().find(|it| it.letter() == letter)
    }

    /// Whether it belongs to a demo registry.
    pub fn is_demo(&self) -> bool {
        series::is_demo(&self.0)
    }

    /// Refuses a number of another kind or province.
    pub(super) fn require(&self, docket: Docket, province: Province) -> Result<(), Refusal> {
        let start = series::start(docket.letter(), province);
        if series::without_mark(&self.0).starts_with(&start) {
            return Ok(());
        }
        Err(Refusal::rule(
            "number-of-another-series",
            docket.citation(),
            "این شماره از رشته شماره‌های این استان برای این موضوع نیست.",
            "The number does not belong to this province's series for this matter.",
        ))
    }
}

impl FromStr for DocketNumber {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let known = |letter| Docket::ALL.iter().any(|docket| docket.letter() == letter);
        match series::letter(text) {
            Some(letter) if known(letter) => Ok(Self(text.to_owned())),
            _ => Err(NOT_A_NUMBER),
        }
    }
}

impl fmt::Display for DocketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<DocketNumber> for String {
    fn from(number: DocketNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for DocketNumber {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_kind_province_year_and_serial() {
        let cases = [
            (Docket::Application, false, "A23-1405-000341"),
            (Docket::Inspection, false, "I23-1405-000341"),
            (Docket::Complaint, false, "C23-1405-000341"),
            (Docket::Case, true, "D-V23-1405-000341"),
            (Docket::Ruling, false, "R23-1405-000341"),
        ];
        for (docket, demo, text) in cases {
            let number = DocketNumber::new(docket, Province::Tehran, 1405, 341, demo).unwrap();
            assert_eq!(number.as_str(), text);
            assert_eq!(number.is_demo(), demo);
            assert_eq!(number.docket(), Some(docket));
            assert_eq!(text.parse(), Ok(number.clone()));
            for other in Docket::ALL {
                let fits = number.require(other, Province::Tehran).is_ok();
                assert_eq!(fits, other == docket, "{text} as {other:?}");
            }
            let refused = number.require(docket, Province::Alborz).unwrap_err();
            assert_eq!(refused.code, "number-of-another-series");
        }
    }

    #[test]
    fn a_serial_grows_beyond_six_digits() {
        let number = DocketNumber::new(Docket::Case, Province::Tehran, 1405, 1_234_567, true);
        assert_eq!(number.unwrap().as_str(), "D-V23-1405-1234567");
    }

    #[test]
    fn other_forms_are_no_numbers() {
        for text in [
            "",
            "B23-1405-000341",
            "23-1405-000341",
            "V23-1405-00034",
            "V99-1405-000341",
            "V23-1405-000341-1",
            "V23-۱۴۰۵-000341",
            "D-D-V23-1405-000341",
        ] {
            assert_eq!(text.parse::<DocketNumber>(), Err(NOT_A_NUMBER), "{text}");
        }
    }
}
