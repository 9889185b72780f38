//! What happened, each fact linked to its aggregate's previous one.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub noun: String,
    pub subject_id: Uuid,
    pub version: i64,
    pub name: String,
    pub citation: String,
    pub at: DateTimeUtc,
    /// The civil date in Tehran.
    pub on: Date,
    /// The account, or nothing for the calendar's own work.
    pub actor: Option<Uuid>,
    /// The role it acted in.
    pub role: String,
    /// The canonical JSON of the fact, byte for byte as it was hashed.
    pub payload: String,
    /// The hash of the aggregate's canonical document after the change.
    pub document_hash: String,
    /// The hash of the aggregate's event before this one.
    pub previous_hash: Option<String>,
    pub hash: String,
    /// Whether it stands in the log yet.
    pub sealed: bool,
}

impl ActiveModelBehavior for ActiveModel {}
