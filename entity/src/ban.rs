//! Bans after a final revocation.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ban")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The province whose board revoked, ISO 3166-2.
    pub province: String,
    pub runs_from: Date,
    /// The first day without it.
    pub runs_until: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
