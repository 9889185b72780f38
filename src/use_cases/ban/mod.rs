//! Bans, and the search for those that stand against an application.

pub mod annul;
pub mod matches;
pub mod read;
pub mod record;
pub mod review_match;
pub mod reviews;
pub mod screen;
pub mod withdraw_review;

use uuid::Uuid;

use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::ban::{Screened, ScreenedFile};
use crate::error::Error;
use crate::store::Connected;
use crate::use_cases::{application, licence};

/// Which page of the list of bans is wanted.
pub use crate::store::bans::After;
/// Something in the history of a ban.
pub use crate::store::evidence::Happening;

/// A file that the actor may know of, as bans are looked for, and the account that applied for it.
async fn screened(
    at: &impl Connected,
    actor: &Actor,
    file: ScreenedFile,
) -> Result<(Screened, Uuid), Error> {
    match file {
        ScreenedFile::Application { id } => {
            let found = application::visible(at, actor, id).await?.value;
            Ok((Screened::application(&found), found.operator()))
        }
        ScreenedFile::Licence { id } => {
            let found = licence::visible(at, actor, id).await?.value;
            Ok((Screened::licence(&found), found.grant().operator))
        }
    }
}

/// Only the office of the file's province looks at its matches, and nobody at what is their own.
fn require_review(actor: &Actor, screened: &Screened, operator: Uuid) -> Result<(), Error> {
    if actor.account() == Some(operator) {
        return Err(Denied(Permission::ReviewMatch).into());
    }
    actor.require_at(Permission::ReviewMatch, Some(screened.province()))?;
    Ok(())
}
