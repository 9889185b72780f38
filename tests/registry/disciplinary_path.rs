//! The whole disciplinary path over HTTP: charge, defence, hearing, ruling, service, finality and all
//! that follows from it, until the case is closed.

use chrono::NaiveDate;
use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::revocation;
use crate::harness::Registry;

/// Covers A5.2, A5.3, A6.4, A15.4, A15.n2 and A16.
#[tokio::test]
async fn a_revocation_goes_from_the_charge_to_the_closed_case() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_served_ruling(4, revocation()).await;
    let number = ruled.view["licence_number"].as_str().unwrap().to_owned();
    let final_on: NaiveDate = ruled.view["final_on"].as_str().unwrap().parse().unwrap();
    let public = format!("/public/v1/licences/{number}");
    let status = async |registry: &Registry| {
        let found = registry.anybody().get(&public).await.ok();
        found.body["status"].as_str().unwrap().to_owned()
    };

    // On the last day of the term nothing has happened yet.
    let days = (final_on - registry.context.today()).num_days();
    ruled.days_pass(days - 1).await;
    registry.run_jobs().await;
    ruled.look().await;
    assert_eq!(ruled.state(), "served");
    assert_eq!(status(&registry).await, "valid");
    let early = json!({"executed_on": registry.context.today(), "record": "صورت‌جلسه ۷"});
    ruled
        .try_office("/execution", early)
        .await
        .problem(409, "illegal-transition");

    // On the day after, the ruling is final with all that follows.
    ruled.days_pass(2).await;
    registry.run_jobs().await;
    ruled.look().await;
    assert_eq!(ruled.state(), "final");
    assert_eq!(ruled.view["final_on"], json!(final_on));
    assert_eq!(status(&registry).await, "revoked");
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let bans = centre.get("/api/v1/bans").await.ok();
    let bans = bans.body["items"].as_array().unwrap().clone();
    assert_eq!(bans.len(), 1);
    assert_eq!(bans[0]["from"], json!(final_on));
    let notices = centre.get("/api/v1/notices?limit=100").await.ok();
    assert_eq!(notices.body["items"].as_array().unwrap().len(), 31);
    let officer = &ruled.case.agency.officer;
    let files = officer.get("/api/v1/settlements").await.ok();
    assert_eq!(files.body["items"].as_array().unwrap().len(), 1);

    // A case is closed once its penalty is executed, and not before.
    let case = ruled.case.path.clone();
    let closing = format!("{case}/closing");
    let etag = officer.get(&case).await.ok().etag();
    let refused = officer.decide(&closing, &etag, json!(null)).await;
    refused.problem(422, "penalty-not-executed");
    let executed = json!({"executed_on": registry.context.today(), "record": "صورت‌جلسه ۷"});
    ruled.office("/execution", executed).await;
    assert_eq!(ruled.state(), "executed");
    let officer = &ruled.case.agency.officer;
    let etag = officer.get(&case).await.ok().etag();
    let closed = officer.decide(&closing, &etag, json!(null)).await.ok();
    assert_eq!(closed.body["state"], "closed");
}
