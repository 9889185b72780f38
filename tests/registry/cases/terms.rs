//! The terms of defence, and the closures that move them.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::{SESSIONS, ids};
use crate::given::{Board, TEHRAN};
use crate::harness::Registry;

const CLOSURES: &str = "/api/v1/closures";

#[tokio::test]
async fn nothing_is_put_on_an_agenda_while_the_term_of_defence_runs() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    let agenda = |id: &str| {
        json!({"board": TEHRAN, "scope": "domestic", "called_for": registry.context.today(),
            "place": "تهران", "agenda": [{"matter": "case", "id": id}]})
    };
    let unserved = board.secretary.post(SESSIONS, agenda(case.id())).await;
    unserved.problem(409, "illegal-transition");
    case.notify().await;
    let running = board.secretary.post(SESSIONS, agenda(case.id())).await;
    running.problem(422, "defence-term-running");
    // What was refused has left no session behind.
    let sessions = board.secretary.get(SESSIONS).await.ok();
    assert_eq!(sessions.body["items"], json!([]));
}

#[tokio::test]
async fn a_term_that_nobody_used_is_over_only_after_its_last_day() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    // Served on 1405/09/01: accepted until 1405/09/12.
    case.days_pass(11).await;
    assert!(
        ids(&case.agency.officer, "undefended=true")
            .await
            .is_empty()
    );
    case.days_pass(1).await;
    let over = ids(&case.agency.officer, "undefended=true").await;
    assert_eq!(over, [case.id()]);
    case.look().await;
    assert_eq!(case.view["defence_term_over"], true);
    assert_eq!(case.state(), "notified");

    let late = json!({"text": "دیر رسید، اما بخوانید."});
    let late = case.by(&case.agency.operator, "/defences", late).await.ok();
    assert_eq!(late.body["defences"][0]["late"], true);
    assert!(
        ids(&case.agency.officer, "undefended=true")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn an_undefended_case_is_heard_and_then_no_defence_is_taken_in() {
    let registry = Registry::real().await;
    let mut case = registry.given_undefended_case(4).await;
    let board = Board::quorate(&registry, &case.agency.director, "domestic").await;
    board.opened_on("case", case.id()).await;
    case.hear(&board.secretary).await;
    assert_eq!(case.state(), "heard");
    let text = json!({"text": "اکنون"});
    let refused = case.by(&case.agency.operator, "/defences", text).await;
    refused.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_defence_on_paper_counts_from_its_day_of_receipt_and_the_office_records_it() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    case.days_pass(13).await;
    let paper = |received_on: &str| {
        json!({"text": "دفاعیه پیوست است.",
            "paper": {"letter": "۱۲۳ مورخ ۱۴۰۵/۰۹/۱۰", "received_on": received_on}})
    };
    let by_the_party = case.by(&case.agency.operator, "/defences", paper("2026-12-01"));
    by_the_party.await.problem(403, "permission-denied");
    for wrong in ["2026-11-21", "2026-12-06"] {
        let refused = case.try_office("/defences", paper(wrong)).await;
        refused.problem(422, "defence-date");
    }
    let path = format!("{}/defences", case.path);
    let unseen = case.agency.officer.post(&path, paper("2026-12-01")).await;
    unseen.problem(428, "precondition-required");
    let own_words = case.try_office("/defences", json!({"text": "به جای او"}));
    own_words.await.problem(403, "permission-denied");
    case.office("/defences", paper("2026-12-01")).await;
    assert_eq!(case.state(), "defence_received");
    assert_eq!(case.view["defences"][0]["late"], false);
    assert_eq!(
        case.view["defences"][0]["received_on_persian"],
        "۱۴۰۵/۰۹/۱۰"
    );
}

#[tokio::test]
async fn a_new_closure_moves_the_terms_that_run_and_no_others() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    let officer = case.agency.officer.clone();
    // Advised by 1405/09/11, a Wednesday; accepted until the day after.
    let close = |date: &str| json!({"date": date, "name_fa": "آلودگی هوا", "name_en": "Polluted air", "province": TEHRAN});
    let recorded = officer.post(CLOSURES, close("2026-12-02")).await;
    recorded.ok();
    case.look().await;
    let term = case.view["notices"][0]["defence_term"].clone();
    assert_eq!(term["advised_persian"], "۱۴۰۵/۰۹/۱۲");
    assert_eq!(term["last_accepted_persian"], "۱۴۰۵/۰۹/۱۴");
    assert_eq!(term["calendar_version"], 2);

    // Days that no term touches move nothing, and what has run out stays.
    officer.post(CLOSURES, close("2027-01-04")).await.ok();
    let before = case.etag.clone();
    case.look().await;
    assert_eq!(case.etag, before);
    case.days_pass(14).await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let late = centre.post(
        CLOSURES,
        json!({"date": "2026-12-05",
        "name_fa": "تعطیلی", "name_en": "Closed"}),
    );
    late.await.ok();
    case.look().await;
    assert_eq!(case.etag, before);
    assert_eq!(case.view["defence_term_over"], true);
}

#[tokio::test]
async fn an_imported_and_a_weekly_closure_move_open_terms_too() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    case.notify().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let table = "date,name_fa,name_en\n2026-12-03,تعطیلی,Closed\n";
    let request = centre
        .request(poem::http::Method::POST, "/api/v1/closures/import")
        .content_type("text/csv")
        .body(table);
    centre.send(request).await.ok();
    case.look().await;
    let accepted =
        |view: &Value| view["notices"][0]["defence_term"]["last_accepted_persian"].clone();
    assert_eq!(accepted(&case.view), "۱۴۰۵/۰۹/۱۴");
    let saturdays = json!({"weekday": "sat"});
    let weekly = centre.post("/api/v1/weekly-closures", saturdays).await;
    weekly.ok();
    case.look().await;
    assert_eq!(accepted(&case.view), "۱۴۰۵/۰۹/۱۵");
}
