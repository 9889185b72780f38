//! The office serves the notice that the licence has ended.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::placement::access::Permission;
use crate::domain::placement::ruling::{Service, ServiceMethod};
use crate::domain::placement::settlement::{Proof, SettlementFile};
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Serves the notice on the agency, whose ten days start with it (policy `a16.start`).
#[derive(Debug, Serialize)]
pub struct ServeSettlementNotice {
    /// The file.
    pub id: Uuid,
    /// How.
    pub method: ServiceMethod,
    /// When, and what shows it.
    pub proof: Proof,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for ServeSettlementNotice {
    const OPERATION: &'static str = "serveSettlementNotice";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::KeepSettlement;
        let seen = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let closed = closures::book(work).await?;
        let served = seen.file.change(|file| {
            let evidence = file.evidence(self.proof.clone())?;
            let service = Service {
                on: evidence.on,
                method: self.method,
                proof: evidence.record,
                document: evidence.document,
            };
            file.serve_notice(service, &closed, work.today)
        })?;
        aggregates::save(work, served).await
    }
}
