//! What is sent about rulings.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;
use validator::Validate;

use super::view::FindingName;
use crate::api::penalties::{PenaltyForm, ViolationForm};
use crate::api::request::{check, parses, read, read_option};
use crate::api::sessions::LegalBasisForm;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::ruling::{Draft, ExecutionRecord, Finding};
use crate::error::Error;

/// A ruling as it is proposed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields, skip_serializing_if_is_none)]
pub(super) struct DraftForm {
    /// The date of the facts, by which the rules are chosen; the last one when there are several.
    facts_on: NaiveDate,
    /// What is found.
    finding: FindingName,
    /// The violations that are established, for `violation` alone.
    #[oai(default, validator(max_items = 13))]
    violations: Vec<ViolationForm>,
    /// The one penalty, for `violation` alone.
    penalty: Option<PenaltyForm>,
    /// The rules that it rests on; at least one (A5.n1).
    #[oai(validator(max_items = 50))]
    legal_basis: Vec<LegalBasisForm>,
    /// The reasons.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons: String,
    /// Why this penalty, where no matching directive was in force on the date of the facts.
    #[validate(custom(function = "parses::<LongText>"))]
    reasons_without_directive: Option<String>,
}

/// The draft of the ruling of a case.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct NewDraftForm {
    /// The case, which the board has heard.
    case: Uuid,
    /// What the ruling says.
    #[validate(nested)]
    draft: DraftForm,
}

const PENALTY_WITHOUT_VIOLATION: Invalid = Invalid {
    code: "penalty-without-violation",
    fa: "تخلف و مجازات تنها در رأی محکومیت می‌آید.",
    en: "Violations and a penalty belong to a ruling that finds a violation.",
};

const PENALTY_MISSING: Invalid = Invalid {
    code: "penalty-missing",
    fa: "رأی محکومیت باید یک مجازات داشته باشد.",
    en: "A ruling that finds a violation has one penalty.",
};

impl NewDraftForm {
    pub(super) fn read(&self) -> Result<(Uuid, Draft), Error> {
        check(self)?;
        Ok((self.case, self.draft.parts("/draft")?))
    }
}

impl DraftForm {
    pub(super) fn read(&self) -> Result<Draft, Error> {
        check(self)?;
        self.parts("")
    }

    fn parts(&self, at: &str) -> Result<Draft, Error> {
        let basis = self.legal_basis.iter().enumerate();
        let basis = basis.map(|(index, it)| it.read(&format!("{at}/legal_basis/{index}")));
        let without = self.reasons_without_directive.as_deref();
        Ok(Draft {
            facts_on: self.facts_on,
            finding: self.finding(at)?,
            legal_basis: basis.collect::<Result<_, _>>()?,
            reasons: read(&format!("{at}/reasons"), &self.reasons)?,
            reasons_without_directive: read_option(
                &format!("{at}/reasons_without_directive"),
                without,
            )?,
        })
    }

    fn finding(&self, at: &str) -> Result<Finding, Error> {
        let penalty = format!("{at}/penalty");
        if self.finding == FindingName::Violation {
            let form = self.penalty.as_ref();
            let form = form.ok_or_else(|| Error::invalid(&penalty, PENALTY_MISSING))?;
            let heads = self.violations.iter().enumerate();
            let heads = heads.map(|(index, it)| it.read(&format!("{at}/violations/{index}")));
            return Ok(Finding::Violation {
                heads: heads.collect::<Result<_, _>>()?,
                penalty: form.read(&penalty)?,
            });
        }
        if self.penalty.is_some() || !self.violations.is_empty() {
            return Err(Error::invalid(penalty, PENALTY_WITHOUT_VIOLATION));
        }
        Ok(match self.finding {
            FindingName::NoJurisdiction => Finding::NoJurisdiction,
            FindingName::Acquittal | FindingName::Violation => Finding::Acquittal,
        })
    }
}

/// The explanation of a slip of the pen.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ExplanationForm {
    /// What is meant.
    #[validate(custom(function = "parses::<LongText>"))]
    text: String,
    /// Why it is explained.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
}

impl ExplanationForm {
    pub(super) fn read(&self) -> Result<(LongText, LongText), Error> {
        check(self)?;
        Ok((read("/text", &self.text)?, read("/reason", &self.reason)?))
    }
}

/// That a penalty was carried out.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct ExecutionForm {
    /// The day.
    executed_on: NaiveDate,
    /// Letter or record that shows it.
    #[validate(custom(function = "parses::<ShortText>"))]
    record: String,
}

impl ExecutionForm {
    pub(super) fn read(&self) -> Result<ExecutionRecord, Error> {
        check(self)?;
        Ok(ExecutionRecord {
            on: self.executed_on,
            record: read("/record", &self.record)?,
        })
    }
}
