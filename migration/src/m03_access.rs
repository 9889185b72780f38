//! Accounts, their tokens, answers kept for repeated requests, and wrong passwords for logins that
//! nobody has.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, string, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

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
                aggregate("account", &["active", "closed"])
                    .col(string("login").unique_key())
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("inspector_office")
                    .col(string("office"))
                    .col(uuid("account_id"))
                    .primary_key(Index::create().col("office").col("account_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("inspector_office", "account_id")
                            .to("account", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("inspector_office", &["account_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("token")
                    .col(string("hash").primary_key())
                    .col(uuid("id").unique_key())
                    .col(uuid("account_id"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(timestamp_with_time_zone_null("revoked_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("token", "account_id")
                            .to("account", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("token", &["account_id"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("idempotent_answer")
                    .col(uuid("account_id"))
                    .col(string("operation"))
                    .col(string("key"))
                    .col(string("request_hash"))
                    .col(text("answer"))
                    .col(timestamp_with_time_zone("created_at"))
                    .primary_key(
                        Index::create()
                            .col("account_id")
                            .col("operation")
                            .col("key"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("idempotent_answer", &["created_at"]))
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("stranger_attempt")
                    .col(string("login_hash").primary_key())
                    .col(integer("failures"))
                    .col(timestamp_with_time_zone_null("locked_until"))
                    .col(timestamp_with_time_zone("tried_at"))
                    .check(Expr::col("failures").gte(0))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("stranger_attempt", &["tried_at"]))
            .await
    }
}
