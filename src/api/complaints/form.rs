//! What is filled in about complaints.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};
use uuid::Uuid;
use validator::Validate;

use super::view::{AdviceName, ComplainantRoleName};
use crate::api::request::{check, parses, read, read_option};
use crate::api::sessions::LegalBasisForm;
use crate::api::unlicensed::OfficeForm;
use crate::domain::kernel::identity::{CompanyId, Mobile, NationalCode};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::ban::Party;
use crate::domain::placement::case::{FactDates, Source};
use crate::domain::placement::licence::LicenceNumber;
use crate::domain::placement::tracking::TrackingSecret;
use crate::domain::placement::violation::{Clause, Head};
use crate::error::Error;
use crate::use_cases::case::Charging;
use crate::use_cases::complaint::decide::Outcome;
use crate::use_cases::complaint::file::{About, FileComplaint};

/// A complaint.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ComplaintForm {
    /// As what somebody complains.
    role: ComplainantRoleName,
    /// The national code of a person.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: Option<String>,
    /// The national id of a company.
    #[validate(custom(function = "parses::<CompanyId>"))]
    company_id: Option<String>,
    /// The full or registered name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// The mobile telephone.
    #[validate(custom(function = "parses::<Mobile>"))]
    mobile: String,
    /// The number of the agency's licence.
    #[validate(custom(function = "parses::<LicenceNumber>"))]
    licence: Option<String>,
    /// The office, where it has no licence.
    #[validate(nested)]
    office: Option<OfficeForm>,
    /// What happened.
    #[validate(custom(function = "parses::<LongText>"))]
    facts: String,
    /// The day on which it happened, or began.
    happened_on: NaiveDate,
    /// What the complainant wants.
    #[validate(custom(function = "parses::<ShortText>"))]
    demand: Option<String>,
}

impl ComplaintForm {
    pub(super) fn read(&self, secret: TrackingSecret) -> Result<FileComplaint, Error> {
        let (code, company) = (self.national_code.as_deref(), self.company_id.as_deref());
        let party = match (code, company) {
            (Some(code), None) => Party::Person {
                national_code: read("/national_code", code)?,
            },
            (None, Some(company)) => Party::Company {
                company_id: read("/company_id", company)?,
            },
            _ => return Err(Error::invalid("/national_code", ONE_NUMBER)),
        };
        let about = match (self.licence.as_deref(), &self.office) {
            (Some(number), None) => About::Licensed(read("/licence", number)?),
            (None, Some(office)) => About::Unlicensed(office.read("/office")?),
            _ => return Err(Error::invalid("/licence", ONE_SUBJECT)),
        };
        Ok(FileComplaint {
            role: self.role.into(),
            party,
            name: read("/name", &self.name)?,
            mobile: read("/mobile", &self.mobile)?,
            about,
            facts: read("/facts", &self.facts)?,
            happened_on: self.happened_on,
            demand: read_option("/demand", self.demand.as_deref())?,
            secret,
        })
    }
}

const ONE_NUMBER: Invalid = Invalid {
    code: "party",
    fa: "یا کد ملی شخص یا شناسه ملی شرکت داده می‌شود.",
    en: "Give either the national code of a person or the national id of a company.",
};

const ONE_SUBJECT: Invalid = Invalid {
    code: "complaint-about",
    fa: "یا شماره مجوز کاریابی داده می‌شود یا، اگر مجوز ندارد، مشخصات دفتر.",
    en: "Give either the number of the licence or, where there is none, a description of the office.",
};

/// Why a complaint is withdrawn.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ComplaintWithdrawalForm {
    /// The reason, if the complainant gives one.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) reason: Option<String>,
}

/// The opinion of an association.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct OpinionForm {
    /// What it advises.
    pub(super) advice: AdviceName,
    /// Its reasons.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) text: String,
}

/// Where a complaint is put on the agenda.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub(super) struct ComplaintTablingForm {
    /// The session.
    pub(super) session: Uuid,
}

/// What became of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum ComplaintOutcomeName {
    /// It is upheld
    Upheld,
    /// It is dismissed
    Dismissed,
    /// The parties settled it
    Settled,
}

/// What the board made of a complaint.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ComplaintDecisionForm {
    /// What became of it.
    outcome: ComplaintOutcomeName,
    /// What the agency is charged with, when it is upheld.
    #[validate(nested)]
    charge: Option<ComplaintChargeForm>,
    /// The open case that the charge joins, when it is upheld; without one a case is opened.
    case: Option<Uuid>,
    /// What the parties agreed, when they settled it.
    #[validate(custom(function = "parses::<LongText>"))]
    agreement: Option<String>,
}

impl ComplaintDecisionForm {
    pub(super) fn read(&self, complaint: Uuid) -> Result<Outcome, Error> {
        check(self)?;
        match (
            self.outcome,
            &self.charge,
            self.case,
            self.agreement.as_deref(),
        ) {
            (ComplaintOutcomeName::Upheld, Some(charge), case, None) => Ok(Outcome::Upheld {
                charge: Box::new(charge.read("/charge", complaint)?),
                case,
            }),
            (ComplaintOutcomeName::Dismissed, None, None, None) => Ok(Outcome::Dismissed),
            (ComplaintOutcomeName::Settled, None, None, Some(text)) => Ok(Outcome::Settled {
                agreement: read("/agreement", text)?,
            }),
            _ => Err(Error::invalid("/outcome", UNFIT)),
        }
    }
}

const UNFIT: Invalid = Invalid {
    code: "complaint-outcome",
    fa: "با شکایت وارد مورد اتهام، با سازش متن توافق و با شکایت غیروارد هیچ‌یک داده می‌شود.",
    en: "An upheld complaint comes with its charge, a settled one with the agreement, a dismissed one with neither.",
};

/// A charge that comes from a complaint.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ComplaintChargeForm {
    /// The clause of article 15, from 1 to 12; 0 for any other breach, which is to be named.
    clause: u8,
    /// The provision that was breached: an article of the bylaw, or a directive in force at that time.
    breached: Option<LegalBasisForm>,
    /// What happened, in words that the agency reads: they do not name the complainant.
    #[validate(custom(function = "parses::<LongText>"))]
    facts: String,
    /// The first day of the facts.
    from: NaiveDate,
    /// Their last day, if it is another one.
    to: Option<NaiveDate>,
    /// The text by which facts before the bylaw are judged, where policy accepts them.
    #[validate(custom(function = "parses::<LongText>"))]
    legacy_basis: Option<String>,
    /// The crime that the facts match, with the law that makes it one.
    #[validate(custom(function = "parses::<ShortText>"))]
    offence: Option<String>,
}

impl ComplaintChargeForm {
    fn read(&self, at: &str, complaint: Uuid) -> Result<Charging, Error> {
        let clause = Clause::try_from(self.clause)
            .map_err(|reason| Error::invalid(format!("{at}/clause"), reason))?;
        let breached = self.breached.as_ref();
        let breached = breached
            .map(|it| it.read(&format!("{at}/breached")))
            .transpose()?;
        let dates = FactDates::new(self.from, self.to.unwrap_or(self.from))
            .map_err(|reason| Error::invalid(format!("{at}/to"), reason))?;
        Ok(Charging {
            source: Source::Complaint { id: complaint },
            head: Head::new(clause, breached)?,
            facts: read(&format!("{at}/facts"), &self.facts)?,
            dates,
            legacy_basis: read_option(&format!("{at}/legacy_basis"), self.legacy_basis.as_deref())?,
            offence: read_option(&format!("{at}/offence"), self.offence.as_deref())?,
        })
    }
}

/// Why a document is shown to the board and the association.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ComplaintDisclosureForm {
    /// Why they need it.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) reason: String,
}
