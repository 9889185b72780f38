//! An agency introduces whom its licence goes to.

use serde::Serialize;
use uuid::Uuid;

use super::own_licence;
use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::Party;
use crate::domain::placement::introduction::Introduction;
use crate::error::Error;
use crate::store::{Versioned, aggregates, introductions};
use crate::use_cases::application::account;
use crate::use_cases::{Acting, Command};

/// Introduces a transferee by the number, for one's own licence.
#[derive(Debug, Serialize)]
pub struct IntroduceTransferee {
    /// The licence.
    pub licence: Uuid,
    /// Who takes the agency over.
    pub transferee: Party,
}

impl Command for IntroduceTransferee {
    const OPERATION: &'static str = "introduceTransferee";
    const PERMISSION: Option<Permission> = Some(Permission::IntroduceTransferee);
    type Output = Versioned<Introduction>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, actor) = (acting.work, acting.actor);
        let permission = Permission::IntroduceTransferee;
        let licence = own_licence(work, actor, permission, self.licence).await?;
        let earlier = introductions::standing(work, self.licence).await?;
        let introduced = Introduction::make(
            Uuid::now_v7(),
            &licence.value,
            self.transferee.clone(),
            earlier.as_ref().map(|it| &it.value),
            account(actor)?,
            work.today,
        )?;
        aggregates::insert(work, introduced).await
    }
}
