//! Bank guarantees.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, date, string, uuid};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let states = [
            "submitted",
            "verified",
            "rejected",
            "held",
            "replaced",
            "claim_ordered",
            "partially_called",
            "called",
            "release_requested",
            "released",
        ];
        manager
            .create_table(
                aggregate("guarantee", &states)
                    .col(uuid("application_id"))
                    .col(string("province"))
                    .col(string("kind"))
                    .col(boolean("live"))
                    .col(big_integer("amount"))
                    .col(big_integer("cover"))
                    .col(date("expires_on"))
                    .check(Expr::col("amount").gt(0))
                    .check(Expr::cust("cover BETWEEN 0 AND amount"))
                    .check(Expr::col("kind").is_in(["foreign", "maritime"]))
                    .check(Expr::col("live").eq(Expr::col("state").is_in([
                        "held",
                        "claim_ordered",
                        "partially_called",
                    ])))
                    .to_owned(),
            )
            .await?;
        // An application has one guarantee under examination at most, and one that is held.
        manager
            .create_index(
                Index::create()
                    .name("guarantee_pending_by_application_id")
                    .table("guarantee")
                    .col("application_id")
                    .unique()
                    .and_where(Expr::col("state").is_in(["submitted", "verified"]))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("guarantee_held_by_application_id")
                    .table("guarantee")
                    .col("application_id")
                    .unique()
                    .and_where(Expr::col("state").eq("held"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("guarantee", &["application_id"]))
            .await?;
        // Those at risk are read by their last day, or by what they cover, nationwide or in a province.
        for columns in [
            &["live", "expires_on", "id"][..],
            &["live", "province", "expires_on", "id"],
            &["live", "kind", "cover", "id"],
            &["live", "province", "kind", "cover", "id"],
        ] {
            manager.create_index(index("guarantee", columns)).await?;
        }
        Ok(())
    }
}
