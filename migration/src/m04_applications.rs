//! Applications, their documents, and the serials of file and licence numbers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date_null, string, string_null, timestamp_with_time_zone, uuid, uuid_null,
};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATES: [&str; 15] = [
    "draft",
    "submitted",
    "documents_incomplete",
    "under_review",
    "awaiting_inquiry",
    "awaiting_board",
    "approved",
    "awaiting_guarantee",
    "ready_to_issue",
    "issued",
    "rejected",
    "under_appeal",
    "rejected_final",
    "withdrawn",
    "lapsed",
];

const KINDS: [&str; 4] = ["new", "renewal", "transfer", "manager_change"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(application()).await?;
        for columns in [
            &["operator", "id"][..],
            &["province", "id"],
            &["province", "state", "id"],
            &["state", "id"],
            &["holder_key"],
            &["manager_key"],
            &["licence_id", "asks_for", "id"],
        ] {
            manager.create_index(index("application", columns)).await?;
        }
        manager
            .get_connection()
            .execute_unprepared(
                // One licence has one open file of each kind.
                "CREATE UNIQUE INDEX application_open_by_licence ON application \
                 (licence_id, asks_for) WHERE licence_id IS NOT NULL AND state NOT IN \
                 ('issued', 'rejected', 'rejected_final', 'withdrawn', 'lapsed')",
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX application_by_cure_due ON application (cure_due, id) \
                 WHERE cure_due IS NOT NULL",
            )
            .await?;
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX application_by_rejection_final_on \
                 ON application (state, rejection_final_on, id) \
                 WHERE rejection_final_on IS NOT NULL",
            )
            .await?;
        manager.create_table(document_blob()).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX document_blob_unreferenced ON document_blob (arrived_at) \
                 WHERE NOT referenced",
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("serial")
                    .col(string("name").primary_key())
                    .col(big_integer("last"))
                    .check(Expr::col("last").gte(1))
                    .to_owned(),
            )
            .await
    }
}

fn application() -> TableCreateStatement {
    let state = || Expr::col("state");
    let filed = || Expr::col("filed_on").is_not_null();
    aggregate("application", &STATES)
        .col(string("file_number").unique_key())
        .col(uuid("operator"))
        .col(string("province"))
        .col(string("asks_for"))
        .col(uuid_null("licence_id"))
        .col(string("kind"))
        .col(string("channel"))
        .col(string("holder_key"))
        .col(string_null("manager_key"))
        .col(date_null("filed_on"))
        .col(date_null("cure_due"))
        .col(date_null("rejection_final_on"))
        .check(Expr::col("asks_for").is_in(KINDS))
        .check(
            Expr::col("asks_for")
                .eq("new")
                .eq(Expr::col("licence_id").is_null()),
        )
        .check(Expr::col("kind").is_in(["domestic", "foreign", "maritime"]))
        .check(Expr::col("channel").is_in(["physical", "electronic", "both"]))
        .check(
            state()
                .eq("documents_incomplete")
                .eq(Expr::col("cure_due").is_not_null()),
        )
        // A rejection is final by its term, which its service starts, or by the central board.
        .check(
            state()
                .is_in(["rejected", "rejected_final"])
                .or(Expr::col("rejection_final_on").is_null()),
        )
        .check(
            state()
                .ne("rejected_final")
                .or(Expr::col("rejection_final_on").is_not_null()),
        )
        .check(state().is_in(["draft", "withdrawn"]).or(filed()))
        .check(state().ne("draft").or(Expr::col("filed_on").is_null()))
        .check(
            state()
                .ne("awaiting_board")
                .or(Expr::col("kind").ne("domestic"))
                .or(Expr::col("asks_for").eq("renewal")),
        )
        .check(
            state()
                .ne("awaiting_guarantee")
                .or(Expr::col("kind").ne("domestic")),
        )
        .foreign_key(
            ForeignKey::create()
                .from("application", "operator")
                .to("account", "id"),
        )
        .to_owned()
}

fn document_blob() -> TableCreateStatement {
    Table::create()
        .table("document_blob")
        .col(string("sha256").primary_key())
        .col(big_integer("size"))
        .col(timestamp_with_time_zone("arrived_at"))
        .col(boolean("referenced"))
        .check(Expr::col("size").gte(1))
        .to_owned()
}
