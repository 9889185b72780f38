//! Violation cases; `case` alone is a word of SQL.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "violation_case")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub number: String,
    pub licence_id: Uuid,
    /// The province whose board is competent, ISO 3166-2.
    pub province: String,
    pub opened_on: Date,
    /// The last day of the longest term of defence, until the board hears the case.
    pub terms_until: Option<Date>,
    /// The last day of the shortest term of defence that nobody has used, until the board hears the case.
    pub undefended_until: Option<Date>,
    /// Whether a crime still has to be reported to the judiciary.
    pub awaits_referral: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
