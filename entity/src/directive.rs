//! Directives of the central board.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "directive")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub matter: String,
    /// The number among the directives on the matter, from 1.
    pub edition: i64,
    pub effective_from: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
