//! The central office records that a directive was annulled.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::directives::PlacementDirective;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Lets a directive bind no longer from a day on.
#[derive(Debug, Serialize)]
pub struct AnnulDirective {
    /// The directive.
    pub id: Uuid,
    /// The order that annuls it.
    pub order: ShortText,
    /// The first day on which it no longer binds.
    pub until: NaiveDate,
    /// The version that the officer has seen.
    pub expected: i64,
}

impl Command for AnnulDirective {
    const OPERATION: &'static str = "annulDirective";
    const PERMISSION: Option<Permission> = Some(Permission::RecordDirective);
    type Output = Versioned<PlacementDirective>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::RecordDirective, None)?;
        let annulled = aggregates::get::<PlacementDirective>(acting.work, self.id)
            .await?
            .expect_version(Some(self.expected))?
            .change(|it| it.annul(self.order.clone(), self.until))?;
        aggregates::save(acting.work, annulled).await
    }
}
