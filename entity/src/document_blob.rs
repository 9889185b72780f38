//! The bytes of documents, known by their hash; the bytes themselves lie in the folder of documents.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_blob")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    pub size: i64,
    /// When these bytes last arrived.
    pub arrived_at: DateTimeUtc,
    /// Whether any file has them; nothing is ever taken off a file.
    pub referenced: bool,
}

impl ActiveModelBehavior for ActiveModel {}
