//! Somebody looks at a match with the list of bans and finds that it is another person.

use serde::Serialize;
use uuid::Uuid;

use super::{require_review, screened};
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::ban::{Ban, ScreenedFile, SubjectRole};
use crate::domain::placement::match_review::{Difference, MatchReview};
use crate::error::Error;
use crate::store::{Versioned, aggregates, match_reviews};
use crate::use_cases::{Acting, Command};

/// Finds that whoever stands behind a file is not the one whom a ban covers. It is remembered with
/// its reason, and the ban no longer stops that file.
#[derive(Debug, Serialize)]
pub struct ReviewMatch {
    /// The ban.
    pub ban: Uuid,
    /// The application or licence.
    pub file: ScreenedFile,
    /// In which role the other person stands behind it.
    pub role: SubjectRole,
    /// Why it is not the same person.
    pub reason: LongText,
}

impl Command for ReviewMatch {
    const OPERATION: &'static str = "reviewMatch";
    const PERMISSION: Option<Permission> = Some(Permission::ReviewMatch);
    type Output = Versioned<MatchReview>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let (file, operator) = screened(work, acting.actor, self.file).await?;
        require_review(acting.actor, &file, operator)?;
        let ban = aggregates::get::<Ban>(work, self.ban).await?.value;
        let earlier = match_reviews::of_files(work, file.files()).await?;
        let found = Difference {
            role: self.role,
            reason: self.reason.clone(),
            by: acting.actor.account().ok_or(Error::Unauthenticated)?,
        };
        let id = Uuid::now_v7();
        let review = MatchReview::not_the_same_person(id, &ban, &file, found, &earlier, today)?;
        aggregates::insert(work, review).await
    }
}
