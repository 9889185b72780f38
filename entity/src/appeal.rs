//! Appeals to the central board.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    /// The ruling that is contested, if it is one.
    pub ruling_id: Option<Uuid>,
    /// The application whose rejection is contested, if it is one.
    pub application_id: Option<Uuid>,
    /// Where the contested decision was given, ISO 3166-2.
    pub province: String,
    /// The kind of agency, which gives the scope of the session.
    pub kind: String,
    pub filed_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
