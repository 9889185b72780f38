//! Reports of unlicensed offices.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unlicensed_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub number: String,
    /// ISO 3166-2.
    pub province: String,
    /// `physical`, `electronic` or `both`.
    pub channel: String,
    pub received_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
