//! What people write about inspections.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::Validate;

use super::names::{AnswerName, OccasionName, RefusedName};
use crate::api::guilds::GuildBodyForm;
use crate::api::request::{parses, read, read_option};
use crate::api::sessions::LegalBasisForm;
use crate::domain::kernel::identity::NationalCode;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::case::FactDates;
use crate::domain::placement::checklist::{Finding, ItemCode};
use crate::domain::placement::inspection::{Occasion, Representative};
use crate::domain::placement::violation::{Clause, Head};
use crate::error::Error;
use crate::use_cases::inspection::assign::Proposed;
use crate::use_cases::inspection::escalate::FoundCharge;

type Result<T> = std::result::Result<T, Error>;

/// An inspection as it is planned.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct InspectionForm {
    /// The licence of the agency.
    pub(super) licence_id: Uuid,
    /// Why.
    #[validate(nested)]
    pub(super) occasion: OccasionForm,
    /// The day of the visit.
    pub(super) planned_for: NaiveDate,
}

/// Why an agency is inspected.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct OccasionForm {
    /// What it is.
    kind: OccasionName,
    /// The complaint or the earlier inspection.
    id: Option<Uuid>,
    /// Number and date of the tip or order, or what the tip says.
    #[validate(custom(function = "parses::<ShortText>"))]
    reference: Option<String>,
}

impl OccasionForm {
    pub(super) fn read(&self, at: &str) -> Result<Occasion> {
        let reference = read_option(&format!("{at}/reference"), self.reference.as_deref())?;
        match (self.kind, self.id, reference) {
            (OccasionName::Periodic, None, None) => Ok(Occasion::Periodic),
            (OccasionName::Complaint, Some(id), None) => Ok(Occasion::Complaint { id }),
            (OccasionName::FollowUp, Some(inspection), None) => {
                Ok(Occasion::FollowUp { inspection })
            }
            (OccasionName::Tip, None, Some(reference)) => Ok(Occasion::Tip { reference }),
            (OccasionName::Order, None, Some(reference)) => Ok(Occasion::Order { reference }),
            _ => Err(Error::invalid(at, UNFIT_OCCASION)),
        }
    }

    pub(super) fn of(occasion: &Occasion) -> Self {
        let (kind, id, reference) = match occasion {
            Occasion::Periodic => (OccasionName::Periodic, None, None),
            Occasion::Complaint { id } => (OccasionName::Complaint, Some(*id), None),
            Occasion::Tip { reference } => (OccasionName::Tip, None, Some(reference)),
            Occasion::FollowUp { inspection } => (OccasionName::FollowUp, Some(*inspection), None),
            Occasion::Order { reference } => (OccasionName::Order, None, Some(reference)),
        };
        Self {
            kind,
            id,
            reference: reference.map(ToString::to_string),
        }
    }
}

const UNFIT_OCCASION: Invalid = Invalid {
    code: "inspection-occasion",
    fa: "شناسه تنها برای شکایت و بازرسی پیشین، و شماره و تاریخ تنها برای خبر و دستور داده می‌شود.",
    en: "A complaint and an earlier inspection have an id, a tip and an order a reference.",
};

/// Who is to inspect.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AssignmentForm {
    /// The inspectors.
    #[validate(nested)]
    #[oai(validator(max_items = "20"))]
    inspectors: Vec<InspectorForm>,
    /// The association's representative who goes along.
    #[validate(nested)]
    representative: Option<RepresentativeForm>,
}

/// An inspector.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct InspectorForm {
    /// The account.
    account_id: Uuid,
    /// The person's national code. It is compared with those who answer for the agency and not kept.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: String,
    /// Whether the person declares to have no tie of kin, work or money with the agency.
    declares_no_tie: bool,
}

/// A representative of the association who accompanies the inspectors.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct RepresentativeForm {
    /// The association.
    #[validate(nested)]
    body: GuildBodyForm,
    /// The representative's name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// Number and date of the introduction.
    #[validate(custom(function = "parses::<ShortText>"))]
    introduction: String,
}

impl AssignmentForm {
    pub(super) fn inspectors(&self) -> Result<Vec<Proposed>> {
        let inspectors = self.inspectors.iter().enumerate();
        let proposed = inspectors.map(|(index, it)| {
            Ok(Proposed {
                account: it.account_id,
                national_code: read(
                    &format!("/inspectors/{index}/national_code"),
                    &it.national_code,
                )?,
                declares_no_tie: it.declares_no_tie,
            })
        });
        proposed.collect()
    }

    pub(super) fn representative(&self) -> Result<Option<Representative>> {
        let read = self.representative.as_ref().map(|it| {
            Ok(Representative {
                body: it.body.read("/representative/body")?,
                name: read("/representative/name", &it.name)?,
                introduction: read("/representative/introduction", &it.introduction)?,
            })
        });
        read.transpose()
    }
}

impl RepresentativeForm {
    pub(super) fn of(representative: &Representative) -> Self {
        Self {
            body: GuildBodyForm::of(representative.body),
            name: representative.name.to_string(),
            introduction: representative.introduction.to_string(),
        }
    }
}

/// That the agency did not cooperate.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ObstructionForm {
    /// Who was refused.
    pub(super) refused: RefusedName,
    /// What happened, in the words of the inspectors.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) statement: String,
}

/// What was found instead of the agency.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct PremisesNotFoundForm {
    /// What was found.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) statement: String,
}

/// The report.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct InspectionReportForm {
    /// One finding for every item of the checklist that was in force when the visit began; absent if the
    /// visit was obstructed or in vain.
    #[validate(nested)]
    #[oai(validator(max_items = "300"))]
    findings: Option<Vec<FindingForm>>,
    /// The remarks of the inspectors.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) remarks: String,
}

/// What was found on one item.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct FindingForm {
    /// The item.
    #[validate(custom(function = "parses::<ItemCode>"))]
    item: String,
    /// The answer to its question.
    answer: AnswerName,
    /// What was seen; a must with a no.
    #[validate(custom(function = "parses::<ShortText>"))]
    note: Option<String>,
    /// The photos and documents of the visit that show it.
    #[oai(default, validator(max_items = "100"))]
    documents: Vec<Uuid>,
}

impl InspectionReportForm {
    pub(super) fn findings(&self) -> Result<Option<Vec<Finding>>> {
        let Some(findings) = &self.findings else {
            return Ok(None);
        };
        let findings = findings.iter().enumerate();
        let read = findings.map(|(index, it)| it.read(&format!("/findings/{index}")));
        read.collect::<Result<_>>().map(Some)
    }
}

impl FindingForm {
    fn read(&self, at: &str) -> Result<Finding> {
        Ok(Finding {
            item: read(&format!("{at}/item"), &self.item)?,
            answer: self.answer.into(),
            note: read_option(&format!("{at}/note"), self.note.as_deref())?,
            evidence: self.documents.clone(),
        })
    }
}

/// An addition to a signed report.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct InspectionAddendumForm {
    /// What is corrected or added.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) text: String,
    /// The documents of the inspection that show it.
    #[oai(default, validator(max_items = "100"))]
    pub(super) documents: Vec<Uuid>,
}

/// A term for mending.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct CorrectiveDeadlineForm {
    /// What is to be done.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) demand: String,
    /// The term in days, from 1 to 90.
    pub(super) days: u16,
}

/// That the failings were found mended.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct CorrectionForm {
    /// The day on which they were found mended.
    pub(super) corrected_on: NaiveDate,
    /// What shows it.
    #[validate(custom(function = "parses::<LongText>"))]
    pub(super) proof: String,
}

/// What the agency is charged with after an inspection.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct EscalationForm {
    /// An open case of the agency that the charges join; otherwise a new one is opened.
    pub(super) case_id: Option<Uuid>,
    /// The charges; none are needed for an obstruction, which is charged already.
    #[validate(nested)]
    #[oai(validator(max_items = "50"))]
    charges: Vec<FoundChargeForm>,
}

/// A charge that rests on an inspection.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct FoundChargeForm {
    /// The clause of article 15, from 1 to 12; 0 for any other breach, which is to be named.
    clause: u8,
    /// The provision that was breached: an article of the bylaw, or a directive in force at that time.
    breached: Option<LegalBasisForm>,
    /// What was found.
    #[validate(custom(function = "parses::<LongText>"))]
    facts: String,
    /// The first day of the facts; the days of the visit if nothing is said.
    from: Option<NaiveDate>,
    /// Their last day, if it is another one.
    to: Option<NaiveDate>,
    /// The crime that the facts match, with the law that makes it one.
    #[validate(custom(function = "parses::<ShortText>"))]
    offence: Option<String>,
}

impl EscalationForm {
    pub(super) fn charges(&self) -> Result<Vec<FoundCharge>> {
        let charges = self.charges.iter().enumerate();
        let read = charges.map(|(index, it)| it.read(&format!("/charges/{index}")));
        read.collect()
    }
}

impl FoundChargeForm {
    fn read(&self, at: &str) -> Result<FoundCharge> {
        let clause = Clause::try_from(self.clause)
            .map_err(|reason| Error::invalid(format!("{at}/clause"), reason))?;
        let breached = self.breached.as_ref();
        let breached = breached
            .map(|it| it.read(&format!("{at}/breached")))
            .transpose()?;
        let dates = match (self.from, self.to) {
            (None, None) => None,
            (None, Some(_)) => return Err(Error::invalid(format!("{at}/from"), FROM_MISSING)),
            (Some(from), to) => Some(
                FactDates::new(from, to.unwrap_or(from))
                    .map_err(|reason| Error::invalid(format!("{at}/to"), reason))?,
            ),
        };
        Ok(FoundCharge {
            head: Head::new(clause, breached)?,
            facts: read(&format!("{at}/facts"), &self.facts)?,
            dates,
            crime: read_option(&format!("{at}/offence"), self.offence.as_deref())?,
        })
    }
}

const FROM_MISSING: Invalid = Invalid {
    code: "fact-dates",
    fa: "با پایان وقایع، آغاز آن نیز نوشته می‌شود.",
    en: "With the last day of the facts their first day is given too.",
};
