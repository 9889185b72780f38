//! Licences granted before the bylaw (A17).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{PERSON, TEHRAN};
use crate::harness::{Answer, Client, Registry};

const ENTER: &str = "/api/v1/legacy-licences";

fn paper(old_number: &str) -> Value {
    json!({"old_number": old_number, "granted_on": "2020-04-20", "last_day": "2030-04-19",
        "signed_by": "ناهید نمونه", "agency": "کاریابی کهن", "kind": "domestic",
        "channel": "physical", "person": {"name": "مریم نمونه", "national_code": PERSON},
        "premises": {"province": TEHRAN, "city": "تهران", "address": "خیابان نمونه، پلاک ۱",
            "postal_code": "1619735744", "landline": "02188888888"}})
}

async fn office(registry: &Registry) -> (Client<'_>, Client<'_>) {
    let tehran = Some(TEHRAN);
    (
        registry
            .given_account(Role::ProvincialOfficer, tehran)
            .await,
        registry.given_account(Role::DirectorGeneral, tehran).await,
    )
}

async fn public(registry: &Registry, licence: &Answer) -> String {
    let number = licence.body["number"].as_str().unwrap();
    let path = format!("/public/v1/licences/{number}");
    let answer = registry.anybody().get(&path).await.ok();
    let page = registry.anybody().get(&format!("/v/{number}")).await.ok();
    let page = String::from_utf8(page.bytes.to_vec()).unwrap();
    assert!(page.contains(answer.body["status_persian"].as_str().unwrap()));
    answer.body["status"].as_str().unwrap().to_owned()
}

/// Covers A17.
#[tokio::test]
async fn an_agency_from_before_the_bylaw_is_prevented_until_an_officer_finds_that_it_conforms() {
    let registry = Registry::real().await;
    let (officer, director) = office(&registry).await;
    let entered = officer.post(ENTER, paper("۱۲۳/الف")).await.created();
    let path = entered.header("location");
    let licence = &entered.body;
    assert!(
        licence["number"]
            .as_str()
            .unwrap()
            .starts_with("23-D-1399-000001-")
    );
    assert_eq!(licence["legacy"]["old_number"], "۱۲۳/الف");
    assert_eq!(licence["legacy"]["prevented_from_persian"], "۱۴۰۲/۰۵/۲۵");
    assert_eq!(licence.get("application_id"), None);
    assert_eq!(licence["standing"], "active");
    assert_eq!(licence["operating_permitted"], false);
    registry.run_jobs().await;
    assert_eq!(public(&registry, &entered).await, "halted");
    let unprinted = officer.get(&format!("{path}/certificate")).await;
    unprinted.problem(422, "not-conformed");

    let unconformed = "/api/v1/licences?unconformed=true";
    let list = officer.get(unconformed).await.ok();
    assert_eq!(list.body["items"][0]["id"], licence["id"]);
    let conformity = json!({"conformed_on": registry.context.today(), "record": "صورت‌جلسه ۴"});
    let act = format!("{path}/conformity");
    let conforms = officer
        .decide(&act, &entered.etag(), conformity.clone())
        .await
        .ok();
    assert_eq!(conforms.body["operating_permitted"], true);
    assert_eq!(officer.get(unconformed).await.ok().body["items"], json!([]));
    let twice = officer.decide(&act, &conforms.etag(), conformity).await;
    twice.problem(422, "conforms-already");
    registry.run_jobs().await;
    assert_eq!(public(&registry, &entered).await, "valid");
    // No board, no ban, no case.
    for table in ["ban", "violation_case", "ruling"] {
        assert_eq!(
            registry
                .count(&format!("SELECT COUNT(*) FROM {table}"))
                .await,
            0
        );
    }

    let reprint = format!("{path}/certificate-reprint");
    let because = json!({"because": "conformity"});
    let printed = director
        .decide(&reprint, &conforms.etag(), because)
        .await
        .ok();
    assert_eq!(printed.body["documents"][1]["because"], "conformity");
    let pdf = officer.get(&format!("{path}/certificate")).await.ok();
    assert_eq!(pdf.header("content-type"), "application/pdf");
}

/// Covers A17.
#[tokio::test]
async fn the_history_tells_the_prevention_from_a_sanction() {
    let registry = Registry::real().await;
    let (officer, _) = office(&registry).await;
    let entered = officer.post(ENTER, paper("۱")).await.created();
    let history = format!("{}/history", entered.header("location"));
    for (on, held) in [("2023-08-15", 0), ("2023-08-16", 1), ("2026-11-22", 1)] {
        let then = officer.get(&format!("{history}?on={on}")).await.ok();
        assert_eq!(then.body["standing"], "active", "{on}");
        assert_eq!(then.body["operating_permitted"], held == 0, "{on}");
        assert_eq!(then.body["holds"].as_array().unwrap().len(), held, "{on}");
    }
    let before = officer.get(&format!("{history}?known_on=2026-11-21")).await;
    before.problem(422, "licence-not-known-yet");
}

#[tokio::test]
async fn the_transition_is_counted_as_the_policy_says() {
    for (unit, from) in [("six_months", "2023-08-16"), ("days_180", "2023-08-13")] {
        let registry = Registry::real().await;
        registry.given_policy("a17.unit", json!(unit)).await;
        let (officer, _) = office(&registry).await;
        let entered = officer.post(ENTER, paper("۱")).await.created();
        assert_eq!(entered.body["legacy"]["prevented_from"], from);
    }
}

/// Covers A17.
#[tokio::test]
async fn who_conformed_within_the_six_months_was_never_prevented() {
    let registry = Registry::real().await;
    let (officer, _) = office(&registry).await;
    let operator = registry.given_account(Role::Operator, None).await;
    let login = registry
        .texts("SELECT login FROM account WHERE login LIKE 'operator-%'")
        .await;
    let entered = officer.post(ENTER, paper("۱")).await.created();
    let path = entered.header("location");
    operator.get(path).await.problem(404, "not-found");
    let conformity = json!({"conformed_on": "2023-08-15", "record": "صورت‌جلسه ۴",
        "operator": login[0]});
    let act = format!("{path}/conformity");
    officer.decide(&act, &entered.etag(), conformity).await.ok();
    let history = officer
        .get(&format!("{path}/history?on=2023-09-01"))
        .await
        .ok();
    assert_eq!(history.body["operating_permitted"], true);
    // The operator runs the agency from now on.
    assert_eq!(
        operator.get(path).await.ok().body["operating_permitted"],
        true
    );
}

#[tokio::test]
async fn only_the_office_of_the_province_enters_old_papers_each_once_and_none_of_the_bylaw() {
    let registry = Registry::real().await;
    let (officer, director) = office(&registry).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let operator = registry.given_account(Role::Operator, None).await;
    let central = registry.given_account(Role::CentralOfficer, None).await;
    for client in [&elsewhere, &operator, &central] {
        client
            .post(ENTER, paper("۱"))
            .await
            .problem(403, "permission-denied");
    }
    let entered = officer.post(ENTER, paper("۱")).await.created();
    // The same number, typed with another digit.
    let twice = director.post(ENTER, paper("1")).await;
    twice.problem(422, "entered-already");
    for (field, value, code) in [
        ("granted_on", json!("2023-02-14"), "granted-under-the-bylaw"),
        ("last_day", json!("2020-04-19"), "term-order"),
        ("operator", json!("nobody"), "invalid-value"),
        ("agency", json!(""), "invalid-value"),
    ] {
        let mut other = paper("۲");
        other[field] = value;
        officer.post(ENTER, other).await.problem(422, code);
    }
    let act = format!("{}/conformity", entered.header("location"));
    let conformity = json!({"conformed_on": "2026-11-22", "record": "صورت‌جلسه ۴"});
    for (client, status) in [(&elsewhere, 404), (&operator, 403), (&central, 403)] {
        let answer = client
            .decide(&act, &entered.etag(), conformity.clone())
            .await;
        assert_eq!(answer.status, status);
    }
    officer
        .post(&act, conformity)
        .await
        .problem(428, "precondition-required");
    let found = officer.get("/api/v1/licences?old_number=1").await.ok();
    assert_eq!(found.body["items"][0]["id"], entered.body["id"]);
}
