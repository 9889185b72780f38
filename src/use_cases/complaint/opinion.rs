//! The association is asked for its advisory opinion, and gives it (A6.6).

use serde::Serialize;
use uuid::Uuid;

use super::{account, in_office, visible};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::{Denied, Permission};
use crate::domain::placement::complaint::{Advice, Complaint};
use crate::domain::placement::policies::Policies;
use crate::error::Error;
use crate::store::{Versioned, aggregates, closures, guilds, policies};
use crate::use_cases::{Acting, Command};

/// Asks the association of the agency's province and scope, or the foreign association; where none is
/// registered, that is established instead.
#[derive(Debug, Serialize)]
pub struct RequestOpinion {
    /// The complaint.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for RequestOpinion {
    const OPERATION: &'static str = "requestOpinion";
    const PERMISSION: Option<Permission> = Some(Permission::HandleComplaint);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let permission = Permission::HandleComplaint;
        let complaint = in_office(acting, permission, self.id, Some(self.expected)).await?;
        let guilds = guilds::all(work).await?;
        let closed = closures::book(work).await?;
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, today);
        let consulted = complaint.change(|it| it.consult(&guilds, &closed, &policies, today))?;
        aggregates::save(work, consulted).await
    }
}

/// Takes in the opinion of the association that was asked, also after its term.
#[derive(Debug, Serialize)]
pub struct GiveOpinion {
    /// The complaint.
    pub id: Uuid,
    /// What the association advises.
    pub advice: Advice,
    /// Its reasons.
    pub text: LongText,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for GiveOpinion {
    const OPERATION: &'static str = "giveOpinion";
    const PERMISSION: Option<Permission> = Some(Permission::AdviseOnComplaint);
    type Output = Versioned<Complaint>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::AdviseOnComplaint;
        let (complaint, _) = visible(acting.work, acting.actor, self.id).await?;
        let asked = complaint.value.opinion_request().map(|it| it.association);
        let speaks_for = acting.actor.guilds_of(permission);
        if !asked.is_some_and(|it| speaks_for.contains(&it)) {
            return Err(Denied(permission).into());
        }
        let (by, today) = (account(acting.actor)?, acting.work.today);
        let text = self.text.clone();
        let answered = complaint
            .expect_version(Some(self.expected))?
            .change(|it| it.receive_opinion(self.advice, text, by, today))?;
        aggregates::save(acting.work, answered).await
    }
}
