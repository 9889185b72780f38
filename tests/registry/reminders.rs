//! Reminders before a licence expires, through the outbox (A10).

use futures_util::future::join;
use parvaneh::domain::placement::access::Role;
use parvaneh::jobs;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::evidence::verify::verify_evidence;
use serde_json::json;
use uuid::Uuid;

use crate::given::{DOMESTIC_OF_A_PERSON, messages};
use crate::harness::Registry;

/// Covers A10.
#[tokio::test]
async fn an_operator_is_reminded_ninety_sixty_thirty_and_seven_days_before_the_end_and_once_each() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    let other = registry.given_account(Role::Operator, None).await;
    registry.run_jobs().await;
    for (day, so_far) in [
        (100, 0),
        (91, 0),
        (90, 1),
        (89, 1),
        (61, 1),
        (60, 2),
        (30, 3),
        (8, 3),
        (7, 4),
        (1, 4),
        (-3, 4),
    ] {
        file.until_days_before_end(&licence, day).await;
        registry.run_jobs().await;
        registry.run_jobs().await;
        let found = messages(&file.operator).await;
        assert_eq!(found.len(), so_far, "{day} days before the end");
    }
    let last = &messages(&file.operator).await[0];
    assert_eq!(last["topic"], "licence_expiring");
    assert_eq!(last["about"], licence.as_str());
    assert!(last["text_fa"].as_str().unwrap().contains("۷ روز"));
    assert!(last["text_en"].as_str().unwrap().contains("7 days"));
    let other = other.again().await;
    assert!(messages(&other).await.is_empty());
    let report = verify_evidence(&registry.context, &[]).await.unwrap();
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn after_an_outage_an_operator_is_reminded_once_by_the_nearest_reminder() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    registry.run_jobs().await;
    file.until_days_before_end(&licence, 20).await;
    registry.run_jobs().await;
    let found = messages(&file.operator).await;
    assert_eq!(found.len(), 1);
    assert!(found[0]["text_en"].as_str().unwrap().contains("20 days"));
    file.until_days_before_end(&licence, 7).await;
    registry.run_jobs().await;
    assert_eq!(messages(&file.operator).await.len(), 2);
}

#[tokio::test]
async fn two_processes_remind_no_more_often_than_one() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    registry.run_jobs().await;
    file.until_days_before_end(&licence, 30).await;
    let another = registry.another_process(Kind::Real).await;
    let (one, other) = join(
        Box::pin(jobs::nightly(&registry.context, Uuid::now_v7())),
        Box::pin(jobs::nightly(&another, Uuid::now_v7())),
    )
    .await;
    drop((one, other));
    registry.run_jobs().await;
    assert_eq!(messages(&file.operator).await.len(), 1);
}

#[tokio::test]
async fn a_policy_says_on_which_days_operators_are_reminded() {
    let registry = Registry::real().await;
    registry
        .given_policy("renewal.reminders", json!("30"))
        .await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    registry.run_jobs().await;
    for (day, so_far) in [(90, 0), (60, 0), (30, 1), (7, 1)] {
        file.until_days_before_end(&licence, day).await;
        registry.run_jobs().await;
        let found = messages(&file.operator).await;
        assert_eq!(found.len(), so_far, "{day} days before the end");
    }
}
