//! The settlement of closed offices, from the notice to the last rial.

use parvaneh::domain::placement::access::Role;
use parvaneh::store::registry::Kind;
use serde_json::{Value, json};

use crate::given::{ClosedOffice, PDF, day};
use crate::harness::Registry;

mod claims;
mod ends;
mod outcomes;
mod release;

const LIST: &str = "/api/v1/settlements";

/// Covers A16.
#[tokio::test]
async fn the_ten_days_run_from_the_service_of_the_notice_in_the_three_readings() {
    // Service, the day by which to act, the last day that is accepted, the first day that is late.
    let cases = [
        ("1405-09-01", "۱۴۰۵/۰۹/۱۱", "۱۴۰۵/۰۹/۱۲", "1405-09-13"),
        ("1404-12-18", "۱۴۰۴/۱۲/۲۸", "۱۴۰۵/۰۱/۰۵", "1405-01-06"),
    ];
    for (served_on, advised, last, late_from) in cases {
        let issued = day(served_on) - chrono::Days::new(40);
        let registry = Registry::start_at(Kind::Real, &format!("{issued}T06:30:00Z")).await;
        let mut office = registry.given_closed_office().await;
        assert_eq!(office.view["deadline"], Value::Null);
        assert_eq!(registry.context.today(), day(served_on));
        office.owes(&[1_000]).await;
        office.notice().await;
        let deadline = &office.view["deadline"];
        assert_eq!(deadline["advised_persian"], advised);
        assert_eq!(deadline["last_accepted_persian"], last);
        assert_eq!(deadline["final_on"], day(late_from).to_string());
        assert_eq!(deadline["citation"], "A16");
        assert!(deadline["explanation"].as_array().unwrap().len() > 5);

        let late_from = day(late_from);
        let left = (late_from - registry.context.today()).num_days();
        office.days_pass(left - 1).await;
        office.look().await;
        assert_eq!(late(&office), json!([]), "{served_on}");
        office.days_pass(1).await;
        office.look().await;
        let all = json!(["money", "documents", "original_licence"]);
        assert_eq!(late(&office), all, "{served_on}");
    }
}

fn late(office: &ClosedOffice<'_>) -> Value {
    let duties = office.view["duties"].as_array().unwrap().iter();
    duties
        .filter(|it| it["late"] == true)
        .map(|it| it["duty"].clone())
        .collect()
}

#[tokio::test]
async fn the_notice_is_served_once_and_neither_before_the_end_nor_in_the_future() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let ended_on: chrono::NaiveDate = office.view["ended_on"].as_str().unwrap().parse().unwrap();
    let tomorrow = registry.context.today() + chrono::Days::new(1);
    for on in [ended_on - chrono::Days::new(1), tomorrow] {
        let notice = json!({"method": "officer", "evidence": {"on": on, "record": "گزارش ۳"}});
        let refused = office.try_by(&office.officer, "/notice", notice).await;
        refused.problem(422, "service-date");
    }
    office.notice().await;
    let again = json!({"method": "officer", "evidence": office.evidence()});
    let refused = office.try_by(&office.officer, "/notice", again).await;
    refused.problem(409, "illegal-transition");
}

#[tokio::test]
async fn overdue_duties_and_late_lines_are_listed_and_name_nobody() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let lines = office.owes(&[1_000, 0, 2_500]).await;
    office.notice().await;
    office.ticks(&["documents"]).await;
    let overdue = format!("{LIST}?overdue=true");
    let early = office.officer.get(&overdue).await.ok();
    assert_eq!(early.body["items"], json!([]));

    office.days_pass(20).await;
    office.look().await;
    let found = office.officer.get(&overdue).await.ok();
    let item = &found.body["items"][0];
    assert_eq!(item["id"], office.id());
    assert_eq!(item["overdue"], json!(["money", "original_licence"]));
    let late = json!([{"line_id": lines[0], "outstanding": 1_000},
        {"line_id": lines[2], "outstanding": 2_500}]);
    assert_eq!(item["late_lines"], late);
    assert_eq!(office.view["late_lines"], late);
    assert!(!found.body.to_string().contains("کارجوی"));
    assert!(!office.view.to_string().contains("کارجوی"));

    let pay = format!("/lines/{}/payments", lines[0]);
    let receipt = office.evidence();
    office
        .office(&pay, json!({"amount": 1_000, "evidence": receipt}))
        .await;
    assert_eq!(office.view["late_lines"].as_array().unwrap().len(), 1);
    // A duty that is done late stays late, and is overdue no more.
    office.ticks(&["original_licence"]).await;
    let found = office.officer.get(&overdue).await.ok();
    assert_eq!(found.body["items"][0]["overdue"], json!(["money"]));
    assert_eq!(office.view["duties"][2]["late"], true);
    for (query, count) in [
        ("state=opened", 1),
        ("state=closed", 0),
        ("province=IR-23", 1),
        ("province=IR-07", 0),
    ] {
        let found = office.officer.get(&format!("{LIST}?{query}")).await.ok();
        assert_eq!(
            found.body["items"].as_array().unwrap().len(),
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_money_is_not_ticked_while_somebody_is_owed_any() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let lines = office.owes(&[700]).await;
    let done = json!({"evidence": office.evidence()});
    let refused = office
        .try_by(&office.officer, "/duties/money", done.clone())
        .await;
    refused.problem(422, "moneys-outstanding");
    let pay = format!("/lines/{}/payments", lines[0]);
    for amount in [0, 701] {
        let payment = json!({"amount": amount, "evidence": office.evidence()});
        let refused = office.try_by(&office.officer, &pay, payment).await;
        refused.problem(422, "payment-too-great");
    }
    for amount in [300, 400] {
        let payment = json!({"amount": amount, "evidence": office.evidence()});
        office.office(&pay, payment).await;
    }
    office.ticks(&["money", "documents"]).await;
    let refused = office.try_by(&office.officer, "/duties/money", done).await;
    refused.problem(422, "duty-ticked");

    // Another job seeker is found: what was ticked covers not everybody any more.
    let found = json!({"name": "کارجوی تازه", "owed": 5});
    let association = office.association.clone();
    office.by(&association, "/lines", found).await;
    let open: Vec<_> = office.view["duties"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["evidence"].is_null())
        .map(|it| it["duty"].as_str().unwrap())
        .collect();
    assert_eq!(open, ["money", "documents", "original_licence"]);
}

#[tokio::test]
async fn names_are_read_apart_and_every_read_is_written_down() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(9_000).await;
    office.owes(&[1_000, 2_000]).await;
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'job-seekers'";
    assert_eq!(registry.count(reads).await, 0);
    let names = format!("{}/seekers", office.path);
    let operator = office.operator.clone().unwrap();
    for (count, client) in (1..).zip([&operator, &office.officer, &office.association]) {
        let seekers = client.get(&names).await.ok();
        assert_eq!(seekers.body["seekers"][1]["name"], "کارجوی 2");
        assert_eq!(registry.count(reads).await, count);
    }
    let auditor = registry.given_account(Role::Auditor, None).await;
    auditor.get(&office.path).await.ok();
    auditor.get(&names).await.problem(403, "permission-denied");
    assert_eq!(registry.count(reads).await, 3);
    let events = registry.texts("SELECT payload FROM event").await;
    assert!(events.iter().any(|it| it.contains("1000")));
    assert!(!events.iter().any(|it| it.contains("کارجوی")));
}

#[tokio::test]
async fn offices_of_other_provinces_and_other_agencies_know_nothing_of_a_file() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    office.owes(&[1_000]).await;
    let fars = Some("IR-07");
    let strangers = [
        registry.given_account(Role::ProvincialOfficer, fars).await,
        registry.given_account(Role::DirectorGeneral, fars).await,
        registry.given_account(Role::Association, fars).await,
        // The association of the foreign agencies, for a domestic one.
        registry.given_account(Role::Association, None).await,
        registry.given_account(Role::Operator, None).await,
    ];
    for client in &strangers {
        for path in [office.path.clone(), format!("{}/seekers", office.path)] {
            client.get(&path).await.problem(404, "not-found");
        }
        let list = client.get(LIST).await.ok();
        assert_eq!(list.body["items"], json!([]));
    }
    for client in &strangers[..2] {
        let done = json!({"evidence": office.evidence()});
        let refused = office.try_by(client, "/duties/documents", done).await;
        refused.problem(404, "not-found");
    }
    let line = json!({"name": "کارجوی دیگر", "owed": 1});
    for client in &strangers[2..4] {
        let refused = office.try_by(client, "/lines", line.clone()).await;
        refused.problem(404, "not-found");
    }
    // The association settles with job seekers; it does not tick the agency's duties.
    let done = json!({"evidence": office.evidence()});
    let refused = office
        .try_by(&office.association, "/duties/documents", done)
        .await;
    refused.problem(403, "permission-denied");
    let unseen = format!("{}/handover", office.path);
    let unseen = office.officer.post(&unseen, json!({"letter": "۱"})).await;
    unseen.problem(428, "precondition-required");
}

#[tokio::test]
async fn the_association_of_the_foreign_agencies_and_the_operator_see_a_foreign_file() {
    let registry = Registry::real().await;
    let office = registry.given_closed_foreign_office(9_000).await;
    let foreign = registry.given_account(Role::Association, None).await;
    let operator = office.operator.clone().unwrap();
    let central = registry.given_account(Role::CentralOfficer, None).await;
    for client in [&foreign, &operator, &central] {
        client.get(&office.path).await.ok();
        let list = client.get(LIST).await.ok();
        assert_eq!(list.body["items"][0]["id"], office.id());
    }
    let done = json!({"evidence": office.evidence()});
    let refused = office.try_by(&operator, "/duties/documents", done).await;
    refused.problem(403, "permission-denied");
}

#[tokio::test]
async fn evidence_points_to_a_document_that_lies_on_the_file() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let mut evidence = office.evidence();
    evidence["document"] = json!(uuid::Uuid::nil());
    let unknown = json!({"evidence": evidence});
    let refused = office
        .try_by(&office.officer, "/duties/documents", unknown)
        .await;
    refused.problem(422, "no-such-document");

    let path = format!("{}/documents", office.path);
    let pdf = "application/pdf";
    let brought = office.officer.upload(&path, pdf, PDF, &[]).await.created();
    office.look().await;
    evidence["document"] = json!(brought.id());
    office
        .office("/duties/documents", json!({"evidence": evidence}))
        .await;
    assert_eq!(
        office.view["duties"][1]["evidence"]["document_id"],
        brought.id()
    );

    let document = brought.header("location").to_owned();
    let reads = "SELECT COUNT(*) FROM access_entry WHERE noun = 'settlement'";
    let read = office.association.get(&document).await.ok();
    assert_eq!(read.bytes, PDF);
    assert_eq!(registry.count(reads).await, 1);
    let auditor = registry.given_account(Role::Auditor, None).await;
    auditor
        .get(&document)
        .await
        .problem(403, "permission-denied");
    // What a file refers to is kept.
    office.days_pass(3).await;
    registry.run_jobs().await;
    office.officer.get(&document).await.ok();
}
