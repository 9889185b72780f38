//! Signed statements of how long the log is and where its head stands.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checkpoint")]
pub struct Model {
    /// How many events the log held.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    pub head: String,
    pub at: DateTimeUtc,
    /// Ed25519 over the canonical text, in base64.
    pub signature: String,
}

impl ActiveModelBehavior for ActiveModel {}
