//! What an applicant fills in.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::names::{
    AgencyKindName, ChannelName, EducationName, MilitaryName, NationalityName, ReligionName,
    SexName,
};
use crate::api::request::{parses, read, read_option, says};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::identity::{
    CompanyId, DomainName, Landline, Mobile, NationalCode, PostalCode,
};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::agency::AgencyProfile;
use crate::domain::placement::application::{Declarations, Filing};
use crate::domain::placement::article8::language::{LanguageHolder, LanguageProof};
use crate::domain::placement::country::CountryCode;
use crate::domain::placement::party::{Applicant, Company, NaturalPerson};
use crate::domain::placement::premises::{Enamad, EnamadCode, EnamadId, Premises, Stars, Website};
use crate::error::Error;

type Read<T> = Result<T, Error>;

/// The content of an application, which the applicant may change until it is filed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct FilingForm {
    /// The agency that is asked for.
    #[validate(nested)]
    agency: AgencyForm,
    /// The applicant; for a company its technical manager, on whom the conditions for persons are
    /// tested (A9.n2).
    #[validate(nested)]
    person: PersonForm,
    /// The company, if a company applies.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    company: Option<CompanyForm>,
    /// The place of establishment; for an online agency its registered seat (A7).
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    premises: Option<PremisesForm>,
    /// The site of an agency with an electronic channel (A8.10).
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    website: Option<WebsiteForm>,
    /// The language certificates for target countries (A8.7), at most 50.
    #[validate(nested)]
    #[oai(default, validator(max_items = 50))]
    languages: Vec<LanguageForm>,
    /// What the applicant declares.
    declarations: DeclarationsForm,
}

impl FilingForm {
    /// The content as the domain takes it, after every value has been checked.
    pub(super) fn read(self) -> Read<Filing> {
        let person = self.person.read()?;
        let applicant = match self.company {
            None => Applicant::Natural { person },
            Some(company) => Applicant::Legal {
                company: company.read()?,
                technical_manager: person,
            },
        };
        Ok(Filing {
            profile: self.agency.read()?,
            applicant,
            premises: self.premises.map(|it| it.read()).transpose()?,
            website: self.website.map(WebsiteForm::read).transpose()?,
            languages: self
                .languages
                .into_iter()
                .map(LanguageForm::read)
                .collect::<Read<_>>()?,
            declarations: Declarations {
                not_a_manpower_contractor: self.declarations.not_a_manpower_contractor,
                not_employed_by_the_state: self.declarations.not_employed_by_the_state,
            },
        })
    }
}

/// The agency that is asked for.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AgencyForm {
    /// The name of the agency, at most 200 characters.
    #[validate(custom(function = "parses::<Name>"))]
    pub(super) name: String,
    /// Whom it places where.
    pub(super) kind: AgencyKindName,
    /// How it reaches people.
    pub(super) channel: ChannelName,
    /// The countries it wants to send workers to, by ISO 3166-1 alpha-2 code, at most 50: at least one
    /// for foreign and maritime agencies, none for domestic ones.
    #[validate(custom(function = "are_countries"))]
    #[oai(default, validator(max_items = 50, unique_items))]
    pub(super) target_countries: Vec<String>,
}

impl AgencyForm {
    fn read(self) -> Read<AgencyProfile> {
        Ok(AgencyProfile {
            name: read("/agency/name", &self.name)?,
            kind: self.kind.into(),
            channel: self.channel.into(),
            target_countries: self
                .target_countries
                .iter()
                .map(|code| read("/agency/target_countries", code))
                .collect::<Read<_>>()?,
        })
    }
}

/// A natural person as they declare themselves. Personal data.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PersonForm {
    /// The national code, ten digits.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: String,
    /// The given name.
    #[validate(custom(function = "parses::<Name>"))]
    given_name: String,
    /// The family name.
    #[validate(custom(function = "parses::<Name>"))]
    family_name: String,
    /// The father's name.
    #[validate(custom(function = "parses::<Name>"))]
    #[oai(skip_serializing_if_is_none)]
    father_name: Option<String>,
    /// The day of birth.
    #[validate(custom(function = "is_recordable"))]
    birth_date: NaiveDate,
    /// The sex in the civil register.
    sex: SexName,
    /// The nationality.
    nationality: NationalityName,
    /// The religion; shown to nobody but those who examine the file.
    #[oai(skip_serializing_if_is_none)]
    religion: Option<ReligionName>,
    /// The highest degree.
    education: EducationName,
    /// The military service of a man.
    #[oai(skip_serializing_if_is_none)]
    military: Option<MilitaryName>,
    /// The mobile telephone.
    #[validate(custom(function = "parses::<Mobile>"))]
    mobile: String,
}

impl PersonForm {
    pub(super) fn read(self) -> Read<NaturalPerson> {
        Ok(NaturalPerson {
            national_code: read("/person/national_code", &self.national_code)?,
            given_name: read("/person/given_name", &self.given_name)?,
            family_name: read("/person/family_name", &self.family_name)?,
            father_name: read_option("/person/father_name", self.father_name.as_deref())?,
            birth_date: self.birth_date,
            sex: self.sex.into(),
            nationality: self.nationality.into(),
            religion: self.religion.map(Into::into),
            education: self.education.into(),
            military: self.military.map(Into::into),
            mobile: read("/person/mobile", &self.mobile)?,
        })
    }
}

/// A company registered in Iran.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct CompanyForm {
    /// The national id of legal persons, eleven digits.
    #[validate(custom(function = "parses::<CompanyId>"))]
    company_id: String,
    /// The registered name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The number in the companies' register.
    #[validate(custom(function = "parses::<ShortText>"))]
    registration_number: String,
    /// The place of that register.
    #[validate(custom(function = "parses::<ShortText>"))]
    registration_place: String,
    /// The day of registration.
    #[validate(custom(function = "is_recordable"))]
    registered_on: NaiveDate,
}

impl CompanyForm {
    pub(super) fn read(self) -> Read<Company> {
        Ok(Company {
            company_id: read("/company/company_id", &self.company_id)?,
            name: read("/company/name", &self.name)?,
            registration_number: read("/company/registration_number", &self.registration_number)?,
            registration_place: read("/company/registration_place", &self.registration_place)?,
            registered_on: self.registered_on,
        })
    }
}

/// The place of establishment.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PremisesForm {
    /// The province by its ISO 3166-2 code.
    #[validate(custom(function = "parses::<Province>"))]
    province: String,
    /// The city or county.
    #[validate(custom(function = "parses::<ShortText>"))]
    city: String,
    /// Street, alley and number.
    #[validate(custom(function = "parses::<ShortText>"))]
    address: String,
    /// The postal code, ten digits.
    #[validate(custom(function = "parses::<PostalCode>"))]
    postal_code: String,
    /// The telephone there, with its area code.
    #[validate(custom(function = "parses::<Landline>"))]
    landline: String,
}

impl PremisesForm {
    pub(super) fn of(premises: &Premises) -> Self {
        Self {
            province: premises.province.code().to_owned(),
            city: premises.city.to_string(),
            address: premises.address.to_string(),
            postal_code: premises.postal_code.to_string(),
            landline: premises.landline.to_string(),
        }
    }

    fn read(&self) -> Read<Premises> {
        Ok(Premises {
            province: read("/premises/province", &self.province)?,
            city: read("/premises/city", &self.city)?,
            address: read("/premises/address", &self.address)?,
            postal_code: read("/premises/postal_code", &self.postal_code)?,
            landline: read("/premises/landline", &self.landline)?,
        })
    }
}

/// The site of an agency that works electronically.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct WebsiteForm {
    /// Its domain, for example `karyabi.ir`.
    #[validate(custom(function = "parses::<DomainName>"))]
    domain: String,
    /// Its electronic mark of trust, if it has one already.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    enamad: Option<EnamadForm>,
}

impl WebsiteForm {
    fn read(self) -> Read<Website> {
        Ok(Website {
            domain: read("/website/domain", &self.domain)?,
            enamad: self.enamad.map(|it| it.read()).transpose()?,
        })
    }
}

/// The electronic mark of trust (نماد اعتماد الکترونیکی).
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct EnamadForm {
    /// The domain that it was issued for.
    #[validate(custom(function = "parses::<DomainName>"))]
    domain: String,
    /// The id on the verification page, one to twelve digits.
    #[validate(custom(function = "parses::<EnamadId>"))]
    id: String,
    /// The code on the verification page, 20 to 32 Latin letters and digits.
    #[validate(custom(function = "parses::<EnamadCode>"))]
    code: String,
    /// The level, none to two stars.
    #[validate(custom(function = "are_stars"))]
    stars: u8,
    /// The day of issue.
    #[validate(custom(function = "is_recordable"))]
    issued_on: NaiveDate,
    /// The first day on which it is no longer valid.
    #[validate(custom(function = "is_recordable"))]
    expires_on: NaiveDate,
}

impl EnamadForm {
    pub(super) fn read(&self) -> Read<Enamad> {
        Ok(Enamad {
            domain: read("/domain", &self.domain)?,
            id: read("/id", &self.id)?,
            code: read("/code", &self.code)?,
            stars: Stars::try_from(self.stars).map_err(|it| Error::invalid("/stars", it))?,
            issued_on: self.issued_on,
            expires_on: self.expires_on,
        })
    }
}

/// A certificate for the language of one target country.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct LanguageForm {
    /// The target country by its ISO 3166-1 alpha-2 code.
    #[validate(custom(function = "parses::<CountryCode>"))]
    country: String,
    /// The language.
    #[validate(custom(function = "parses::<ShortText>"))]
    language: String,
    /// The employee who holds it; absent when it is the applicant's own.
    #[validate(nested)]
    #[oai(skip_serializing_if_is_none)]
    employee: Option<EmployeeForm>,
    /// The document on the file that shows it.
    certificate: Uuid,
    /// The first day on which it no longer holds, if it ends at all.
    #[validate(custom(function = "is_recordable"))]
    #[oai(skip_serializing_if_is_none)]
    expires_on: Option<NaiveDate>,
}

impl LanguageForm {
    pub(super) fn read(self) -> Read<LanguageProof> {
        let holder = match self.employee {
            None => LanguageHolder::Applicant,
            Some(employee) => LanguageHolder::Employee {
                name: read("/languages", &employee.name)?,
                employment_proof: employee.employment_proof,
            },
        };
        Ok(LanguageProof {
            country: read("/languages", &self.country)?,
            language: read("/languages", &self.language)?,
            holder,
            certificate: self.certificate,
            expires_on: self.expires_on,
        })
    }
}

/// An employee who holds a language certificate.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct EmployeeForm {
    /// The employee's name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The document on the file that shows the employment.
    employment_proof: Uuid,
}

/// The declarations of an applicant.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct DeclarationsForm {
    /// The applicant is no contractor of manpower services (A7.n3).
    pub(super) not_a_manpower_contractor: bool,
    /// The person is not employed by the state (A8.8).
    pub(super) not_employed_by_the_state: bool,
}

pub(super) fn are_countries(codes: &[String]) -> Result<(), ValidationError> {
    codes
        .iter()
        .try_for_each(|code| parses::<CountryCode>(code))
}

fn are_stars(stars: u8) -> Result<(), ValidationError> {
    Stars::try_from(stars).map(drop).map_err(|it| says(&it))
}

/// The day lies in the years in which the registry's facts lie.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the validator passes references"
)]
pub(in crate::api) fn is_recordable(day: &NaiveDate) -> Result<(), ValidationError> {
    if (1300..=1500).contains(&SolarHijri::of(*day).year()) {
        Ok(())
    } else {
        Err(says(&Invalid {
            code: "date-out-of-range",
            fa: "تاریخ باید در سال‌های ۱۳۰۰ تا ۱۵۰۰ هجری شمسی باشد.",
            en: "The date lies in the Solar Hijri years 1300 to 1500.",
        }))
    }
}
