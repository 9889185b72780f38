//! A member declares a conflict of interest.

use serde::Serialize;
use uuid::Uuid;

use super::{account, decrees, visible};
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::session::Session;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Takes one's own seat out of one item.
#[derive(Debug, Serialize)]
pub struct RecuseMember {
    /// The session.
    pub session: Uuid,
    /// The item.
    pub item: Uuid,
    /// Why.
    pub reason: ShortText,
}

impl Command for RecuseMember {
    const OPERATION: &'static str = "recuseMember";
    const PERMISSION: Option<Permission> = Some(Permission::Vote);
    type Output = Versioned<Session>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let session = visible(acting.work, acting.actor, self.session).await?;
        let own = account(acting.actor)?;
        let decrees = decrees(acting.work, session.value.board()).await?;
        let today = acting.work.today;
        let recused = session.change(|session| {
            let appointment = session.appointment_of(own, &decrees, today)?;
            session.recuse(self.item, appointment, self.reason.clone())
        })?;
        aggregates::save(acting.work, recused).await
    }
}
