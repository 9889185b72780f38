//! Looking at what was found about matches with the list of bans.

use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::match_review::MatchReview;
use crate::error::Error;
use crate::store::Versioned;
use crate::store::match_reviews::{self, Filter};

/// The findings about files that the actor may know of, withdrawn ones included, the newest first:
/// at most `limit`, and where the next page begins if there is one.
pub async fn list(
    context: &Context,
    actor: &Actor,
    ban: Option<Uuid>,
    file: Option<Uuid>,
    after: Option<Uuid>,
    limit: u8,
) -> Result<(Vec<Versioned<MatchReview>>, Option<Uuid>), Error> {
    actor.require(Permission::ReadBans)?;
    actor.require(Permission::ReadApplications)?;
    let filter = Filter {
        provinces: actor.provinces_of(Permission::ReadApplications),
        ban,
        file,
    };
    let wanted = u64::from(limit) + 1;
    let mut found = match_reviews::list(context.database(), &filter, after, wanted).await?;
    let more = found.len() > usize::from(limit);
    found.truncate(usize::from(limit));
    let next = found.last().filter(|_| more).map(|it| it.value.id());
    Ok((found, next))
}
