//! Whose turn it is to be inspected: what follows from a licence, its inspections and complaints,
//! kept up to date with every change of these.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_turn")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub licence_id: Uuid,
    /// ISO 3166-2.
    pub province: String,
    /// The first day of the term.
    pub term_from: Date,
    /// The first day after the term.
    pub term_until: Date,
    /// The first day on which the agency was licensed.
    pub licensed_since: Date,
    /// The day of the last visit that was carried out.
    pub last_inspected: Option<Date>,
    /// What its report came to, in basis points.
    pub last_score: Option<i32>,
    /// The critical items that failed then.
    pub critical_failures: i32,
    /// The complaints registered since then.
    pub complaints: i32,
    /// The points of its risk that stay the same from day to day.
    pub standing: i32,
    /// The day of the last visit, or else of the licence.
    pub seen_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
