//! The one log of all events, in the order in which they were sealed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_entry")]
pub struct Model {
    /// The position, from 1, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    #[sea_orm(unique)]
    pub event_id: i64,
    pub event_hash: String,
    /// The hash over the head before and this event.
    pub head: String,
}

impl ActiveModelBehavior for ActiveModel {}
