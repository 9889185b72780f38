//! Every province is told of a final revocation, and takes note of it (A15.n2).

use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::finality::ban_of;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::given::TEHRAN;
use crate::harness::{Client, Registry};

const NOTICES: &str = "/api/v1/notices";

async fn items(client: &Client<'_>, query: &str) -> Vec<Value> {
    let found = client.get(&format!("{NOTICES}{query}")).await.ok();
    found.body["items"].as_array().unwrap().clone()
}

/// Covers A15.n2.
#[tokio::test]
async fn each_province_acknowledges_its_own_notice_and_nobody_else_s() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    registry.days_pass(40);
    registry.run_jobs().await;
    let central = registry.given_account(Role::CentralOfficer, None).await;
    assert_eq!(items(&central, "").await.len(), 31);
    let fars = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let own = items(&fars, "").await;
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["to"], "IR-07");
    assert_eq!(own[0]["from"], TEHRAN);
    assert_eq!(own[0]["ban_id"], json!(ban_of(sentenced.ruling)));
    assert_eq!(own[0]["ruling_id"], json!(sentenced.ruling));
    assert_eq!(own[0]["final_on"], json!(sentenced.term.final_on()));
    // The home province is told like every other.
    let home = registry
        .given_account(Role::DirectorGeneral, Some(TEHRAN))
        .await;
    assert_eq!(items(&home, "").await.len(), 1);

    let path = format!("{NOTICES}/{}", own[0]["id"].as_str().unwrap());
    let receipt = format!("{path}/acknowledgement");
    let etag = fars.get(&path).await.ok().etag();
    home.get(&path).await.problem(404, "not-found");
    home.decide(&receipt, &etag, json!(null))
        .await
        .problem(404, "not-found");
    central
        .decide(&receipt, &etag, json!(null))
        .await
        .problem(403, "permission-denied");
    fars.post(&receipt, json!(null))
        .await
        .problem(428, "precondition-required");
    let fars = {
        registry.days_pass(3);
        fars.again().await
    };
    let done = fars.decide(&receipt, &etag, json!(null)).await.ok();
    assert_eq!(done.body["state"], "acknowledged");
    assert_eq!(done.body["waited_days"], 3);
    fars.decide(&receipt, &etag, json!(null))
        .await
        .problem(412, "stale");
    let twice = fars.decide(&receipt, &done.etag(), json!(null)).await;
    twice.problem(409, "illegal-transition");

    let central = central.again().await;
    let all = items(&central, "").await;
    assert_eq!(all.last().unwrap()["to"], "IR-07");
    assert_eq!(items(&central, "?acknowledged=false").await.len(), 30);
    assert_eq!(items(&central, "?acknowledged=true").await.len(), 1);
    let first = central.get(&format!("{NOTICES}?limit=30")).await.ok();
    let next = first.body["next"].as_str().unwrap();
    let rest = items(&central, &format!("?limit=30&after={next}")).await;
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0]["to"], "IR-07");
    let at_home = items(&central, "?province=IR-23").await;
    assert_eq!(at_home.len(), 1);
    assert_eq!(at_home[0]["state"], "issued");
}
