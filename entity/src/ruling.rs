//! Rulings of provincial boards.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ruling")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub case_id: Uuid,
    pub licence_id: Uuid,
    /// ISO 3166-2.
    pub province: String,
    /// Given when it is issued.
    #[sea_orm(unique)]
    pub number: Option<String>,
    /// The day from which it is final as things stand; nothing before service and while an appeal is pending.
    pub final_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
