//! Messages to operators, and how far the calendar has come with what it does day by day.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, string, uuid};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                aggregate("message", &["queued", "delivered"])
                    .col(uuid("to_account"))
                    .col(string("topic"))
                    // The same is never said twice.
                    .col(string("key").unique_key())
                    .col(date("queued_on"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("message", &["state", "queued_on", "id"]))
            .await?;
        manager
            .create_index(index("message", &["to_account", "state", "id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("mark")
                    .col(string("job").primary_key())
                    .col(date("through"))
                    .to_owned(),
            )
            .await
    }
}
