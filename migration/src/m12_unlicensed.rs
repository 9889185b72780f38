//! Reports of unlicensed offices.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, string};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let channel = Expr::col("channel").is_in(["physical", "electronic", "both"]);
        manager
            .create_table(
                aggregate("unlicensed_report", &["received"])
                    .col(string("number").unique_key())
                    .col(string("province"))
                    .col(string("channel"))
                    .col(date("received_on"))
                    .check(channel)
                    .to_owned(),
            )
            .await?;
        let by_province = index("unlicensed_report", &["province", "id"]);
        manager.create_index(by_province).await
    }
}
