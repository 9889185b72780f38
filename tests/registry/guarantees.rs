//! Bank guarantees of foreign agencies, from the deed to the acceptance.

mod life;
mod risk;

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{FOREIGN_OF_A_COMPANY, ONLINE_OF_A_PERSON, deed};
use crate::harness::Registry;

const AMOUNT: i64 = 5_000_000_000;
/// A licence issued on 1405/09/01 ends on 1407/08/30; the guarantee outlives it by six months.
const LONG_ENOUGH: &str = "1408-02-30";

#[tokio::test]
async fn a_guarantee_is_lodged_confirmed_and_accepted_and_the_file_moves_on() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(AMOUNT).await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let path = format!("{}/guarantees", file.path);

    let lodged = file.operator.post(&path, deed(AMOUNT, LONG_ENOUGH)).await;
    let lodged = lodged.created();
    assert_eq!(lodged.body["state"], "submitted");
    assert_eq!(lodged.body["expires_on_persian"], "۱۴۰۸/۰۲/۳۰");
    let guarantee = lodged.header("location").to_owned();
    let verification = format!("{guarantee}/verification");
    let letter = json!({"reference": "نامه ۱۲ بانک"});
    let unseen = file.officer.post(&verification, letter.clone()).await;
    unseen.problem(428, "precondition-required");
    let early = format!("{guarantee}/acceptance");
    let early = file
        .officer
        .decide(&early, &lodged.etag(), json!(null))
        .await;
    early.problem(409, "illegal-transition");

    let verified = file
        .officer
        .decide(&verification, &lodged.etag(), letter.clone())
        .await
        .ok();
    assert_eq!(verified.body["state"], "verified");
    let stale = file
        .officer
        .decide(&verification, &lodged.etag(), letter)
        .await;
    stale.problem(412, "stale");

    let acceptance = format!("{guarantee}/acceptance");
    let accepted = file
        .officer
        .decide(&acceptance, &verified.etag(), json!(null))
        .await
        .ok();
    assert_eq!(accepted.body["state"], "held");
    assert_eq!(accepted.body["decided_on_persian"], "۱۴۰۵/۰۹/۰۱");
    assert!(accepted.body["directive_id"].is_string());
    assert_eq!(accepted.body["amount"], AMOUNT);
    assert_eq!(file.state_now().await, "ready_to_issue");
}

/// Covers A8.11.
#[tokio::test]
async fn a_guarantee_below_the_directive_or_too_short_or_without_a_directive_is_not_accepted() {
    let cases = [
        (
            Some(AMOUNT),
            AMOUNT - 1,
            LONG_ENOUGH,
            422,
            "guarantee-too-small",
        ),
        (
            Some(AMOUNT),
            AMOUNT,
            "1408-02-29",
            422,
            "guarantee-too-short",
        ),
        (None, AMOUNT, LONG_ENOUGH, 409, "directive-missing"),
    ];
    for (directive, amount, expires_on, status, code) in cases {
        let registry = Registry::real().await;
        if let Some(rial) = directive {
            registry.given_guarantee_amount(rial).await;
        }
        let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
        let (guarantee, etag) = file
            .given_verified_guarantee(deed(amount, expires_on))
            .await;
        let acceptance = format!("{guarantee}/acceptance");
        let refused = file.officer.decide(&acceptance, &etag, json!(null)).await;
        refused.problem(status, code);
        let unchanged = file.officer.get(&guarantee).await.ok();
        assert_eq!(unchanged.body["state"], "verified");
        assert_eq!(file.state_now().await, "awaiting_guarantee");
    }
}

#[tokio::test]
async fn another_guarantee_is_lodged_only_when_the_first_one_was_rejected() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let path = format!("{}/guarantees", file.path);
    let lasting = || deed(AMOUNT, LONG_ENOUGH);
    let first = file.operator.post(&path, lasting()).await.created();
    let second = file.operator.post(&path, lasting()).await;
    second.problem(422, "guarantee-pending");

    let rejection = format!("{}/rejection", first.header("location"));
    let reason = json!({"reason": "بانک این ضمانت‌نامه را نمی‌شناسد."});
    let rejected = file
        .officer
        .decide(&rejection, &first.etag(), reason)
        .await
        .ok();
    assert_eq!(rejected.body["state"], "rejected");
    file.operator.post(&path, lasting()).await.created();
    let list = file.operator.get(&path).await.ok();
    let states: Vec<_> = list.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["state"])
        .collect();
    assert_eq!(states, ["rejected", "submitted"]);
}

#[tokio::test]
async fn a_better_guarantee_takes_the_place_of_the_accepted_one_before_the_issue() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(AMOUNT).await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let first = file
        .given_accepted_guarantee(deed(AMOUNT, LONG_ENOUGH))
        .await;
    registry.given_guarantee_amount(AMOUNT + 1).await;
    let refused = file.issue_by(&file.director).await;
    refused.problem(422, "guarantee-too-small");

    let second = file
        .given_accepted_guarantee(deed(AMOUNT + 1, LONG_ENOUGH))
        .await;
    let first = file.officer.get(&first).await.ok();
    assert_eq!(first.body["state"], "replaced");
    assert!(second.ends_with(first.body["replaced_by"].as_str().unwrap()));
    let licence = file.issue_by(&file.director).await.created();
    assert_eq!(licence.body["guarantee_id"], first.body["replaced_by"]);
    let path = format!("{}/guarantees", file.path);
    let late = file.operator.post(&path, deed(AMOUNT, LONG_ENOUGH)).await;
    late.problem(409, "illegal-transition");
}

#[tokio::test]
async fn only_the_operator_lodges_and_only_the_office_of_the_province_decides() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let path = format!("{}/guarantees", file.path);
    let lasting = || deed(AMOUNT, LONG_ENOUGH);
    let stranger = registry.given_account(Role::Operator, None).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let auditor = registry.given_account(Role::Auditor, None).await;
    stranger
        .post(&path, lasting())
        .await
        .problem(404, "not-found");
    file.officer
        .post(&path, lasting())
        .await
        .problem(403, "permission-denied");
    registry
        .anybody()
        .post(&path, lasting())
        .await
        .problem(401, "unauthenticated");

    let lodged = file.operator.post(&path, lasting()).await.created();
    let guarantee = lodged.header("location").to_owned();
    for (client, status) in [
        (&file.operator, 200),
        (&file.director, 200),
        (&auditor, 200),
        (&stranger, 404),
        (&elsewhere, 404),
    ] {
        assert_eq!(client.get(&guarantee).await.status, status);
        assert_eq!(client.get(&path).await.status, status);
    }
    let verification = format!("{guarantee}/verification");
    let letter = || json!({"reference": "نامه ۱۲ بانک"});
    let tag = lodged.etag();
    let by = file.operator.decide(&verification, &tag, letter()).await;
    by.problem(403, "permission-denied");
    let by = elsewhere.decide(&verification, &tag, letter()).await;
    by.problem(404, "not-found");
}

#[tokio::test]
async fn a_domestic_file_takes_no_guarantee_and_a_faulty_deed_is_named_field_by_field() {
    let registry = Registry::real().await;
    let domestic = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let path = format!("{}/guarantees", domestic.path);
    let refused = domestic
        .operator
        .post(&path, deed(AMOUNT, LONG_ENOUGH))
        .await;
    refused.problem(409, "illegal-transition");

    let foreign = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let path = format!("{}/guarantees", foreign.path);
    let faulty = json!({"bank": "", "branch": "مرکزی", "number": "۹", "amount": -1,
        "sheba": "IR820540102680020817909003", "expires_on": "2029-05-19"});
    let refused = foreign
        .operator
        .post(&path, faulty)
        .await
        .problem(422, "invalid-value");
    let errors = refused.body["errors"].as_array().unwrap().iter();
    let pointers: Vec<_> = errors
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/amount", "/bank", "/sheba"]);
    for (amount, expires_on) in [(0, LONG_ENOUGH), (AMOUNT, "1405-09-01")] {
        let void = foreign.operator.post(&path, deed(amount, expires_on)).await;
        void.problem(422, "guarantee-void");
    }
    let list = foreign.operator.get(&path).await.ok();
    assert_eq!(list.body["items"], json!([]));
}
