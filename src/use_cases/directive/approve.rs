//! The central office records that the central board approved a directive.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::directive::DirectiveState;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::directives::{Communication, PlacementDirective};
use crate::domain::placement::session::{Matter, Session};
use crate::error::Error;
use crate::store::{Versioned, aggregates, directives};
use crate::use_cases::{Acting, Command};

/// Lets a draft bind from a day on; the directive that bound so far gives way on that day.
#[derive(Debug, Serialize)]
pub struct ApproveDirective {
    /// The draft.
    pub id: Uuid,
    /// Where it was approved.
    pub by: ApprovedBy,
    /// Under which number and from when it binds.
    pub communication: Communication,
    /// The version that the officer has seen.
    pub expected: i64,
}

/// Where a directive was approved.
#[derive(Debug, Serialize)]
pub enum ApprovedBy {
    /// In a session of the central board that this registry keeps.
    Session(Uuid),
    /// In a session outside this registry.
    Minutes {
        /// Number and date of the minutes.
        reference: ShortText,
        /// The day of the session.
        on: NaiveDate,
    },
}

impl Command for ApproveDirective {
    const OPERATION: &'static str = "approveDirective";
    const PERMISSION: Option<Permission> = Some(Permission::RecordDirective);
    type Output = Versioned<PlacementDirective>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::RecordDirective, None)?;
        let draft = aggregates::get::<PlacementDirective>(acting.work, self.id)
            .await?
            .expect_version(Some(self.expected))?;
        let communication = self.communication.clone();
        let approved = match &self.by {
            ApprovedBy::Minutes { reference, on } => {
                draft.change(|it| it.record_approval(reference.clone(), *on, communication))?
            }
            ApprovedBy::Session(id) => {
                let session = aggregates::get::<Session>(acting.work, *id).await?;
                let decision = session
                    .value
                    .decision_on(Matter::directive(self.id))
                    .ok_or(Error::NotFound {
                        noun: Session::NOUN,
                    })?;
                draft.change(|it| it.approve(&decision, communication))?
            }
        };
        let approved = aggregates::save(acting.work, approved).await?;
        for bound in directives::of_matter(acting.work, approved.value.matter()).await? {
            let gives_way = bound.value.directive_id() != self.id
                && matches!(bound.value.directive_state(), DirectiveState::Approved(_));
            if gives_way {
                let superseded = bound.change(|it| it.supersede(&approved.value))?;
                aggregates::save(acting.work, superseded).await?;
            }
        }
        Ok(approved)
    }
}
