//! What the bylaw leaves open, settled by dated decisions.

pub mod record;

use crate::context::Context;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::policies::PolicyKey;
use crate::error::Error;
use crate::store::policies;
use crate::use_cases::cut;

/// The questions after one of them, in the order of the catalogue: all decisions on them, at most
/// `limit` questions, and whether there are more.
pub async fn list(
    context: &Context,
    actor: &Actor,
    after: Option<PolicyKey>,
    limit: u64,
) -> Result<(PolicyBook<PolicyKey>, Vec<PolicyKey>, bool), Error> {
    actor.require(Permission::ReadSettings)?;
    let later = PolicyKey::all().skip_while(|key| after.is_some_and(|it| it != *key));
    let wanted = later.skip(usize::from(after.is_some()));
    let (keys, more) = cut(wanted.collect(), limit);
    let book = policies::of_questions(context.database(), &keys).await?;
    Ok((book, keys, more))
}
