//! Who applies: a natural person, or a company with its technical manager.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::kernel::identity::{CompanyId, Mobile, NationalCode};
use crate::domain::kernel::text::{Name, ShortText};

/// The applicant (متقاضی), natural or legal (A1.4, A7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum Applicant {
    /// A natural person applies for themselves.
    Natural {
        /// The applicant.
        person: NaturalPerson,
    },
    /// A company applies and introduces its technical manager (A9.n2).
    Legal {
        /// The applicant.
        company: Company,
        /// The person in whose name the licence is issued (مدیر فنی).
        technical_manager: NaturalPerson,
    },
}

impl Applicant {
    /// The person on whom the criteria for persons are tested: for a company its technical
    /// manager (A9.n2).
    pub const fn person(&self) -> &NaturalPerson {
        match self {
            Self::Natural { person } => person,
            Self::Legal {
                technical_manager, ..
            } => technical_manager,
        }
    }

    /// The company, if a company applies.
    pub const fn company(&self) -> Option<&Company> {
        match self {
            Self::Natural { .. } => None,
            Self::Legal { company, .. } => Some(company),
        }
    }

    /// Natural or legal.
    pub const fn holder(&self) -> HolderType {
        match self {
            Self::Natural { .. } => HolderType::Natural,
            Self::Legal { .. } => HolderType::Legal,
        }
    }
}

/// What the holder of a licence is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolderType {
    /// A natural person (شخص حقیقی).
    Natural,
    /// A legal person (شخص حقوقی).
    Legal,
}

impl HolderType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Natural, Self::Legal];
}

/// A company registered in Iran (A8.1, A9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The eleven-digit national id of legal persons (شناسه ملی).
    pub company_id: CompanyId,
    /// The registered name.
    pub name: Name,
    /// The number in the companies' register (شماره ثبت).
    pub registration_number: ShortText,
    /// The place of that register.
    pub registration_place: ShortText,
    /// The day of registration.
    pub registered_on: NaiveDate,
}

/// A natural person as declared by the applicant; the officers' findings stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NaturalPerson {
    /// The national code (کد ملی). Personal data.
    pub national_code: NationalCode,
    /// The given name.
    pub given_name: Name,
    /// The family name.
    pub family_name: Name,
    /// The father's name, if given.
    pub father_name: Option<Name>,
    /// The day of birth.
    pub birth_date: NaiveDate,
    /// The sex in the civil register; military service is asked of men only (A8.5).
    pub sex: Sex,
    /// The declared nationality (A8.1).
    pub nationality: Nationality,
    /// The declared religion (A8.2). Sensitive: it never reaches public pages, logs, exports,
    /// events or search, and its `Debug` hides it.
    pub religion: Option<Religion>,
    /// The highest degree (A8.4).
    pub education: EducationDegree,
    /// The military service of a man (A8.5); without meaning for a woman.
    pub military: Option<MilitaryService>,
    /// The mobile telephone.
    pub mobile: Mobile,
}

impl NaturalPerson {
    /// Given and family name, as a document shows them.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// The sex in the civil register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female (زن).
    Female,
    /// Male (مرد).
    Male,
}

impl Sex {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Female, Self::Male];
}

/// Declared nationality (A8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nationality {
    /// Iranian.
    Iranian,
    /// Any other.
    Foreign,
}

/// Islam, or a religious minority that articles 12 and 13 of the constitution recognise (A8.2).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Religion {
    /// Islam.
    Islam,
    /// Zoroastrian.
    Zoroastrian,
    /// Jewish.
    Jewish,
    /// Christian.
    Christian,
}

impl fmt::Debug for Religion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Religion(***)")
    }
}

/// Degrees, from the lowest to the highest (A8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EducationDegree {
    /// دیپلم, or less.
    Diploma,
    /// کاردانی.
    Associate,
    /// کارشناسی, the least that A8.4 accepts.
    Bachelor,
    /// کارشناسی ارشد.
    Master,
    /// دکتری.
    Doctorate,
}

/// Where a man stands with his military service (A8.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilitaryService {
    /// He holds the end-of-service card (کارت پایان خدمت).
    Completed,
    /// He is exempt for good (معافیت دائم).
    PermanentExemption,
    /// He is exempt for a time (معافیت موقت).
    TemporaryExemption,
    /// He is deferred as a student (معافیت تحصیلی).
    StudyDeferment,
    /// He has not served.
    NotServed,
}

impl MilitaryService {
    /// Whether A8.5 accepts it.
    pub const fn suffices(self) -> bool {
        matches!(self, Self::Completed | Self::PermanentExemption)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Covers A8.2.
    #[test]
    fn a_debug_print_hides_the_religion() {
        for religion in [
            Religion::Islam,
            Religion::Zoroastrian,
            Religion::Jewish,
            Religion::Christian,
        ] {
            assert_eq!(format!("{:?}", Some(religion)), "Some(Religion(***))");
        }
    }

    /// Covers A8.4.
    #[test]
    fn degrees_rise_from_diploma_to_doctorate() {
        use EducationDegree::{Associate, Bachelor, Diploma, Doctorate, Master};
        assert!(
            Diploma < Associate && Associate < Bachelor && Bachelor < Master && Master < Doctorate
        );
    }
}
