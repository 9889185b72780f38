//! Whoever was introduced applies for the transfer.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::{Application, ApplicationKind, Filing};
use crate::domain::placement::introduction::{Introduction, not_introduced};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::application::create::draft;
use crate::use_cases::transfer::{Side, entering};
use crate::use_cases::{Acting, Command};

/// Begins the application of the transferee: the whole of article 8 is asked of it, and the agency
/// stays the same. The side that hands over has said so by its introduction.
#[derive(Debug, Serialize)]
pub struct ApplyForTransfer {
    /// The introduction, whose identity the agency hands on to the transferee.
    pub introduction: Uuid,
    /// What the transferee fills in.
    pub filing: Filing,
}

impl Command for ApplyForTransfer {
    const OPERATION: &'static str = "applyForTransfer";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let introduction = aggregates::get::<Introduction>(work, self.introduction).await?;
        // To anybody else it is as if nobody had been introduced: nothing of the agency is told.
        if self.filing.applicant.holder_party() != *introduction.value.transferee() {
            return Err(not_introduced().into());
        }
        let side = Side::of(work, introduction).await?;
        side.transferor().clear_for(&self.filing, work.today)?;
        let kind = ApplicationKind::Transfer {
            licence: side.licence.value.id(),
        };
        let province = side.licence.value.province();
        let file = draft(acting, kind, province, self.filing.clone()).await?;
        entering(work, &file.value).await?.clear_on(work.today)?;
        let answered = side.introduction.change(|it| it.answer(file.value.id()))?;
        aggregates::save(work, answered).await?;
        Ok(file)
    }
}
