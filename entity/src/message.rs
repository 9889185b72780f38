//! Messages to operators: the outbox, and the box of everybody who has an account.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The account that it is for.
    pub to_account: Uuid,
    /// The occasion.
    pub topic: String,
    /// What makes the occasion this one: there is one message of it.
    #[sea_orm(unique)]
    pub key: String,
    pub queued_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
