//! Photos and documents of a visit: who brings them, who gets them, and what they are kept by.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{JPEG, PDF, TEHRAN};
use crate::harness::Registry;

#[tokio::test]
async fn a_photo_is_kept_by_its_hash_with_who_brought_it_and_when_and_every_read_is_recorded() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_visit().await;
    let photo = inspection.photo().await;
    let seen = inspection.inspector.get(&inspection.path).await.ok();
    let document = &seen.body["documents"][0];
    assert_eq!(document["media_type"], "image/jpeg");
    assert_eq!(document["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(
        document["uploaded_by"],
        json!(inspection.inspector.account().await)
    );
    assert_eq!(document["uploaded_on_persian"], "۱۴۰۵/۰۹/۰۱");

    let path = format!("{}/documents/{photo}", inspection.path);
    let stranger = registry.given_account(Role::Operator, None).await;
    stranger.get(&path).await.problem(404, "not-found");
    inspection
        .agency
        .operator
        .get(&path)
        .await
        .problem(404, "not-found");
    let file = inspection.agency.officer.get(&path).await.ok();
    assert_eq!(file.bytes, JPEG);
    let saved = file.header("content-disposition");
    assert!(
        saved.starts_with("attachment; filename=\"I23-1405-000001-"),
        "{saved}"
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    let reads = "SELECT COUNT(*) FROM access_entry WHERE noun = 'inspection'";
    assert_eq!(registry.count(reads).await, 1);
}

#[tokio::test]
async fn what_an_inspection_refers_to_is_kept_when_the_rest_is_forgotten() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_visit().await;
    let photo = inspection.photo().await;
    registry.days_pass(3);
    registry.run_jobs().await;
    let inspector = inspection.inspector.again().await;
    let path = format!("{}/documents/{photo}", inspection.path);
    assert_eq!(inspector.get(&path).await.ok().bytes, JPEG);
}

#[tokio::test]
async fn only_the_team_brings_evidence_and_only_once_the_visit_has_begun() {
    let registry = Registry::real().await;
    let mut inspection = registry.given_planned_inspection().await;
    let path = format!("{}/documents?kind=photo", inspection.path);
    let colleague = registry.given_account(Role::Inspector, Some(TEHRAN)).await;
    let elsewhere = registry.given_account(Role::Inspector, Some("IR-07")).await;
    let send = async |client: &crate::harness::Client<'_>| {
        client.upload(&path, "image/jpeg", JPEG, &[]).await
    };
    send(&inspection.inspector)
        .await
        .problem(403, "permission-denied");
    inspection.start().await;
    send(&colleague).await.problem(403, "permission-denied");
    send(&inspection.agency.officer)
        .await
        .problem(403, "permission-denied");
    send(&elsewhere).await.problem(404, "not-found");
    let inspector = &inspection.inspector;
    let other = inspector.upload(&path, "image/jpeg", PDF, &[]).await;
    other.problem(415, "unsupported-media-type");
    let text = inspector
        .upload(&path, "application/octet-stream", "text", &[])
        .await;
    text.problem(415, "unsupported-media-type");
    let stale = [("if-match", "\"1\"")];
    let stale = inspector.upload(&path, "image/jpeg", JPEG, &stale).await;
    stale.problem(412, "stale");
    let key = [("idempotency-key", "photo-1")];
    let first = inspector
        .upload(&path, "image/jpeg", JPEG, &key)
        .await
        .created();
    let again = inspector
        .upload(&path, "image/jpeg", JPEG, &key)
        .await
        .created();
    assert_eq!(first.id(), again.id());
}
