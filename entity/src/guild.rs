//! Registrations of guild bodies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guild")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// Which body, as one word.
    pub body: String,
    pub valid_from: Date,
    /// The first day without the registration.
    pub valid_until: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
