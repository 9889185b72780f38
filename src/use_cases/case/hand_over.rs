//! A case goes to the board of the province to which the agency moved.

use serde::Serialize;
use uuid::Uuid;

use super::in_office;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::Case;
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::{Acting, Command};

/// Hands a case over, where policy lets jurisdiction move with the agency.
#[derive(Debug, Serialize)]
pub struct HandOverCase {
    /// The case.
    pub id: Uuid,
    /// To which province.
    pub to: Province,
    /// Number and date of the letter.
    pub letter: ShortText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for HandOverCase {
    const OPERATION: &'static str = "handOverCase";
    const PERMISSION: Option<Permission> = Some(Permission::PrepareCase);
    type Output = Versioned<Case>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, expected) = (acting.work, Some(self.expected));
        let case = in_office(acting, Permission::PrepareCase, self.id, expected).await?;
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, work.today);
        let moved = case.change(|it| it.hand_over(self.to, self.letter.clone(), &policies))?;
        aggregates::save(work, moved).await
    }
}
