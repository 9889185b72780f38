//! Decisions on what the bylaw leaves open.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "policy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The stable name of the question.
    pub question: String,
    pub valid_from: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
