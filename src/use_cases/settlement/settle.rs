//! What became of a job seeker is recorded, through the association.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::settlement::{Proof, SeekerOutcome, SettlementFile};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// What became of a job seeker, as it is reported.
#[derive(Clone, Debug, Serialize)]
pub enum Settled {
    /// Transferred to another agency.
    Transferred {
        /// The licence of that agency.
        licence: Uuid,
        /// The person's consent.
        consent: Proof,
    },
    /// Paid back in full.
    RefundedAndClosed {
        /// The person's statement.
        statement: Proof,
    },
    /// Nobody could reach the person.
    Unreachable {
        /// What was tried.
        attempts: LongText,
        /// The day on which it was given up.
        on: NaiveDate,
    },
}

/// Settles one line.
#[derive(Debug, Serialize)]
pub struct SettleLine {
    /// The file.
    pub id: Uuid,
    /// The line.
    pub line: Uuid,
    /// What became of the person.
    pub settled: Settled,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for SettleLine {
    const OPERATION: &'static str = "settleLine";
    const PERMISSION: Option<Permission> = Some(Permission::SettleSeekers);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::SettleSeekers;
        let seen = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let receiving = match &self.settled {
            Settled::Transferred { licence, .. } => {
                let found = aggregates::find::<Licence>(work, *licence).await?;
                found.map(|found| found.value)
            }
            Settled::RefundedAndClosed { .. } | Settled::Unreachable { .. } => None,
        };
        let settled = seen.file.change(|file| {
            let outcome = match self.settled.clone() {
                Settled::Transferred { licence, consent } => SeekerOutcome::Transferred {
                    licence,
                    consent: file.evidence(consent)?,
                },
                Settled::RefundedAndClosed { statement } => SeekerOutcome::RefundedAndClosed {
                    evidence: file.evidence(statement)?,
                },
                Settled::Unreachable { attempts, on } => {
                    SeekerOutcome::Unreachable { attempts, on }
                }
            };
            file.settle(self.line, outcome, receiving.as_ref(), work.today)
        })?;
        aggregates::save(work, settled).await
    }
}
