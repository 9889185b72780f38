//! Introductions of transferees.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, uuid, uuid_null};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 4] = ["open", "answered", "withdrawn", "carried_out"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                aggregate("introduction", &STATES)
                    .col(uuid("licence_id"))
                    .col(string("province"))
                    .col(uuid_null("application_id"))
                    .check(
                        Expr::col("state")
                            .is_in(["answered", "carried_out"])
                            .eq(Expr::col("application_id").is_not_null()),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("introduction", "licence_id")
                            .to("licence", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("introduction", &["licence_id", "id"]))
            .await?;
        manager
            .create_index(index("introduction", &["application_id"]))
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                // One introduction stands for a licence at a time.
                "CREATE UNIQUE INDEX introduction_standing ON introduction (licence_id) \
                 WHERE state IN ('open', 'answered')",
            )
            .await?;
        Ok(())
    }
}
