//! How far the calendar has come with what it does day by day, one row per job.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job: String,
    /// The last day that is dealt with.
    pub through: Date,
}

impl ActiveModelBehavior for ActiveModel {}
