//! What the bylaw leaves open, settled by dated decisions.

pub mod record;

use crate::context::Context;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::policies::PolicyKey;
use crate::error::Error;
use crate::store::policies;

/// All decisions on policies.
pub async fn list(context: &Context, actor: &Actor) -> Result<PolicyBook<PolicyKey>, Error> {
    actor.require(Permission::ReadSettings)?;
    policies::book(context.database()).await
}
