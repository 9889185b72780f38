//! Guild bodies, decrees of membership, sessions of the boards, and bans.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, date_null, string, uuid};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_guild(manager).await?;
        create_appointment(manager).await?;
        manager
            .create_table(
                aggregate("session", &["called", "open", "closed", "adjourned"])
                    .col(string("board"))
                    .col(string("scope"))
                    .col(date("called_for"))
                    .check(Expr::col("scope").is_in(["domestic", "foreign", "maritime", "general"]))
                    // Only the central board sits on general matters.
                    .check(
                        Expr::col("board")
                            .eq("central")
                            .or(Expr::col("scope").ne("general")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("session", &["board", "id"]))
            .await?;
        create_agenda_matter(manager).await?;
        create_ban(manager).await
    }
}

/// What stands on the agendas of sessions that are not over: each matter on one of them.
async fn create_agenda_matter(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("agenda_matter")
                .col(string("kind"))
                .col(uuid("matter_id"))
                .col(uuid("session_id"))
                .primary_key(Index::create().col("kind").col("matter_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("agenda_matter", "session_id")
                        .to("session", "id"),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("agenda_matter", &["session_id"]))
        .await
}

async fn create_guild(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("guild", &["registered", "ended"])
                .col(string("body"))
                .col(date("valid_from"))
                .col(date_null("valid_until"))
                .check(
                    Expr::col("state")
                        .eq("ended")
                        .eq(Expr::col("valid_until").is_not_null()),
                )
                .check(in_order())
                .to_owned(),
        )
        .await?;
    // A body has one registration in force.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX guild_registered ON guild (body) WHERE state = 'registered'",
        )
        .await?;
    Ok(())
}

async fn create_appointment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    const CENTRAL: [&str; 6] = ["C1", "C2", "C3", "C4", "C5", "C6"];
    const PROVINCIAL: [&str; 7] = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];
    let central = || Expr::col("board").eq("central");
    manager
        .create_table(
            aggregate("appointment", &["issued"])
                .col(string("board"))
                .col(string("seat"))
                .col(uuid("account_id"))
                .col(string("issuer"))
                .col(date("valid_from"))
                .col(date_null("valid_until"))
                .foreign_key(
                    ForeignKey::create()
                        .from("appointment", "account_id")
                        .to("account", "id"),
                )
                .check(Expr::col("seat").is_in(CENTRAL.into_iter().chain(PROVINCIAL)))
                .check(central().eq(Expr::col("seat").is_in(CENTRAL)))
                // The minister appoints to the central board, the deputy minister the provincial chairs.
                .check(central().eq(Expr::col("issuer").eq("minister")))
                .check(
                    Expr::col("seat")
                        .eq("P1")
                        .eq(Expr::col("issuer").eq("deputy_minister")),
                )
                .check(in_order())
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("appointment", &["board", "id"]))
        .await?;
    manager
        .create_index(index("appointment", &["account_id"]))
        .await
}

async fn create_ban(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("ban", &["imposed", "ended", "annulled"])
                .col(string("province"))
                .col(date("runs_from"))
                .col(date("runs_until"))
                .check(Expr::col("runs_from").lt(Expr::col("runs_until")))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("ban_subject")
                .col(string("party_key"))
                .col(uuid("ban_id"))
                .primary_key(Index::create().col("party_key").col("ban_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("ban_subject", "ban_id")
                        .to("ban", "id"),
                )
                .to_owned(),
        )
        .await?;
    for columns in [&["runs_until", "id"][..], &["province", "runs_until", "id"]] {
        manager.create_index(index("ban", columns)).await?;
    }
    manager
        .create_index(index("ban", &["state", "runs_until", "id"]))
        .await?;
    manager
        .create_index(index("ban_subject", &["ban_id"]))
        .await
}

/// What ends does not end before it starts.
fn in_order() -> SimpleExpr {
    Expr::col("valid_until")
        .is_null()
        .or(Expr::col("valid_from").lte(Expr::col("valid_until")))
}
