//! The agency answers the charges.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{account, is_own, require_office, visible};
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::case::Case;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Submits a written defence, by the operator of the licence; or records one that reached the office
/// on paper.
#[derive(Debug, Serialize)]
pub struct SubmitDefence {
    /// The case.
    pub id: Uuid,
    /// What the agency says.
    pub text: LongText,
    /// What it submits, from what the same account has brought to the case.
    pub documents: Vec<Uuid>,
    /// How it came in, if on paper; only the office records that.
    pub paper: Option<Paper>,
    /// The version that was seen, if the agency says so.
    pub expected: Option<i64>,
}

/// A defence on paper.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// Number and date in the register of letters.
    pub letter: ShortText,
    /// The day of receipt.
    pub received_on: NaiveDate,
}

impl Command for SubmitDefence {
    const OPERATION: &'static str = "submitDefence";
    const PERMISSION: Option<Permission> = Some(Permission::ReadCases);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let case = visible(work, acting.actor, self.id).await?;
        let by = account(acting.actor)?;
        match &self.paper {
            None if !is_own(work, acting.actor, &case.value).await? => {
                return Err(Denied(Permission::DefendCase).into());
            }
            None => {}
            Some(_) => {
                require_office(work, acting.actor, Permission::PrepareCase, &case.value).await?;
                // What the office records is decided on a version that it has seen.
                self.expected.ok_or(Error::VersionRequired)?;
            }
        }
        let text = self.text.clone();
        let case = case.expect_version(self.expected)?;
        let documents = case.value.brought(&self.documents, by)?;
        let defended = case.change(|case| match self.paper.clone() {
            None => case.receive_defence(text, documents, by, today),
            Some(Paper {
                letter,
                received_on,
            }) => case.receive_defence_on_paper(text, documents, letter, by, received_on, today),
        })?;
        aggregates::save(work, defended).await
    }
}
