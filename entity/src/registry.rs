//! What kind of registry this database is: one row.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// `real` or `demo`, fixed at creation.
    pub kind: String,
    pub created_at: DateTimeUtc,
    /// The Ed25519 public key of the registry, in base64.
    pub public_key: String,
}

impl ActiveModelBehavior for ActiveModel {}
