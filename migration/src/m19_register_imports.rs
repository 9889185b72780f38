//! Imports of old registers, and the numbers that licences had there.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, string_null};

use crate::shape::{aggregate, index};

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
            .await?;
        manager
            .alter_table(
                Table::alter()
                    .table("licence")
                    .add_column(string_null("old_number_key"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("licence", &["old_number_key"]))
            .await
    }
}
