//! What the board decided on a complaint takes effect.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::Case;
use crate::domain::placement::complaint::{Complaint, ComplaintOutcome};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::session::{Matter, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::case::add_charge::brought;
use crate::use_cases::case::open::opened;
use crate::use_cases::case::{self, Charging};
use crate::use_cases::{Acting, Command};

/// Takes over what the board decided on a complaint. An upheld one opens a case, or joins one, in the
/// same unit of work (A5.4).
#[derive(Debug, Serialize)]
pub struct DecideComplaint {
    /// The complaint.
    pub id: Uuid,
    /// What became of it.
    pub outcome: Outcome,
    /// The version that was seen.
    pub expected: i64,
}

/// What became of a complaint.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// وارد
    Upheld {
        /// What the agency is charged with.
        charge: Box<Charging>,
        /// The case that it joins; a new one if there is none.
        case: Option<Uuid>,
    },
    /// غیروارد
    Dismissed,
    /// سازش
    Settled {
        /// What the parties agreed.
        agreement: LongText,
    },
}

impl Command for DecideComplaint {
    const OPERATION: &'static str = "decideComplaint";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::PrepareCase;
        let complaint = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let session = complaint.value.session()?;
        let session = aggregates::get::<Session>(acting.work, session).await?;
        let decision = session.value.decision_on(Matter::complaint(self.id));
        let decision = decision.ok_or_else(not_decided)?;
        let decided = match &self.outcome {
            Outcome::Upheld { charge, case } => {
                let case = charged(acting, &complaint.value, charge, *case).await?;
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Upheld(&case.value)))
            }
            Outcome::Dismissed => {
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Dismissed))
            }
            Outcome::Settled { agreement } => {
                complaint.change(|it| it.decide(&decision, ComplaintOutcome::Settled(agreement)))
            }
        }?;
        aggregates::save(acting.work, decided).await
    }
}

/// The case in which the agency is charged.
async fn charged(
    acting: Acting<'_>,
    complaint: &Complaint,
    charge: &Charging,
    case: Option<Uuid>,
) -> Result<Versioned<Case>, Error> {
    let licence = complaint.respondent().licence;
    let licence = aggregates::get::<Licence>(acting.work, licence)
        .await?
        .value;
    let accusation = charge.against(acting, &licence).await?;
    match case {
        None => opened(acting, &licence, accusation).await,
        Some(case) => {
            let case = case::in_office(acting, Permission::PrepareCase, case, None).await?;
            brought(acting, case, accusation).await
        }
    }
}

fn not_decided() -> Refusal {
    Refusal::rule(
        "not-decided-by-the-board",
        Citation::clause(5, 4),
        "هیئت هنوز درباره این شکایت تصمیم نگرفته است.",
        "The board has not decided on this complaint yet.",
    )
}
