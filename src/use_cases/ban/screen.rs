//! An officer asks whether a party is banned.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::{Screening, Subject};
use crate::error::Error;
use crate::store::{access_log, bans};
use crate::use_cases::{Acting, Command};

/// Looks for bans that run today against a party; the search is recorded with every ban it finds.
#[derive(Debug, Serialize)]
pub struct ScreenParty {
    /// The party, and as what it would stand behind an application.
    pub subject: Subject,
}

impl Command for ScreenParty {
    const OPERATION: &'static str = "screenParty";
    const PERMISSION: Option<Permission> = Some(Permission::ExamineApplication);
    type Output = Screening;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let subjects = std::slice::from_ref(&self.subject);
        let screening = bans::screen(acting.work, subjects, acting.work.today).await?;
        let found = screening.hits().iter().map(|hit| hit.ban_id);
        // A search that finds nothing is a read of the whole list.
        let read: Vec<Uuid> = found.collect();
        let read = if read.is_empty() {
            vec![Uuid::nil()]
        } else {
            read
        };
        for ban in read {
            access_log::append(acting.work, "ban", ban, "screening").await?;
        }
        Ok(screening)
    }
}
