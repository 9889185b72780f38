//! Applications for a licence.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub file_number: String,
    /// The account that filed it.
    pub operator: Uuid,
    pub province: String,
    /// `domestic`, `foreign` or `maritime`.
    pub asks_for: String,
    /// The licence that it is about, unless it asks for a first one.
    pub licence_id: Option<Uuid>,
    pub kind: String,
    /// `physical`, `electronic` or `both`.
    pub channel: String,
    /// The applicant by kind of party and number. Personal data.
    pub holder_key: String,
    /// The technical manager likewise, if a company applies.
    pub manager_key: Option<String>,
    pub filed_on: Option<Date>,
    /// The last day for completing what was sent back.
    pub cure_due: Option<Date>,
    /// The day from which a rejection is final, or would be if nobody appeals.
    pub rejection_final_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
