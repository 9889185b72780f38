//! The technical managers of companies, one after another (A9.n2).

use chrono::Days;
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::penalty::Penalty;
use serde_json::{Value, json};

use crate::given::{
    Agency, DOMESTIC_OF_A_COMPANY, DOMESTIC_OF_A_PERSON, FIRST_MANAGER, SUCCESSOR, TEHRAN,
    application, filing, person,
};
use crate::harness::Registry;

fn states(managers: &Value) -> Vec<&str> {
    let all = managers["items"].as_array().unwrap().iter();
    all.map(|it| it["state"].as_str().unwrap()).collect()
}

/// Covers A9.n2.
#[tokio::test]
async fn a_company_is_halted_for_the_one_day_between_two_technical_managers() {
    let registry = Registry::real().await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    agency.days_pass(9).await;
    let mut file = agency.given_successor(SUCCESSOR).await;
    agency.days_pass(1).await;
    let left_on = registry.context.today();
    let left = agency.manager_left(&agency.operator, left_on).await.ok();
    assert_eq!(left.body["standing"], "active");
    assert_eq!(left.body["operating_permitted"], false);
    assert_eq!(left.body["holder"].get("technical_manager"), None);

    agency.days_pass(1).await;
    file.days_pass(0).await;
    let issued = file.issue_by(&agency.director).await.created().body;
    assert_eq!(issued["id"], json!(agency.licence));
    assert_eq!(issued["operating_permitted"], true);
    assert_eq!(issued["valid_until"], left.body["valid_until"]);
    assert_eq!(issued["number"], left.body["number"]);
    assert_eq!(issued["documents"][1]["version"], 2);
    assert_eq!(issued["holder"]["technical_manager"], "پریسا نیک‌اندیش");

    let today = registry.context.today();
    for (on, permitted) in [
        (left_on - Days::new(1), true),
        (left_on, false),
        (today, true),
    ] {
        let status = agency.on(on).await;
        assert_eq!(status["standing"], "active", "{on}");
        assert_eq!(status["operating_permitted"], permitted, "{on}");
        let held = status["holds"].as_array().unwrap();
        assert_eq!(held.is_empty(), permitted, "{on}");
    }
    let halted = agency.on(left_on).await;
    assert_eq!(halted["holds"][0]["hold"], "no_technical_manager");
    assert_eq!(halted["holds"][0]["from"], json!(left_on));
    assert_eq!(halted["holds"][0]["until_exclusive"], json!(today));
    let decisions = halted["decisions"].as_array().unwrap().iter();
    let decisions: Vec<_> = decisions.map(|it| it["what"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["issued", "manager_left", "manager_accepted"]);

    let managers = format!("{}/managers", agency.path());
    let managers = agency.officer.get(&managers).await.ok().body;
    assert_eq!(states(&managers), ["left", "in_office"]);
    assert_eq!(managers["items"][0]["until_exclusive"], json!(left_on));
    assert_eq!(managers["items"][1]["from"], json!(today));
    assert!(!managers.to_string().contains(SUCCESSOR));
    // It is a hold: nobody is banned, charged or penalised by it.
    for table in ["ban", "violation_case", "ruling", "settlement"] {
        let counted = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(registry.count(&counted).await, 0, "{table}");
    }
}

/// Covers A9.n2.
#[tokio::test]
async fn a_successor_who_is_accepted_on_the_day_of_leaving_leaves_no_gap() {
    let registry = Registry::real().await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    agency.days_pass(5).await;
    let file = agency.given_successor(SUCCESSOR).await;
    let managers = format!("{}/managers", agency.path());
    let before = agency.operator.get(&managers).await.ok().body;
    assert_eq!(states(&before), ["in_office", "verified"]);
    file.issue_by(&agency.director).await.created();

    let today = registry.context.today();
    let late = agency.manager_left(&agency.operator, today).await;
    late.problem(422, "no-manager-to-leave");
    for on in [today - Days::new(1), today] {
        let status = agency.on(on).await;
        assert_eq!(status["operating_permitted"], true, "{on}");
        assert_eq!(status["holds"], json!([]), "{on}");
    }
    let after = agency.operator.get(&managers).await.ok().body;
    assert_eq!(states(&after), ["left", "in_office"]);

    // That the first one had left earlier comes out late: the gap is shown all the same.
    let earlier = today - Days::new(2);
    agency.manager_left(&agency.officer, earlier).await.ok();
    for (on, permitted) in [
        (earlier - Days::new(1), true),
        (earlier, false),
        (today - Days::new(1), false),
        (today, true),
    ] {
        assert_eq!(
            agency.on(on).await["operating_permitted"],
            permitted,
            "{on}"
        );
    }
}

/// Covers A9.n2.
#[tokio::test]
async fn the_operator_or_the_office_of_the_province_reports_a_departure_and_nobody_else() {
    let registry = Registry::real().await;
    let mut agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    agency.days_pass(3).await;
    let today = registry.context.today();
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let inspector = registry.given_account(Role::Inspector, Some(TEHRAN)).await;
    for (client, status, code) in [
        (&elsewhere, 404, "not-found"),
        (&stranger, 404, "not-found"),
        (&inspector, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        let refused = agency.manager_left(client, today).await;
        refused.problem(status, code);
    }
    let path = format!("{}/manager-departure", agency.path());
    let form = json!({"left_on": today, "grounds": "گزارش بازرسی"});
    let unseen = agency.officer.post(&path, form).await;
    unseen.problem(428, "precondition-required");
    for (left_on, code) in [
        (today + Days::new(1), "departure-in-the-future"),
        (today - Days::new(3), "no-manager-to-leave"),
        (today - Days::new(30), "no-manager-to-leave"),
    ] {
        let refused = agency.manager_left(&agency.officer, left_on).await;
        refused.problem(422, code);
    }
    agency.manager_left(&agency.officer, today).await.ok();
    let again = agency.manager_left(&agency.operator, today).await;
    again.problem(422, "no-manager-to-leave");
}

/// Covers A8, A9.n2.
#[tokio::test]
async fn a_successor_who_does_not_meet_the_conditions_of_the_person_is_refused() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    let unfit = [
        ("education", json!("associate")),
        ("nationality", json!("foreign")),
        ("birth_date", json!("2003-01-01")),
    ];
    for (field, value) in unfit {
        let mut successor = person(SUCCESSOR);
        successor[field] = value;
        let made = agency.propose(successor).await.created();
        let mut file = agency.file(agency.operator.clone(), made);
        file.attach_papers().await;
        let submission = format!("{}/submission", file.path);
        let refused = file.operator.post(&submission, json!(null)).await;
        refused.problem(422, "criteria-cannot-be-met");
        let withdrawal = format!("{}/withdrawal", file.path);
        file.operator.post(&withdrawal, json!(null)).await.ok();
    }
    let same = agency.propose(person(FIRST_MANAGER)).await;
    same.problem(422, "manager-in-office-already");

    let made = agency.propose(person(SUCCESSOR)).await.created();
    let second = agency.propose(person(SUCCESSOR)).await;
    second.problem(422, "application-open-already");
    let mut file = agency.file(agency.operator.clone(), made);
    // What is about the agency is not asked again, and no board either.
    assert_eq!(file.finding("enamad"), "not_applicable");
    assert_eq!(file.finding("guarantee"), "not_applicable");
    let mut other = filing(DOMESTIC_OF_A_COMPANY);
    other["person"] = person(SUCCESSOR);
    other["agency"]["name"] = json!("کاریابی نام تازه");
    let renamed = file.operator.put(&file.path, other, &[]).await.ok();
    file.now(renamed);
    file.attach_papers().await;
    let submission = format!("{}/submission", file.path);
    let refused = file.operator.post(&submission, json!(null)).await;
    refused.problem(422, "manager-change-changes-more");
    let mut same = filing(DOMESTIC_OF_A_COMPANY);
    same["person"] = person(SUCCESSOR);
    let restored = file.operator.put(&file.path, same, &[]).await.ok();
    file.now(restored);
    file.submit().await;
    file.office("/examination", json!(null)).await;
    let referral = file.try_office("/referral", json!(null)).await;
    referral.problem(422, "office-decides");
    file.office(
        "/criteria/competence/assessment",
        json!({"met": false, "reason": "صلاحیت تأیید نشد."}),
    )
    .await;
    let rejection = json!({"criteria": ["competence"], "reasons": "صلاحیت فردی تأیید نشد."});
    let rejected = file.try_decide("/rejection", rejection).await.ok();
    assert_eq!(rejected.body["state"], "rejected");
    let late = file.issue_by(&agency.director).await;
    late.problem(409, "illegal-transition");

    let of_a_person = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let refused = of_a_person.propose(person(SUCCESSOR)).await;
    refused.problem(422, "no-technical-manager");
    let today = registry.context.today();
    let refused = of_a_person.manager_left(&of_a_person.operator, today).await;
    refused.problem(422, "no-technical-manager");
}

/// Covers A9.n2.
#[tokio::test]
async fn a_company_proposes_its_own_manager_and_nobody_else_does() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let path = format!("{}/manager-proposals", agency.path());
    let form = json!({"person": person(SUCCESSOR), "not_employed_by_the_state": true});
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        let refused = client.post(&path, form.clone()).await;
        refused.problem(status, code);
    }
    let managers = format!("{}/managers", agency.path());
    let hidden = stranger.get(&managers).await;
    hidden.problem(404, "not-found");
}

/// Covers A15.n2, A9.n2.
#[tokio::test]
async fn a_ban_bites_on_a_successor_at_the_filing_and_again_at_the_issue() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    let made = agency.propose(person(SUCCESSOR)).await.created();
    let mut file = agency.file(agency.operator.clone(), made);
    file.attach_papers().await;
    let today = registry.context.today();
    // A ban whose last day is tomorrow.
    let final_on = "1400-09-03";
    registry
        .given_ban_from(SUCCESSOR, "IR-07", crate::given::day(final_on))
        .await;
    let submission = format!("{}/submission", file.path);
    let refused = file.operator.post(&submission, json!(null)).await;
    refused.problem(422, "banned");
    file.days_pass(2).await;
    file.submit().await;
    file.pass_examination(&[
        ("nationality", "person"),
        ("criminal_record", "person"),
        ("competence", "person"),
    ])
    .await;
    file.approve().await;
    registry.given_ban(SUCCESSOR).await;
    let refused = file.issue_by(&file.director).await;
    refused.problem(422, "banned");
    assert!(registry.context.today() > today);
    let documents = file.officer.get(&agency.path()).await.ok().body["documents"].clone();
    assert_eq!(documents.as_array().unwrap().len(), 1);
}

/// Covers A15.n2.
#[tokio::test]
async fn a_ban_covers_the_manager_of_the_time_of_the_facts_and_not_the_successor() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let account = operator.get("/api/v1/accounts/current").await.ok().id();
    let licence = registry.given_licence_of(1, account.parse().unwrap()).await;
    let mut agency = Agency {
        registry: &registry,
        operator,
        officer: registry
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await,
        director: registry
            .given_account(Role::DirectorGeneral, Some(TEHRAN))
            .await,
        licence: licence.id().to_string(),
    };
    agency.days_pass(4).await;
    // This licence has no application here, so that its company has to be described.
    let path = format!("{}/manager-proposals", agency.path());
    let mut form = json!({"person": person(SUCCESSOR), "not_employed_by_the_state": true});
    let unknown = agency.operator.post(&path, form.clone()).await;
    unknown.problem(422, "company-not-described");
    form["company"] = filing(DOMESTIC_OF_A_COMPANY)["company"].clone();
    let made = agency.operator.post(&path, form).await.created();
    let mut file = agency.file(agency.operator.clone(), made);
    file.file_papers().await;
    file.pass_examination(&[
        ("nationality", "person"),
        ("criminal_record", "person"),
        ("competence", "person"),
    ])
    .await;
    file.approve().await;
    file.issue_by(&agency.director).await.created();

    // What the ruling is about happened on the first day, under the first manager.
    registry.given_ruling_on(licence, Penalty::Revocation).await;
    registry.days_pass(60);
    registry.run_jobs().await;
    let applicant = registry.given_account(Role::Operator, None).await;
    for (code, banned) in [(FIRST_MANAGER, true), (SUCCESSOR, false)] {
        let mut form = filing(DOMESTIC_OF_A_PERSON);
        form["person"] = person(code);
        let path = "/api/v1/applications";
        let draft = applicant.post(path, application(form)).await.created();
        let submission = format!("{path}/{}/submission", draft.id());
        let submitted = applicant.post(&submission, json!(null)).await;
        if banned {
            submitted.problem(422, "banned");
        } else {
            submitted.ok();
        }
    }
}
