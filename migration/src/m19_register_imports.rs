//! Imports of old registers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

use crate::shape::aggregate;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A file that was taken over is never taken over again.
        manager
            .create_table(
                aggregate("register_import", &["imported"])
                    .col(string("sha256").unique_key())
                    .to_owned(),
            )
            .await
    }
}
