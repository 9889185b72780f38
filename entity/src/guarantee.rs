//! Bank guarantees of foreign agencies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "guarantee")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    pub application_id: Uuid,
    /// ISO 3166-2.
    pub province: String,
    /// The kind of agency that it secures.
    pub kind: String,
    /// Whether the office holds it and somebody may still be paid out of it.
    pub live: bool,
    /// In rial.
    pub amount: i64,
    /// What can still be claimed, in rial.
    pub cover: i64,
    /// The last day on which the bank pays.
    pub expires_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
