//! Branches and representations of agencies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "branch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub licence_id: Uuid,
    pub kind: String,
    /// ISO 3166-2; none for one abroad.
    pub province: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
