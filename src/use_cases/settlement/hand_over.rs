//! The office hands the job seekers over to the association.

use serde::Serialize;
use uuid::Uuid;

use super::change;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::settlement::SettlementFile;
use crate::error::Error;
use crate::store::Versioned;
use crate::use_cases::{Acting, Command};

/// Hands the file to the provincial association, which settles with the job seekers (A6.4).
#[derive(Debug, Serialize)]
pub struct HandSettlementToAssociation {
    /// The file.
    pub id: Uuid,
    /// Number and date of the letter.
    pub letter: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for HandSettlementToAssociation {
    const OPERATION: &'static str = "handSettlementToAssociation";
    const PERMISSION: Option<Permission> = Some(Permission::KeepSettlement);
    type Output = Versioned<SettlementFile>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::KeepSettlement;
        change(acting, permission, self.id, Some(self.expected), |file| {
            file.hand_to_association(self.letter.clone(), acting.work.today)
        })
        .await
    }
}
