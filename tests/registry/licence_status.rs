//! What a licence's status was on a day as known on a day, and its suspension in the interim (A5.3).

use chrono::{Days, NaiveDate};
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::finality::ban_of;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::given::{Board, CASES, DOMESTIC_OF_A_PERSON, TEHRAN, charge};
use crate::harness::{Answer, Client, Registry};

fn path(licence: impl std::fmt::Display) -> String {
    format!("/api/v1/licences/{licence}")
}

async fn status(client: &Client<'_>, licence: Uuid, on: NaiveDate, known_on: NaiveDate) -> Value {
    let query = format!("{}/history?on={on}&known_on={known_on}", path(licence));
    client.get(&query).await.ok().body
}

fn decisions(status: &Value) -> Vec<&str> {
    let all = status["decisions"].as_array().unwrap().iter();
    all.map(|it| it["what"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_revocation_written_down_late_reads_so_from_its_day_of_finality() {
    let registry = Registry::real().await;
    let served_on = registry.context.today();
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    // Nobody writes anything down for forty days.
    registry.days_pass(40);
    let written = registry.context.today();
    registry.run_jobs().await;
    let (id, ruling) = (sentenced.licence.id(), sentenced.ruling);
    let final_on = sentenced.term.final_on();
    assert!(final_on < written);
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let eve = final_on - Days::new(1);
    for (on, known_on, standing, is_forecast) in [
        (eve, written, "active", false),
        (final_on, written, "revoked", false),
        (final_on, final_on, "revoked", false),
        (eve, final_on, "active", false),
        (final_on, served_on, "revoked", true),
        (written, written, "revoked", false),
    ] {
        let found = status(&officer, id, on, known_on).await;
        let label = format!("{on} as known on {known_on}");
        assert_eq!(found["standing"], standing, "{label}");
        assert_eq!(found["is_forecast"], is_forecast, "{label}");
        assert_eq!(
            found["operating_permitted"],
            standing == "active",
            "{label}"
        );
    }
    let then = status(&officer, id, final_on, final_on).await;
    assert_eq!(decisions(&then), ["issued", "sanction_pending"]);
    let now = status(&officer, id, final_on, written).await;
    assert_eq!(decisions(&now), ["issued", "sanction_pending", "revoked"]);
    let last = &now["decisions"][2];
    assert_eq!(last["effective"], json!(final_on));
    assert_eq!(last["recorded_on"], json!(written));
    assert_eq!(last["ban_id"], json!(ban_of(ruling)));
    assert_eq!(last["ruling_id"], json!(ruling));
    assert_eq!(last["citation"], "A15.n2");
    assert_eq!(now["ruling_id"], json!(ruling));
    let said = now["explanation"][0].as_str().unwrap();
    assert!(said.contains("ابطال‌شده"), "{said}");

    let before = served_on - Days::new(1);
    let query = |known_on: NaiveDate| format!("{}/history?known_on={known_on}", path(id));
    let unknown = officer.get(&query(before)).await;
    unknown.problem(422, "licence-not-known-yet");
    let tomorrow = written + Days::new(1);
    officer
        .get(&query(tomorrow))
        .await
        .problem(422, "invalid-value");
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    elsewhere
        .get(&query(written))
        .await
        .problem(404, "not-found");
}

/// A session of the board that decided on an interim matter of the licence today.
async fn decided(board: &Board<'_>, matter: &str, licence: &str, outcome: &str) -> Answer {
    let session = board.opened_on(matter, licence).await;
    board
        .decides(&session, outcome, json!([{"citation": "A5.3"}]))
        .await
}

#[tokio::test]
async fn a_board_suspends_in_the_interim_for_three_months_at_most_and_lifts_it_itself() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let licence = agency.licence.as_str();
    let board = Board::quorate(&registry, &agency.director, "domestic").await;
    let suspension = format!("{}/interim-suspension", path(licence));
    let lifting = format!("{suspension}-lifting");
    let etag = board.secretary.get(&path(licence)).await.ok().etag();
    let form =
        |session: &str, until: &str| json!({"session_id": session, "until_exclusive": until});

    // Lifting cannot be tabled while nothing is suspended, nor may another board take it up.
    let agenda = |matter: &str, scope: &str| {
        json!({"board": TEHRAN, "scope": scope,
        "called_for": registry.context.today(), "place": "تهران",
        "agenda": [{"matter": matter, "id": licence}]})
    };
    let sessions = "/api/v1/sessions";
    let early = board
        .secretary
        .post(sessions, agenda("interim_lifting", "domestic"))
        .await;
    early.problem(422, "not-held");
    let scope = board
        .secretary
        .post(sessions, agenda("interim_suspension", "foreign"))
        .await;
    scope.problem(422, "matter-of-another-scope");

    let open = board.opened_on("interim_suspension", licence).await;
    let undecided = board
        .secretary
        .decide(&suspension, &etag, form(&open.id(), "2027-01-21"))
        .await;
    undecided.problem(422, "matter-not-decided");
    let session = board
        .decides(&open, "approved", json!([{"citation": "A5.3"}]))
        .await
        .id();
    let denied = agency
        .officer
        .decide(&suspension, &etag, form(&session, "2027-01-21"))
        .await;
    denied.problem(403, "permission-denied");
    // Three months from 1405/09/01 end before 1405/12/01.
    let long = board
        .secretary
        .decide(&suspension, &etag, form(&session, "2027-02-21"))
        .await;
    long.problem(422, "interim-too-long");
    let unseen = board
        .secretary
        .post(&suspension, form(&session, "2027-01-21"))
        .await;
    unseen.problem(428, "precondition-required");
    let suspended = board
        .secretary
        .decide(&suspension, &etag, form(&session, "2027-02-20"))
        .await
        .ok();
    assert_eq!(suspended.body["standing"], "active");
    assert_eq!(suspended.body["operating_permitted"], false);
    let again = board
        .secretary
        .decide(&suspension, &suspended.etag(), form(&session, "2027-02-20"))
        .await;
    again.problem(422, "decision-carried-out");

    // The decision to suspend lifts nothing, and one to go on neither.
    let lift = |session: &str| json!({"session_id": session});
    let wrong = board
        .secretary
        .decide(&lifting, &suspended.etag(), lift(&session))
        .await;
    wrong.problem(422, "matter-not-decided");
    let kept = decided(&board, "interim_lifting", licence, "rejected")
        .await
        .id();
    let kept = board
        .secretary
        .decide(&lifting, &suspended.etag(), lift(&kept))
        .await;
    kept.problem(422, "no-interim-lifting");

    let history = agency
        .officer
        .get(&format!("{}/history", path(licence)))
        .await
        .ok();
    assert_eq!(history.body["holds"][0]["hold"], "interim_suspension");
    assert_eq!(history.body["decisions"][1]["session_id"], json!(session));

    let done = decided(&board, "interim_lifting", licence, "approved")
        .await
        .id();
    let lifted = board
        .secretary
        .decide(&lifting, &suspended.etag(), lift(&done))
        .await
        .ok();
    assert_eq!(lifted.body["operating_permitted"], true);
}

#[tokio::test]
async fn an_interim_suspension_ends_by_itself_and_policy_may_have_none() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let licence = agency.licence.as_str();
    let board = Board::quorate(&registry, &agency.director, "domestic").await;
    let suspension = format!("{}/interim-suspension", path(licence));
    let etag = agency.director.get(&path(licence)).await.ok().etag();
    let session = decided(&board, "interim_suspension", licence, "approved")
        .await
        .id();
    let form = json!({"session_id": session, "until_exclusive": "2026-11-24"});
    agency.director.decide(&suspension, &etag, form).await.ok();
    for permitted in [false, false, true] {
        let officer = agency.officer.again().await;
        let seen = officer.get(&path(licence)).await.ok();
        assert_eq!(seen.body["operating_permitted"], permitted);
        registry.days_pass(1);
    }

    let other = Registry::real().await;
    other
        .given_policy("interim.suspension", json!("none"))
        .await;
    let agency = other.given_agency(DOMESTIC_OF_A_PERSON).await;
    let licence = agency.licence.as_str();
    let board = Board::quorate(&other, &agency.director, "domestic").await;
    let session = decided(&board, "interim_suspension", licence, "approved")
        .await
        .id();
    let etag = agency.director.get(&path(licence)).await.ok().etag();
    let form = json!({"session_id": session, "until_exclusive": "2026-12-22"});
    let path = format!("{}/interim-suspension", path(licence));
    let refused = agency.director.decide(&path, &etag, form).await;
    refused.problem(422, "no-interim-suspension");
}

/// Covers A5.3.
#[tokio::test]
async fn interim_suspensions_in_a_row_last_three_months_in_sum_until_the_case_is_decided() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let licence = agency.licence.as_str();
    let board = Board::quorate(&registry, &agency.director, "domestic").await;
    let suspends = async |days: u64| {
        let (board, director) = (board.again().await, agency.director.again().await);
        let session = decided(&board, "interim_suspension", licence, "approved").await;
        let until = registry.context.today() + Days::new(days);
        let etag = director.get(&path(licence)).await.ok().etag();
        let act = format!("{}/interim-suspension", path(licence));
        let form = json!({"session_id": session.id(), "until_exclusive": until});
        director.decide(&act, &etag, form).await
    };
    suspends(60).await.ok();
    registry.days_pass(70);
    suspends(31).await.problem(422, "interim-used-up");
    registry.days_pass(1);
    suspends(29).await.ok();
    registry.days_pass(40);
    suspends(3).await.problem(422, "interim-used-up");
    // A case that is opened only now is another one, with a time of its own.
    let officer = agency.officer.again().await;
    let form = json!({"licence": licence, "charge": charge(&registry, 4)});
    officer.post(CASES, form).await.created();
    suspends(30).await.ok();
}
