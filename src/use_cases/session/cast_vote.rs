//! A member votes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{account, decrees, visible};
use crate::domain::kernel::board::Vote;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::boards::Seat;
use crate::domain::placement::session::{AgendaItem, Session};
use crate::error::Error;
use crate::store::aggregates;
use crate::use_cases::{Acting, Command};

/// Records the vote of the actor's own seat.
///
/// It decides on the ballot's version and not on the session's, which the votes of the others raise:
/// seven members vote at the same time, and each unit of work that loses to another begins anew.
#[derive(Debug, Serialize)]
pub struct CastVote {
    /// The session.
    pub session: Uuid,
    /// The item.
    pub item: Uuid,
    /// The vote.
    pub vote: Vote,
    /// The version of the ballot that the member has seen.
    pub expected: Option<i64>,
}

/// A vote as it was recorded.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// The seat.
    pub seat: Seat,
    /// The vote.
    pub vote: Vote,
    /// The version of the ballot.
    pub ballot_version: i64,
}

impl Command for CastVote {
    const OPERATION: &'static str = "castVote";
    const PERMISSION: Option<Permission> = Some(Permission::Vote);
    type Output = Recorded;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let session = visible(acting.work, acting.actor, self.session).await?;
        let own = account(acting.actor)?;
        let decrees = decrees(acting.work, session.value.board()).await?;
        let ballot = session
            .value
            .item(self.item)
            .map(AgendaItem::ballot_version);
        if let (Some(expected), Some(ballot)) = (self.expected, ballot)
            && expected != ballot
        {
            return Err(Error::Stale {
                noun: Session::NOUN,
            });
        }
        let appointment = session
            .value
            .appointment_of(own, &decrees, acting.work.today)?;
        let recorded = Recorded {
            seat: appointment.decree().seat,
            vote: self.vote,
            ballot_version: ballot.unwrap_or_default(),
        };
        let voted = session.change(|it| it.vote(self.item, appointment, self.vote))?;
        aggregates::save(acting.work, voted).await?;
        Ok(recorded)
    }
}
