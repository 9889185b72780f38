//! The complainant takes a complaint back.

use serde::Serialize;

use super::follow::{Opened, Ticket, opened};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Withdraws a complaint. A case that is open goes on: it never was the complainant's.
#[derive(Debug, Serialize)]
pub struct WithdrawComplaint {
    /// The number and what opens it.
    #[serde(skip)]
    pub ticket: Ticket,
    /// Why, if the complainant says so.
    pub reason: Option<ShortText>,
}

impl Command for WithdrawComplaint {
    const OPERATION: &'static str = "withdrawComplaint";
    const PERMISSION: Option<Permission> = None;
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        match opened(acting.work, acting.actor, &self.ticket).await? {
            Opened::Complaint(complaint) => {
                let (reason, today) = (self.reason.clone(), acting.work.today);
                let withdrawn = complaint.change(|it| it.withdraw(reason, today))?;
                aggregates::save(acting.work, withdrawn).await
            }
            Opened::Report(report) => {
                let state = report.value.state();
                Err(Refusal::state(state, &[], Citation::clause(6, 3)).into())
            }
        }
    }
}
