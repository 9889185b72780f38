//! Introductions of transferees.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "introduction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The licence that is handed over.
    pub licence_id: Uuid,
    /// The province of that licence, ISO 3166-2.
    pub province: String,
    /// The application that answers it.
    pub application_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
