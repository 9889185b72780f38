//! How the personal data on an application look to those who may read them.

use chrono::NaiveDate;
use poem_openapi::Object;

use super::names::{MilitaryName, ReligionName};
use crate::api::view::persian;
use crate::domain::placement::party::Applicant;

/// The personal data of the applicant, or of the technical manager of the company.
#[derive(Object)]
pub(super) struct PersonalDataView {
    /// Given and family name.
    name: String,
    /// The father's name.
    #[oai(skip_serializing_if_is_none)]
    father_name: Option<String>,
    /// The national code.
    national_code: String,
    /// The day of birth.
    birth_date: NaiveDate,
    birth_date_persian: String,
    /// The declared religion.
    #[oai(skip_serializing_if_is_none)]
    religion: Option<ReligionName>,
    /// The military service of a man.
    #[oai(skip_serializing_if_is_none)]
    military: Option<MilitaryName>,
    /// The mobile telephone.
    mobile: String,
    /// The national id of the company.
    #[oai(skip_serializing_if_is_none)]
    company_id: Option<String>,
}

impl PersonalDataView {
    pub(super) fn of(applicant: &Applicant) -> Self {
        let person = applicant.person();
        Self {
            name: person.full_name(),
            father_name: person.father_name.as_ref().map(ToString::to_string),
            national_code: person.national_code.as_str().to_owned(),
            birth_date: person.birth_date,
            birth_date_persian: persian(person.birth_date),
            religion: person.religion.map(Into::into),
            military: person.military.map(Into::into),
            mobile: person.mobile.as_str().to_owned(),
            company_id: applicant.company().map(|it| it.company_id.to_string()),
        }
    }
}
