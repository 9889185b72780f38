//! The central board's office finds an appeal inadmissible.

use serde::Serialize;
use uuid::Uuid;

use super::handled;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::{Appeal, ContestedSubject, Ground};
use crate::domain::placement::application::Application;
use crate::domain::placement::finality;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::ruling::serve::follow;
use crate::use_cases::{Acting, Command};

/// Finds an appeal inadmissible, with the ground and reasons. The term of what it contests goes on.
#[derive(Debug, Serialize)]
pub struct DismissAppeal {
    /// The appeal.
    pub id: Uuid,
    /// Why in kind.
    pub ground: Ground,
    /// The reasons.
    pub reasons: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for DismissAppeal {
    const OPERATION: &'static str = "dismissAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::HandleAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let today = work.today;
        let appeal = handled(acting, self.id, self.expected).await?;
        let id = match appeal.value.subject() {
            ContestedSubject::Ruling { id } => id,
            ContestedSubject::BoardRejection { application }
            | ContestedSubject::OfficeRejection { application } => {
                return self.against_rejection(acting, appeal, application).await;
            }
        };
        let ruling = aggregates::get::<Ruling>(work, id).await?;
        let (ruling_version, version) = (ruling.version, appeal.version);
        let (value, released) = finality::dismiss(
            appeal.value,
            ruling.value,
            self.ground,
            self.reasons.clone(),
            today,
        )?;
        let dismissed = aggregates::save(work, Versioned { value, version }).await?;
        if let Some(value) = released {
            let version = ruling_version;
            let ruling = aggregates::save(work, Versioned { value, version }).await?;
            let book = policies::book(work).await?;
            follow(work, &ruling.value, &Policies::on(&book, today)).await?;
        }
        Ok(dismissed)
    }
}

impl DismissAppeal {
    /// The file goes back from the central board in the same unit of work.
    async fn against_rejection(
        &self,
        acting: Acting<'_>,
        appeal: Versioned<Appeal>,
        application: Uuid,
    ) -> Result<Versioned<Appeal>, Error> {
        let work = acting.work;
        let file = aggregates::get::<Application>(work, application).await?;
        let (file_version, version) = (file.version, appeal.version);
        let (value, released) = finality::dismiss_against_rejection(
            appeal.value,
            file.value,
            self.ground,
            self.reasons.clone(),
            work.today,
        )?;
        let dismissed = aggregates::save(work, Versioned { value, version }).await?;
        if let Some(value) = released {
            let version = file_version;
            aggregates::save::<Application>(work, Versioned { value, version }).await?;
        }
        Ok(dismissed)
    }
}
