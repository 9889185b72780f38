//! Which guarantees a directorate has to see to, and what is asked of them (A8.11).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::{AMOUNT, LONG_ENOUGH};
use crate::given::{TEHRAN, day};
use crate::harness::{Client, Registry};

const AT_RISK: &str = "/api/v1/guarantees-at-risk";

async fn listed(client: &Client<'_>, query: &str) -> (Vec<Value>, Value) {
    let page = client.get(&format!("{AT_RISK}{query}")).await.ok().body;
    (
        page["items"].as_array().unwrap().clone(),
        page["next"].clone(),
    )
}

/// Covers A8.11.
#[tokio::test]
async fn a_raised_amount_is_asked_for_at_the_next_renewal_or_at_once_by_policy() {
    let registry = Registry::real().await;
    let mut licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let cover = licence.cover().await;
    assert_eq!(cover["required"], AMOUNT);
    assert_eq!(cover["deficient"], false);
    assert_eq!(cover["expiry"], "lasting");
    assert_eq!(listed(&licence.officer, "?risk=amount").await.0.len(), 0);

    licence.days_pass(10).await;
    registry.given_guarantee_amount(AMOUNT + 400).await;
    let cover = licence.cover().await;
    assert_eq!(
        (&cover["required"], &cover["shortfall"]),
        (&json!(AMOUNT), &json!(0))
    );
    assert_eq!(cover["required_at_renewal"], AMOUNT + 400);
    assert_eq!(cover["shortfall_at_renewal"], 400);
    assert_eq!(cover["deficient"], false);
    let (found, _) = listed(&licence.officer, "?risk=amount").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["cover"], cover);
    assert!(found[0]["licence_number"].is_string());
    assert_eq!(found[0]["province"], TEHRAN);

    registry
        .given_policy("guarantee.amount_change", json!("at_once"))
        .await;
    let cover = licence.cover().await;
    assert_eq!(cover["shortfall"], 400);
    assert_eq!(cover["deficient"], true);
    let held = licence.guarantee.clone();
    let top_up = |amount: i64| json!({"amount": amount, "evidence": licence.evidence()});
    licence.office(&held, "/top-ups", top_up(399)).await.ok();
    assert_eq!(licence.cover().await["deficient"], true);
    licence.office(&held, "/top-ups", top_up(1)).await.ok();
    let cover = licence.cover().await;
    assert_eq!(
        (&cover["deficient"], &cover["cover"]),
        (&json!(false), &json!(AMOUNT + 400))
    );
    assert_eq!(listed(&licence.officer, "?risk=amount").await.0.len(), 0);
    assert_eq!(licence.ledger(&held).await["balance"], AMOUNT + 400);
}

/// Covers A8.11.
#[tokio::test]
async fn a_guarantee_is_at_risk_sixty_days_before_it_expires_and_afterwards() {
    let registry = Registry::real().await;
    let mut licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let left = (day(LONG_ENOUGH) - registry.context.today()).num_days();
    licence.days_pass(left - 61).await;
    assert_eq!(listed(&licence.officer, "").await.0.len(), 0);
    for (days, expiry, deficient) in [
        (1, "expiring_soon", false),
        (60, "expiring_soon", false),
        (1, "expired", true),
    ] {
        licence.days_pass(days).await;
        let (found, next) = listed(&licence.officer, "").await;
        assert_eq!((found.len(), next), (1, Value::Null));
        assert_eq!(found[0]["cover"]["expiry"], expiry);
        let cover = licence.cover().await;
        assert_eq!(cover["expiry"], expiry);
        assert_eq!(cover["deficient"], deficient);
    }
}

#[tokio::test]
async fn guarantees_at_risk_are_listed_page_by_page_to_the_offices_that_reach_them() {
    let registry = Registry::real().await;
    let mut first = registry.given_secured_licence(AMOUNT, "1408-03-01").await;
    let second = registry.given_held_guarantee(AMOUNT, LONG_ENOUGH).await;
    registry.given_guarantee_amount(AMOUNT + 1).await;
    let left = (day(LONG_ENOUGH) - registry.context.today()).num_days();
    first.days_pass(left - 10).await;
    for query in [
        "?limit=1",
        "?limit=1&risk=amount",
        "?limit=1&province=IR-23",
    ] {
        let (page, next) = listed(&first.officer, query).await;
        assert_eq!(page.len(), 1, "{query}");
        let next = next.as_str().unwrap().to_owned();
        let (rest, end) = listed(&first.officer, &format!("{query}&after={next}")).await;
        assert_eq!((rest.len(), end), (1, Value::Null), "{query}");
        let id = |page: &[Value]| page[0]["guarantee"]["id"].as_str().unwrap().to_owned();
        assert_ne!(id(&page), id(&rest), "{query}");
        if query == "?limit=1" {
            assert_eq!(second.to_string(), id(&page), "the earliest comes first");
        }
    }
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    assert_eq!(listed(&centre, "").await.0.len(), 2);
    assert_eq!(listed(&centre, "?province=IR-07").await.0.len(), 0);
    assert_eq!(listed(&elsewhere, "").await.0.len(), 0);
    let by = first.operator.get(AT_RISK).await;
    by.problem(403, "permission-denied");
    let anybody = registry.anybody().get(AT_RISK).await;
    anybody.problem(401, "unauthenticated");
    for query in [
        "?after=yesterday",
        "?limit=0",
        "?limit=101",
        "?province=IR-99",
        "?risk=luck",
    ] {
        let refused = centre.get(&format!("{AT_RISK}{query}")).await;
        assert!(refused.status.is_client_error(), "{query}");
    }
}

/// Covers A8.11.
#[tokio::test]
async fn the_operator_is_told_once_that_the_guarantee_expires_before_long() {
    let registry = Registry::real().await;
    let mut licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let told = async |operator: &Client<'_>| {
        let box_ = operator.get("/api/v1/messages").await.ok().body;
        let items = box_["items"].as_array().unwrap().clone().into_iter();
        items
            .filter(|it| it["topic"] == "guarantee_expiring")
            .count()
    };
    let left = (day(LONG_ENOUGH) - registry.context.today()).num_days();
    licence.days_pass(left - 61).await;
    registry.run_jobs().await;
    assert_eq!(told(&licence.operator).await, 0);
    for days in [1, 0, 5] {
        licence.days_pass(days).await;
        registry.run_jobs().await;
        registry.run_jobs().await;
        assert_eq!(told(&licence.operator).await, 1, "{days}");
    }
    let held = licence.guarantee.clone();
    let extension = json!({"expires_on": day("1408-03-30"), "evidence": licence.evidence()});
    licence.office(&held, "/extension", extension).await.ok();
    licence.days_pass(30).await;
    registry.run_jobs().await;
    assert_eq!(told(&licence.operator).await, 2);
}
