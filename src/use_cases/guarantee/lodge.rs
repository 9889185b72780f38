//! The operator lodges a guarantee.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::guarantee::{Deed, Guarantee, Secures, guarantee_pending};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guarantees};
use crate::use_cases::application::own;
use crate::use_cases::{Acting, Command};

/// Lodges a guarantee for one's own application, the first or one in place of the accepted.
#[derive(Debug, Serialize)]
pub struct LodgeGuarantee {
    /// The application.
    pub application: Uuid,
    /// What the bank's deed says.
    pub deed: Deed,
}

impl Command for LodgeGuarantee {
    const OPERATION: &'static str = "lodgeGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::LodgeGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let application = own(acting, Permission::LodgeGuarantee, self.application, None).await?;
        let application = application.value;
        application.may_lodge_guarantee()?;
        if guarantees::pending(work, self.application).await?.is_some() {
            return Err(guarantee_pending().into());
        }
        let secures = Secures {
            application: self.application,
            kind: application.profile().kind,
            province: application.province(),
        };
        let deed = self.deed.clone();
        let lodged = Guarantee::lodge(Uuid::now_v7(), secures, deed, work.today)?;
        aggregates::insert(work, lodged).await
    }
}
