//! Notices of relocation.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "relocation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub licence_id: Uuid,
    /// The branch that moves; none for the office itself.
    pub branch_id: Option<Uuid>,
    /// The province to whose office it was told, ISO 3166-2.
    pub province: String,
    /// The province of the new place; none for one abroad.
    pub new_province: Option<String>,
    pub moved_on: Date,
    pub notified_on: Date,
    /// Whether it was told after its term.
    pub late: bool,
    /// The day of a move that is still to come.
    pub takes_effect: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
