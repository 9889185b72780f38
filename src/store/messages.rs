//! Messages to operators: the outbox, and everybody's box.

use chrono::NaiveDate;
use entity::message::{self, Column, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::due::{self, Due};
use crate::domain::placement::message::Message;
use crate::error::Error;

impl Stored for Message {
    type Table = message::Entity;

    fn columns(&self) -> message::ActiveModel {
        message::ActiveModel {
            to_account: Set(self.to()),
            topic: Set(self.content().topic().to_owned()),
            key: Set(self.content().key()),
            queued_on: Set(self.queued_on()),
            ..Default::default()
        }
    }
}

/// Whether the same has been said already.
pub async fn is_said(at: &impl Connected, key: &str) -> Result<bool, Error> {
    let found: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Key.eq(key))
        .into_tuple()
        .one(&at.connection())
        .await?;
    Ok(found.is_some())
}

/// The messages that wait in the outbox, the oldest first and from after one of them; at most `limit`.
pub async fn waiting(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let queued = Entity::find().filter(Column::State.eq("queued"));
    let columns = (Column::QueuedOn, Column::Id);
    due::page(at, queued, columns, today, after, limit).await
}

/// The messages that lie in the box of an account, the newest first and from before one of them; at
/// most `limit`.
pub async fn in_box(
    at: &impl Connected,
    account: Uuid,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Message>>, Error> {
    let mut query = Entity::find()
        .filter(Column::ToAccount.eq(account))
        .filter(Column::State.eq("delivered"));
    if let Some(before) = before {
        query = query.filter(Column::Id.lt(before));
    }
    let rows = query
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}
