//! Who sees which cases, and what lies on them.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use super::{SESSIONS, ids};
use crate::given::{CASES, DOMESTIC_OF_A_PERSON, PDF, TEHRAN, charge, service};
use crate::harness::{Client, Registry};

#[tokio::test]
async fn another_province_and_another_operator_know_of_no_such_case() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    let today = registry.context.today();
    let fars = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for client in [&fars, &stranger] {
        client.get(&case.path).await.problem(404, "not-found");
        assert!(ids(client, "limit=100").await.is_empty());
    }
    let served = case.by(&fars, "/notices", service(today)).await;
    served.problem(404, "not-found");
    let opened = json!({"licence": case.agency.licence, "charge": charge(&registry, 4)});
    let opened = fars.post(CASES, opened).await;
    opened.problem(404, "not-found");
    let secretary = registry
        .given_account(Role::BoardSecretary, Some("IR-07"))
        .await;
    let agenda = json!({"board": "IR-07", "scope": "domestic", "called_for": today,
        "place": "شیراز", "agenda": [{"matter": "case", "id": case.id()}]});
    let tabled = secretary.post(SESSIONS, agenda).await;
    tabled.problem(404, "not-found");

    // The centre sees it and leaves it to the province; a member of the board only reads.
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    assert_eq!(ids(&centre, "limit=100").await, [case.id()]);
    let central = registry.given_account(Role::BoardSecretary, None).await;
    let member = registry
        .given_account(Role::BoardMember, Some(TEHRAN))
        .await;
    for client in [&centre, &central, &member] {
        client.get(&case.path).await.ok();
        let served = case.by(client, "/notices", service(today)).await;
        served.problem(403, "permission-denied");
    }
}

#[tokio::test]
async fn an_operator_sees_the_own_cases_without_where_they_come_from() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    let operator = &case.agency.operator;
    let seen = operator.get(&case.path).await.ok();
    assert_eq!(seen.body["charges"][0]["source"]["kind"], "report");
    assert!(seen.body["charges"][0]["source"]["id"].is_null());
    assert_eq!(ids(operator, "state=opened").await, [case.id()]);
    let licence = format!("licence={}", case.agency.licence);
    assert_eq!(ids(operator, &licence).await, [case.id()]);
    for (act, body) in [
        ("/notices", service(registry.context.today())),
        ("/charges", charge(&registry, 4)),
        ("/closing", json!(null)),
    ] {
        let refused = case.by(operator, act, body).await;
        refused.problem(403, "permission-denied");
    }
}

#[tokio::test]
async fn cases_are_listed_page_by_page_with_the_last_opened_first() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let mut opened = Vec::new();
    for clause in [1, 2, 3] {
        let case = agency.charge(charge(&registry, clause)).await.created();
        opened.insert(0, case.id());
    }
    let first = agency.officer.get(&format!("{CASES}?limit=2")).await.ok();
    let next = first.body["next"].as_str().unwrap();
    let mut seen = ids(&agency.officer, "limit=2").await;
    seen.extend(ids(&agency.officer, &format!("limit=2&after={next}")).await);
    assert_eq!(seen, opened);
    assert_eq!(ids(&agency.officer, "province=IR-07").await.len(), 0);
}

#[tokio::test]
async fn the_agency_submits_documents_and_reads_no_others() {
    let registry = Registry::real().await;
    let mut case = registry.given_case(4).await;
    let path = format!("{}/documents?kind=other", case.path);
    let upload =
        async |client: &Client<'_>| client.upload(&path, "application/pdf", PDF, &[]).await;
    let early = upload(&case.agency.operator).await;
    early.problem(409, "illegal-transition");
    let offices = upload(&case.agency.officer).await.created();
    case.look().await;
    case.notify().await;
    let own = upload(&case.agency.operator).await.created();
    case.look().await;
    assert_eq!(case.view["documents"].as_array().unwrap().len(), 2);

    let defence = |document: &str| json!({"text": "رسید پیوست است.", "documents": [document]});
    let of_another = case.by(&case.agency.operator, "/defences", defence(&offices.id()));
    let of_another = of_another.await;
    of_another.problem(422, "document-not-on-file");
    let defended = case.by(&case.agency.operator, "/defences", defence(&own.id()));
    let defended = defended.await.ok();
    assert_eq!(defended.body["defences"][0]["documents"], json!([own.id()]));
    assert_eq!(defended.body["documents"].as_array().unwrap().len(), 1);

    let at = |id: &str| format!("{}/documents/{id}", case.path);
    let operator = &case.agency.operator;
    operator.get(&at(&own.id())).await.ok();
    let hidden = operator.get(&at(&offices.id())).await;
    hidden.problem(404, "not-found");
    case.agency.officer.get(&at(&own.id())).await.ok();
    let reads = "SELECT COUNT(*) FROM access_entry";
    assert_eq!(registry.count(reads).await, 2);
    let stranger = registry
        .given_account(Role::BoardMember, Some(TEHRAN))
        .await;
    upload(&stranger).await.problem(403, "permission-denied");
}
