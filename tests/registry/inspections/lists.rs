//! Lists of inspections: by province, state, licence, inspector, and what is late.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{CLEAN, DOMESTIC_OF_A_PERSON, FAILING, INSPECTIONS, TEHRAN, assignment, plan};
use crate::harness::{Client, Registry};

async fn numbers(client: &Client<'_>, query: &str) -> Vec<String> {
    let list = client.get(&format!("{INSPECTIONS}{query}")).await.ok();
    let items = list.body["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|it| it["number"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn inspections_are_listed_by_plan_in_pages_that_miss_nothing() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    for day in ["2026-11-25", "2026-11-23", "2026-11-25", "2026-11-24"] {
        let form = plan(&agency.licence, day);
        agency.officer.post(INSPECTIONS, form).await.created();
    }
    let mut found = Vec::new();
    let mut query = "?limit=1".to_owned();
    loop {
        let page = agency
            .officer
            .get(&format!("{INSPECTIONS}{query}"))
            .await
            .ok();
        let items = page.body["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), 1);
        found.push(items[0]["number"].as_str().unwrap().to_owned());
        match page.body["next"].as_str() {
            Some(next) => query = format!("?limit=1&after={next}"),
            None => break,
        }
    }
    let serials: Vec<_> = found.iter().map(|it| &it[it.len() - 1..]).collect();
    assert_eq!(serials, ["3", "1", "4", "2"]);
    let bad = agency.officer.get(&format!("{INSPECTIONS}?after=x")).await;
    bad.problem(422, "invalid-value");
}

#[tokio::test]
async fn filters_find_the_province_the_state_the_licence_and_ones_own() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_planned_inspection().await;
    let licence = inspection.agency.licence.clone();
    let form = plan(&licence, registry.context.today());
    let other = inspection
        .agency
        .officer
        .post(INSPECTIONS, form)
        .await
        .created();
    inspection.start().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let cases = [
        ("", 2),
        ("?province=IR-23", 2),
        ("?province=IR-07", 0),
        ("?state=in_progress", 1),
        ("?state=planned&province=IR-23", 1),
        ("?state=closed_clean", 0),
    ];
    for (query, count) in cases {
        assert_eq!(numbers(&centre, query).await.len(), count, "{query}");
    }
    assert_eq!(
        numbers(&centre, &format!("?licence={licence}")).await.len(),
        2
    );
    assert_eq!(
        numbers(&centre, &format!("?licence={}", other.id()))
            .await
            .len(),
        0
    );
    let own = numbers(&inspection.inspector, "?own=true").await;
    assert_eq!(own, [inspection.view["number"].as_str().unwrap()]);
    assert!(
        numbers(&inspection.agency.officer, "?own=true")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn who_was_replaced_before_the_visit_has_it_no_more() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_planned_inspection().await;
    let second = registry.given_account(Role::Inspector, None).await;
    let (one, two) = (inspection.inspector.account().await, second.account().await);
    inspection.office("/assignment", assignment(&[&one])).await;
    inspection.office("/assignment", assignment(&[&two])).await;
    assert!(numbers(&inspection.inspector, "?own=true").await.is_empty());
    assert_eq!(numbers(&second, "?own=true").await.len(), 1);
}

#[tokio::test]
async fn what_is_missed_or_overdue_is_listed_the_longest_late_first() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_report(FAILING).await;
    let licence = inspection.agency.licence.clone();
    let demand = json!({"demand": "آمار را ثبت کنید", "days": 5});
    inspection.office("/corrective-deadline", demand).await;
    for day in ["2026-12-02", "2026-11-24"] {
        let form = plan(&licence, day);
        inspection
            .agency
            .officer
            .post(INSPECTIONS, form)
            .await
            .created();
    }
    let officer = inspection.agency.officer.clone();
    for late in ["missed", "overdue"] {
        assert!(
            numbers(&officer, &format!("?late={late}")).await.is_empty(),
            "{late}"
        );
    }
    inspection.days_pass(12).await;
    let officer = inspection.agency.officer.clone();
    let missed = numbers(&officer, "?late=missed").await;
    assert_eq!(missed, ["I23-1405-000003", "I23-1405-000002"]);
    let list = officer
        .get(&format!("{INSPECTIONS}?late=overdue&limit=1"))
        .await
        .ok();
    let items: &[Value] = list.body["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["overdue"], true);
    assert_eq!(items[0]["number"], inspection.view["number"]);
    assert!(list.body["next"].is_null());
    let page = officer
        .get(&format!("{INSPECTIONS}?late=missed&limit=1"))
        .await
        .ok();
    let next = page.body["next"].as_str().unwrap();
    let rest = numbers(&officer, &format!("?late=missed&limit=1&after={next}")).await;
    assert_eq!(rest, ["I23-1405-000002"]);
}

#[tokio::test]
async fn an_operator_lists_the_signed_reports_of_its_own_agency_alone() {
    let registry = Registry::real().await;
    let inspection = registry.given_report(CLEAN).await;
    let form = plan(&inspection.agency.licence, registry.context.today());
    inspection
        .agency
        .officer
        .post(INSPECTIONS, form)
        .await
        .created();
    let own = numbers(&inspection.agency.operator, "").await;
    assert_eq!(own, [inspection.view["number"].as_str().unwrap()]);
}

/// Covers A6.2.
#[tokio::test]
async fn offices_find_the_inspectors_of_their_province_and_of_the_centre() {
    let registry = Registry::real().await;
    let mut accounts = Vec::new();
    for province in [Some(TEHRAN), Some("IR-07"), None] {
        let inspector = registry.given_account(Role::Inspector, province).await;
        let account = inspector.get("/api/v1/accounts/current").await.ok();
        accounts.push(account.id());
    }
    let [tehran, fars, centre] = [&accounts[0], &accounts[1], &accounts[2]];
    let path = "/api/v1/inspectors";
    let listed = async |client: &Client<'_>, query: &str| {
        let page = client.get(&format!("{path}{query}")).await.ok();
        let items = page.body["items"].as_array().unwrap().clone();
        let ids = items.iter().map(|it| it["account_id"].as_str().unwrap());
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    assert_eq!(listed(&officer, "").await, [tehran.as_str(), centre]);
    assert_eq!(listed(&officer, "?province=IR-07").await, [""; 0]);
    let central = registry.given_account(Role::CentralOfficer, None).await;
    assert_eq!(listed(&central, "").await, [tehran.as_str(), fars, centre]);
    assert_eq!(
        listed(&central, "?province=IR-07").await,
        [fars.as_str(), centre]
    );
    let page = central.get(&format!("{path}?limit=2")).await.ok();
    let next = page.body["next"].as_str().unwrap();
    assert_eq!(
        listed(&central, &format!("?after={next}")).await,
        [centre.as_str()]
    );
    let shown = &page.body["items"][0];
    assert_eq!(
        shown,
        &json!({"account_id": tehran, "name": "نرگس رستگار", "centre": false,
            "provinces": [TEHRAN]})
    );
    for role in [Role::Operator, Role::Police, Role::Auditor] {
        let stranger = registry.given_account(role, None).await;
        stranger.get(path).await.problem(403, "permission-denied");
    }

    // Whoever is no longer in use is assigned no more.
    let root = registry.given_account(Role::Administrator, None).await;
    let closing = format!("/api/v1/accounts/{tehran}/closure");
    let tag = "\"2\"";
    root.decide(&closing, tag, Value::Null).await.ok();
    assert_eq!(listed(&officer, "?province=IR-23").await, [centre.as_str()]);
}
