//! What stands against a renewal.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, Holder, PERSON, filing};
use crate::harness::Registry;

/// Covers A10.
#[tokio::test]
async fn a_renewal_is_refused_before_the_window_opens_and_after_the_late_one_closes() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 91).await;
    let early = file.asks_for_renewal(&licence).await;
    let early = early.problem(422, "renewal-too-early");
    assert_eq!(early.body["citation"], "P:renewal.window");
    file.days_pass(1).await;
    file.begins_renewal(&licence).await;

    // The last day of the late window is that before the anniversary of the end.
    file.until_days_before_end(&licence, -364).await;
    let documents = ["identity_card", "degree"];
    for document in documents {
        file.upload(document).await;
    }
    file.days_pass(1).await;
    let submission = format!("{}/submission", file.path);
    let late = file.operator.post(&submission, json!(null)).await;
    let late = late.problem(422, "renewal-too-late");
    assert_eq!(late.body["citation"], "P:renewal.late");
    let withdrawal = format!("{}/withdrawal", file.path);
    file.operator.post(&withdrawal, json!(null)).await.ok();
    file.asks_for_renewal(&licence)
        .await
        .problem(422, "renewal-too-late");
}

/// Covers A10.
#[tokio::test]
async fn a_late_renewal_runs_from_the_day_of_the_decision_and_leaves_the_gap() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, -300).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.is_referred(Holder::Person).await;
    file.board_decides("domestic", "approved").await;
    let decided = registry.context.today();
    let renewed = file.issue_by(&file.director).await.created().body;
    assert_eq!(renewed["valid_from"], json!(decided));
    let gap = format!("/api/v1/licences/{licence}/operating-permission?on=2029-01-01");
    let gap = file.operator.get(&gap).await.ok().body;
    assert_eq!(gap["standing"], "expired");
}

/// Covers A15.n2.
#[tokio::test]
async fn a_ban_stands_against_the_renewal_of_the_partys_other_licences_unless_a_policy_says_otherwise()
 {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    file.begins_renewal(&licence).await;
    for document in ["identity_card", "degree"] {
        file.upload(document).await;
    }
    registry.given_ban(PERSON).await;
    let submission = format!("{}/submission", file.path);
    let banned = file.operator.post(&submission, json!(null)).await;
    banned.problem(422, "banned");
    registry.given_policy("ban.renewal", json!(false)).await;
    file.operator.post(&submission, json!(null)).await.ok();
}

/// Covers A15.n2.
#[tokio::test]
async fn bans_are_looked_for_again_on_the_day_of_issue() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.is_referred(Holder::Person).await;
    file.board_decides("domestic", "approved").await;
    registry.given_ban(PERSON).await;
    file.issue_by(&file.director).await.problem(422, "banned");
}

#[tokio::test]
async fn a_renewal_keeps_to_what_is_licensed() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    file.begins_renewal(&licence).await;
    let mut other = filing(DOMESTIC_OF_A_PERSON);
    other["agency"]["name"] = json!("کاریابی دیگر");
    let revised = file.operator.put(&file.path, other, &[]).await.ok();
    file.now(revised);
    let submission = format!("{}/submission", file.path);
    let refused = file.operator.post(&submission, json!(null)).await;
    refused.problem(422, "renewal-of-something-else");
}

/// Covers A5.3.
#[tokio::test]
async fn the_board_may_reject_a_renewal_and_the_licence_stays_as_it_is() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    let rejection = json!({"criteria": ["age"], "reasons": "دلایل"});
    file.office("/examination", json!(null)).await;
    file.try_decide("/rejection", rejection)
        .await
        .problem(422, "board-decides");
    file.inquire(&crate::given::inquiries(Holder::Person), "favourable")
        .await;
    file.assess_everything().await;
    file.office("/referral", json!(null)).await;
    file.board_decides("domestic", "rejected").await;
    assert_eq!(file.state(), "rejected");
    let view = file.licence(&licence).await;
    assert_eq!(view["terms"].as_array().unwrap().len(), 1);
    assert_eq!(view["standing"], "active");
}

#[tokio::test]
async fn nobody_renews_the_licence_of_another() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    let path = format!("/api/v1/licences/{licence}/apply-for-renewal");
    let other = registry.given_account(Role::Operator, None).await;
    let unknown = other.post(&path, json!(null)).await;
    assert_eq!(unknown.status, 404);
    let official = file.officer.post(&path, json!(null)).await;
    assert_eq!(official.status, 403);
}
