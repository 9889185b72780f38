//! A provincial board decides on a foreign agency.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{Board, Call, FOREIGN_OF_A_COMPANY, File, TEHRAN, call};
use crate::harness::Registry;

const SESSIONS: &str = "/api/v1/sessions";

async fn referred(registry: &Registry) -> File<'_> {
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    file.office("/referral", json!(null)).await;
    file
}

/// Covers A4 and A5.1.
#[tokio::test]
async fn seven_members_vote_at_once_and_the_approval_is_executed_with_the_minutes() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let session = board.opened(file.id()).await;
    assert_eq!(session.body["sitting"]["quorum"], 4);
    file.look().await;
    assert_eq!(file.state(), "awaiting_board");
    board
        .decides(&session, "approved", json!([{"citation": "A5.1"}]))
        .await;
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
}

#[tokio::test]
async fn a_rejection_by_the_board_names_its_conditions() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let session = board.opened(file.id()).await;
    let basis = json!([{"citation": "A5.1"}, {"citation": "A8.9"}]);
    board.decides(&session, "rejected", basis).await;
    file.look().await;
    assert_eq!(file.state(), "rejected");
    assert!(file.view.to_string().contains("competence"));
}

#[tokio::test]
async fn a_file_withdrawn_before_the_minutes_stays_withdrawn() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let session = board.opened(file.id()).await;
    let withdrawal = format!("{}/withdrawal", file.path);
    file.operator
        .decide(&withdrawal, &file.etag, json!(null))
        .await
        .ok();
    let closed = board
        .decides(&session, "approved", json!([{"citation": "A5.1"}]))
        .await;
    assert_eq!(closed.body["state"], "closed");
    file.look().await;
    assert_eq!(file.state(), "withdrawn");
}

#[tokio::test]
async fn a_board_takes_up_only_what_was_referred_to_it() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    let application = file.id().to_owned();
    let on_the_file = |board: &str, scope: &str| {
        let application = application.as_str();
        call(
            &registry,
            Call {
                board,
                scope,
                application,
            },
        )
    };
    let secretary =
        |province: &'static str| registry.given_account(Role::BoardSecretary, Some(province));
    let tehran = secretary(TEHRAN).await;
    let early = tehran.post(SESSIONS, on_the_file(TEHRAN, "foreign")).await;
    early.problem(422, "not-referred");
    file.office("/referral", json!(null)).await;
    let scope = tehran.post(SESSIONS, on_the_file(TEHRAN, "maritime")).await;
    scope.problem(422, "matter-of-another-scope");
    let fars = secretary("IR-07").await;
    let elsewhere = fars.post(SESSIONS, on_the_file("IR-07", "foreign")).await;
    elsewhere.problem(404, "not-found");
    // What was refused has left no session behind.
    assert_eq!(tehran.get(SESSIONS).await.ok().body["items"], json!([]));
}
