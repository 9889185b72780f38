//! The language of the target country (A8.7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::country::CountryCode;

/// A certificate of a licensed institution for the language of one target country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageProof {
    /// The target country whose language it shows.
    pub country: CountryCode,
    /// The language.
    pub language: ShortText,
    /// Who holds the certificate.
    pub holder: LanguageHolder,
    /// The document that shows it.
    pub certificate: Uuid,
    /// The first day on which the certificate no longer holds, if it ends at all.
    pub expires_on: Option<NaiveDate>,
}

/// Who holds a language certificate: A8.7 accepts the applicant's and an employee's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum LanguageHolder {
    /// The person on whom the criteria are tested.
    Applicant,
    /// Somebody whom the agency employs (بکارگیری فرد دارای گواهی).
    Employee {
        /// The employee.
        name: Name,
        /// The document that shows the employment.
        employment_proof: Uuid,
    },
}

/// Whether one certificate is wanted for each target country (policy `language.per_country`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LanguageCoverage {
    /// One for each.
    EachCountry,
    /// Any one.
    AnyCountry,
}
