//! A finding about a match was wrong.

use serde::Serialize;
use uuid::Uuid;

use super::{require_review, screened};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::access::Permission;
use crate::domain::placement::match_review::MatchReview;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Withdraws a finding with the reason: the match counts again from now on.
#[derive(Debug, Serialize)]
pub struct WithdrawMatchReview {
    /// The finding.
    pub id: Uuid,
    /// Why it was wrong.
    pub reason: LongText,
    /// The version that has been seen.
    pub expected: i64,
}

impl Command for WithdrawMatchReview {
    const OPERATION: &'static str = "withdrawMatchReview";
    const PERMISSION: Option<Permission> = Some(Permission::ReviewMatch);
    type Output = Versioned<MatchReview>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (work, today) = (acting.work, acting.work.today);
        let review = aggregates::get::<MatchReview>(work, self.id).await?;
        let unknown = |_| Error::NotFound {
            noun: MatchReview::NOUN,
        };
        let file = screened(work, acting.actor, review.value.file()).await;
        let (file, operator) = file.map_err(unknown)?;
        require_review(acting.actor, &file, operator)?;
        let review = review.expect_version(Some(self.expected))?;
        let withdrawn = review.change(|it| it.withdraw(self.reason.clone(), today))?;
        aggregates::save(work, withdrawn).await
    }
}
