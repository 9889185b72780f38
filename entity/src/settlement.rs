//! Settlement files of licences that ended.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settlement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub licence_id: Uuid,
    /// ISO 3166-2.
    pub province: String,
    /// The kind of the office that is closed.
    pub kind: String,
    /// Whether one of the three duties is still to be done.
    pub duties_open: bool,
    /// The first day after the ten days, once they run.
    pub overdue_from: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
