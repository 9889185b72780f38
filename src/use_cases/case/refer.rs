//! A crime is reported to the judiciary (A5.n3).

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office};
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Case, JudicialReferral};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records the report to the judiciary; the case stays where it is.
#[derive(Debug, Serialize)]
pub struct RecordJudicialReferral {
    /// The case.
    pub id: Uuid,
    /// The charges that it reports.
    pub charges: Vec<Uuid>,
    /// The crime, with the law that makes it one.
    pub offence: ShortText,
    /// The competent authority.
    pub authority: Name,
    /// Number and date of the letter.
    pub letter: ShortText,
    /// The day on which it went out.
    pub referred_on: NaiveDate,
    /// The letter and what proves its delivery, from what the same account has brought to the case.
    pub documents: Vec<Uuid>,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RecordJudicialReferral {
    const OPERATION: &'static str = "recordJudicialReferral";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let recorded_by = account(acting.actor)?;
        let documents = case.value.brought(&self.documents, recorded_by)?;
        let referral = JudicialReferral {
            id: Uuid::now_v7(),
            charges: self.charges.clone(),
            offence: self.offence.clone(),
            authority: self.authority.clone(),
            letter: self.letter.clone(),
            referred_on: self.referred_on,
            documents,
            recorded_by,
        };
        let referred = case.change(|it| it.refer(referral, work.today))?;
        aggregates::save(work, referred).await
    }
}
