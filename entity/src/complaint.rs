//! Complaints about agencies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint")]
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
    /// The account of the complainant, if the complaint came through one.
    pub complainant: Option<Uuid>,
    pub filed_on: Date,
    /// The association that was asked for its opinion.
    pub association: Option<String>,
    /// The last day on which a pending opinion is in time.
    pub opinion_until: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
