//! An office or a branch moves, and tells its provincial office (A13.n1).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::{Agency, abroad, inside};
use crate::given::{DOMESTIC_OF_A_PERSON, TEHRAN};
use crate::harness::{Answer, Registry};

const LIST: &str = "/api/v1/relocations";

async fn moves(agency: &Agency<'_>, to: Value, moved_on: chrono::NaiveDate) -> Answer {
    let notice = json!({"to": to, "moved_on": moved_on});
    agency.tells("/relocations", notice).await
}

fn numbers(list: &Answer) -> usize {
    list.body["items"].as_array().unwrap().len()
}

/// Covers A13.n1.
#[tokio::test]
async fn a_move_is_followed_by_the_licence_and_one_that_is_told_late_is_marked() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let issued = registry.context.today();
    agency.days_pass(30).await;
    let today = registry.context.today();

    let late = moves(&agency, inside(TEHRAN, "خیابان یکم"), issued)
        .await
        .created();
    assert_eq!(late.body["late"], true);
    assert_eq!(late.body["state"], "recorded");
    assert_eq!(late.body["from"]["inside"]["city"], "ری");
    assert_eq!(late.body["due"]["days"], 10);
    let in_time = moves(&agency, inside(TEHRAN, "خیابان دوم"), today)
        .await
        .created();
    assert_eq!(in_time.body["late"], false);
    assert_eq!(in_time.body["from"]["inside"]["address"], "خیابان یکم");

    let licence = agency.licence().await;
    assert_eq!(licence.body["address"], "خیابان دوم");
    let documents = licence.body["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 3);
    assert_eq!(documents[2]["because"], "relocation");
    assert_eq!(licence.body["operating_permitted"], true);
    let history = format!("{}/history?on={issued}", agency.path);
    let history = agency.officer.get(&history).await.ok();
    let moved = &history.body["decisions"][1];
    assert_eq!(
        (&moved["what"], &moved["counts"]),
        (&json!("relocated"), &json!(true))
    );

    let all = agency.officer.get(LIST).await.ok();
    assert_eq!(numbers(&all), 2);
    let marked = agency.officer.get(&format!("{LIST}?late=true")).await.ok();
    assert_eq!(marked.body["items"], json!([late.body]));
    let page = agency.officer.get(&format!("{LIST}?limit=1")).await.ok();
    assert_eq!(page.body["items"], json!([in_time.body]));
    let next = format!(
        "{LIST}?limit=1&after={}",
        page.body["next"].as_str().unwrap()
    );
    assert_eq!(
        agency.officer.get(&next).await.ok().body["items"],
        json!([late.body])
    );
}

/// Covers A7 and A13.n1.
#[tokio::test]
async fn a_move_to_another_province_begins_a_file_there_and_leaves_the_licence_as_it_is() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let path = format!("/api/v1/licences/{}", agency.licence);
    let before = agency.operator.get(&path).await.ok();
    let notice = json!({"to": inside("IR-07", "خیابان زند"), "moved_on": registry.context.today()});
    let told = agency
        .operator
        .post(&format!("{path}/relocations"), notice)
        .await
        .created();
    assert_eq!(told.body["state"], "new_file");
    let file = told.body["application_id"].as_str().unwrap();
    let file = agency
        .operator
        .get(&format!("/api/v1/applications/{file}"))
        .await
        .ok();
    assert_eq!(file.body["state"], "draft");
    assert_eq!(file.body["province"], "IR-07");
    assert!(file.body.to_string().contains("خیابان زند"));
    let after = agency.operator.get(&path).await.ok();
    assert_eq!(after.body, before.body);
    // Both offices know of the notice.
    let there = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    for office in [&there, &agency.officer] {
        assert_eq!(
            office.get(told.header("location")).await.ok().body,
            told.body
        );
        assert_eq!(numbers(&office.get(LIST).await.ok()), 1);
    }
}

/// Covers A7.
#[tokio::test]
async fn where_the_policy_says_so_the_new_province_takes_the_licence_over() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    registry
        .given_policy(
            "relocation.other_province",
            json!("transfer_of_jurisdiction"),
        )
        .await;
    let there = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    there.get(&agency.path).await.problem(404, "not-found");
    let told = moves(
        &agency,
        inside("IR-07", "خیابان زند"),
        registry.context.today(),
    )
    .await;
    assert_eq!(told.created().body["state"], "recorded");
    let licence = there.get(&agency.path).await.ok();
    assert_eq!(licence.body["province"], "IR-07");
    agency
        .officer
        .get(&agency.path)
        .await
        .problem(404, "not-found");
    assert_eq!(numbers(&agency.officer.get(LIST).await.ok()), 1);
    // Whose turn it is to be inspected is a matter of the new province.
    let turns = registry.texts("SELECT province FROM inspection_turn").await;
    assert_eq!(turns, ["IR-07"]);
}

#[tokio::test]
async fn a_move_that_is_still_to_come_is_followed_on_its_day_however_late_that_is_written_down() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let moved_on = registry.context.today() + chrono::Days::new(20);
    let told = moves(&agency, inside(TEHRAN, "خیابان یکم"), moved_on)
        .await
        .created();
    assert_eq!(told.body["state"], "announced");
    assert_eq!(told.body["late"], false);
    for (days, address) in [(19, "خیابان چهارباغ بالا، پلاک ۴"), (3, "خیابان یکم")]
    {
        agency.days_pass(days).await;
        registry.run_jobs().await;
        registry.run_jobs().await;
        assert_eq!(agency.licence().await.body["address"], address);
    }
    let notice = agency.operator.get(told.header("location")).await.ok();
    assert_eq!(notice.body["state"], "recorded");
    let history = agency
        .officer
        .get(&format!("{}/history", agency.path))
        .await
        .ok();
    assert_eq!(history.body["decisions"][1]["effective"], json!(moved_on));
    assert_eq!(
        agency.licence().await.body["documents"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn a_move_of_which_nothing_is_left_on_its_day_has_no_effect() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let moved_on = registry.context.today() + chrono::Days::new(20);
    let told = moves(&agency, inside(TEHRAN, "خیابان یکم"), moved_on)
        .await
        .created();
    agency
        .act(&agency.operator, "/surrender", json!(null))
        .await
        .ok();
    agency.days_pass(20).await;
    registry.run_jobs().await;
    let notice = agency.operator.get(told.header("location")).await.ok();
    assert_eq!(notice.body["state"], "void");
    let over = moves(&agency, inside(TEHRAN, "خیابان یکم"), moved_on).await;
    over.problem(409, "illegal-transition");
}

#[tokio::test]
async fn what_is_no_move_is_refused() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    let today = registry.context.today();
    let here = json!({"inside": {"province": TEHRAN, "city": "ری",
        "address": "خیابان چهارباغ بالا، پلاک ۴", "postal_code": crate::given::POSTAL_CODE,
        "landline": "02188888888"}});
    let yesterday = today - chrono::Days::new(1);
    for (to, on, code) in [
        (here, today, "not-moved"),
        (
            inside(TEHRAN, "خیابان یکم"),
            yesterday,
            "moved-before-opening",
        ),
        (abroad(), today, "office-abroad"),
        (json!({}), today, "invalid-value"),
    ] {
        moves(&agency, to, on).await.problem(422, code);
    }
    let unreadable = json!({"inside": {"province": "IR-99", "city": "", "address": "خیابان یکم",
        "postal_code": "1", "landline": "02188888889"}});
    let refused = moves(&agency, unreadable, today)
        .await
        .problem(422, "invalid-value");
    let errors = refused.body["errors"].as_array().unwrap().iter();
    let pointers: Vec<_> = errors.map(|it| it["pointer"].as_str().unwrap()).collect();
    assert_eq!(
        pointers,
        [
            "/to/inside/city",
            "/to/inside/postal_code",
            "/to/inside/province"
        ]
    );
    assert_eq!(numbers(&agency.operator.get(LIST).await.ok()), 0);
}

#[tokio::test]
async fn only_the_agency_tells_of_its_moves_and_a_repeated_notice_is_one() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    let path = format!("{}/relocations", agency.path);
    let notice = json!({"to": inside(TEHRAN, "خیابان یکم"), "moved_on": registry.context.today()});
    let stranger = registry.given_account(Role::Operator, None).await;
    let police = registry.given_account(Role::Police, None).await;
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&police, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        client
            .post(&path, notice.clone())
            .await
            .problem(status, code);
    }
    let key = [("idempotency-key", "once")];
    let first = agency
        .operator
        .post_with(&path, notice.clone(), &key)
        .await
        .created();
    let again = agency
        .operator
        .post_with(&path, notice, &key)
        .await
        .created();
    assert_eq!(first.body, again.body);
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    for client in [&stranger, &elsewhere] {
        client
            .get(first.header("location"))
            .await
            .problem(404, "not-found");
        assert_eq!(numbers(&client.get(LIST).await.ok()), 0);
    }
}
