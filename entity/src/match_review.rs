//! Matches with the list of bans that somebody looked at.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "match_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub ban_id: Uuid,
    /// The application or licence that was screened.
    pub file_id: Uuid,
    /// The province of that file, ISO 3166-2.
    pub province: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
