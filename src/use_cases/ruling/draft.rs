//! What the board is about to rule, or has ruled, is written down.

use serde::Serialize;
use uuid::Uuid;

use super::{Rules, in_office};
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::Case;
use crate::domain::placement::ruling::{Draft, Ruling};
use crate::error::Error;
use crate::store::{Versioned, aggregates, rulings};
use crate::use_cases::{Acting, Command, case};

/// Drafts the ruling of a case that was heard.
#[derive(Debug, Serialize)]
pub struct DraftRuling {
    /// The case.
    pub case: Uuid,
    /// What it says.
    pub draft: Draft,
}

impl Command for DraftRuling {
    const OPERATION: &'static str = "draftRuling";
    const PERMISSION: Option<Permission> = Some(Permission::DraftRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let case = case::in_office(acting, Permission::DraftRuling, self.case, None).await?;
        let heard = case.value.heard()?;
        let rules = Rules::read(acting.work).await?;
        let policies = rules.policies(self.draft.facts_on);
        let drafted = Ruling::draft(
            Uuid::now_v7(),
            &heard,
            self.draft.clone(),
            &rules.directives,
            &policies,
        )?;
        rulings::insert(acting.work, drafted).await
    }
}

/// Writes a draft anew, as long as nobody has voted on it.
#[derive(Debug, Serialize)]
pub struct RedraftRuling {
    /// The ruling.
    pub id: Uuid,
    /// What it says.
    pub draft: Draft,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RedraftRuling {
    const OPERATION: &'static str = "redraftRuling";
    const PERMISSION: Option<Permission> = Some(Permission::DraftRuling);
    type Output = Versioned<Ruling>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::DraftRuling;
        let ruling = in_office(acting, permission, self.id, self.expected).await?;
        let case = aggregates::get::<Case>(acting.work, ruling.value.case()).await?;
        let rules = Rules::read(acting.work).await?;
        let policies = rules.policies(self.draft.facts_on);
        let redrafted = ruling.change(|it| {
            it.redraft(
                &case.value,
                self.draft.clone(),
                &rules.directives,
                &policies,
            )
        })?;
        aggregates::save(acting.work, redrafted).await
    }
}
