//! The central office issues a version of the checklist.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::require_centre;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::checklist::{Checklist, ChecklistDraft, ChecklistItem};
use crate::error::Error;
use crate::store::{Versioned, aggregates, checklists, directives};
use crate::use_cases::{Acting, Command};

/// Issues the next version for some kinds of agencies; earlier reports keep theirs.
#[derive(Debug, Serialize)]
pub struct IssueChecklist {
    /// Its title.
    pub title: ShortText,
    /// The kinds of agencies that it is for.
    pub kinds: BTreeSet<AgencyKind>,
    /// What is looked at.
    pub items: Vec<ChecklistItem>,
    /// The first day on which inspections go by it.
    pub from: NaiveDate,
}

impl Command for IssueChecklist {
    const OPERATION: &'static str = "issueChecklist";
    const PERMISSION: Option<Permission> = Some(Permission::IssueChecklist);
    type Output = Versioned<Checklist>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        require_centre(acting.actor)?;
        let draft = ChecklistDraft {
            title: self.title.clone(),
            kinds: self.kinds.clone(),
            items: self.items.clone(),
            from: self.from,
        };
        let issued = checklists::all(work).await?;
        let directives = directives::book(work).await?;
        let checklist = Checklist::issue(Uuid::now_v7(), draft, &issued, &directives, work.today)?;
        aggregates::insert(work, checklist).await
    }
}
