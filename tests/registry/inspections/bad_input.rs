//! What is refused: stale versions, acts out of turn, faulty checklists and findings.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    CHECKLISTS, CLEAN, DOMESTIC_OF_A_PERSON, INSPECTIONS, assignment, checklist, findings, plan,
};
use crate::harness::Registry;

#[tokio::test]
async fn decisions_name_the_version_they_were_made_on() {
    let registry = Registry::real().await;
    let inspection = registry.given_planned_inspection().await;
    let officer = &inspection.agency.officer;
    let team = assignment(&[&inspection.inspector.account().await]);
    let path = format!("{}/assignment", inspection.path);
    let unseen = officer.post(&path, team.clone()).await;
    unseen.problem(428, "precondition-required");
    officer
        .decide(&path, &inspection.etag, team.clone())
        .await
        .ok();
    let stale = officer.decide(&path, &inspection.etag, team).await;
    stale.problem(412, "stale");
}

#[tokio::test]
async fn an_inspection_is_planned_once_for_a_day_to_come_by_the_office_of_the_licence() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let today = registry.context.today();
    let form = || plan(&agency.licence, today);
    elsewhere
        .post(INSPECTIONS, form())
        .await
        .problem(404, "not-found");
    agency
        .operator
        .post(INSPECTIONS, form())
        .await
        .problem(403, "permission-denied");
    let past = plan(&agency.licence, "2026-11-21");
    let past = agency.officer.post(INSPECTIONS, past).await;
    past.problem(422, "inspection-in-the-past");

    let key = [("idempotency-key", "plan-1")];
    let first = centre.post_with(INSPECTIONS, form(), &key).await.created();
    let again = centre.post_with(INSPECTIONS, form(), &key).await.created();
    assert_eq!(first.id(), again.id());
    let mut follow_up = form();
    follow_up["occasion"] = json!({"kind": "follow_up", "id": first.id()});
    let second = agency.officer.post(INSPECTIONS, follow_up).await.created();
    assert_eq!(second.body["number"], "I23-1405-000002");
    let unknown = [
        json!({"kind": "complaint", "id": first.id()}),
        json!({"kind": "complaint"}),
        json!({"kind": "periodic", "reference": "نامه ۱"}),
        json!({"kind": "tip"}),
    ];
    for occasion in unknown {
        let mut form = form();
        form["occasion"] = occasion;
        let refused = agency.officer.post(INSPECTIONS, form).await;
        let refused = refused.problem(422, "invalid-value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/occasion");
    }
}

#[tokio::test]
async fn acts_out_of_turn_are_refused_and_only_the_team_visits() {
    let registry = Registry::real().await;
    registry.given_checklist().await;
    let mut inspection = registry.given_planned_inspection().await;
    let colleague = registry.given_account(Role::Inspector, Some("IR-23")).await;
    let early = inspection
        .by(&inspection.inspector, "/start", json!(null))
        .await;
    early.problem(409, "illegal-transition");
    inspection.start().await;
    for act in ["/completion", "/report/signature"] {
        let denied = inspection.by(&colleague, act, json!(null)).await;
        denied.problem(403, "permission-denied");
    }
    let by_the_office = inspection
        .by(&inspection.agency.officer, "/completion", json!(null))
        .await;
    by_the_office.problem(403, "permission-denied");
    let report = json!({"findings": findings(CLEAN, &[]), "remarks": "بدون ایراد"});
    let early = inspection
        .by(&inspection.inspector, "/report", report)
        .await;
    early.problem(409, "illegal-transition");
    let team = assignment(&[&colleague.account().await]);
    let late = inspection
        .by(&inspection.agency.officer, "/assignment", team)
        .await;
    late.problem(409, "illegal-transition");
}

#[tokio::test]
async fn nobody_decides_about_the_inspection_of_the_own_agency() {
    let registry = Registry::real().await;
    let inspection = registry.given_report(CLEAN).await;
    let officer = inspection.agency.officer.account().await;
    let licence = &inspection.agency.licence;
    // The office's own account is made the operator behind the rules' back.
    let id = officer.replace('-', "");
    let blob = |id: &str| format!("x'{}'", id.replace('-', ""));
    let (operator, own) = if registry
        .context
        .settings()
        .database_url
        .starts_with("sqlite")
    {
        (format!("x'{id}'"), blob(licence))
    } else {
        (format!("'{officer}'"), format!("'{licence}'"))
    };
    let document = if operator.starts_with('x') {
        format!("json_set(document, '$.grant.operator', '{officer}')")
    } else {
        format!("jsonb_set(document, '{{grant,operator}}', '\"{officer}\"')")
    };
    registry
        .tamper(&format!(
            "UPDATE licence SET operator = {operator}, document = {document} WHERE id = {own}"
        ))
        .await;
    let denied = inspection
        .by(&inspection.agency.officer, "/closure", json!(null))
        .await;
    denied.problem(403, "permission-denied");
    inspection
        .by(&inspection.agency.director, "/closure", json!(null))
        .await
        .ok();
}

#[tokio::test]
async fn findings_fit_the_checklist_that_was_in_force_when_the_visit_began() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_planned_inspection().await;
    inspection.start().await;
    inspection.visit("/completion", json!(null)).await;
    let report = |findings: Value| json!({"findings": findings, "remarks": "به شرح یافته‌ها"});
    let inspector = inspection.inspector.clone();
    let tried = inspection
        .by(&inspector, "/report", report(findings(CLEAN, &[])))
        .await;
    tried.problem(422, "no-checklist-in-force");

    registry.given_checklist().await;
    let all = || findings(CLEAN, &[]);
    let mut missing = all();
    missing.as_array_mut().unwrap().pop();
    let mut silent = all();
    silent[0] = json!({"item": "data", "answer": "no"});
    let foreign = findings(CLEAN, &["019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000".to_owned()]);
    let cases = [
        (missing, "findings-do-not-fit-the-checklist"),
        (silent, "finding-without-note"),
        (foreign, "evidence-not-of-the-visit"),
    ];
    for (findings, code) in cases {
        let tried = inspection.by(&inspector, "/report", report(findings)).await;
        tried.problem(422, code);
    }
    let tried = inspection
        .by(&inspector, "/report", json!({"remarks": "بدون یافته"}))
        .await;
    tried.problem(422, "findings-do-not-fit-the-visit");
    inspection.visit("/report", report(all())).await;
}

#[tokio::test]
async fn a_checklist_is_issued_by_the_centre_and_the_past_keeps_its_own() {
    let registry = Registry::real().await;
    let first = registry.given_checklist().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let inspector = registry.given_account(Role::Inspector, Some("IR-23")).await;
    let denied = inspector.post(CHECKLISTS, checklist(&registry)).await;
    denied.problem(403, "permission-denied");
    let mut next = checklist(&registry);
    next["from"] = json!("2026-12-01");
    next["items"].as_array_mut().unwrap().pop();
    let second = centre.post(CHECKLISTS, next.clone()).await.created();
    assert_eq!(
        (&first.body["version"], &second.body["version"]),
        (&json!(1), &json!(2))
    );
    let in_force = |on| format!("{CHECKLISTS}/in-force?kind=domestic&on={on}");
    for (on, version) in [("2026-11-30", &first), ("2026-12-01", &second)] {
        let found = inspector.get(&in_force(on)).await.ok();
        assert_eq!(found.body, version.body);
    }
    let none = format!("{CHECKLISTS}/in-force?kind=foreign");
    inspector.get(&none).await.problem(404, "not-found");
    let page = inspector.get(&format!("{CHECKLISTS}?limit=1")).await.ok();
    assert_eq!(page.body["items"][0]["version"], 2);
    let after = page.body["next"].as_str().unwrap();
    let page = inspector
        .get(&format!("{CHECKLISTS}?after={after}"))
        .await
        .ok();
    assert_eq!(page.body["items"][0]["id"], first.body["id"]);
    assert!(page.body["next"].is_null());

    next["from"] = json!("2026-11-30");
    let mut by_no_directive = next.clone();
    by_no_directive["from"] = json!("2026-12-02");
    by_no_directive["items"][0]["provision"] =
        json!({"directive": "019a9f2e-7d20-7c63-8e1f-5b5a6a1d0000"});
    for (form, code) in [
        (next, "checklist-backdated"),
        (by_no_directive, "directive-not-in-force"),
    ] {
        let refused = centre.post(CHECKLISTS, form).await;
        refused.problem(422, code);
    }
}
