//! What follows a final revocation: notices to the provinces, settlement, matches with the list of bans.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date, date_null, string, uuid};

use crate::shape::{aggregate, index, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_notice(manager).await?;
        create_settlement(manager).await?;
        create_match_review(manager).await
    }
}

async fn create_notice(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("notice", &["issued", "acknowledged"])
                .col(uuid("ban_id"))
                .col(string("province"))
                .col(date("issued_on"))
                .foreign_key(&mut to_ban("notice"))
                .to_owned(),
        )
        .await?;
    // Every province is told once of a ban.
    manager
        .create_index(unique("notice", &["ban_id", "province"]))
        .await?;
    manager
        .create_index(index("notice", &["province", "state", "issued_on", "id"]))
        .await?;
    manager
        .create_index(index("notice", &["state", "issued_on", "id"]))
        .await
}

async fn create_settlement(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("settlement", &["opened", "handed_to_association", "closed"])
                .col(uuid("licence_id").unique_key())
                .col(string("province"))
                .col(string("kind"))
                .col(boolean("duties_open"))
                .col(date_null("overdue_from"))
                .check(Expr::col("kind").is_in(["domestic", "foreign", "maritime"]))
                .foreign_key(
                    ForeignKey::create()
                        .from("settlement", "licence_id")
                        .to("licence", "id"),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("settlement", &["province", "state", "id"]))
        .await?;
    manager
        .create_index(index("settlement", &["overdue_from", "id"]))
        .await?;
    manager
        .create_index(index("settlement", &["duties_open", "overdue_from", "id"]))
        .await
}

async fn create_match_review(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("match_review", &["not_the_same_person", "withdrawn"])
                .col(uuid("ban_id"))
                .col(uuid("file_id"))
                .col(string("province"))
                .foreign_key(&mut to_ban("match_review"))
                .to_owned(),
        )
        .await?;
    for columns in [
        &["file_id", "ban_id"][..],
        &["ban_id", "id"],
        &["province", "id"],
    ] {
        manager.create_index(index("match_review", columns)).await?;
    }
    Ok(())
}

fn to_ban(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "ban_id")
        .to("ban", "id")
        .to_owned()
}
