//! Reads of personal data that the law wants recorded.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: DateTimeUtc,
    pub account_id: Uuid,
    pub role: String,
    pub noun: String,
    pub subject_id: Uuid,
    /// What was read, for example `personal-data` or `document`.
    pub what: String,
}

impl ActiveModelBehavior for ActiveModel {}
