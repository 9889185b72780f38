//! The guarantee of a foreign agency is measured anew for its renewal (A8.11).

use serde_json::json;

use crate::given::{Board, FOREIGN_OF_A_COMPANY, Holder, deed};
use crate::harness::Registry;

/// Covers A8.11 and A10.
#[tokio::test]
async fn a_foreign_agency_is_renewed_once_its_guarantee_secures_the_new_term() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(5_000_000_000).await;
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    file.office("/referral", json!(null)).await;
    let mut board = Board::quorate(&registry, &file.director, "foreign").await;
    file.is_decided_by(&board, "approved").await;
    let guarantee = file
        .given_accepted_guarantee(deed(5_000_000_000, "1408-03-01"))
        .await;
    let licence = file.issue_by(&file.director).await.created().id();
    file.until_days_before_end(&licence, 60).await;
    file.begins_renewal(&licence).await;
    let certificate = file.upload("language_certificate").await;
    let mut filing = crate::given::filing(FOREIGN_OF_A_COMPANY);
    filing["languages"] =
        json!([{"country": "DE", "language": "آلمانی", "certificate": certificate}]);
    let revised = file.operator.put(&file.path, filing, &[]).await.ok();
    file.now(revised);
    file.is_filed().await;
    file.is_referred(Holder::Company).await;
    board.signs_in_again().await;
    file.is_decided_by(&board, "approved").await;
    assert_eq!(file.state(), "awaiting_guarantee");

    let lodging = format!("{}/guarantees", file.path);
    let lodged = file
        .operator
        .post(&lodging, deed(5_000_000_000, "1413-03-01"));
    lodged.await.problem(422, "guarantee-behind-licence");
    let short = file
        .try_office("/guarantee-confirmation", json!(null))
        .await;
    short.problem(422, "guarantee-too-short");
    file.given_extension(&guarantee, "1413-03-01").await;
    file.office("/guarantee-confirmation", json!(null)).await;
    assert_eq!(file.state(), "ready_to_issue");
    let renewed = file.issue_by(&file.director).await.created().body;
    assert_eq!(renewed["terms"].as_array().unwrap().len(), 2);
    assert!(guarantee.ends_with(renewed["guarantee_id"].as_str().unwrap()));
}
