//! An agency tells that it moves.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::branch::Branch;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::premises::Place;
use crate::domain::placement::relocation::{Move, NoticeRules, Relocation};
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures, policies};
use crate::use_cases::application::create::draft;
use crate::use_cases::{Acting, Command, branch, licence};

/// Tells the provincial office of a move of one's own office, or of one of its branches.
#[derive(Debug, Serialize)]
pub struct NotifyRelocation {
    /// The licence of the agency.
    pub licence: Uuid,
    /// The branch that moves; nothing for the office itself.
    pub branch: Option<Uuid>,
    /// The move.
    #[serde(rename = "move")]
    pub told: Move,
}

impl Command for NotifyRelocation {
    const OPERATION: &'static str = "notifyRelocation";
    const PERMISSION: Option<Permission> = Some(Permission::RunAgency);
    type Output = Versioned<Relocation>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let permission = Permission::RunAgency;
        let licence = licence::own(acting, permission, self.licence, None).await?;
        let closed = closures::book(work).await?;
        let book = policies::book(work).await?;
        let rules = NoticeRules {
            closed: &closed,
            policies: Policies::on(&book, self.told.on),
        };
        let (id, told) = (Uuid::now_v7(), self.told.clone());
        let Some(moving) = self.branch else {
            let file = self.new_file(acting, &licence.value, rules).await?;
            let notice = Relocation::of_office(id, &licence.value, told, file, rules, work.today)?;
            let notice = aggregates::insert(work, notice).await?;
            follow(acting, &notice.value, licence).await?;
            return Ok(notice);
        };
        let moving = branch::own(acting, permission, moving, None).await?.branch;
        if moving.value.licence() != licence.value.id() {
            return Err(Error::NotFound { noun: Branch::NOUN });
        }
        let notice =
            Relocation::of_branch(id, &licence.value, &moving.value, told, rules, work.today)?;
        let notice = aggregates::insert(work, notice).await?;
        if notice.value.is_recorded() {
            let moved = moving.change(|it| notice.value.follow_branch(it, work.today))?;
            aggregates::save(work, moved).await?;
        }
        Ok(notice)
    }
}

impl NotifyRelocation {
    /// Begins the file in the province that the office moved to, with what the file of its licence
    /// says. A licence granted before the bylaw has no file to begin with.
    async fn new_file(
        &self,
        acting: Acting<'_>,
        licence: &Licence,
        rules: NoticeRules<'_>,
    ) -> Result<Option<Uuid>, Error> {
        let Place::Inside(premises) = &self.told.to else {
            return Ok(None);
        };
        let Some(before) = licence.application() else {
            return Ok(None);
        };
        if !Relocation::needs_new_file(licence, &self.told.to, &rules.policies) {
            return Ok(None);
        }
        let Some(before) = aggregates::find::<Application>(acting.work, before).await? else {
            return Ok(None);
        };
        let mut filing = before.value.filing().clone();
        filing.premises = Some(premises.clone());
        let draft = draft(acting, ApplicationKind::New, premises.province, filing).await?;
        Ok(Some(draft.value.id()))
    }
}

/// Lets the licence follow a move of its office whose day has come.
pub(super) async fn follow(
    acting: Acting<'_>,
    notice: &Relocation,
    licence: Versioned<Licence>,
) -> Result<(), Error> {
    if notice.is_recorded() {
        let today = acting.work.today;
        let moved = licence.change(|it| notice.follow_office(it, today))?;
        aggregates::save(acting.work, moved).await?;
    }
    Ok(())
}
