//! Inspections, complaints, violation cases, rulings and appeals.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date, date_null, integer, integer_null, string, string_null, uuid,
    uuid_null,
};

use crate::shape::{aggregate, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_inspection(manager).await?;
        create_complaint(manager).await?;
        create_case(manager).await?;
        create_ruling(manager).await?;
        create_appeal(manager).await
    }
}

async fn create_inspection(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            aggregate("checklist", &["issued"])
                .col(big_integer("number").unique_key())
                .col(date("valid_from"))
                .check(Expr::col("number").gte(1))
                .to_owned(),
        )
        .await?;
    let states = [
        "planned",
        "assigned",
        "in_progress",
        "completed",
        "obstructed",
        "not_found",
        "signing",
        "reported",
        "closed_clean",
        "corrective_deadline",
        "closed_corrected",
        "escalated",
    ];
    let signed = [
        "reported",
        "closed_clean",
        "corrective_deadline",
        "closed_corrected",
        "escalated",
    ];
    manager
        .create_table(
            aggregate("inspection", &states)
                .col(string("number").unique_key())
                .col(uuid("licence_id"))
                .col(string("province"))
                .col(date("planned_for"))
                .col(date_null("awaited_on"))
                .col(date_null("visited_on"))
                .col(integer_null("score"))
                .col(integer_null("critical_failures"))
                .col(boolean("signed"))
                .col(date_null("mend_until"))
                .check(in_states(&["planned", "assigned"], "awaited_on"))
                .check(in_states(&["corrective_deadline"], "mend_until"))
                .check(Expr::col("state").is_in(signed).eq(Expr::col("signed")))
                .check(score_is_of_a_visit())
                .foreign_key(&mut to_licence("inspection"))
                .to_owned(),
        )
        .await?;
    for columns in [
        &["licence_id", "planned_for", "id"][..],
        &["licence_id", "visited_on", "id"],
        &["province", "planned_for", "id"],
        &["province", "state", "planned_for", "id"],
        &["province", "awaited_on", "id"],
        &["province", "mend_until", "id"],
        &["planned_for", "id"],
        &["state", "planned_for", "id"],
        &["awaited_on", "id"],
        &["mend_until", "id"],
    ] {
        manager.create_index(index("inspection", columns)).await?;
    }
    create_team(manager).await?;
    create_turn(manager).await
}

/// Who is assigned to which inspection, to find the visits of an inspector.
async fn create_team(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("inspection_inspector")
                .col(uuid("inspection_id"))
                .col(uuid("account_id"))
                .primary_key(Index::create().col("account_id").col("inspection_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("inspection_inspector", "inspection_id")
                        .to("inspection", "id"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("inspection_inspector", "account_id")
                        .to("account", "id"),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(index("inspection_inspector", &["inspection_id"]))
        .await
}

/// Whose turn it is: a row for every licence that can be inspected.
async fn create_turn(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("inspection_turn")
                .col(uuid("licence_id").primary_key())
                .col(string("province"))
                .col(date("term_from"))
                .col(date("term_until"))
                .col(date("licensed_since"))
                .col(date_null("last_inspected"))
                .col(integer_null("last_score"))
                .col(integer("critical_failures"))
                .col(integer("complaints"))
                .col(integer("standing"))
                .col(date("seen_on"))
                .check(Expr::col("standing").between(0, 100))
                .foreign_key(&mut to_licence("inspection_turn"))
                .to_owned(),
        )
        .await?;
    for columns in [
        &["province", "standing", "seen_on", "licence_id"][..],
        &["standing", "seen_on", "licence_id"],
        &["term_until"],
    ] {
        manager
            .create_index(index("inspection_turn", columns))
            .await?;
    }
    Ok(())
}

/// The column is filled in these states and in no other.
fn in_states(states: &[&'static str], column: &'static str) -> Expr {
    Expr::col("state")
        .is_in(states.iter().copied())
        .eq(Expr::col(column).is_not_null())
}

/// Only a visit that was carried out has a score, and then critical failures are counted too.
fn score_is_of_a_visit() -> Expr {
    Expr::col("score")
        .is_null()
        .or(Expr::col("visited_on").is_not_null())
        .and(
            Expr::col("score")
                .is_null()
                .eq(Expr::col("critical_failures").is_null()),
        )
}

async fn create_complaint(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let states = [
        "filed",
        "registered",
        "opinion_requested",
        "opinion_received",
        "no_association",
        "tabled",
        "decided",
        "withdrawn",
    ];
    manager
        .create_table(
            aggregate("complaint", &states)
                .col(string("number").unique_key())
                .col(uuid("licence_id"))
                .col(string("province"))
                .col(uuid_null("complainant"))
                .col(date("filed_on"))
                .col(string_null("association"))
                .col(date_null("opinion_until"))
                .foreign_key(&mut to_licence("complaint"))
                .to_owned(),
        )
        .await?;
    for columns in [
        &["licence_id", "id"][..],
        &["province", "id"],
        &["complainant", "id"],
        &["association", "id"],
        &["opinion_until", "id"],
    ] {
        manager.create_index(index("complaint", columns)).await?;
    }
    Ok(())
}

async fn create_case(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let states = [
        "opened",
        "notified",
        "defence_received",
        "scheduled",
        "heard",
        "ruled",
        "closed",
        "joined",
    ];
    let unheard = ["opened", "notified", "defence_received", "scheduled"];
    manager
        .create_table(
            aggregate("violation_case", &states)
                .col(string("number").unique_key())
                .col(uuid("licence_id"))
                .col(string("province"))
                .col(date("opened_on"))
                .col(date_null("terms_until"))
                .col(date_null("undefended_until"))
                .col(boolean("awaits_referral"))
                .check(
                    Expr::col("state")
                        .is_in(unheard)
                        .or(Expr::col("terms_until").is_null()),
                )
                .check(
                    Expr::col("undefended_until")
                        .is_null()
                        .or(Expr::col("terms_until").is_not_null()),
                )
                .check(
                    Expr::col("state")
                        .ne("notified")
                        .or(Expr::col("undefended_until").is_not_null()),
                )
                // A crime is reported before the case is closed (A5.n3).
                .check(
                    Expr::col("state")
                        .ne("closed")
                        .or(Expr::col("awaits_referral").eq(false)),
                )
                .foreign_key(&mut to_licence("violation_case"))
                .to_owned(),
        )
        .await?;
    for columns in [
        &["licence_id", "id"][..],
        &["province", "id"],
        &["province", "state", "id"],
        &["state", "id"],
        &["terms_until", "id"],
        &["undefended_until", "id"],
        &["awaits_referral", "id"],
    ] {
        manager
            .create_index(index("violation_case", columns))
            .await?;
    }
    Ok(())
}

async fn create_ruling(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let states = [
        "drafted", "voted", "signed", "issued", "served", "appealed", "final", "executed",
    ];
    let numbered = ["issued", "served", "appealed", "final", "executed"];
    let reckoned = ["served", "final", "executed"];
    manager
        .create_table(
            aggregate("ruling", &states)
                .col(uuid("case_id"))
                .col(uuid("licence_id"))
                .col(string("province"))
                .col(string_null("number").unique_key())
                .col(date_null("final_on"))
                .check(
                    Expr::col("state")
                        .is_in(numbered)
                        .eq(Expr::col("number").is_not_null()),
                )
                .check(
                    Expr::col("state")
                        .is_in(reckoned)
                        .eq(Expr::col("final_on").is_not_null()),
                )
                .foreign_key(&mut to_licence("ruling"))
                .foreign_key(
                    ForeignKey::create()
                        .from("ruling", "case_id")
                        .to("violation_case", "id"),
                )
                .to_owned(),
        )
        .await?;
    // A case has one ruling; joined cases have that of the case they went into.
    manager
        .create_index(crate::shape::unique("ruling", &["case_id"]))
        .await?;
    for columns in [
        &["licence_id", "id"][..],
        &["province", "id"],
        &["state", "final_on", "id"],
    ] {
        manager.create_index(index("ruling", columns)).await?;
    }
    Ok(())
}

async fn create_appeal(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let states = [
        "filed",
        "inadmissible",
        "admitted",
        "scheduled",
        "heard",
        "decided",
        "served",
    ];
    manager
        .create_table(
            aggregate("appeal", &states)
                .col(uuid_null("ruling_id"))
                .col(uuid_null("application_id"))
                .col(string("province"))
                .col(string("kind"))
                .col(date("filed_on"))
                .check(Expr::col("kind").is_in(["domestic", "foreign", "maritime"]))
                // It contests a ruling or the rejection of an application, never both.
                .check(
                    Expr::col("ruling_id")
                        .is_null()
                        .ne(Expr::col("application_id").is_null()),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("appeal", "ruling_id")
                        .to("ruling", "id"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("appeal", "application_id")
                        .to("application", "id"),
                )
                .to_owned(),
        )
        .await?;
    for columns in [
        &["ruling_id", "id"][..],
        &["application_id", "id"],
        &["province", "id"],
        &["state", "id"],
    ] {
        manager.create_index(index("appeal", columns)).await?;
    }
    Ok(())
}

fn to_licence(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "licence_id")
        .to("licence", "id")
        .to_owned()
}
