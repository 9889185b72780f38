//! Every single write of the finality transaction fails in turn: nothing is ever half done, and a
//! later run completes it with the right dates.

use chrono::Days;
use parvaneh::domain::placement::access::Role;
use parvaneh::use_cases::finality::lapse::lapse_due;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Written, comes, dates};
use crate::given::CentralBoard;
use crate::harness::{Fault, Registry};

/// The tables that finality writes to, and the decision on an appeal.
const TABLES: [&str; 8] = [
    "appeal",
    "ban",
    "ban_subject",
    "event",
    "licence",
    "notice",
    "ruling",
    "settlement",
];

/// Covers A15.n2.
#[tokio::test]
async fn whichever_write_of_the_lapse_fails_nothing_is_half_done_and_a_later_run_completes_it() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    let final_on = sentenced.term.final_on();
    let fault = Fault::arm(&registry, &TABLES).await;
    let before = Written::of(&registry).await;
    comes(&registry, final_on);
    let mut failing = 0;
    let done = loop {
        failing += 1;
        fault.at(failing).await;
        match lapse_due(&registry.context).await {
            Err(_) => assert_eq!(Written::of(&registry).await, before, "write {failing}"),
            Ok(done) => break done,
        }
        // Whenever it is tried again, the day of finality stays.
        if failing % 10 == 0 {
            registry.days_pass(1);
        }
    };
    assert_eq!(done, 1);
    // Ruling, licence, ban, two subjects, 31 notices, settlement, an event for each but subjects, and
    // that the end of the licence has been seen to.
    assert_eq!(failing - 1, 2 * 35 + 3);
    let written = Written::of(&registry).await;
    assert_eq!(written, Written::revocations(1, before.events));
    let day = final_on.to_string();
    assert_eq!(dates(&registry).await, [day.clone(), day]);
    fault.at(0).await;
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 0);
    assert_eq!(Written::of(&registry).await, written);
}

#[tokio::test]
async fn whichever_write_of_the_decision_fails_the_appeal_is_undecided_and_nothing_is_final() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let sentenced = registry.given_revocation(1, account.parse().unwrap()).await;
    let board = CentralBoard::of(&registry).await;
    let form = json!({"ruling": sentenced.ruling, "grounds": "مبالغ بازگردانده شده است."});
    let appeal = manager.post("/api/v1/appeals", form).await.created();
    let heard = board.voted(&appeal, "against").await;
    let fault = Fault::arm(&registry, &TABLES).await;
    let before = Written::of(&registry).await;
    let path = format!("/api/v1/appeals/{}", appeal.id());
    let mut failing = 0;
    loop {
        failing += 1;
        fault.at(failing).await;
        let decided = board
            .act(&heard, "decision", json!({"outcome": "upheld"}))
            .await;
        if decided.status.is_success() {
            break;
        }
        decided.problem(500, "internal");
        assert_eq!(Written::of(&registry).await, before, "write {failing}");
        let now = board.secretary.get(&path).await.ok();
        assert_eq!(now.body["state"], "heard", "write {failing}");
        assert_eq!(now.body["decision"], Value::Null);
    }
    // The same as of a lapse, and the appeal with its event.
    assert_eq!(failing - 1, 2 * 36 + 3);
    let written = Written::of(&registry).await;
    let events = before.events + 1;
    assert_eq!(written, Written::revocations(1, events));
    let today = registry.context.today().to_string();
    assert_eq!(dates(&registry).await, [today.clone(), today]);
}

#[tokio::test]
async fn a_crash_before_the_commit_leaves_nothing_and_the_next_run_does_all() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    comes(&registry, sentenced.term.final_on() + Days::new(3));
    let before = Written::of(&registry).await;
    // Whoever is cut off in the middle never commits: the database takes it back.
    for nanoseconds in [1_000, 1_000_000, 5_000_000, 20_000_000] {
        let cut_off = std::time::Duration::from_nanos(nanoseconds);
        let ran = tokio::time::timeout(cut_off, lapse_due(&registry.context)).await;
        let now = Written::of(&registry).await;
        match ran {
            Err(_) => assert!(
                now == before || now == Written::revocations(1, before.events),
                "{now:?}"
            ),
            Ok(_) => assert_eq!(now, Written::revocations(1, before.events)),
        }
    }
    lapse_due(&registry.context).await.unwrap();
    let day = sentenced.term.final_on().to_string();
    assert_eq!(dates(&registry).await, [day.clone(), day]);
    assert_eq!(
        Written::of(&registry).await,
        Written::revocations(1, before.events)
    );
}
