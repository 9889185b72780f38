//! The central office records the draft of a directive.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::directive::DirectiveTerms;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::directives::{PlacementDirective, Proposal, Terms};
use crate::error::Error;
use crate::store::{Versioned, directives};
use crate::use_cases::{Acting, Command};

/// Records a draft, which binds nobody until it is approved.
#[derive(Debug, Serialize)]
pub struct RecordDirective {
    /// Its title.
    pub title: ShortText,
    /// Its text.
    pub body: LongText,
    /// What rules read of it.
    pub terms: Terms,
}

impl Command for RecordDirective {
    const OPERATION: &'static str = "recordDirective";
    const PERMISSION: Option<Permission> = Some(Permission::RecordDirective);
    type Output = Versioned<PlacementDirective>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        acting.actor.require_at(Permission::RecordDirective, None)?;
        let last = directives::last_edition(acting.work, self.terms.matter()).await?;
        let proposal = Proposal {
            version: last + 1,
            title: self.title.clone(),
            body: self.body.clone(),
            terms: self.terms.clone(),
        };
        let draft = PlacementDirective::draft(Uuid::now_v7(), proposal, acting.work.today)?;
        directives::insert(acting.work, draft).await
    }
}
