//! Decrees of membership of the boards.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// `central` or the code of a province.
    pub board: String,
    pub seat: String,
    pub account_id: Uuid,
    pub issuer: String,
    pub valid_from: Date,
    /// The first day without the membership.
    pub valid_until: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
