//! The clock's job and an appeal filed in the last second: exactly one of them wins.

use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::appeal::AppealState;
use parvaneh::store::{Database, appeals};
use parvaneh::use_cases::appeal::lodge::{Against, LodgeAppeal};
use parvaneh::use_cases::finality::lapse::lapse_due;
use parvaneh::use_cases::perform;
use serde_json::{Value, json};

use super::{Written, comes};
use crate::given::CentralBoard;
use crate::harness::Registry;

const ROUNDS: u32 = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_job_and_an_appeal_of_the_last_second_exactly_one_wins() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let operator: uuid::Uuid = account.parse().unwrap();
    let url = registry.context.settings().database_url.clone();
    let database = Database::connect(&url, 1).await.unwrap();
    let actor = parvaneh::domain::placement::access::Actor::Account {
        id: operator,
        name: "نرگس رستگار".into(),
        grants: vec![parvaneh::domain::placement::access::Grant::of(
            Role::Operator,
            None,
        )],
    };
    let (mut appealed, mut lapsed) = (0, 0);
    for round in 1..=ROUNDS {
        let sentenced = registry.given_revocation(round, operator).await;
        let last = sentenced.term.last_accepted();
        comes(&registry, sentenced.term.final_on());
        let before = Written::of(&registry).await;
        // The request came in before midnight; by now it is past, and the job starts.
        let command = LodgeAppeal {
            against: Against::Ruling(sentenced.ruling),
            grounds: "مبالغ بازگردانده شده است.".parse().unwrap(),
            received_on: last,
        };
        let lodge = perform(&registry.context, &actor, &command, None);
        let job = lapse_due(&registry.context);
        let (lodged, ran) = match round % 3 {
            0 => tokio::join!(lodge, job),
            1 => {
                let (ran, lodged) = tokio::join!(job, lodge);
                (lodged, ran)
            }
            _ => {
                let pause = std::time::Duration::from_micros(u64::from(round) * 700);
                tokio::join!(lodge, async {
                    tokio::time::sleep(pause).await;
                    job.await
                })
            }
        };
        let ran = ran.unwrap();
        let now = Written::of(&registry).await;
        let found = appeals::of_ruling(&database, sentenced.ruling)
            .await
            .unwrap();
        match lodged {
            Ok(lodged) => {
                assert_eq!(lodged.value.manifest_ground(), None);
                assert_eq!(ran, 0);
                assert_eq!(now.rulings, before.rulings);
                assert_eq!(now.bans, before.bans);
                assert_eq!(found.len(), 1);
                assert_eq!(*found[0].appeal_state(), AppealState::Filed);
                appealed += 1;
            }
            Err(parvaneh::error::Error::Refused(refusal)) => {
                assert_eq!(refusal.code, "finality-recorded");
                assert_eq!(ran, 1);
                let all = Written {
                    events: before.events + 35,
                    ..Written::revocations(before.bans + 1, 0)
                };
                assert_eq!(now, all);
                assert!(found.is_empty());
                lapsed += 1;
            }
            Err(other) => panic!("{other}"),
        }
        let state = format!(
            "SELECT state FROM ruling WHERE licence_id = {}",
            super::literal(&registry, crate::given::licence_id(&sentenced.licence))
        );
        let expected = if ran == 0 { "appealed" } else { "final" };
        assert_eq!(registry.texts(&state).await, [expected]);
    }
    assert_eq!(appealed + lapsed, ROUNDS);
}

#[tokio::test]
async fn the_one_who_comes_first_wins_in_both_orders() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let operator: uuid::Uuid = account.parse().unwrap();
    let first = registry.given_revocation(1, operator).await;
    let second = registry.given_revocation(2, operator).await;
    let days = (first.term.last_accepted() - registry.context.today()).num_days();
    // One second before midnight in Tehran: the registry was made at ten in the morning.
    registry.clock.advance(days * 86_400 + 14 * 3_600 - 1);
    let manager = manager.again().await;
    let form = |ruling| json!({"ruling": ruling, "grounds": "مبالغ بازگردانده شده است."});
    let lodged = manager.post("/api/v1/appeals", form(first.ruling)).await;
    assert_eq!(lodged.created().body["manifest"], Value::Null);
    registry.clock.advance(31);
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 1);
    let late = manager.post("/api/v1/appeals", form(second.ruling)).await;
    assert_eq!(late.created().body["manifest"]["code"], "appeal-late");
    let states = registry
        .texts("SELECT state FROM ruling ORDER BY state")
        .await;
    assert_eq!(states, ["appealed", "final"]);
}

#[tokio::test]
async fn of_two_officers_who_decide_at_once_one_decides() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let sentenced = registry.given_revocation(1, account.parse().unwrap()).await;
    let board = CentralBoard::of(&registry).await;
    let form = json!({"ruling": sentenced.ruling, "grounds": "مبالغ بازگردانده شده است."});
    let appeal = manager.post("/api/v1/appeals", form).await.created();
    let heard = board.voted(&appeal, "against").await;
    let other = registry.given_account(Role::CentralOfficer, None).await;
    let path = format!("/api/v1/appeals/{}/decision", appeal.id());
    let upheld = || json!({"outcome": "upheld"});
    let tag = heard.etag();
    let (one, two) = tokio::join!(
        board.secretary.decide(&path, &tag, upheld()),
        other.decide(&path, &tag, upheld()),
    );
    let mut statuses = [one, two].map(|it| it.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let written = Written::of(&registry).await;
    assert_eq!((written.bans, written.notices), (1, 31));
}

#[tokio::test]
async fn of_two_appeals_at_once_one_counts_and_the_other_is_a_second_one() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let sentenced = registry.given_revocation(1, account.parse().unwrap()).await;
    let form = || json!({"ruling": sentenced.ruling, "grounds": "مبالغ بازگردانده شده است."});
    let (one, two) = tokio::join!(
        manager.post("/api/v1/appeals", form()),
        manager.post("/api/v1/appeals", form()),
    );
    let mut found: Vec<String> = [one, two]
        .map(|it| it.created().body["manifest"]["code"].to_string())
        .into();
    found.sort();
    assert_eq!(found, ["\"second-appeal\"", "null"]);
}
