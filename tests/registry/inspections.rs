//! Inspections of agencies, from the plan to what follows from the report.

mod bad_input;
mod due;
mod evidence;
mod lists;

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    CASES, CLEAN, CRITICAL, FAILING, INSPECTIONS, INSPECTOR, PERSON, TEHRAN, assignment, findings,
};
use crate::harness::Registry;

#[tokio::test]
async fn a_visit_goes_from_the_plan_to_the_signed_report_and_the_clean_closure() {
    let registry = Registry::real().await;
    let checklist = registry.given_checklist().await;
    let mut inspection = registry.given_planned_inspection().await;
    assert_eq!(inspection.view["number"], "I23-1405-000001");
    assert_eq!(inspection.view["state_persian"], "برنامه‌ریزی‌شده");
    assert_eq!(inspection.view["planned_for_persian"], "۱۴۰۵/۰۹/۰۱");
    let operator = inspection.agency.operator.clone();
    let hidden = operator.get(&inspection.path).await;
    hidden.problem(404, "not-found");

    inspection.start().await;
    assert_eq!(inspection.view["inspectors"][0]["name"], "نرگس رستگار");
    let photo = inspection.photo().await;
    inspection.visit("/completion", json!(null)).await;
    assert_eq!(inspection.view["visit"]["result"], "completed");
    let report =
        json!({"findings": findings(CLEAN, std::slice::from_ref(&photo)), "remarks": "بدون ایراد"});
    inspection.visit("/report", report).await;
    let view = &inspection.view;
    assert_eq!(view["state"], "reported");
    assert_eq!(view["report"]["checklist_id"], checklist.body["id"]);
    assert_eq!(view["report"]["score"]["basis_points"], 10_000);
    assert_eq!(
        view["report"]["findings"][0]["provision_persian"],
        "بند ۱ ماده ۱۳"
    );
    assert_eq!(view["report"]["findings"][2]["documents"], json!([photo]));
    assert_eq!(view["report"]["awaited"], json!([]));

    let seen = operator.get(&inspection.path).await.ok();
    assert_eq!(seen.body["report"], inspection.view["report"]);
    assert!(seen.body["occasion"].is_null());
    inspection.office("/closure", json!(null)).await;
    assert_eq!(inspection.state(), "closed_clean");
    assert_eq!(inspection.view["closed_on_persian"], "۱۴۰۵/۰۹/۰۱");
}

#[tokio::test]
async fn an_obstructed_visit_opens_a_case_under_article_15_6_at_once() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_visit().await;
    let obstruction = json!({"refused": "inspectors", "statement": "در را باز نکردند."});
    inspection.visit("/obstruction", obstruction).await;
    assert_eq!(inspection.state(), "obstructed");
    let case = format!("{CASES}/{}", inspection.view["case_id"].as_str().unwrap());
    let opened = inspection.agency.officer.get(&case).await.ok();
    assert_eq!(opened.body["charges"][0]["clause"], 6);
    assert_eq!(opened.body["charges"][0]["facts"], "در را باز نکردند.");
    let source = &opened.body["charges"][0]["source"];
    assert!(inspection.path.ends_with(source["id"].as_str().unwrap()));

    inspection
        .visit("/report", json!({"remarks": "به شرح صورت‌جلسه"}))
        .await;
    let clean = inspection.by(&inspection.agency.officer, "/closure", json!(null));
    clean.await.problem(422, "inspection-not-clean");
    inspection
        .office("/escalation", json!({"charges": []}))
        .await;
    assert_eq!(inspection.state(), "escalated");
    assert!(case.ends_with(inspection.view["case_id"].as_str().unwrap()));
    let again = inspection.agency.officer.get(&case).await.ok();
    assert_eq!(again.body["charges"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn refusing_only_the_associations_representative_falls_under_the_residual_head() {
    let registry = Registry::real().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let body = json!({"guild": "provincial_association", "province": TEHRAN, "scope": "domestic"});
    let association = json!({"body": body, "name": "انجمن صنفی تهران", "number": "۱",
        "from": "2026-01-01"});
    let guilds = "/api/v1/guild-registrations";
    centre.post(guilds, association).await.created();
    let mut inspection = registry.given_planned_inspection().await;
    let mut team = assignment(&[&inspection.inspector.account().await]);
    team["representative"] = json!({"body": body, "name": "مهدی نمونه", "introduction": "نامه ۷"});
    let mut elsewhere = team.clone();
    elsewhere["representative"]["body"]["province"] = json!("IR-07");
    let officer = inspection.agency.officer.clone();
    let refused = inspection.by(&officer, "/assignment", elsewhere).await;
    refused.problem(422, "wrong-guild-body");
    inspection.office("/assignment", team).await;
    inspection.visit("/start", json!(null)).await;
    let obstruction =
        json!({"refused": "representative_only", "statement": "نماینده را نپذیرفتند."});
    inspection.visit("/obstruction", obstruction).await;
    let case = format!("{CASES}/{}", inspection.view["case_id"].as_str().unwrap());
    let opened = officer.get(&case).await.ok();
    assert_eq!(opened.body["charges"][0]["clause"], 0);
    assert_eq!(opened.body["charges"][0]["breached"]["citation"], "A13.3");
}

#[tokio::test]
async fn a_refusal_of_a_representative_who_was_not_there_opens_no_case() {
    let registry = Registry::real().await;
    let inspection = registry.given_visit().await;
    let obstruction =
        json!({"refused": "representative_only", "statement": "نماینده را نپذیرفتند."});
    let refused = inspection
        .by(&inspection.inspector, "/obstruction", obstruction)
        .await;
    refused.problem(422, "no-representative-to-refuse");
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM violation_case").await,
        0
    );
}

#[tokio::test]
async fn inspectors_are_of_the_province_or_the_centre_and_have_no_tie() {
    let registry = Registry::real().await;
    let inspection = registry.given_planned_inspection().await;
    let officer = &inspection.agency.officer;
    let elsewhere = registry.given_account(Role::Inspector, Some("IR-07")).await;
    let central = registry.given_account(Role::Inspector, None).await;
    let here = inspection.inspector.account().await;
    let mut with_a_tie = assignment(&[&here]);
    with_a_tie["inspectors"][0]["declares_no_tie"] = json!(false);
    let mut of_the_agency = assignment(&[&here]);
    of_the_agency["inspectors"][0]["national_code"] = json!(PERSON);
    let cases = [
        (assignment(&[]), "no-inspector"),
        (
            assignment(&[&elsewhere.account().await]),
            "inspector-of-another-province",
        ),
        (
            assignment(&[&here, &elsewhere.account().await]),
            "inspector-of-another-province",
        ),
        (with_a_tie, "inspector-related"),
        (of_the_agency, "inspector-related"),
        (assignment(&[&officer.account().await]), "not-an-inspector"),
        (
            assignment(&[&inspection.agency.operator.account().await]),
            "not-an-inspector",
        ),
    ];
    for (team, code) in cases {
        let refused = inspection.by(officer, "/assignment", team).await;
        refused.problem(422, code);
    }
    let team = assignment(&[&here, &central.account().await]);
    let assigned = inspection.by(officer, "/assignment", team).await.ok();
    assert_eq!(assigned.body["inspectors"].as_array().unwrap().len(), 2);
    assert!(!String::from_utf8_lossy(&assigned.bytes).contains(INSPECTOR));
    let kept = registry
        .texts("SELECT CAST(document AS TEXT) FROM inspection")
        .await;
    assert!(
        !kept[0].contains(INSPECTOR),
        "the national code is not kept"
    );
}

#[tokio::test]
async fn every_inspector_signs_and_then_the_report_changes_only_by_addenda() {
    let registry = Registry::real().await;
    registry.given_checklist().await;
    let mut inspection = registry.given_planned_inspection().await;
    let second = registry.given_account(Role::Inspector, None).await;
    let (one, two) = (inspection.inspector.account().await, second.account().await);
    inspection
        .office("/assignment", assignment(&[&one, &two]))
        .await;
    inspection.visit("/start", json!(null)).await;
    inspection.visit("/completion", json!(null)).await;
    let report = |answers| json!({"findings": findings(answers, &[]), "remarks": "به شرح یافته‌ها"});
    inspection.visit("/report", report(CLEAN)).await;
    assert_eq!(inspection.state(), "signing");
    assert_eq!(inspection.view["report"]["awaited"], json!([two]));
    let operator = inspection.agency.operator.clone();
    operator
        .get(&inspection.path)
        .await
        .problem(404, "not-found");
    let early = inspection.by(&inspection.agency.officer, "/closure", json!(null));
    early.await.problem(409, "illegal-transition");

    let anew = inspection
        .by(&second, "/report", report(FAILING))
        .await
        .ok();
    inspection.now(anew);
    assert_eq!(inspection.view["report"]["awaited"], json!([one]));
    inspection.visit("/report/signature", json!(null)).await;
    assert_eq!(inspection.state(), "reported");
    let signed = inspection.view["report"].clone();
    let again = inspection
        .by(&inspection.inspector, "/report", report(CLEAN))
        .await;
    again.problem(409, "illegal-transition");

    let photo = inspection.photo().await;
    let text = json!({"text": "تابلو روز بعد نصب شده بود.", "documents": [photo]});
    let added = inspection.by(&second, "/addenda", text).await.ok();
    assert_eq!(added.body["report"], signed);
    assert_eq!(added.body["addenda"][0]["documents"], json!([photo]));
    assert_eq!(added.body["addenda"][0]["by"], json!(two));
    let outsider = registry.given_account(Role::Inspector, Some(TEHRAN)).await;
    let text = json!({"text": "من هم می‌نویسم."});
    inspection.now(added);
    let denied = inspection.by(&outsider, "/addenda", text).await;
    denied.problem(403, "permission-denied");
}

#[tokio::test]
async fn failings_mended_in_time_close_the_inspection_and_a_closure_prolongs_the_term() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_report(FAILING).await;
    let demand = json!({"demand": "آمار را ثبت کنید", "days": 10});
    inspection.office("/corrective-deadline", demand).await;
    assert_eq!(inspection.state(), "corrective_deadline");
    let term = &inspection.view["corrective"];
    assert_eq!(
        (&term["mend_by"], &term["mend_until"]),
        (&json!("2026-12-02"), &json!("2026-12-03"))
    );
    assert_eq!(term["overdue"], false);

    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let calendar = centre.get("/api/v1/closures").await.ok();
    let closure = json!({"date": "2026-12-03", "name_fa": "تعطیل", "name_en": "Closed"});
    let closures = "/api/v1/closures";
    let closed = centre.decide(closures, &calendar.etag(), closure).await;
    assert!(closed.status.is_success(), "{closed:?}");
    let moved = inspection.agency.officer.get(&inspection.path).await.ok();
    assert_eq!(moved.body["corrective"]["mend_until"], "2026-12-05");
    inspection.now(moved);

    inspection.days_pass(20).await;
    let overdue = inspection.agency.officer.get(&inspection.path).await.ok();
    assert_eq!(overdue.body["corrective"]["overdue"], true);
    let mended = |on| json!({"corrected_on": on, "proof": "بازدید دوباره شد."});
    let late = inspection
        .by(
            &inspection.agency.officer,
            "/correction",
            mended("2026-12-06"),
        )
        .await;
    late.problem(422, "corrected-late");
    inspection.office("/correction", mended("2026-12-05")).await;
    assert_eq!(inspection.state(), "closed_corrected");
    assert_eq!(
        inspection.view["corrective"]["corrected_on_persian"],
        "۱۴۰۵/۰۹/۱۴"
    );
}

#[tokio::test]
async fn what_is_not_mended_in_time_goes_to_a_violation_case() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_report(FAILING).await;
    let demand = json!({"demand": "آمار را ثبت کنید", "days": 10});
    inspection.office("/corrective-deadline", demand).await;
    inspection.days_pass(30).await;
    let charges = json!({"charges": [
        {"clause": 3, "facts": "آمار در مهلت ثبت نشد."},
        {"clause": 0, "breached": {"citation": "A13.1"}, "facts": "اطلاعات به‌روز نیست."},
    ]});
    inspection.office("/escalation", charges).await;
    assert_eq!(inspection.state(), "escalated");
    let case = format!("{CASES}/{}", inspection.view["case_id"].as_str().unwrap());
    let case = inspection.agency.officer.get(&case).await.ok();
    let charges = case.body["charges"].as_array().unwrap();
    let clauses: Vec<_> = charges.iter().map(|it| it["clause"].clone()).collect();
    assert_eq!(clauses, [json!(3), json!(0)]);
    assert_eq!(
        charges[0]["from"], "2026-11-22",
        "facts are dated as the visit"
    );
}

#[tokio::test]
async fn a_critical_failing_gets_no_term_and_joins_the_open_case_of_the_agency() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    registry.given_checklist().await;
    let (path, id) = (case.path.clone(), case.id().to_owned());
    let mut inspection = registry.given_inspection_of(case.agency).await;
    inspection.start().await;
    inspection.report(CRITICAL).await;
    let demand = json!({"demand": "وجه را بازگردانید", "days": 10});
    let officer = inspection.agency.officer.clone();
    let refused = inspection
        .by(&officer, "/corrective-deadline", demand)
        .await;
    refused.problem(422, "nothing-to-correct");
    let charge = |case: Value| json!({"case_id": case, "charges": [{"clause": 4, "facts": "وجه افزون بر تعرفه گرفته شد."}]});
    let unknown = inspection
        .by(
            &officer,
            "/escalation",
            charge(json!(inspection.agency.licence)),
        )
        .await;
    assert_eq!(
        unknown.problem(422, "invalid-value").body["errors"][0]["pointer"],
        "/case_id"
    );
    inspection.office("/escalation", charge(json!(id))).await;
    assert_eq!(inspection.view["case_id"], json!(id));
    let joined = officer.get(&path).await.ok();
    assert_eq!(joined.body["charges"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_case_is_opened_with_a_charge_and_a_clean_report_charges_nobody() {
    let registry = Registry::real().await;
    let inspection = registry.given_report(FAILING).await;
    let officer = &inspection.agency.officer;
    let none = inspection
        .by(officer, "/escalation", json!({"charges": []}))
        .await;
    assert_eq!(
        none.problem(422, "invalid-value").body["errors"][0]["pointer"],
        "/charges"
    );
    let maritime = json!({"charges": [{"clause": 9, "facts": "معامله مالی"}]});
    let refused = inspection.by(officer, "/escalation", maritime).await;
    refused.problem(422, "clause-of-another-kind");

    let registry = Registry::real().await;
    let inspection = registry.given_report(CLEAN).await;
    let charge = json!({"charges": [{"clause": 4, "facts": "وجه"}]});
    let refused = inspection
        .by(&inspection.agency.officer, "/escalation", charge)
        .await;
    refused.problem(422, "nothing-to-charge");
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM violation_case").await,
        0
    );
}

#[tokio::test]
async fn an_agency_that_is_not_found_is_reported_without_findings() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_visit().await;
    inspection
        .visit("/absence", json!({"statement": "محل تخلیه شده است."}))
        .await;
    assert_eq!(inspection.view["visit"]["statement"], "محل تخلیه شده است.");
    let with = json!({"findings": findings(CLEAN, &[]), "remarks": "یافت نشد"});
    let refused = inspection.by(&inspection.inspector, "/report", with).await;
    refused.problem(422, "findings-do-not-fit-the-visit");
    inspection
        .visit("/report", json!({"remarks": "یافت نشد"}))
        .await;
    let demand = json!({"demand": "نشانی تازه را اعلام کنید", "days": 10});
    inspection.office("/corrective-deadline", demand).await;
    assert_eq!(inspection.state(), "corrective_deadline");
}

#[tokio::test]
async fn who_sees_an_inspection_when() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_visit().await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let visitor = registry.given_account(Role::Inspector, Some("IR-07")).await;
    let colleague = registry.given_account(Role::Inspector, Some(TEHRAN)).await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let auditor = registry.given_account(Role::Auditor, None).await;
    let police = registry.given_account(Role::Police, None).await;
    let operator = inspection.agency.operator.clone();
    let before = [
        (&inspection.inspector, 200),
        (&colleague, 200),
        (&inspection.agency.director, 200),
        (&centre, 200),
        (&auditor, 200),
        (&operator, 404),
        (&stranger, 404),
        (&elsewhere, 404),
        (&visitor, 404),
        (&police, 403),
    ];
    for (client, status) in before {
        assert_eq!(client.get(&inspection.path).await.status, status);
    }
    inspection.report(FAILING).await;
    assert_eq!(operator.get(&inspection.path).await.status, 200);
    assert_eq!(stranger.get(&inspection.path).await.status, 404);
    let listed = |answer: &Value| answer["items"].as_array().unwrap().len();
    for (client, count) in [
        (&inspection.inspector, 1),
        (&operator, 1),
        (&stranger, 0),
        (&elsewhere, 0),
        (&visitor, 0),
        (&centre, 1),
    ] {
        let list = client.get(INSPECTIONS).await.ok();
        assert_eq!(listed(&list.body), count);
    }
}
