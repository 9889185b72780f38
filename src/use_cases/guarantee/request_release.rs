//! The operator asks for the guarantee back.

use serde::Serialize;
use uuid::Uuid;

use super::release::Looked;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::application::own;
use crate::use_cases::{Acting, Command};

/// Asks for what is left of one's own guarantee, once nothing of article 16 is open.
#[derive(Debug, Serialize)]
pub struct RequestGuaranteeRelease {
    /// The guarantee.
    pub id: Uuid,
    /// The version that was seen, if the caller says so.
    pub expected: Option<i64>,
}

impl Command for RequestGuaranteeRelease {
    const OPERATION: &'static str = "requestGuaranteeRelease";
    const PERMISSION: Option<Permission> = Some(Permission::LodgeGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let guarantee = aggregates::get::<Guarantee>(work, self.id).await?;
        let application = guarantee.value.application();
        own(acting, Permission::LodgeGuarantee, application, None).await?;
        let guarantee = guarantee.expect_version(self.expected)?;
        let looked = Looked::at(work, &guarantee.value).await?;
        let requested = guarantee.change(|it| it.request_release(&looked.checks(), work.today))?;
        aggregates::save(work, requested).await
    }
}
