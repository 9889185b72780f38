//! Checklists of inspections, one row for every version.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "checklist")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub number: i64,
    /// The first day on which it is used.
    pub valid_from: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
