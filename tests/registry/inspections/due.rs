//! Whose turn it is to be inspected, by policy and in the order of risk.

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    Agency, CLEAN, CRITICAL, DOMESTIC_OF_A_PERSON, FAILING, INSPECTIONS, TEHRAN, plan,
};
use crate::harness::{Client, Registry};

const DUE: &str = "/api/v1/inspections/due";

async fn due(client: &Client<'_>, query: &str) -> Vec<Value> {
    let list = client.get(&format!("{DUE}{query}")).await.ok();
    list.body["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_agency_is_due_six_months_after_its_licence_and_after_every_visit() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_report(CLEAN).await;
    let officer = inspection.agency.officer.clone();
    assert!(due(&officer, "").await.is_empty());
    let ahead = due(&officer, "?due_by=2027-05-22").await;
    assert_eq!(ahead[0]["due_on"], "2027-05-22");
    assert_eq!(ahead[0]["last_inspected_on_persian"], "۱۴۰۵/۰۹/۰۱");
    assert_eq!(ahead[0]["last_score"], 10_000);
    assert!(due(&officer, "?due_by=2027-05-21").await.is_empty());

    // 1405/09/01 and six months are 1406/03/01, which is 2027-05-22; that day is 181 days away.
    inspection.days_pass(181).await;
    let officer = inspection.agency.officer.clone();
    let today = due(&officer, "").await;
    assert_eq!(
        (&today[0]["overdue"], &today[0]["days_overdue"]),
        (&json!(false), &json!(0))
    );
    inspection.days_pass(2).await;
    let officer = inspection.agency.officer.clone();
    let late = due(&officer, "").await;
    assert_eq!(
        (&late[0]["overdue"], &late[0]["days_overdue"]),
        (&json!(true), &json!(2))
    );
    assert!(late[0]["open_inspection_id"].is_null());

    let form = plan(&inspection.agency.licence, registry.context.today());
    let planned = officer.post(INSPECTIONS, form).await.created();
    let late = due(&officer, "").await;
    assert_eq!(late[0]["open_inspection_id"], json!(planned.id()));
}

#[tokio::test]
async fn the_policy_of_the_day_says_how_often() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let by = "?due_by=2026-12-22";
    assert!(due(&agency.officer, by).await.is_empty());
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let decision = json!({"value": {"type": "months", "length": 1},
        "from": registry.context.today(), "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
    let policy = "/api/v1/policies/inspection.interval/decisions";
    centre.post(policy, decision).await.created();
    let listed = due(&agency.officer, by).await;
    assert_eq!(listed[0]["due_on_persian"], "۱۴۰۵/۱۰/۰۱");
}

#[tokio::test]
async fn the_riskiest_agency_comes_first_and_pages_miss_nothing() {
    let registry = Registry::real().await;
    registry.given_checklist().await;
    let mut order = Vec::new();
    // What comes first has failed a critical item, the next was never seen, then by score.
    let answers = [Some(CRITICAL), None, Some(FAILING), Some(CLEAN)];
    for (serial, answers) in (1..).zip(answers) {
        let licence = registry.given_licence(serial).await;
        order.push(licence.id().to_string());
        if let Some(answers) = answers {
            let agency = Agency {
                registry: &registry,
                operator: registry.given_account(Role::Operator, None).await,
                officer: registry
                    .given_account(Role::ProvincialOfficer, Some(TEHRAN))
                    .await,
                director: registry
                    .given_account(Role::DirectorGeneral, Some(TEHRAN))
                    .await,
                licence: licence.id().to_string(),
            };
            let mut inspection = registry.given_inspection_of(agency).await;
            inspection.start().await;
            inspection.report(answers).await;
        }
    }
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let by = "?due_by=2027-06-01";
    for client in [&centre, &officer] {
        let listed = due(client, by).await;
        let licences: Vec<_> = listed.iter().map(|it| it["licence_id"].clone()).collect();
        assert_eq!(licences, order);
        let points: Vec<_> = listed
            .iter()
            .map(|it| it["risk"]["points"].clone())
            .collect();
        assert_eq!(points, [25, 12, 2, 0]);
    }
    let mut found = Vec::new();
    let mut query = format!("{by}&limit=1");
    loop {
        let page = officer.get(&format!("{DUE}{query}")).await.ok();
        found.push(
            page.body["items"][0]["licence_id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
        match page.body["next"].as_str() {
            Some(next) => query = format!("{by}&limit=1&after={next}"),
            None => break,
        }
    }
    assert_eq!(found, order);
    assert!(
        due(&centre, &format!("{by}&province=IR-07"))
            .await
            .is_empty()
    );
    for after in ["x", "101_2026-11-22_019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000"] {
        let bad = officer.get(&format!("{DUE}?after={after}")).await;
        bad.problem(422, "invalid-value");
    }
}

#[tokio::test]
async fn licences_that_are_over_are_nobodys_turn_and_operators_see_no_plan() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let denied = agency.operator.get(DUE).await;
    denied.problem(403, "permission-denied");
    let elsewhere = registry.given_account(Role::Inspector, Some("IR-07")).await;
    assert!(due(&elsewhere, "?due_by=2028-01-01").await.is_empty());
    let rows = "SELECT COUNT(*) FROM inspection_turn";
    assert_eq!(registry.count(rows).await, 1);
    registry.days_pass(750);
    let officer = agency.officer.again().await;
    assert!(due(&officer, "").await.is_empty());
    registry.run_jobs().await;
    assert_eq!(registry.count(rows).await, 0);
}
