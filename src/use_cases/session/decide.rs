//! An item is decided as the majority voted, or put off.

use serde::Serialize;
use uuid::Uuid;

use super::conduct;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::session::{Resolution, Session};
use crate::error::Error;
use crate::store::{Versioned, directives};
use crate::use_cases::{Acting, Command};

/// Declares what the majority decided, with reasons and a legal basis (A5.n1).
#[derive(Debug, Serialize)]
pub struct DecideItem {
    /// The session.
    pub session: Uuid,
    /// The item.
    pub item: Uuid,
    /// What is declared.
    pub resolution: Resolution,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for DecideItem {
    const OPERATION: &'static str = "decideItem";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let today = acting.work.today;
        let directives = directives::book(acting.work).await?;
        conduct(acting, self.session, Some(self.expected), |session| {
            let resolution = self.resolution.clone();
            resolution.require_directives_in_force(&directives, today)?;
            session.decide(self.item, resolution, today)
        })
        .await
    }
}

/// Puts an item off to another session, for example after a tie.
#[derive(Debug, Serialize)]
pub struct PostponeItem {
    /// The session.
    pub session: Uuid,
    /// The item.
    pub item: Uuid,
    /// Why.
    pub reason: ShortText,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for PostponeItem {
    const OPERATION: &'static str = "postponeItem";
    const PERMISSION: Option<Permission> = Some(Permission::ConductSession);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        conduct(acting, self.session, Some(self.expected), |session| {
            session.postpone(self.item, self.reason.clone())
        })
        .await
    }
}
