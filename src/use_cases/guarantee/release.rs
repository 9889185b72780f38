//! The office gives a guarantee back.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{Rules, decided_on, licence_of};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::{Guarantee, ReleaseChecks, not_behind_a_licence};
use crate::domain::placement::licence::{Licence, LicenceState};
use crate::domain::placement::policies::Policies;
use crate::domain::placement::settlement::{SettlementFile, brings_settlement, renewal_closed_on};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, cases, complaints, guarantees, settlements};
use crate::use_cases::{Acting, Command};

/// Gives a guarantee back to the bank when nothing stands against it any more.
#[derive(Debug, Serialize)]
pub struct ReleaseGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// Number and date of the office's letter to the bank.
    pub letter: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ReleaseGuarantee {
    const OPERATION: &'static str = "releaseGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let (guarantee, _) = decided_on(acting, self.id, self.expected).await?;
        let looked = Looked::at(work, &guarantee.value).await?;
        let released =
            guarantee.change(|it| it.release(&looked.checks(), self.letter.clone(), work.today))?;
        aggregates::save(work, released).await
    }
}

/// What is looked at before a guarantee goes back.
pub(super) struct Looked {
    licence: Licence,
    settlement: Option<SettlementFile>,
    ended_without_settlement: Option<NaiveDate>,
    case_open: bool,
    complaint_open: bool,
    rules: Rules,
}

impl Looked {
    /// Looks at the licence that stands on the guarantee, and at all that is open about it.
    pub(super) async fn at(work: &Work, guarantee: &Guarantee) -> Result<Self, Error> {
        let licence = licence_of(work, guarantee.application()).await?;
        let licence = licence
            .map(|licence| licence.value)
            .ok_or_else(|| not_behind_a_licence(guarantee))?;
        let behind = guarantees::behind(work, &licence).await?;
        if behind.is_none_or(|it| it.value.id() != guarantee.id()) {
            return Err(not_behind_a_licence(guarantee).into());
        }
        let settlement = settlements::of_licence(work, licence.id()).await?;
        let rules = Rules::today(work).await?;
        let ended = rules.end_of(&licence).filter(|on| {
            let then = Policies::on(&rules.book, *on);
            !brings_settlement(&then)
        });
        Ok(Self {
            ended_without_settlement: ended,
            settlement: settlement.map(|file| file.value),
            case_open: cases::any_open(work, licence.id()).await?,
            complaint_open: complaints::any_open(work, licence.id()).await?,
            rules,
            licence,
        })
    }

    /// The same for the domain.
    pub(super) fn checks(&self) -> ReleaseChecks<'_> {
        ReleaseChecks {
            licence: &self.licence,
            settlement: self.settlement.as_ref(),
            ended_without_settlement: self.ended_without_settlement,
            case_open: self.case_open,
            complaint_open: self.complaint_open,
            policies: self.rules.policies(),
        }
    }
}

impl Rules {
    /// The day on which a licence ended otherwise than by a ruling or a transfer, if it did.
    fn end_of(&self, licence: &Licence) -> Option<NaiveDate> {
        match licence.decision_on(self.on) {
            LicenceState::Surrendered { on } => Some(on),
            LicenceState::Granted | LicenceState::Suspended { .. } => {
                renewal_closed_on(licence, &self.book, self.on)
            }
            LicenceState::Revoked { .. } | LicenceState::Transferred { .. } => None,
        }
    }
}
