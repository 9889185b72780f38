//! What is sent about appeals.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::Validate;

use super::view::{AppealOutcomeName, AppealReceiptName, AppealServiceMethod, AppellantName};
use super::{check, parses, read, read_option};
use crate::api::penalties::PenaltyForm;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::appeal::{AppealOutcome, AppealRuling, Hearing, Receipt};
use crate::domain::placement::ruling::Service;
use crate::error::Error;
use crate::use_cases::appeal::lodge::Against;
use crate::use_cases::appeal::receive::ReceiveAppeal;

/// An appeal through the registry.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct AppealForm {
    /// The ruling that is contested; either this or `application`.
    ruling: Option<Uuid>,
    /// The application whose rejection is contested; either this or `ruling`.
    application: Option<Uuid>,
    /// The grounds.
    #[validate(custom(function = "parses::<LongText>"))]
    grounds: String,
}

impl AppealForm {
    pub(super) fn read(&self) -> Result<(Against, LongText), Error> {
        check(self)?;
        let against = against(self.ruling, self.application)?;
        Ok((against, read("/grounds", &self.grounds)?))
    }
}

/// An appeal that came in on paper.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct PaperAppealForm {
    /// The ruling that is contested; either this or `application`.
    ruling: Option<Uuid>,
    /// The application whose rejection is contested; either this or `ruling`.
    application: Option<Uuid>,
    /// As what its author appeals.
    appellant: AppellantName,
    /// The author's name.
    #[validate(custom(function = "parses::<Name>"))]
    person: String,
    /// Whether it is in writing; what somebody only said is not.
    written: bool,
    /// The grounds, if it gives any.
    #[validate(custom(function = "parses::<LongText>"))]
    grounds: Option<String>,
    /// Who received it.
    received_at: AppealReceiptName,
    /// The day of receipt.
    received_on: NaiveDate,
    /// The day on which the provincial office's copy reached the central board, once it did.
    passed_on: Option<NaiveDate>,
}

impl PaperAppealForm {
    pub(super) fn read(&self) -> Result<ReceiveAppeal, Error> {
        check(self)?;
        let receipt = match (self.received_at, self.passed_on) {
            (AppealReceiptName::ProvincialOffice, passed_on) => {
                Receipt::ProvincialOffice { passed_on }
            }
            (AppealReceiptName::CentralBoard, None) => Receipt::CentralBoard,
            (AppealReceiptName::CentralBoard, Some(_)) => {
                return Err(Error::invalid("/passed_on", NOT_PASSED_ON));
            }
        };
        Ok(ReceiveAppeal {
            against: against(self.ruling, self.application)?,
            appellant: self.appellant.into(),
            person: read("/person", &self.person)?,
            written: self.written,
            grounds: read_option("/grounds", self.grounds.as_deref())?,
            receipt,
            received_on: self.received_on,
        })
    }
}

fn against(ruling: Option<Uuid>, application: Option<Uuid>) -> Result<Against, Error> {
    match (ruling, application) {
        (Some(ruling), None) => Ok(Against::Ruling(ruling)),
        (None, Some(application)) => Ok(Against::Rejection(application)),
        _ => Err(Error::invalid("/ruling", ONE_OF_BOTH)),
    }
}

const ONE_OF_BOTH: Invalid = Invalid {
    code: "contested",
    fa: "اعتراض یا به یک رأی است یا به رد یک درخواست.",
    en: "An appeal contests either a ruling or the rejection of an application.",
};

const NOT_PASSED_ON: Invalid = Invalid {
    code: "not-passed-on",
    fa: "تنها آنچه به اداره کل استان رسیده است به هیئت مرکزی فرستاده می‌شود.",
    en: "Only what a provincial office received is passed on to the central board.",
};

/// The hearing of an appeal.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AppealHearingForm {
    /// The day.
    on: NaiveDate,
    /// Whether the appellant came.
    attended: bool,
    /// What was said, or that the file alone was read.
    #[validate(custom(function = "parses::<LongText>"))]
    record: String,
}

impl AppealHearingForm {
    pub(super) fn read(&self) -> Result<Hearing, Error> {
        check(self)?;
        Ok(Hearing {
            on: self.on,
            attended: self.attended,
            record: read("/record", &self.record)?,
        })
    }
}

/// What the central board's decision says beside its vote, reasons and legal basis.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct AppealDecisionForm {
    /// The outcome.
    outcome: AppealOutcomeName,
    /// The penalty in place of the first one, for `modified` alone, where it is a must.
    penalty: Option<PenaltyForm>,
    /// Why this penalty, where no matching directive was in force on the date of the facts.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons_without_directive: Option<String>,
}

impl AppealDecisionForm {
    pub(super) fn read(&self) -> Result<AppealRuling, Error> {
        check(self)?;
        let outcome = match (self.outcome, &self.penalty) {
            (AppealOutcomeName::Upheld, None) => AppealOutcome::Upheld,
            (AppealOutcomeName::Quashed, None) => AppealOutcome::Quashed,
            (AppealOutcomeName::Modified, Some(penalty)) => AppealOutcome::Modified {
                penalty: penalty.read("/penalty")?,
            },
            _ => return Err(Error::invalid("/penalty", PENALTY_OF_MODIFIED)),
        };
        let without = self.reasons_without_directive.as_deref();
        Ok(AppealRuling {
            outcome,
            reasons_without_directive: read_option("/reasons_without_directive", without)?,
        })
    }
}

const PENALTY_OF_MODIFIED: Invalid = Invalid {
    code: "penalty-of-modified",
    fa: "تنها رأی اصلاح‌شده مجازات تازه دارد و بی آن نمی‌شود.",
    en: "A modified ruling has a new penalty, and no other outcome has one.",
};

/// How and when the decision on an appeal was served (ابلاغ).
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct AppealServiceForm {
    /// The day of service.
    served_on: NaiveDate,
    /// How.
    method: AppealServiceMethod,
    /// Number and date of the receipt, or of the report of who served it.
    #[validate(custom(function = "parses::<ShortText>"))]
    proof: String,
}

impl AppealServiceForm {
    pub(super) fn read(&self) -> Result<Service, Error> {
        check(self)?;
        Ok(Service {
            on: self.served_on,
            method: self.method.into(),
            proof: read("/proof", &self.proof)?,
            document: None,
        })
    }
}
