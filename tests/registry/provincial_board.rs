//! A provincial board decides on a foreign agency.

use futures_util::future::join_all;
use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{Board, Call, FOREIGN_OF_A_COMPANY, File, TEHRAN, call};
use crate::harness::{Answer, Registry};

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

/// Calls a session of the board on the file.
async fn calls(registry: &Registry, board: &Board<'_>, file: &File<'_>) -> Answer {
    let on_the_file = Call {
        board: TEHRAN,
        scope: "foreign",
        application: file.id(),
    };
    board
        .secretary
        .post(SESSIONS, call(registry, on_the_file))
        .await
}

#[tokio::test]
async fn a_file_stands_on_the_agenda_of_one_session_until_it_is_over_or_puts_the_file_off() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let refuse = async |held: &Answer| {
        let refused = calls(&registry, &board, &file).await;
        let refused = refused.problem(422, "on-another-agenda");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(&held.id()), "{detail}");
    };
    let first = calls(&registry, &board, &file).await.created();
    refuse(&first).await;
    // Neither is it put on the agenda of one that is called already.
    let empty = json!({"board": TEHRAN, "scope": "foreign", "place": "تهران",
        "called_for": registry.context.today(), "agenda": []});
    let other = board.secretary.post(SESSIONS, empty).await.created();
    let items = format!("{SESSIONS}/{}/items", other.id());
    let matter = json!({"matter": "application", "id": file.id()});
    let tabled = board.secretary.decide(&items, &other.etag(), matter).await;
    tabled.problem(422, "on-another-agenda");

    // A session that never opened gives it back.
    let adjournment = format!("{SESSIONS}/{}/adjournment", first.id());
    let reason = json!({"reason": "حد نصاب حاصل نشد."});
    let adjourned = board
        .secretary
        .decide(&adjournment, &first.etag(), reason)
        .await;
    adjourned.ok();
    let second = calls(&registry, &board, &file).await.created();
    let opened = board.opens(&second).await;
    refuse(&opened).await;
    // So does one that puts it off, though it is still sitting.
    let item = opened.body["agenda"][0]["id"].as_str().unwrap();
    let postponement = format!("{SESSIONS}/{}/items/{item}/postponement", second.id());
    let reason = json!({"reason": "برای دریافت نظر کارشناس"});
    let postponed = board
        .secretary
        .decide(&postponement, &opened.etag(), reason)
        .await;
    postponed.ok();
    let third = board.opened(file.id()).await;
    refuse(&third).await;
    board
        .decides(&third, "approved", json!([{"citation": "A5.1"}]))
        .await;
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
}

#[tokio::test]
async fn of_sessions_that_are_called_on_the_same_file_at_once_one_has_it() {
    let registry = Registry::real().await;
    let file = referred(&registry).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let called = (0..4).map(|_| calls(&registry, &board, &file));
    let mut called = join_all(called).await;
    called.sort_by_key(|it| it.status);
    let mut called = called.into_iter();
    let held = called.next().unwrap().created();
    for refused in called {
        let refused = refused.problem(422, "on-another-agenda");
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(&held.id()), "{detail}");
    }
    let sessions = board.secretary.get(SESSIONS).await.ok();
    assert_eq!(sessions.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM agenda_matter").await,
        1
    );
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
