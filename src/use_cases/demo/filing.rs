//! What the applicants of the sample offices fill in.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::offices::{Office, city};
use super::people::{InventedPerson, company_id, person};
use super::value;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::agency::{AgencyKind, AgencyProfile, Channel};
use crate::domain::placement::application::{Declarations, Filing};
use crate::domain::placement::article8::language::{LanguageHolder, LanguageProof};
use crate::domain::placement::documents::DocumentKind as Kind;
use crate::domain::placement::party::{
    Applicant, Company, EducationDegree, HolderType, MilitaryService, Nationality, NaturalPerson,
    Religion, Sex,
};
use crate::domain::placement::premises::{Enamad, Premises, Stars, Website};
use crate::error::Error;

/// The first of the invented people who stand behind files; those before are members and officers.
const FIRST: usize = 500;

/// The invented person behind the file of an office.
pub(super) fn applicant(office: &Office) -> Result<InventedPerson, Error> {
    person(FIRST + office.number).map_err(|reason| Error::corrupt("demonstration", reason))
}

/// The content of a file as it is begun on a day.
pub(super) fn filing(office: &Office, today: NaiveDate) -> Result<Filing, Error> {
    let person = natural_person(&applicant(office)?)?;
    Ok(Filing {
        profile: AgencyProfile {
            name: value(office.name)?,
            kind: office.kind,
            channel: office.channel,
            target_countries: match office.kind {
                AgencyKind::Domestic => Vec::new(),
                AgencyKind::Foreign => vec![value("DE")?],
                AgencyKind::Maritime => vec![value("GR")?],
            },
        },
        applicant: match office.holder {
            HolderType::Natural => Applicant::Natural { person },
            HolderType::Legal => Applicant::Legal {
                company: company(office, today)?,
                technical_manager: person,
            },
        },
        premises: Some(premises(office)?),
        website: match office.channel {
            Channel::Physical => None,
            Channel::Electronic | Channel::Both => Some(website(office, today)?),
        },
        languages: Vec::new(),
        declarations: Declarations {
            not_a_manpower_contractor: true,
            not_employed_by_the_state: true,
        },
    })
}

/// The language certificate of an agency that sends people abroad, once it is on the file.
pub(super) fn language(filing: &Filing, certificate: Uuid) -> Result<Vec<LanguageProof>, Error> {
    let language = match filing.profile.kind {
        AgencyKind::Maritime => "یونانی",
        AgencyKind::Domestic | AgencyKind::Foreign => "آلمانی",
    };
    let proof = |country: &_| {
        Ok(LanguageProof {
            country: *country,
            language: value(language)?,
            holder: LanguageHolder::Applicant,
            certificate,
            expires_on: None,
        })
    };
    filing.profile.target_countries.iter().map(proof).collect()
}

/// The documents that a complete file brings.
pub(super) fn documents(office: &Office) -> Result<Vec<Kind>, Error> {
    let mut kinds = vec![
        Kind::IdentityCard,
        Kind::Degree,
        Kind::CriminalRecordCertificate,
    ];
    if !applicant(office)?.is_woman {
        kinds.push(Kind::ServiceCard);
    }
    if office.holder == HolderType::Legal {
        kinds.push(Kind::CompanyRegistration);
    }
    if office.channel.is_electronic() {
        kinds.push(Kind::Enamad);
    }
    if office.kind.sends_abroad() {
        kinds.push(Kind::LanguageCertificate);
    }
    Ok(kinds)
}

fn natural_person(invented: &InventedPerson) -> Result<NaturalPerson, Error> {
    let sex = if invented.is_woman {
        Sex::Female
    } else {
        Sex::Male
    };
    Ok(NaturalPerson {
        national_code: value(&invented.national_code)?,
        given_name: value(invented.given)?,
        family_name: value(invented.family)?,
        father_name: None,
        birth_date: invented.birth_date,
        sex,
        nationality: Nationality::Iranian,
        religion: Some(Religion::Islam),
        education: EducationDegree::Master,
        military: (sex == Sex::Male).then_some(MilitaryService::Completed),
        mobile: value(&invented.mobile)?,
    })
}

fn company(office: &Office, today: NaiveDate) -> Result<Company, Error> {
    let bare = office.name.trim_start_matches("کاریابی ");
    Ok(Company {
        company_id: value(&company_id(office.number))?,
        name: value(&format!("شرکت {bare} (نمونه نمایشی)"))?,
        registration_number: value(&format!("D-{}", 4000 + office.number))?,
        registration_place: value(city(office.province).0)?,
        registered_on: today - Days::new(1200),
    })
}

fn premises(office: &Office) -> Result<Premises, Error> {
    let (city, area) = city(office.province);
    Ok(Premises {
        province: office.province,
        city: value(city)?,
        address: value(&format!("خیابان نمونه، پلاک {}", office.number))?,
        postal_code: value(&format!("13461{:05}", 11_111 + office.number * 3))?,
        landline: value(&format!("{area}0000{:04}", office.number))?,
    })
}

fn website(office: &Office, today: NaiveDate) -> Result<Website, Error> {
    // Names under .example lead nowhere.
    let domain = format!("office-{}.demo.example", office.number);
    Ok(Website {
        domain: value(&domain)?,
        enamad: Some(Enamad {
            domain: value(&domain)?,
            id: value(&format!("99{:04}", office.number))?,
            code: value(&format!("Demo{:020}", office.number))?,
            stars: Stars::try_from(1)
                .map_err(|reason: Invalid| Error::corrupt("demonstration", reason))?,
            issued_on: today - Days::new(40),
            expires_on: today + Days::new(690),
        }),
    })
}
