//! What somebody changes who has got hold of the database is found and named.

use std::path::PathBuf;
use std::time::Duration;

use parvaneh::domain::placement::access::{Actor, Role};
use parvaneh::error::Error;
use parvaneh::jobs;
use parvaneh::store::database::is_contention;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::demo_clock::MoveDemoClock;
use parvaneh::use_cases::evidence::verify::{Report, read_checkpoints, verify_evidence};
use parvaneh::use_cases::perform;
use uuid::Uuid;

use crate::harness::Registry;

/// Three accounts with two events each: opened (1, 3, 5) and signed in (2, 4, 6). The first four
/// events were sealed before the others were there.
async fn sealed_registry() -> Registry {
    let registry = Registry::real().await;
    registry.given_account(Role::Police, None).await;
    registry.given_account(Role::Auditor, None).await;
    registry.run_jobs().await;
    registry.given_account(Role::CentralOfficer, None).await;
    registry.run_jobs().await;
    registry
}

async fn verify(registry: &Registry) -> Report {
    verify_evidence(&registry.context, &[]).await.unwrap()
}

async fn verify_with_checkpoints(registry: &Registry) -> Report {
    let text = std::fs::read_to_string(checkpoints_of(registry)).unwrap();
    let outside = read_checkpoints(&text).unwrap();
    assert_eq!(outside.len(), 2);
    verify_evidence(&registry.context, &outside).await.unwrap()
}

fn checkpoints_of(registry: &Registry) -> PathBuf {
    registry.folder.path().join("checkpoints.jsonl")
}

/// An account by the number of its first event.
fn account(event: i64) -> String {
    format!("(SELECT subject_id FROM event WHERE id = {event})")
}

#[tokio::test]
async fn the_evidence_of_a_registry_that_nobody_touched_holds() {
    let registry = sealed_registry().await;
    let report = verify_with_checkpoints(&registry).await;
    assert!(report.holds(), "{report}");
    let told = "the evidence holds: 6 events, 6 in the log, 4 checkpoints, 3 rows\n";
    assert_eq!(report.to_string(), told);
}

#[tokio::test]
async fn whatever_was_tampered_with_is_named() {
    let last_account = account(6);
    let second_account = account(3);
    let cases: &[(&str, String, &[&str])] = &[
        (
            "an event was edited",
            "UPDATE event SET payload = '{\"login\":\"other\"}' WHERE id = 3".into(),
            &["edited: event 3 (account-opened), change 1 of account "],
        ),
        (
            "an event was edited and its hash with it",
            "UPDATE event SET role = 'auditor', hash = '00' WHERE id = 4".into(),
            &["edited: event 4 (account-signed-in), change 2 of account "],
        ),
        (
            "an event was given another date",
            "UPDATE event SET \"on\" = '2020-01-01' WHERE id = 6".into(),
            &["edited: event 6 (account-signed-in), change 2 of account "],
        ),
        (
            "only the hash of an event was edited",
            "UPDATE event SET hash = '00' WHERE id = 6".into(),
            &["edited: event 6 (account-signed-in), change 2 of account "],
        ),
        (
            "an event was deleted",
            "DELETE FROM event WHERE id = 3".into(),
            &[
                "removed: event 3, position 3 of the log",
                "missing: the event of change 1 of account ",
            ],
        ),
        (
            "the last event of an account was deleted",
            "DELETE FROM event WHERE id = 4".into(),
            &[
                "removed: event 4, position 4 of the log",
                "missing: the event of change 2 of account ",
            ],
        ),
        (
            "all events of an account were deleted",
            "DELETE FROM event WHERE id IN (3, 4)".into(),
            &[
                "removed: event 3, position 3 of the log",
                "removed: event 4, position 4 of the log",
                "missing: the events of changes 1 to 2 of account ",
            ],
        ),
        (
            "an account was deleted with all its events",
            format!(
                "DELETE FROM token WHERE account_id = {second_account};
                 DELETE FROM account WHERE id = {second_account};
                 DELETE FROM event WHERE id IN (3, 4)"
            ),
            &[
                "removed: event 3, position 3 of the log",
                "removed: event 4, position 4 of the log",
            ],
        ),
        (
            "two events changed places",
            "UPDATE event SET id = 99 WHERE id = 2;
             UPDATE event SET id = 2 WHERE id = 4;
             UPDATE event SET id = 4 WHERE id = 99"
                .into(),
            &[
                "edited: event 2 (account-signed-in), change 2 of account ",
                "edited: event 4 (account-signed-in), change 2 of account ",
            ],
        ),
        (
            "two entries of the log changed places",
            "UPDATE log_entry SET position = 99 WHERE position = 2;
             UPDATE log_entry SET position = 2 WHERE position = 3;
             UPDATE log_entry SET position = 3 WHERE position = 99"
                .into(),
            &[
                "position 2 of the log, event 3 (account-opened), change 1 of account ",
                "position 3 of the log, event 2 (account-signed-in), change 2 of account ",
            ],
        ),
        (
            "an entry of the log was deleted",
            "DELETE FROM log_entry WHERE position = 3".into(),
            &[
                "removed, reordered or edited: position 3 of the log",
                "sealed but not in the log: event 3 (account-opened), change 1 of account ",
            ],
        ),
        (
            "the tail of the log was cut off",
            "DELETE FROM log_entry WHERE position > 4".into(),
            &[
                "cut off: the log holds 4 events, a checkpoint says 6",
                "sealed but not in the log: event 5 (account-opened), change 1 of account ",
                "sealed but not in the log: event 6 (account-signed-in), change 2 of account ",
            ],
        ),
        (
            "the whole log was deleted",
            "DELETE FROM log_entry".into(),
            &["cut off: the log holds 0 events, a checkpoint says 6"],
        ),
        (
            "events were linked anew",
            "UPDATE event SET previous_hash = '00' WHERE id = 4".into(),
            &[
                "edited: event 4 (account-signed-in), change 2 of account ",
                "not linked to the event before: event 4 (account-signed-in)",
            ],
        ),
        (
            "the signature of a checkpoint was forged",
            "UPDATE checkpoint SET signature =
                 (SELECT signature FROM checkpoint WHERE size = 4) WHERE size = 6"
                .into(),
            &["not signed by this registry: the checkpoint of size 6"],
        ),
        (
            "a checkpoint was moved to another head",
            "UPDATE checkpoint SET head = '00' WHERE size = 4".into(),
            &[
                "not signed by this registry: the checkpoint of size 4",
                "rewritten: the log differs from the checkpoint of size 4",
            ],
        ),
        (
            "a row was edited in its columns",
            format!("UPDATE account SET state = 'closed' WHERE id = {last_account}"),
            &["changed without an event: account "],
        ),
        (
            "a row was deleted",
            format!(
                "DELETE FROM token WHERE account_id = {last_account};
                 DELETE FROM account WHERE id = {last_account}"
            ),
            &["its row is gone: account "],
        ),
        (
            "a row was set back to an older version",
            format!("UPDATE account SET version = 1 WHERE id = {last_account}"),
            &["changed without an event: account "],
        ),
        (
            "events were given to a noun that nobody knows",
            "UPDATE event SET noun = 'licence' WHERE id = 5".into(),
            &[
                "edited: event 5 (account-opened), change 1 of licence ",
                "its row is gone: licence ",
            ],
        ),
    ];
    for (case, statements, expected) in cases {
        let registry = sealed_registry().await;
        registry.tamper(statements).await;
        let told = verify(&registry).await.to_string();
        for expected in *expected {
            assert!(told.contains(expected), "{case}: {told}");
        }
        assert!(
            told.contains("the evidence does not hold"),
            "{case}: {told}"
        );
    }
}

#[tokio::test]
async fn a_document_edited_without_an_event_is_named() {
    let registry = sealed_registry().await;
    let subject = account(5);
    let edited = if registry
        .context
        .settings()
        .database_url
        .starts_with("sqlite")
    {
        "json_set(document, '$.name', 'دیگری')"
    } else {
        "jsonb_set(document, '{name}', '\"دیگری\"')"
    };
    registry
        .tamper(&format!(
            "UPDATE account SET document = {edited} WHERE id = {subject}"
        ))
        .await;
    let told = verify(&registry).await.to_string();
    assert!(
        told.contains("changed without an event: account "),
        "{told}"
    );
}

#[tokio::test]
async fn an_event_that_waits_to_be_sealed_is_checked_as_well() {
    let registry = sealed_registry().await;
    registry.given_account(Role::Police, None).await;
    assert!(verify(&registry).await.holds());
    registry
        .tamper("UPDATE event SET citation = 'A1' WHERE id = 8")
        .await;
    let told = verify(&registry).await.to_string();
    assert!(
        told.contains("edited: event 8 (account-signed-in)"),
        "{told}"
    );
}

#[tokio::test]
async fn a_tail_cut_off_everywhere_in_the_database_is_found_by_a_checkpoint_kept_outside() {
    let registry = sealed_registry().await;
    let last = account(5);
    registry
        .tamper(&format!(
            "DELETE FROM token WHERE account_id = {last};
             DELETE FROM account WHERE id = {last};
             DELETE FROM event WHERE id > 4;
             DELETE FROM log_entry WHERE position > 4;
             DELETE FROM checkpoint WHERE size > 4"
        ))
        .await;
    let inside = verify(&registry).await;
    assert!(inside.holds(), "nothing inside can tell: {inside}");
    let told = verify_with_checkpoints(&registry).await.to_string();
    let expected = "cut off: the log holds 4 events, a checkpoint says 6";
    assert!(told.contains(expected), "{told}");
}

#[tokio::test]
async fn a_log_that_grew_again_after_its_tail_was_cut_off_differs_from_the_checkpoint_outside() {
    let registry = sealed_registry().await;
    let last = account(5);
    registry
        .tamper(&format!(
            "DELETE FROM token WHERE account_id = {last};
             DELETE FROM account WHERE id = {last};
             DELETE FROM event WHERE id > 4;
             DELETE FROM log_entry WHERE position > 4;
             DELETE FROM checkpoint WHERE size > 4"
        ))
        .await;
    registry.given_account(Role::Police, None).await;
    let kept = std::fs::read_to_string(checkpoints_of(&registry)).unwrap();
    registry.run_jobs().await;
    assert!(verify(&registry).await.holds());
    let outside = read_checkpoints(&kept).unwrap();
    let told = verify_evidence(&registry.context, &outside).await.unwrap();
    let expected = "rewritten: the log differs from the checkpoint of size 6";
    assert!(told.to_string().contains(expected), "{told}");
}

#[tokio::test]
async fn sealing_twice_changes_nothing() {
    let registry = sealed_registry().await;
    let sealed = "SELECT head FROM log_entry ORDER BY position";
    let before = registry.texts(sealed).await;
    registry.run_jobs().await;
    assert_eq!(registry.texts(sealed).await, before);
    assert_eq!(before.len(), 6);
}

#[tokio::test]
async fn processes_that_seal_at_once_while_events_come_in_make_one_log_without_gaps() {
    let registry = Registry::start(Kind::Demo).await;
    let writing = async {
        for _ in 0..40 {
            let command = MoveDemoClock { days: 1 };
            perform(&registry.context, &Actor::Host, &command, None)
                .await
                .unwrap();
        }
    };
    tokio::join!(writing, seal_often(&registry), seal_often(&registry));
    // The lease of whichever process held it last has to run out.
    registry.clock.advance(60);
    registry.run_jobs().await;
    let report = verify(&registry).await;
    assert!(report.holds(), "{report}");
    assert_eq!((report.events, report.log), (41, 41));
    let unsealed = "SELECT name FROM event WHERE NOT sealed";
    assert!(registry.texts(unsealed).await.is_empty());
}

async fn seal_often(registry: &Registry) {
    let process = Uuid::now_v7();
    for _ in 0..20 {
        match jobs::run_once(&registry.context, process).await {
            Ok(()) => {}
            Err(error) => assert!(lost_the_race(&error), "{error:?}"),
        }
        tokio::task::yield_now().await;
    }
}

/// A job that another process gets ahead of gives up, and comes again three seconds later.
fn lost_the_race(error: &Error) -> bool {
    is_contention(error)
}

/// How long verification takes: `cargo test --release --test registry -- --ignored --nocapture 200_000`.
#[tokio::test]
#[ignore = "a measurement"]
async fn measure_the_verification_of_200_000_events() {
    use parvaneh::store::{Database, aggregates};
    const ACCOUNTS: u32 = 40_000;
    let registry = Registry::real().await;
    let settings = registry.context.settings();
    let database = Database::connect(&settings.database_url, 2).await.unwrap();
    let now = registry.context.now();
    for chunk in 0..ACCOUNTS / 1_000 {
        let work = database.begin(&Actor::Host, None, now).await.unwrap();
        for at in 0..1_000 {
            let opened = parvaneh::domain::placement::account::Account::sign_up(
                Uuid::now_v7(),
                format!("account-{chunk}-{at}").parse().unwrap(),
                "نرگس رستگار".parse().unwrap(),
                parvaneh::domain::placement::account::PasswordHash::from_phc("$".into()),
            );
            let mut account = aggregates::insert(&work, opened).await.unwrap();
            for _ in 0..4 {
                let signed_in = account.change(|it| Ok::<_, Error>(it.sign_in())).unwrap();
                account = aggregates::save(&work, signed_in).await.unwrap();
            }
        }
        work.commit().await.unwrap();
    }
    let start = std::time::Instant::now();
    registry.run_jobs().await;
    let sealing = start.elapsed();
    let start = std::time::Instant::now();
    let report = verify(&registry).await;
    let verifying = start.elapsed();
    assert!(report.holds(), "{report}");
    println!("{report}sealing {sealing:?}, verifying {verifying:?}");
    assert!(verifying < Duration::from_secs(600));
}
