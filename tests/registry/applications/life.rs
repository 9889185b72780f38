//! The life of an application, and what the rules refuse on its way.

use serde_json::json;

use crate::given::{
    DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_COMPANY, MARITIME_OF_A_PERSON, ONLINE_OF_A_PERSON,
    application, filing,
};
use crate::harness::Registry;
use parvaneh::domain::placement::access::Role;

/// Covers A1.3, A6 and A7.
#[tokio::test]
async fn a_domestic_application_goes_from_its_draft_to_the_approval_of_the_directorate() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_assessed_application(ONLINE_OF_A_PERSON)
        .await;
    assert_eq!(file.state(), "under_review");
    assert_eq!(file.view["file_number"], "A23-1405-000001");
    assert_eq!(file.view["filed_on"], "2026-11-22");
    assert_eq!(file.view["filed_on_persian"], "۱۴۰۵/۰۹/۰۱");
    assert_eq!(file.finding("military_service"), "not_applicable");
    assert_eq!(file.finding("guarantee"), "not_applicable");
    assert_eq!(file.finding("enamad"), "met");
    let act = |name: &str| {
        let acts = file.view["acts"].as_array().unwrap();
        acts.iter().find(|act| act["act"] == name).unwrap().clone()
    };
    assert_eq!(act("approve_by_office")["allowed"], true);
    assert_eq!(act("refer_to_board")["code"], "office-decides");
    assert_eq!(act("submit")["allowed"], false);

    let approved = file.try_decide("/approval", json!(null)).await.ok();
    file.now(approved);
    assert_eq!(file.state(), "ready_to_issue");
    assert_eq!(file.view["decision"]["by"], "office");
    assert_eq!(file.view["decision"]["on_persian"], "۱۴۰۵/۰۹/۰۱");
    let changes = format!(
        "SELECT COUNT(*) FROM event WHERE noun = '{}'",
        "application"
    );
    let version: i64 = file.etag.trim_matches('"').parse().unwrap();
    assert_eq!(registry.count(&changes).await, version);
}

/// Covers A5.1.
#[tokio::test]
async fn a_foreign_application_of_a_company_is_referred_and_never_decided_by_the_office() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    assert_eq!(file.finding("language"), "met");
    assert_eq!(file.finding("guarantee"), "pending");
    for (act, body) in [
        ("/approval", json!(null)),
        (
            "/rejection",
            json!({"criteria": ["age"], "reasons": "ندارد"}),
        ),
    ] {
        let refused = file.try_decide(act, body).await;
        let refused = refused.problem(422, "board-decides");
        assert_eq!(refused.body["citation"], "A5.1");
    }
    file.office("/referral", json!(null)).await;
    assert_eq!(file.state(), "awaiting_board");
}

#[tokio::test]
async fn a_domestic_application_is_rejected_only_for_conditions_found_not_to_be_met() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    file.office("/examination", json!(null)).await;
    let rejection = json!({"criteria": ["education"], "reasons": "مدرک معتبر نیست."});
    let refused = file.try_decide("/rejection", rejection.clone()).await;
    refused.problem(422, "no-ground-of-rejection");

    let verdict = json!({"met": false, "reason": "مدرک معتبر نیست."});
    file.office("/criteria/education/assessment", verdict).await;
    assert_eq!(file.finding("education"), "not_met");
    let approved = file.try_decide("/approval", json!(null)).await;
    approved.problem(422, "criteria-not-met");
    let rejected = file.try_decide("/rejection", rejection).await.ok();
    file.now(rejected);
    assert_eq!(file.state(), "rejected");
    assert_eq!(file.view["decision"]["criteria"], json!(["education"]));
    let withdrawal = format!("{}/withdrawal", file.path);
    let late = file.operator.post(&withdrawal, json!(null)).await;
    let late = late.problem(409, "illegal-transition");
    assert_eq!(late.body["current_state"], "rejected");
}

#[tokio::test]
async fn an_adverse_answer_stands_against_the_officers_verdict() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    file.office("/examination", json!(null)).await;
    file.inquire(&[("competence", "person")], "adverse").await;
    let act = "/criteria/competence/assessment";
    let refused = file.try_office(act, json!({"met": true})).await;
    let refused = refused.problem(422, "criterion-not-met");
    assert_eq!(refused.body["citation"], "A8.9");
}

#[tokio::test]
async fn what_the_declarations_can_never_meet_is_refused_at_submission() {
    let registry = Registry::real().await;
    // Whoever was born on 1380/09/02 completes 25 years on 1405/09/02, one day after today.
    let cases = [
        ("/person/birth_date", json!("2001-11-23"), "A8.3"),
        ("/person/education", json!("associate"), "A8.4"),
        ("/person/nationality", json!("foreign"), "A8.1"),
        ("/person/religion", json!(null), "A8.2"),
        ("/person/sex", json!("male"), "A8.5"),
        (
            "/declarations/not_employed_by_the_state",
            json!(false),
            "A8.8",
        ),
        (
            "/declarations/not_a_manpower_contractor",
            json!(false),
            "A7.n3",
        ),
        ("/premises/province", json!("IR-10"), "A7"),
        ("/premises", json!(null), "A7"),
        ("/agency/channel", json!("both"), "A8.10"),
        ("/agency/target_countries", json!(["DE"]), "A11"),
    ];
    let operator = registry.given_account(Role::Operator, None).await;
    for (pointer, value, citation) in cases {
        let mut filing = filing(DOMESTIC_OF_A_PERSON);
        match filing.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => panic!("{pointer}"),
        }
        let draft = operator
            .post("/api/v1/applications", application(filing))
            .await
            .created();
        let events = registry.count("SELECT COUNT(*) FROM event").await;
        let path = format!("/api/v1/applications/{}/submission", draft.id());
        let refused = operator.post(&path, json!(null)).await;
        assert_eq!(refused.status, 422, "{pointer}");
        assert_eq!(refused.body["citation"], citation, "{pointer}");
        assert_eq!(registry.count("SELECT COUNT(*) FROM event").await, events);
    }
}

/// Covers A8.3.
#[tokio::test]
async fn the_day_of_the_twenty_fifth_birthday_is_old_enough() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let mut filing = filing(DOMESTIC_OF_A_PERSON);
    filing["person"]["birth_date"] = json!("2001-11-22");
    let draft = operator
        .post("/api/v1/applications", application(filing))
        .await
        .created();
    let path = format!("/api/v1/applications/{}/submission", draft.id());
    operator.post(&path, json!(null)).await.ok();
}

/// Covers A7.n1.
#[tokio::test]
async fn a_maritime_application_waits_for_a_directive() {
    let registry = Registry::real().await;
    let file = registry.given_draft(MARITIME_OF_A_PERSON).await;
    let path = format!("{}/submission", file.path);
    let refused = file.operator.post(&path, json!(null)).await;
    let refused = refused.problem(409, "directive-missing");
    assert_eq!(refused.body["citation"], "A7.n1");
}

#[tokio::test]
async fn file_numbers_have_no_gaps_and_the_same_key_makes_one_file() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let form = || application(filing(DOMESTIC_OF_A_PERSON));
    let key = [("idempotency-key", "first")];
    let path = "/api/v1/applications";
    let first = operator.post_with(path, form(), &key).await.created();
    let again = operator.post_with(path, form(), &key).await.created();
    assert_eq!((first.id(), first.etag()), (again.id(), again.etag()));
    let mut other = form();
    other["filing"]["agency"]["name"] = json!("کاریابی دیگر");
    let refused = operator.post_with(path, other, &key).await;
    refused.problem(422, "idempotency-key-reused");
    let second = operator.post(path, form()).await.created();
    assert_eq!(first.body["file_number"], "A23-1405-000001");
    assert_eq!(second.body["file_number"], "A23-1405-000002");
}

#[tokio::test]
async fn operators_filing_at_once_get_numbers_without_gaps() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let form = || application(filing(DOMESTIC_OF_A_PERSON));
    let all = (0..4).map(|_| operator.post("/api/v1/applications", form()));
    let mut numbers: Vec<_> = futures_util::future::join_all(all)
        .await
        .into_iter()
        .map(|made| {
            made.created().body["file_number"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    numbers.sort();
    let expected: Vec<_> = (1..=4).map(|n| format!("A23-1405-{n:06}")).collect();
    assert_eq!(numbers, expected);
}
