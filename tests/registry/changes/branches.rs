//! Branches and representations (A13.4).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::{Agency, abroad, inside};
use crate::given::TEHRAN;
use crate::harness::{Answer, Registry};

const LIST: &str = "/api/v1/branches";

async fn opens(agency: &Agency<'_>, kind: &str, place: Value) -> Answer {
    let branch = json!({"kind": kind, "place": place, "head": "مریم نمونه"});
    agency.tells("/branches", branch).await
}

/// Covers A13.4.
#[tokio::test]
async fn a_branch_is_opened_inside_or_outside_the_country_only_under_a_directive() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    let early = opens(&agency, "branch", inside(TEHRAN, "خیابان یکم")).await;
    early.problem(409, "directive-missing");
    registry.given_branch_directive().await;
    let home = opens(&agency, "branch", inside("IR-07", "خیابان زند"))
        .await
        .created();
    let far = opens(&agency, "representation", abroad()).await.created();
    assert_eq!(home.body["standing"], "live");
    assert_eq!(far.body["place"]["abroad"]["country"], "DE");

    let there = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-01"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let (home, far) = (home.body, far.body);
    for (client, seen) in [
        (&agency.operator, json!([far, home])),
        (&agency.officer, json!([far, home])),
        (&there, json!([home])),
        (&elsewhere, json!([])),
        (&stranger, json!([])),
    ] {
        assert_eq!(client.get(LIST).await.ok().body["items"], seen);
    }
    let path = format!("{LIST}/{}", far["id"].as_str().unwrap());
    there.get(&path).await.problem(404, "not-found");
    assert_eq!(agency.officer.get(&path).await.ok().body, far);
    let filtered = agency
        .officer
        .get(&format!("{LIST}?province=IR-07&state=open"))
        .await
        .ok();
    assert_eq!(filtered.body["items"], json!([home]));
}

/// Covers A13.4.
#[tokio::test]
async fn a_branch_is_halted_with_its_agency_and_dies_with_the_licence() {
    let registry = Registry::real().await;
    registry.given_branch_directive().await;
    let mut agency = registry.given_company().await;
    let branch = opens(&agency, "branch", inside(TEHRAN, "خیابان یکم"))
        .await
        .created();
    let path = branch.header("location");
    // A day after the two years of the licence.
    agency.days_pass(730).await;
    let halted = agency.operator.get(path).await.ok();
    assert_eq!(halted.body["standing"], "halted");
    let another = opens(&agency, "branch", inside(TEHRAN, "خیابان دوم")).await;
    another.problem(422, "parent-not-active");
    agency
        .act(&agency.operator, "/surrender", json!(null))
        .await
        .ok();
    let ended = agency.operator.get(path).await.ok();
    assert_eq!(ended.body["standing"], "ended");
    // Nothing of that is stored with the branch.
    assert_eq!(
        (&ended.body["state"], ended.etag()),
        (&json!("open"), branch.etag())
    );
}

#[tokio::test]
async fn an_agency_closes_its_branch_once_and_for_good() {
    let registry = Registry::real().await;
    registry.given_branch_directive().await;
    let agency = registry.given_company().await;
    let branch = opens(&agency, "branch", inside(TEHRAN, "خیابان یکم"))
        .await
        .created();
    let closing = format!("{}/closing", branch.header("location"));
    let reason = || json!({"reason": "کم بودن مراجعه"});
    let stranger = registry.given_account(Role::Operator, None).await;
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        client.post(&closing, reason()).await.problem(status, code);
        let opening = format!("{}/branches", agency.path);
        let another = json!({"kind": "branch", "place": abroad(), "head": "مریم نمونه"});
        client.post(&opening, another).await.problem(status, code);
    }
    let closed = agency.operator.post(&closing, reason()).await.ok();
    assert_eq!(
        (&closed.body["state"], &closed.body["standing"]),
        (&json!("closed"), &json!("closed"))
    );
    let twice = agency.operator.post(&closing, reason()).await;
    twice.problem(409, "illegal-transition");
}

/// Covers A13.n1.
#[tokio::test]
async fn the_move_of_a_branch_is_told_too_and_leaves_the_licence_as_it_is() {
    let registry = Registry::real().await;
    registry.given_branch_directive().await;
    let mut agency = registry.given_company().await;
    let branch = opens(&agency, "branch", inside(TEHRAN, "خیابان یکم"))
        .await
        .created();
    let before = agency.licence().await;
    agency.days_pass(1).await;
    let moved_on = registry.context.today();
    let notice = json!({"branch_id": branch.id(), "to": abroad(), "moved_on": moved_on});
    let told = agency.tells("/relocations", notice).await.created();
    assert_eq!(told.body["branch_id"], branch.body["id"]);
    let moved = agency.operator.get(branch.header("location")).await.ok();
    assert_eq!(moved.body["place"]["abroad"]["city"], "Hamburg");
    assert_eq!(moved.body["moves"][0]["on"], json!(moved_on));
    assert_eq!(agency.licence().await.body, before.body);

    let coming = moved_on + chrono::Days::new(5);
    let notice = json!({"branch_id": branch.id(), "to": inside("IR-07", "خیابان زند"),
        "moved_on": coming});
    let announced = agency.tells("/relocations", notice).await.created();
    assert_eq!(announced.body["state"], "announced");
    agency.days_pass(5).await;
    registry.run_jobs().await;
    let moved = agency.operator.get(branch.header("location")).await.ok();
    assert_eq!(moved.body["place"]["inside"]["province"], "IR-07");

    let unknown = json!({"branch_id": told.id(), "to": abroad(), "moved_on": moved_on});
    agency
        .tells("/relocations", unknown)
        .await
        .problem(404, "not-found");
}
