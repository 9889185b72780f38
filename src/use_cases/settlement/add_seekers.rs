//! The office or the association adds job seekers of the closed office.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::text::Name;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::{SeekerClaim, SettlementFile};
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// A job seeker with what the agency owes.
#[derive(Clone, Debug, Serialize)]
pub struct NewSeeker {
    /// The person's name.
    pub name: Name,
    /// In rial.
    pub owed: Rial,
}

/// Adds job seekers, all of them or none.
#[derive(Debug, Serialize)]
pub struct AddSettlementSeekers {
    /// The file.
    pub id: Uuid,
    /// Who is added.
    pub seekers: Vec<NewSeeker>,
    /// The version that was seen, if the caller says so.
    pub expected: Option<i64>,
}

impl Command for AddSettlementSeekers {
    const OPERATION: &'static str = "addSettlementSeekers";
    const PERMISSION: Option<Permission> = Some(Permission::SettleSeekers);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let seekers = self.seekers.iter().map(|seeker| SeekerClaim {
            line: Uuid::now_v7(),
            seeker: seeker.name.clone(),
            owed: seeker.owed,
        });
        let seekers = seekers.collect();
        let permission = Permission::SettleSeekers;
        change(acting, permission, self.id, self.expected, |file| {
            file.add_seekers(seekers)
        })
        .await
    }
}
