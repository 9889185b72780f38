//! Notices of final revocations to the provinces.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub ban_id: Uuid,
    /// The province that is told, ISO 3166-2.
    pub province: String,
    pub issued_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
