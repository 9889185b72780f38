//! What stops an application on its way: a directive that is not there yet, and a ban.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{
    DOMESTIC_OF_A_PERSON, MARITIME_OF_A_PERSON, ONLINE_OF_A_PERSON, PERSON, application, filing,
};
use crate::harness::Registry;

/// Covers A7.n1.
#[tokio::test]
async fn a_maritime_agency_is_filed_and_approved_once_its_directive_is_in_force() {
    let registry = Registry::real().await;
    let file = registry.given_draft(MARITIME_OF_A_PERSON).await;
    let path = format!("{}/submission", file.path);
    let refused = file.operator.post(&path, json!(null)).await;
    let refused = refused.problem(409, "directive-missing");
    assert_eq!(refused.body["citation"], "A7.n1");
    assert_eq!(file.state_now().await, "draft");

    registry.given_maritime_directive().await;
    let filed = file.operator.post(&path, json!(null)).await.ok();
    assert_eq!(filed.body["state"], "submitted");
    assert!(filed.body["maritime_directive"].is_string());
    let file = registry.given_approved_file(MARITIME_OF_A_PERSON).await;
    // It sends people abroad, so that its board decides and its guarantee is the next step.
    assert_eq!(file.view["decision"]["by"], "board");
    assert_eq!(file.state(), "awaiting_guarantee");
}

/// Covers A15.n2.
#[tokio::test]
async fn who_is_banned_in_one_province_neither_applies_nor_is_licensed_in_another() {
    let registry = Registry::real().await;
    let approved = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    registry.given_ban(PERSON).await;

    let operator = registry.given_account(Role::Operator, None).await;
    let mut elsewhere = application(filing(DOMESTIC_OF_A_PERSON));
    elsewhere["province"] = json!("IR-10");
    elsewhere["filing"]["premises"]["province"] = json!("IR-10");
    let draft = operator.post("/api/v1/applications", elsewhere).await;
    let path = format!("/api/v1/applications/{}", draft.created().id());
    let submission = format!("{path}/submission");
    let refused = operator.post(&submission, json!(null)).await;
    let refused = refused.problem(422, "banned");
    assert_eq!(refused.body["citation"], "A15.n2");
    assert_eq!(operator.get(&path).await.ok().body["state"], "draft");

    let refused = approved.issue_by(&approved.director).await;
    refused.problem(422, "banned");
    assert_eq!(approved.state_now().await, "ready_to_issue");
}
