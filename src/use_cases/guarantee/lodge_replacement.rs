//! The operator lodges a guarantee in place of the one behind the own licence.

use serde::Serialize;
use uuid::Uuid;

use super::running;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::{Deed, Guarantee, Secures, guarantee_pending};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guarantees};
use crate::use_cases::application::own;
use crate::use_cases::{Acting, Command};

/// Lodges a deed for all of the amount. It goes the way of every guarantee; once the office accepts it,
/// the held one is given back.
#[derive(Debug, Serialize)]
pub struct LodgeReplacementGuarantee {
    /// The guarantee behind the licence.
    pub id: Uuid,
    /// What the bank's new deed says.
    pub deed: Deed,
}

impl Command for LodgeReplacementGuarantee {
    const OPERATION: &'static str = "lodgeReplacementGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::LodgeGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let held = aggregates::get::<Guarantee>(work, self.id).await?.value;
        let application = held.application();
        own(acting, Permission::LodgeGuarantee, application, None).await?;
        let (_, behind) = running(work, application).await?;
        if behind.value.id() != self.id {
            return Err(held.not_behind_its_licence().into());
        }
        if guarantees::pending(work, application).await?.is_some() {
            return Err(guarantee_pending().into());
        }
        let secures = Secures {
            application,
            kind: held.kind(),
            province: held.province(),
        };
        let deed = self.deed.clone();
        let lodged = Guarantee::lodge(Uuid::now_v7(), secures, deed, work.today)?;
        aggregates::insert(work, lodged).await
    }
}
