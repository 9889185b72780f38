//! Imports of old registers.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "register_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The SHA-256 of the file.
    #[sea_orm(unique)]
    pub sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
