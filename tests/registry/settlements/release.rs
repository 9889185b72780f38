//! A guarantee goes back only when nothing of article 16 is open (A8.11, A16).

use serde_json::json;

use super::claims;
use crate::given::ClosedOffice;
use crate::harness::Registry;

async fn guarantee(office: &ClosedOffice<'_>) -> String {
    let account = claims::account(office).await;
    let id = account["guarantee"]["id"].as_str().unwrap();
    format!("/api/v1/guarantees/{id}")
}

/// Covers A8.11 and A16.
#[tokio::test]
async fn a_guarantee_is_not_released_while_anything_of_article_16_is_open() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    let lines = office.owes(&[300]).await;
    let held = guarantee(&office).await;
    let request = format!("{held}/release-request");
    let release = format!("{held}/release");
    let letter = json!({"letter": "نامه ۱۲ به بانک"});
    let operator = office.operator.clone().unwrap();
    let open = operator.post(&request, json!(null)).await;
    open.problem(422, "settlement-open");
    let by_office = office.officer.post(&request, json!(null)).await;
    by_office.problem(403, "permission-denied");

    let payment = json!({"amount": 300, "evidence": office.evidence()});
    let pay = format!("/lines/{}/payments", lines[0]);
    office.office(&pay, payment).await;
    office
        .ticks(&["money", "documents", "original_licence"])
        .await;
    // All three are ticked, and one job seeker still has no outcome.
    let open = operator.post(&request, json!(null)).await;
    open.problem(422, "settlement-open");
    office
        .office("/handover", json!({"letter": "نامه ۵"}))
        .await;
    let refund = json!({"refunded": {"statement": office.evidence()}});
    let outcome = format!("/lines/{}/outcome", lines[0]);
    office.office(&outcome, refund).await;
    office.office("/closing", json!(null)).await;

    let seen = office.officer.get(&held).await.ok();
    let unasked = office
        .officer
        .decide(&release, &seen.etag(), letter.clone())
        .await;
    unasked.problem(409, "illegal-transition");
    let asked = operator.post(&request, json!(null)).await.ok();
    assert_eq!(asked.body["state"], "release_requested");
    let early = office
        .officer
        .decide(&release, &asked.etag(), letter.clone())
        .await;
    early.problem(422, "release-too-early");
    office.days_pass(190).await;
    let released = office
        .officer
        .decide(&release, &asked.etag(), letter.clone())
        .await
        .ok();
    assert_eq!(released.body["state"], "released");
    assert_eq!(released.body["release_letter"], "نامه ۱۲ به بانک");
    let again = office
        .officer
        .decide(&release, &released.etag(), letter)
        .await;
    again.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_guarantee_is_not_released_while_a_case_against_the_agency_is_open() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    office
        .ticks(&["money", "documents", "original_licence"])
        .await;
    office.office("/closing", json!(null)).await;
    let held = guarantee(&office).await;
    let operator = office.operator.clone().unwrap();
    let request = format!("{held}/release-request");
    let asked = operator.post(&request, json!(null)).await.ok();
    office.days_pass(190).await;
    registry
        .tamper("UPDATE violation_case SET state = 'ruled'")
        .await;
    let letter = json!({"letter": "نامه ۱۲ به بانک"});
    let release = format!("{held}/release");
    let open = office
        .officer
        .decide(&release, &asked.etag(), letter.clone())
        .await;
    open.problem(422, "matter-open");
    registry
        .tamper("UPDATE violation_case SET state = 'closed'")
        .await;
    office
        .officer
        .decide(&release, &asked.etag(), letter)
        .await
        .ok();
}

#[tokio::test]
async fn the_guarantee_of_a_licence_in_force_is_not_released() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(1_000).await;
    let file = registry
        .given_approved_file(crate::given::FOREIGN_OF_A_COMPANY)
        .await;
    let deed = crate::given::deed(1_000, "1409-02-30");
    let held = file.given_accepted_guarantee(deed).await;
    let request = format!("{held}/release-request");
    let unissued = file.operator.post(&request, json!(null)).await;
    unissued.problem(422, "licence-not-ended");
    file.issue_by(&file.director).await.created();
    let active = file.operator.post(&request, json!(null)).await;
    active.problem(422, "licence-not-ended");
}
