//! The office finds that the guarantee behind a licence secures its renewal.

use serde::Serialize;
use uuid::Uuid;

use super::Rules;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::issue::PremisesGate;
use crate::domain::placement::application::{Application, not_a_renewal};
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::guarantee::guarantee_missing;
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::{Versioned, aggregates, guarantees};
use crate::use_cases::application::{account, in_office};
use crate::use_cases::{Acting, Command};

/// Measures the guarantee behind a licence for the new term, by today's directive and policy, and moves
/// the renewal on.
#[derive(Debug, Serialize)]
pub struct ConfirmRenewalGuarantee {
    /// The application for renewal.
    pub application: Uuid,
    /// The version of the application that was seen.
    pub expected: i64,
}

impl Command for ConfirmRenewalGuarantee {
    const OPERATION: &'static str = "confirmRenewalGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::AcceptGuarantee;
        let file = in_office(acting, permission, self.application, Some(self.expected)).await?;
        let licence = file.value.renews().ok_or_else(not_a_renewal)?;
        let licence = aggregates::get::<Licence>(work, licence).await?.value;
        let behind = guarantees::behind(work, &licence).await?;
        let behind = behind.ok_or_else(guarantee_missing)?.value;
        let rules = Rules::for_file(work, &file.value).await?;
        let (id, by) = (file.value.id(), account(acting.actor)?);
        let cover = GuaranteeCover::for_renewal(&behind, id, &rules.measure(), by, today)?;
        let gate = PremisesGate::of(&rules.policies(), &rules.directives, today);
        let covered = file.change(|file| file.guarantee_accepted(cover, gate))?;
        aggregates::save(work, covered).await
    }
}
