//! The calendar of closed days, policies and directives.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, date, date_null, string};

use crate::shape::{aggregate, index, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(aggregate("calendar", &["kept"]))
            .await?;
        manager
            .create_table(
                aggregate("policy", &["decided"])
                    .col(string("question"))
                    .col(date("valid_from"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("policy", &["question", "valid_from"]))
            .await?;
        manager
            .create_table(
                aggregate(
                    "directive",
                    &["draft", "approved", "superseded", "annulled"],
                )
                .col(string("matter"))
                .col(big_integer("edition"))
                .col(date_null("effective_from"))
                .check(Expr::col("edition").gte(1))
                // A draft binds nobody, and whatever was approved binds from a day on.
                .check(
                    Expr::col("state")
                        .eq("draft")
                        .eq(Expr::col("effective_from").is_null()),
                )
                .to_owned(),
            )
            .await?;
        manager
            .create_index(unique("directive", &["matter", "edition"]))
            .await
    }
}
