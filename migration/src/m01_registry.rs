//! The registry itself and the leases of its jobs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, timestamp_with_time_zone, uuid};

use crate::shape::aggregate;

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
                Table::create()
                    .table("registry")
                    .col(integer("id").primary_key())
                    .col(string("kind"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(string("public_key"))
                    .check(Expr::col("id").eq(1))
                    .check(Expr::col("kind").is_in(["real", "demo"]))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(aggregate("demo_clock", &["running"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("lease")
                    .col(string("job").primary_key())
                    .col(uuid("holder"))
                    .col(timestamp_with_time_zone("until"))
                    .to_owned(),
            )
            .await
    }
}
