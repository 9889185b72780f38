//! From the case to the day after the ban, through the doors alone.

use chrono::NaiveDate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::Written;
use crate::given::{
    CentralBoard, DOMESTIC_OF_A_PERSON, Ruled, application, filing, revocation, suspension,
};
use crate::harness::{Answer, Client, Registry};

const ELSEWHERE: &str = "IR-10";

/// Files the same person's application in a province other than that of the revoked licence.
async fn files_elsewhere(registry: &Registry) -> Answer {
    let applicant = registry.given_account(Role::Operator, None).await;
    let mut filing = filing(DOMESTIC_OF_A_PERSON);
    filing["premises"]["province"] = json!(ELSEWHERE);
    let mut form = application(filing);
    form["province"] = json!(ELSEWHERE);
    let draft = applicant.post("/api/v1/applications", form).await;
    let draft = draft.created();
    for kind in ["identity_card", "degree"] {
        let path = format!("/api/v1/applications/{}/documents?kind={kind}", draft.id());
        let uploaded = applicant
            .upload(&path, "application/pdf", crate::given::PDF, &[])
            .await;
        uploaded.created();
    }
    let path = format!("/api/v1/applications/{}", draft.id());
    let now = applicant.get(&path).await.ok();
    let submission = format!("{path}/submission");
    applicant
        .decide(&submission, &now.etag(), Value::Null)
        .await
}

async fn manager<'a>(ruled: &Ruled<'a>) -> Client<'a> {
    ruled.case.agency.operator.again().await
}

async fn status(registry: &Registry, ruled: &Ruled<'_>) -> Value {
    let officer = ruled.case.agency.officer.again().await;
    let path = format!("/api/v1/licences/{}", ruled.case.agency.licence);
    let licence = officer.get(&path).await.ok();
    let number = licence.body["number"].as_str().unwrap();
    let public = format!("/public/v1/licences/{number}");
    let public = registry.anybody().get(&public).await.ok();
    json!([licence.body["standing"], public.body["status"]])
}

#[tokio::test]
async fn a_revocation_goes_from_the_case_over_the_central_board_to_the_day_after_the_ban() {
    let registry = Registry::real().await;
    let ruled = registry.given_served_ruling(4, revocation()).await;
    registry.run_jobs().await;
    assert_eq!(status(&registry, &ruled).await, json!(["active", "valid"]));
    let form = json!({"ruling": ruled.id(), "grounds": "مبالغ بازگردانده شده است."});
    let appeal = manager(&ruled).await.post("/api/v1/appeals", form).await;
    let appeal = appeal.created();
    registry.days_pass(40);
    registry.run_jobs().await;
    assert_eq!(status(&registry, &ruled).await, json!(["active", "valid"]));
    let board = CentralBoard::of(&registry).await;
    let heard = board.voted(&appeal, "against").await;
    let upheld = json!({"outcome": "upheld"});
    let decided = board.act(&heard, "decision", upheld).await.ok();
    let final_on = decided.body["decision"]["decided_on"].as_str().unwrap();
    assert_eq!(final_on, registry.context.today().to_string());
    let written = Written::of(&registry).await;
    assert_eq!(
        (written.bans, written.notices, written.settlements),
        (1, 31, 1)
    );
    registry.run_jobs().await;
    assert_eq!(
        status(&registry, &ruled).await,
        json!(["revoked", "revoked"])
    );
    let until = registry
        .texts("SELECT CAST(runs_until AS TEXT) FROM ban")
        .await;
    let until: NaiveDate = until[0].parse().unwrap();
    files_elsewhere(&registry).await.problem(422, "banned");
    let days = (until - registry.context.today()).num_days();
    registry.days_pass(days - 1);
    registry.run_jobs().await;
    files_elsewhere(&registry).await.problem(422, "banned");
    registry.days_pass(1);
    registry.run_jobs().await;
    files_elsewhere(&registry).await.ok();
}

#[tokio::test]
async fn a_ruling_that_nobody_appeals_lapses_into_finality_and_its_suspension_ends() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_served_ruling(4, suspension(2)).await;
    let term = ruled.view["appeal_term"].clone();
    let final_on: NaiveDate = term["final_on"].as_str().unwrap().parse().unwrap();
    for (days, standing, shown) in [(-1, "active", "valid"), (0, "suspended", "suspended")] {
        super::comes(&registry, final_on + chrono::TimeDelta::days(days));
        registry.run_jobs().await;
        assert_eq!(status(&registry, &ruled).await, json!([standing, shown]));
    }
    ruled.case.agency.officer = ruled.case.agency.officer.again().await;
    ruled.look().await;
    assert_eq!(ruled.state(), "final");
    assert_eq!(Written::of(&registry).await.bans, 0);
    let until = registry.texts("SELECT CAST(suspended_until AS TEXT) FROM licence");
    super::comes(&registry, until.await[0].parse().unwrap());
    registry.run_jobs().await;
    assert_eq!(status(&registry, &ruled).await, json!(["active", "valid"]));
}

#[tokio::test]
async fn an_early_appeal_waits_for_service_and_policy_may_refuse_it() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(4, revocation()).await;
    let form = json!({"ruling": ruled.id(), "grounds": "مبالغ بازگردانده شده است."});
    let appeal = manager(&ruled).await.post("/api/v1/appeals", form).await;
    let appeal = appeal.created();
    assert_eq!(appeal.body["manifest"], Value::Null);
    let board = CentralBoard::of(&registry).await;
    let heard = board.voted(&appeal, "against").await;
    let upheld = || json!({"outcome": "upheld"});
    let refused = board.act(&heard, "decision", upheld()).await;
    refused.problem(422, "ruling-not-served");
    assert_eq!(Written::of(&registry).await.bans, 0);
    ruled.look().await;
    let service = crate::given::ruling_service(registry.context.today());
    ruled.office("/service", service).await;
    board.act(&heard, "decision", upheld()).await.ok();
    assert_eq!(Written::of(&registry).await.bans, 1);

    let registry = Registry::real().await;
    registry.given_policy("appeal.early", json!(false)).await;
    let ruled = registry.given_issued_ruling(4, revocation()).await;
    let form = json!({"ruling": ruled.id(), "grounds": "مبالغ بازگردانده شده است."});
    let early = manager(&ruled).await.post("/api/v1/appeals", form).await;
    let early = early.created();
    assert_eq!(early.body["manifest"]["code"], "appeal-before-service");
}
