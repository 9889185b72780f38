//! What the calendar does with rejections whose twenty days have run out (A5.n2).

use parvaneh::domain::placement::access::Role;
use parvaneh::use_cases::finality::lapse_rejections::lapse_rejections;
use serde_json::{Value, json};

use super::lodges;
use crate::given::File;
use crate::harness::Registry;

const FINAL: &str = "SELECT COUNT(*) FROM event WHERE name = 'application-rejection-final'";

fn final_on(file: &File<'_>) -> Value {
    file.view["rejection"]["final_on"].clone()
}

/// Covers A5.n2.
#[tokio::test]
async fn a_rejection_is_final_after_the_last_accepted_day_however_late_and_often_it_is_written() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    let day = final_on(&file);
    file.days_pass(21).await;
    assert_eq!(lapse_rejections(&registry.context).await.unwrap(), 0);
    assert_eq!(file.state_now().await, "rejected");
    // A week's outage.
    file.days_pass(8).await;
    assert_eq!(lapse_rejections(&registry.context).await.unwrap(), 1);
    assert_eq!(lapse_rejections(&registry.context).await.unwrap(), 0);
    registry.run_jobs().await;
    file.look().await;
    assert_eq!(file.state(), "rejected_final");
    assert_eq!(file.view["rejection"]["final_by"], "no_appeal");
    assert_eq!(final_on(&file), day);
    assert_eq!(registry.count(FINAL).await, 1);
    let late = lodges(&file).await.created();
    assert_eq!(late.body["manifest"]["code"], "appeal-late");
    assert_eq!(file.state_now().await, "rejected_final");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_at_once_write_each_finality_once() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    registry.given_served_rejection().await;
    file.days_pass(30).await;
    let (one, two) = tokio::join!(
        lapse_rejections(&registry.context),
        lapse_rejections(&registry.context),
    );
    assert_eq!(one.unwrap() + two.unwrap(), 2);
    assert_eq!(registry.count(FINAL).await, 2);
    assert_eq!(file.state_now().await, "rejected_final");
}

#[tokio::test]
async fn a_closure_moves_the_open_term_even_beneath_an_appeal_and_never_a_final_one() {
    let registry = Registry::real().await;
    let mut open = registry.given_served_rejection().await;
    let mut appealed = registry.given_served_rejection().await;
    lodges(&appealed).await.created();
    let before = final_on(&open);
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let closes = async |date: &str| {
        let closure = json!({"date": date, "name_fa": "آلودگی هوا", "name_en": "Polluted air"});
        let officer = officer.again().await;
        officer.post("/api/v1/closures", closure).await.ok();
    };
    closes("2026-12-12").await;
    open.look().await;
    assert!(final_on(&open).as_str() > before.as_str());
    assert_eq!(open.view["rejection"]["appeal_term"]["calendar_version"], 2);
    appealed.look().await;
    let beneath = &appealed.view["rejection"]["appeal_term"];
    assert_eq!(beneath["final_on"], final_on(&open));

    let moved = final_on(&open);
    open.days_pass(30).await;
    closes("2026-12-13").await;
    open.look().await;
    assert_eq!(final_on(&open), moved);
    registry.run_jobs().await;
    open.look().await;
    assert_eq!(final_on(&open), moved);
    assert_eq!(open.state(), "rejected_final");
}
