//! The versions of the open lists.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, string_null, timestamp_with_time_zone};

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
                    .table("published_list")
                    .col(string("list"))
                    .col(big_integer("version"))
                    .col(timestamp_with_time_zone("at"))
                    .col(big_integer("count"))
                    .col(string("set_hash"))
                    .col(string("signature"))
                    .col(string_null("whole_file"))
                    .col(big_integer("whole_bytes"))
                    .col(string_null("delta_file"))
                    .col(big_integer("delta_bytes"))
                    .col(big_integer("log_position"))
                    .col(string("person_names"))
                    .col(timestamp_with_time_zone("confirmed_at"))
                    .primary_key(Index::create().col("list").col("version"))
                    .check(Expr::col("version").gte(1))
                    .check(Expr::col("count").gte(0))
                    .check(
                        Expr::col("whole_file")
                            .is_not_null()
                            .or(Expr::col("delta_file").is_not_null()),
                    )
                    .to_owned(),
            )
            .await
    }
}
