//! Recorded reads of personal data.

use entity::access_entry;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::database::{Connected, Work};
use crate::error::Error;

/// Writes down that the actor reads `what` of a subject. The answer is given only once this is durable.
pub async fn append(
    work: &Work,
    noun: &'static str,
    subject: Uuid,
    what: &'static str,
) -> Result<(), Error> {
    let account = work.actor.ok_or(Error::Unauthenticated)?;
    let row = access_entry::ActiveModel {
        id: NotSet,
        at: Set(work.now),
        account_id: Set(account),
        role: Set(work.role.to_owned()),
        noun: Set(noun.to_owned()),
        subject_id: Set(subject),
        what: Set(what.to_owned()),
    };
    access_entry::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}
