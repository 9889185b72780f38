//! What changes during the life of a licence: moves, branches, old papers and articles of association.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date, date_null, string, string_null, uuid, uuid_null};

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
                aggregate("branch", &["open", "closed"])
                    .col(uuid("licence_id"))
                    .col(string("kind"))
                    .col(string_null("province"))
                    .check(Expr::col("kind").is_in(["branch", "representation"]))
                    .foreign_key(
                        ForeignKey::create()
                            .from("branch", "licence_id")
                            .to("licence", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        let relocations = ["announced", "recorded", "new_file", "void"];
        manager
            .create_table(
                aggregate("relocation", &relocations)
                    .col(uuid("licence_id"))
                    .col(uuid_null("branch_id"))
                    .col(string("province"))
                    .col(string_null("new_province"))
                    .col(date("moved_on"))
                    .col(date("notified_on"))
                    .col(boolean("late"))
                    .col(date_null("takes_effect"))
                    .check(
                        Expr::col("state")
                            .eq("announced")
                            .eq(Expr::col("takes_effect").is_not_null()),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("relocation", "licence_id")
                            .to("licence", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        for (table, columns) in [
            ("branch", &["licence_id", "id"][..]),
            ("branch", &["province", "id"]),
            ("relocation", &["licence_id", "id"]),
            ("relocation", &["province", "id"]),
            ("relocation", &["new_province", "id"]),
            ("relocation", &["late", "id"]),
            ("relocation", &["takes_effect", "id"]),
        ] {
            manager.create_index(index(table, columns)).await?;
        }
        for column in [
            string_null("old_number"),
            date_null("prevented_from"),
            date_null("articles_since"),
        ] {
            let mut table = Table::alter();
            manager
                .alter_table(table.table("licence").add_column(column).to_owned())
                .await?;
        }
        for columns in [
            &["old_number"][..],
            &["prevented_from", "id"],
            &["articles_since", "id"],
            &["province", "articles_since", "id"],
        ] {
            manager.create_index(index("licence", columns)).await?;
        }
        Ok(())
    }
}
