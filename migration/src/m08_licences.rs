//! Licences.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date, date_null, string, string_null, uuid};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 5] = [
    "granted",
    "suspended",
    "revoked",
    "transferred",
    "surrendered",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kinds = ["domestic", "foreign", "maritime"];
        let channels = ["physical", "electronic", "both"];
        manager
            .create_table(
                aggregate("licence", &STATES)
                    .col(string("number").unique_key())
                    .col(uuid("application_id").unique_key())
                    .col(uuid("operator"))
                    .col(string("province"))
                    .col(string("kind"))
                    .col(string("channel"))
                    .col(string("agency"))
                    .col(string("agency_key"))
                    .col(string("holder_key"))
                    .col(string_null("manager_key"))
                    .col(date("term_from"))
                    .col(date("term_until"))
                    .col(date_null("suspended_until"))
                    .col(boolean("end_seen_to").default(false))
                    .check(Expr::col("kind").is_in(kinds))
                    .check(Expr::col("channel").is_in(channels))
                    .check(Expr::col("term_until").gt(Expr::col("term_from")))
                    .check(
                        Expr::col("state")
                            .eq("suspended")
                            .eq(Expr::col("suspended_until").is_not_null()),
                    )
                    .to_owned(),
            )
            .await?;
        // Lists run by the end of the term, so that what expires soonest comes first.
        for columns in [
            &["term_until", "id"][..],
            &["province", "term_until", "id"],
            &["operator", "term_until", "id"],
            &["agency_key"],
            &["holder_key"],
            &["manager_key"],
            &["suspended_until", "id"],
            &["end_seen_to", "term_until", "id"],
        ] {
            manager.create_index(index("licence", columns)).await?;
        }
        Ok(())
    }
}
