//! A court has annulled a ban.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::{Annulment, Ban};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Annuls a ban by the order of a court. No other act ends a ban before its five years are over.
#[derive(Debug, Serialize)]
pub struct AnnulBan {
    /// The ban.
    pub id: Uuid,
    /// The order, its reason and from when.
    pub annulment: Annulment,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for AnnulBan {
    const OPERATION: &'static str = "annulBan";
    const PERMISSION: Option<Permission> = Some(Permission::AnnulBan);
    type Output = Versioned<Ban>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::AnnulBan, None)?;
        let ban = aggregates::get::<Ban>(acting.work, self.id).await?;
        let ban = ban.expect_version(Some(self.expected))?;
        let annulled = ban.change(|ban| ban.annul(self.annulment.clone(), acting.work.today))?;
        aggregates::save(acting.work, annulled).await
    }
}
