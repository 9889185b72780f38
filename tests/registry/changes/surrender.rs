//! A holder gives the licence back (A16).

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, charge};
use crate::harness::Registry;

const FILES: &str = "/api/v1/settlements";

/// Covers A16.
#[tokio::test]
async fn a_licence_that_is_given_back_ends_that_day_and_the_duties_of_article_16_begin() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let given_back = agency
        .act(&agency.operator, "/surrender", json!(null))
        .await
        .ok();
    assert_eq!(given_back.body["standing"], "surrendered");
    assert_eq!(given_back.body["operating_permitted"], false);
    let files = agency.officer.get(FILES).await.ok();
    let file = &files.body["items"][0];
    let file = format!("{FILES}/{}", file["id"].as_str().unwrap());
    let file = agency.officer.get(&file).await.ok().body;
    assert_eq!(
        (&file["licence_id"], &file["end"]),
        (&json!(agency.id()), &json!("surrendered"))
    );
    let twice = agency
        .act(&agency.operator, "/surrender", json!(null))
        .await;
    twice.problem(409, "illegal-transition");
    registry.run_jobs().await;
    let number = given_back.body["number"].as_str().unwrap();
    let public = format!("/public/v1/licences/{number}");
    let public = registry.anybody().get(&public).await.ok();
    assert_eq!(public.body["status"], "surrendered");
    // The calendar opens no second file when the late renewal is over.
    agency.days_pass(3 * 366 + 2).await;
    registry.run_jobs().await;
    assert_eq!(registry.count("SELECT COUNT(*) FROM settlement").await, 1);
    assert_eq!(registry.count("SELECT COUNT(*) FROM ban").await, 0);
}

/// Covers A16.
#[tokio::test]
async fn nobody_escapes_a_case_by_giving_the_licence_back() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let path = format!("/api/v1/licences/{}", agency.licence);
    agency.charge(charge(&registry, 4)).await.created();
    let etag = agency.operator.get(&path).await.ok().etag();
    let surrender = format!("{path}/surrender");
    let refused = agency.operator.decide(&surrender, &etag, json!(null)).await;
    refused.problem(422, "case-open");
    assert_eq!(
        agency.operator.get(&path).await.ok().body["standing"],
        "active"
    );
    assert_eq!(registry.count("SELECT COUNT(*) FROM settlement").await, 0);
}

#[tokio::test]
async fn where_the_policy_keeps_article_16_to_revocations_no_file_is_opened() {
    let registry = Registry::real().await;
    registry
        .given_policy("a16.applies_to", json!("revocation"))
        .await;
    let agency = registry.given_company().await;
    agency
        .act(&agency.operator, "/surrender", json!(null))
        .await
        .ok();
    assert_eq!(
        agency.officer.get(FILES).await.ok().body["items"],
        json!([])
    );
}

#[tokio::test]
async fn only_the_holder_gives_it_back_and_on_the_version_that_was_seen() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&agency.director, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        let refused = agency.act(client, "/surrender", json!(null)).await;
        refused.problem(status, code);
    }
    let unseen = agency.tells("/surrender", json!(null)).await;
    unseen.problem(428, "precondition-required");
    assert_eq!(agency.licence().await.body["standing"], "active");
}
