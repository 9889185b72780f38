//! An agency takes its introduction back.

use serde::Serialize;
use uuid::Uuid;

use super::{introduced_by, visible};
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::application::Application;
use crate::domain::placement::introduction::Introduction;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Takes back the introduction for one's own licence, any time before the transfer. The application
/// that answers it ends with it, so that another transferee may be introduced.
#[derive(Debug, Serialize)]
pub struct WithdrawIntroduction {
    /// The introduction.
    pub id: Uuid,
    /// The version that was seen, if the caller says so.
    pub expected: Option<i64>,
}

impl Command for WithdrawIntroduction {
    const OPERATION: &'static str = "withdrawIntroduction";
    const PERMISSION: Option<Permission> = Some(Permission::IntroduceTransferee);
    type Output = Versioned<Introduction>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, actor) = (acting.work, acting.actor);
        let introduction = visible(work, actor, self.id).await?;
        if !introduced_by(work, actor, &introduction.value).await? {
            return Err(Denied(Permission::IntroduceTransferee).into());
        }
        let introduction = introduction.expect_version(self.expected)?;
        if let Some(id) = introduction.value.application() {
            let file = aggregates::get::<Application>(work, id).await?;
            if !file.value.standing().is_closed() {
                let moot = file.change(|it| it.withdraw(work.today))?;
                aggregates::save(work, moot).await?;
            }
        }
        let withdrawn = introduction.change(|it| it.withdraw(work.today))?;
        aggregates::save(work, withdrawn).await
    }
}
