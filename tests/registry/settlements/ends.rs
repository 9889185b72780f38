//! Other ends of a licence than revocation, each with a settlement file of its own (A6.4, A16).

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::settlement::open::open_due;
use serde_json::{Value, json};
use uuid::Uuid;

use super::LIST;
use crate::given::{TEHRAN, day};
use crate::harness::{Client, Registry};

/// A licence of two years issued on 1405/09/01 is over on 1407/09/01, and renewed late no more from
/// this day on.
const CLOSED: &str = "1408-09-01";

async fn files(registry: &Registry) -> Vec<Value> {
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    files_of(&officer).await
}

async fn files_of(officer: &Client<'_>) -> Vec<Value> {
    let found = officer.get(LIST).await.ok();
    found.body["items"].as_array().unwrap().clone()
}

fn until(registry: &Registry, date: &str) -> i64 {
    (day(date) - registry.context.today()).num_days()
}

/// Covers A6.4 and A16.
#[tokio::test]
async fn an_expired_licence_is_settled_once_it_can_be_renewed_no_more() {
    // On the very day, and after an outage of the job.
    for late in [0, 45] {
        let registry = Registry::real().await;
        let licence = registry.given_licence(1).await;
        registry.days_pass(until(&registry, CLOSED) - 1);
        assert_eq!(open_due(&registry.context).await.unwrap(), 0);
        assert_eq!(files(&registry).await.len(), 0);
        registry.days_pass(1 + late);
        assert_eq!(open_due(&registry.context).await.unwrap(), 1);
        assert_eq!(open_due(&registry.context).await.unwrap(), 0);
        let found = files(&registry).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["licence_id"], json!(licence.id()));
        let officer = registry
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await;
        let path = format!("{LIST}/{}", found[0]["id"].as_str().unwrap());
        let file = officer.get(&path).await.ok();
        assert_eq!(file.body["end"], "expired");
        assert_eq!(file.body["ended_on"], json!(day(CLOSED)));
        assert_eq!(file.body["opened_on"], json!(registry.context.today()));
        assert_eq!(file.body["deadline"], Value::Null);
    }
}

/// Covers A16.
#[tokio::test]
async fn the_ten_days_of_an_expired_licence_run_from_the_notice_whatever_counts_for_finality() {
    let registry = Registry::real().await;
    registry.given_policy("a16.start", json!("finality")).await;
    registry.given_licence(1).await;
    registry.days_pass(until(&registry, CLOSED) + 30);
    registry.run_jobs().await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let found = files_of(&officer).await;
    let path = format!("{LIST}/{}", found[0]["id"].as_str().unwrap());
    let seen = officer.get(&path).await.ok();
    assert_eq!(seen.body["deadline"], Value::Null);
    let today = registry.context.today();
    let notice = json!({"method": "electronic", "evidence": {"on": today, "record": "رسید ۷"}});
    let served = officer
        .decide(&format!("{path}/notice"), &seen.etag(), notice)
        .await
        .ok();
    let advised = served.body["deadline"]["advised"]
        .as_str()
        .unwrap()
        .to_owned();
    let advised: chrono::NaiveDate = advised.parse().unwrap();
    assert!(
        (10..=13).contains(&(advised - today).num_days()),
        "{advised}"
    );
}

#[tokio::test]
async fn where_article_16_is_for_revocations_only_no_expiry_opens_a_file() {
    let registry = Registry::real().await;
    registry
        .given_policy("a16.applies_to", json!("revocation"))
        .await;
    registry.given_licence(1).await;
    registry.days_pass(until(&registry, CLOSED));
    assert_eq!(open_due(&registry.context).await.unwrap(), 0);
    // A later answer does not reach back to an end that came before it.
    registry
        .given_policy("a16.applies_to", json!("every_end_but_transfer"))
        .await;
    registry.days_pass(1);
    assert_eq!(open_due(&registry.context).await.unwrap(), 0);
    assert_eq!(files(&registry).await.len(), 0);
}

#[tokio::test]
async fn a_revoked_licence_that_expires_later_is_settled_once() {
    let registry = Registry::real().await;
    let office = registry.given_closed_office().await;
    registry.days_pass(until(&registry, CLOSED) + 1);
    registry.run_jobs().await;
    let found = files(&registry).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], json!(office.id()));
}

#[tokio::test]
async fn a_ruling_that_is_final_after_the_expiry_revokes_and_opens_no_second_file() {
    let registry = Registry::real().await;
    let licence = registry.given_licence(1).await;
    registry.days_pass(until(&registry, CLOSED) - 5);
    let sentenced = registry.given_revocation_of(licence).await;
    registry.days_pass(10);
    assert_eq!(open_due(&registry.context).await.unwrap(), 1);
    registry.days_pass(40);
    registry.run_jobs().await;
    let found = files(&registry).await;
    assert_eq!(found.len(), 1);
    let bans = "SELECT COUNT(*) FROM ban";
    assert_eq!(registry.count(bans).await, 1);
    assert_ne!(sentenced, Uuid::nil());
}

#[tokio::test]
async fn several_processes_at_once_open_one_file_for_each_licence() {
    let registry = Registry::real().await;
    for serial in 1..=3 {
        registry.given_licence(serial).await;
    }
    registry.days_pass(until(&registry, CLOSED));
    let other = registry.another_process(Kind::Real).await;
    let (one, two) = tokio::join!(open_due(&registry.context), open_due(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 3);
    assert_eq!(files(&registry).await.len(), 3);
}

/// Covers A16.
#[tokio::test]
async fn a_new_closure_moves_the_ten_days_that_run_and_no_others() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    office.notice().await;
    let last: chrono::NaiveDate = office.view["deadline"]["last_accepted"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let close =
        |date: chrono::NaiveDate| json!({"date": date, "name_fa": "تعطیلی", "name_en": "Closed"});
    centre.post("/api/v1/closures", close(last)).await.ok();
    office.look().await;
    let moved = office.view["deadline"].clone();
    assert!(
        moved["last_accepted"].as_str().unwrap() > last.to_string().as_str(),
        "{moved}"
    );
    office.days_pass(30).await;
    let centre = centre.again().await;
    let moved_to: chrono::NaiveDate = moved["last_accepted"].as_str().unwrap().parse().unwrap();
    centre.post("/api/v1/closures", close(moved_to)).await.ok();
    office.look().await;
    assert_eq!(
        office.view["deadline"]["last_accepted"],
        moved["last_accepted"]
    );
}
