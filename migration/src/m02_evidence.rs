//! Events, the log that seals them, its checkpoints, and recorded reads.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date, pk_auto, string, string_null, text, timestamp_with_time_zone, uuid,
    uuid_null,
};

use crate::shape::{index, unique};

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
                    .table("event")
                    .col(pk_auto("id").big_integer())
                    .col(string("noun"))
                    .col(uuid("subject_id"))
                    .col(big_integer("version"))
                    .col(string("name"))
                    .col(string("citation"))
                    .col(timestamp_with_time_zone("at"))
                    .col(date("on"))
                    .col(uuid_null("actor"))
                    .col(string("role"))
                    .col(text("payload"))
                    .col(string("document_hash"))
                    .col(string_null("previous_hash"))
                    .col(string("hash"))
                    .col(boolean("sealed"))
                    .check(
                        Expr::col("version")
                            .eq(1)
                            .eq(Expr::col("previous_hash").is_null()),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("event", &["subject_id", "version"]))
            .await?;
        let connection = manager.get_connection();
        connection
            .execute_unprepared("CREATE INDEX event_unsealed ON event (id) WHERE NOT sealed")
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("log_entry")
                    .col(big_integer("position").primary_key())
                    .col(big_integer("event_id").unique_key())
                    .col(string("event_hash"))
                    .col(string("head"))
                    .check(Expr::col("position").gte(1))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("checkpoint")
                    .col(big_integer("size").primary_key())
                    .col(string("head"))
                    .col(timestamp_with_time_zone("at"))
                    .col(string("signature"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("access_entry")
                    .col(pk_auto("id").big_integer())
                    .col(timestamp_with_time_zone("at"))
                    .col(uuid("account_id"))
                    .col(string("role"))
                    .col(string("noun"))
                    .col(uuid("subject_id"))
                    .col(string("what"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("access_entry", &["subject_id", "id"]))
            .await
    }
}
