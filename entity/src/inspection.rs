//! Inspections of agencies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub number: String,
    pub licence_id: Uuid,
    /// ISO 3166-2.
    pub province: String,
    pub planned_for: Date,
    /// The same day, while the visit has not begun.
    pub awaited_on: Option<Date>,
    /// The last day of the visit, if it was carried out.
    pub visited_on: Option<Date>,
    /// What its signed report came to, in basis points.
    pub score: Option<i32>,
    /// The critical items that failed.
    pub critical_failures: Option<i32>,
    /// Whether all have signed the report.
    pub signed: bool,
    /// The last day on which a correction is accepted, while one is awaited.
    pub mend_until: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
