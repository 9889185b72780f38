//! What is said to settlement files.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::api::request::{check, parses, read, says};
use crate::api::view::enumeration;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::ruling::ServiceMethod;
use crate::domain::placement::settlement::{Duty, Proof, Remainder};
use crate::error::Error;
use crate::use_cases::settlement::add_seekers::NewSeeker;
use crate::use_cases::settlement::settle::Settled;

enumeration! {
    /// One of the agency's three duties.
    SettlementDutyName of Duty { Money, Documents, OriginalLicence }
}

enumeration! {
    /// A way of service.
    SettlementNoticeMethodName of ServiceMethod { InPerson, Officer, RegisteredPost, Electronic }
}

/// What shows that something was done.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementEvidenceForm {
    /// The day on which it was done.
    pub(super) on: NaiveDate,
    /// Number and date of the receipt or record.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) record: String,
    /// The scanned document, which is on the file already.
    #[oai(skip_serializing_if_is_none)]
    pub(super) document: Option<Uuid>,
}

impl SettlementEvidenceForm {
    pub(super) fn read(&self, at: &str) -> Result<Proof, Error> {
        Ok(Proof {
            on: self.on,
            record: read(&format!("{at}/record"), &self.record)?,
            document: self.document,
        })
    }
}

/// How the notice was served.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementNoticeForm {
    /// How.
    pub(super) method: SettlementNoticeMethodName,
    /// When, and what shows it.
    #[validate(nested)]
    pub(super) evidence: SettlementEvidenceForm,
}

/// That a duty is done.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementDutyForm {
    /// What shows it.
    #[validate(nested)]
    pub(super) evidence: SettlementEvidenceForm,
}

/// A job seeker of the closed office.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementSeekerForm {
    /// Given and family name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// What the agency owes the person, in rial.
    #[validate(custom(function = "is_amount"))]
    owed: i64,
}

impl SettlementSeekerForm {
    pub(super) fn read(&self, at: &str) -> Result<NewSeeker, Error> {
        Ok(NewSeeker {
            name: read(&format!("{at}/name"), &self.name)?,
            owed: rial(&format!("{at}/owed"), self.owed)?,
        })
    }
}

/// Job seekers of the closed office.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementSeekersForm {
    /// From 1 to 500 of them; all are added or none.
    #[validate(nested)]
    seekers: Vec<SettlementSeekerForm>,
}

impl SettlementSeekersForm {
    pub(super) fn read(&self) -> Result<Vec<NewSeeker>, Error> {
        check(self)?;
        if !(1..=LARGEST_BATCH).contains(&self.seekers.len()) {
            return Err(Error::invalid("/seekers", BATCH));
        }
        let seekers = self.seekers.iter().enumerate();
        seekers
            .map(|(place, seeker)| seeker.read(&format!("/seekers/{place}")))
            .collect()
    }
}

/// Money that the agency paid to a job seeker.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementPaymentForm {
    /// In rial.
    #[validate(custom(function = "is_amount"))]
    pub(super) amount: i64,
    /// What shows it.
    #[validate(nested)]
    pub(super) evidence: SettlementEvidenceForm,
}

/// With which letter the association takes over.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementHandoverForm {
    /// Number and date of the letter.
    #[validate(custom(function = "parses::<ShortText>"))]
    pub(super) letter: String,
}

/// What became of a job seeker: exactly one of the three.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementOutcomeForm {
    /// The person went to another agency.
    #[oai(skip_serializing_if_is_none)]
    #[validate(nested)]
    transferred: Option<SettlementTransferForm>,
    /// The person got everything back.
    #[oai(skip_serializing_if_is_none)]
    #[validate(nested)]
    refunded: Option<SettlementRefundForm>,
    /// Nobody could reach the person.
    #[oai(skip_serializing_if_is_none)]
    #[validate(nested)]
    unreachable: Option<SettlementSearchForm>,
}

/// A transfer with consent.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementTransferForm {
    /// The licence of the agency that receives the person.
    licence_id: Uuid,
    /// The person's consent.
    #[validate(nested)]
    consent: SettlementEvidenceForm,
}

/// That everything was paid back.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementRefundForm {
    /// The person's statement.
    #[validate(nested)]
    statement: SettlementEvidenceForm,
}

/// A search in vain.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementSearchForm {
    /// What was tried.
    #[validate(custom(function = "parses::<LongText>"))]
    attempts: String,
    /// The day on which it was given up.
    on: NaiveDate,
}

impl SettlementOutcomeForm {
    pub(super) fn read(&self) -> Result<Settled, Error> {
        check(self)?;
        match (&self.transferred, &self.refunded, &self.unreachable) {
            (Some(transfer), None, None) => Ok(Settled::Transferred {
                licence: transfer.licence_id,
                consent: transfer.consent.read("/transferred/consent")?,
            }),
            (None, Some(refund), None) => Ok(Settled::RefundedAndClosed {
                statement: refund.statement.read("/refunded/statement")?,
            }),
            (None, None, Some(search)) => Ok(Settled::Unreachable {
                attempts: read("/unreachable/attempts", &search.attempts)?,
                on: search.on,
            }),
            _ => Err(Error::invalid("", ONE_OUTCOME)),
        }
    }
}

/// Where a job seeker goes for what nobody paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum SettlementRemainderName {
    /// To the court.
    Court,
    /// Deposited for a person whom nobody could reach.
    Deposit,
}

/// Where a job seeker goes for what nobody paid.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct SettlementRemainderForm {
    /// Where.
    to: SettlementRemainderName,
    /// The case at the court, or the receipt of the deposit.
    #[validate(custom(function = "parses::<ShortText>"))]
    reference: String,
}

impl SettlementRemainderForm {
    pub(super) fn read(&self) -> Result<Remainder, Error> {
        check(self)?;
        let reference: ShortText = read("/reference", &self.reference)?;
        Ok(match self.to {
            SettlementRemainderName::Court => Remainder::Court { reference },
            SettlementRemainderName::Deposit => Remainder::Deposit { reference },
        })
    }
}

/// Reads an amount that stands at the pointer.
pub(super) fn rial(pointer: &str, amount: i64) -> Result<Rial, Error> {
    Rial::new(amount).map_err(|reason| Error::invalid(pointer, reason))
}

pub(super) fn is_amount(amount: i64) -> Result<(), ValidationError> {
    Rial::new(amount).map(drop).map_err(|reason| says(&reason))
}

const LARGEST_BATCH: usize = 500;

const BATCH: Invalid = Invalid {
    code: "seekers",
    fa: "هر بار ۱ تا ۵۰۰ کارجو افزوده می‌شود.",
    en: "From 1 to 500 job seekers are added at a time.",
};

const ONE_OUTCOME: Invalid = Invalid {
    code: "outcome",
    fa: "برای هر کارجو درست یکی از سه نتیجه ثبت می‌شود: انتقال با رضایت، پرداخت کامل، یا دسترسی ناممکن.",
    en: "A job seeker has exactly one outcome: transferred, refunded or unreachable.",
};
