//! What somebody changes who has got hold of the database is found and named.

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

/// A registry in which three accounts have two events each after those of its founding: opened (#1,
/// #3, #5) and signed in (#2, #4, #6). The first two accounts were sealed before the third was there.
struct Sealed {
    registry: Registry,
    /// How many events the founding took, the first of which has the number 1.
    founding: usize,
}

impl Sealed {
    async fn given() -> Self {
        let registry = Registry::real().await;
        let founding = registry.texts("SELECT name FROM event").await.len();
        registry.given_account(Role::Police, None).await;
        registry.given_account(Role::Auditor, None).await;
        registry.run_jobs().await;
        registry.given_account(Role::CentralOfficer, None).await;
        registry.run_jobs().await;
        Self { registry, founding }
    }

    /// Puts the numbers of the events after the founding in the place of `#1`, `#2` and so on.
    fn numbered(&self, text: &str) -> String {
        (1..=9).fold(text.to_owned(), |text, number| {
            let event = self.founding + number;
            text.replace(&format!("#{number}"), &event.to_string())
        })
    }

    async fn tamper(&self, statements: &str) {
        self.registry.tamper(&self.numbered(statements)).await;
    }
}

async fn verify(registry: &Registry) -> Report {
    verify_evidence(&registry.context, &[]).await.unwrap()
}

async fn verify_with(registry: &Registry, checkpoints: &str) -> Report {
    let outside = read_checkpoints(checkpoints).unwrap();
    assert_eq!(outside.len(), 2);
    verify_evidence(&registry.context, &outside).await.unwrap()
}

/// What was kept outside the database so far.
fn kept_checkpoints(registry: &Registry) -> String {
    std::fs::read_to_string(registry.folder.path().join("checkpoints.jsonl")).unwrap()
}

#[tokio::test]
async fn the_evidence_of_a_registry_that_nobody_touched_holds() {
    let sealed = Sealed::given().await;
    let kept = kept_checkpoints(&sealed.registry);
    let report = verify_with(&sealed.registry, &kept).await;
    assert!(report.holds(), "{report}");
    let told = "the evidence holds: #6 events, #6 in the log, 4 checkpoints, ";
    let told = sealed.numbered(told);
    assert!(report.to_string().starts_with(&told), "{report}");
    let rows = report.rows - 3;
    assert_eq!(rows, sealed.founding as u64);
}

/// What was done, how, and what has to be told.
struct Case(&'static str, &'static str, &'static [&'static str]);

static CASES: &[Case] = &[
    Case(
        "an event was edited",
        "UPDATE event SET payload = '{\"login\":\"other\"}' WHERE id = #3",
        &["edited: event #3 (account-opened), change 1 of account "],
    ),
    Case(
        "an event was edited and its hash with it",
        "UPDATE event SET role = 'auditor', hash = '00' WHERE id = #4",
        &["edited: event #4 (account-signed-in), change 2 of account "],
    ),
    Case(
        "an event was given another date",
        "UPDATE event SET \"on\" = '2020-01-01' WHERE id = #6",
        &["edited: event #6 (account-signed-in), change 2 of account "],
    ),
    Case(
        "only the hash of an event was edited",
        "UPDATE event SET hash = '00' WHERE id = #6",
        &["edited: event #6 (account-signed-in), change 2 of account "],
    ),
    Case(
        "an event was deleted",
        "DELETE FROM event WHERE id = #3",
        &[
            "removed: event #3, position #3 of the log",
            "missing: the event of change 1 of account ",
        ],
    ),
    Case(
        "the last event of an account was deleted",
        "DELETE FROM event WHERE id = #4",
        &[
            "removed: event #4, position #4 of the log",
            "missing: the event of change 2 of account ",
        ],
    ),
    Case(
        "all events of an account were deleted",
        "DELETE FROM event WHERE id IN (#3, #4)",
        &[
            "removed: event #3, position #3 of the log",
            "removed: event #4, position #4 of the log",
            "missing: the events of changes 1 to 2 of account ",
        ],
    ),
    Case(
        "an account was deleted with all its events",
        "DELETE FROM token WHERE account_id = (SELECT subject_id FROM event WHERE id = #3);
                 DELETE FROM account WHERE id = (SELECT subject_id FROM event WHERE id = #3);
                 DELETE FROM event WHERE id IN (#3, #4)",
        &[
            "removed: event #3, position #3 of the log",
            "removed: event #4, position #4 of the log",
        ],
    ),
    Case(
        "two events changed places",
        "UPDATE event SET id = 99 WHERE id = #2;
             UPDATE event SET id = #2 WHERE id = #4;
             UPDATE event SET id = #4 WHERE id = 99",
        &[
            "edited: event #2 (account-signed-in), change 2 of account ",
            "edited: event #4 (account-signed-in), change 2 of account ",
        ],
    ),
    Case(
        "two entries of the log changed places",
        "UPDATE log_entry SET position = 99 WHERE position = #2;
             UPDATE log_entry SET position = #2 WHERE position = #3;
             UPDATE log_entry SET position = #3 WHERE position = 99",
        &[
            "position #2 of the log, event #3 (account-opened), change 1 of account ",
            "position #3 of the log, event #2 (account-signed-in), change 2 of account ",
        ],
    ),
    Case(
        "an entry of the log was deleted",
        "DELETE FROM log_entry WHERE position = #3",
        &[
            "removed, reordered or edited: position #3 of the log",
            "sealed but not in the log: event #3 (account-opened), change 1 of account ",
        ],
    ),
    Case(
        "the tail of the log was cut off",
        "DELETE FROM log_entry WHERE position > #4",
        &[
            "cut off: the log holds #4 events, a checkpoint says #6",
            "sealed but not in the log: event #5 (account-opened), change 1 of account ",
            "sealed but not in the log: event #6 (account-signed-in), change 2 of account ",
        ],
    ),
    Case(
        "the whole log was deleted",
        "DELETE FROM log_entry",
        &["cut off: the log holds 0 events, a checkpoint says #6"],
    ),
    Case(
        "events were linked anew",
        "UPDATE event SET previous_hash = '00' WHERE id = #4",
        &[
            "edited: event #4 (account-signed-in), change 2 of account ",
            "not linked to the event before: event #4 (account-signed-in)",
        ],
    ),
    Case(
        "the signature of a checkpoint was forged",
        "UPDATE checkpoint SET signature =
                 (SELECT signature FROM checkpoint WHERE size = #4) WHERE size = #6",
        &["not signed by this registry: the checkpoint of size #6"],
    ),
    Case(
        "a checkpoint was moved to another head",
        "UPDATE checkpoint SET head = '00' WHERE size = #4",
        &[
            "not signed by this registry: the checkpoint of size #4",
            "rewritten: the log differs from the checkpoint of size #4",
        ],
    ),
    Case(
        "a row was edited in its columns",
        "UPDATE account SET state = 'closed' WHERE id = (SELECT subject_id FROM event WHERE id = #6)",
        &["changed without an event: account "],
    ),
    Case(
        "a row was deleted",
        "DELETE FROM token WHERE account_id = (SELECT subject_id FROM event WHERE id = #6);
                 DELETE FROM account WHERE id = (SELECT subject_id FROM event WHERE id = #6)",
        &["its row is gone: account "],
    ),
    Case(
        "a row was set back to an older version",
        "UPDATE account SET version = 1 WHERE id = (SELECT subject_id FROM event WHERE id = #6)",
        &["changed without an event: account "],
    ),
    Case(
        "events were given to a noun that nobody knows",
        "UPDATE event SET noun = 'licence' WHERE id = #5",
        &[
            "edited: event #5 (account-opened), change 1 of licence ",
            "its row is gone: licence ",
        ],
    ),
];

/// Deletes the last account with all that tells of it.
const CUT_OFF: &str = "
    DELETE FROM token WHERE account_id = (SELECT subject_id FROM event WHERE id = #5);
    DELETE FROM account WHERE id = (SELECT subject_id FROM event WHERE id = #5);
    DELETE FROM event WHERE id > #4;
    DELETE FROM log_entry WHERE position > #4;
    DELETE FROM checkpoint WHERE size > #4";

#[tokio::test]
async fn whatever_was_tampered_with_is_named() {
    for Case(case, statements, expected) in CASES {
        let sealed = Sealed::given().await;
        sealed.tamper(statements).await;
        let told = verify(&sealed.registry).await.to_string();
        for expected in *expected {
            let expected = sealed.numbered(expected);
            assert!(
                told.contains(&expected),
                "{case}: {expected} is not in\n{told}"
            );
        }
        let verdict = "the evidence does not hold";
        assert!(told.contains(verdict), "{case}: {told}");
    }
}

#[tokio::test]
async fn a_document_edited_without_an_event_is_named() {
    let sealed = Sealed::given().await;
    let database_url = &sealed.registry.context.settings().database_url;
    let edited = if database_url.starts_with("sqlite") {
        "json_set(document, '$.name', 'دیگری')"
    } else {
        "jsonb_set(document, '{name}', '\"دیگری\"')"
    };
    let last = "(SELECT subject_id FROM event WHERE id = #5)";
    let edit = format!("UPDATE account SET document = {edited} WHERE id = {last}");
    sealed.tamper(&edit).await;
    let told = verify(&sealed.registry).await.to_string();
    let expected = "changed without an event: account ";
    assert!(told.contains(expected), "{told}");
}

#[tokio::test]
async fn an_event_that_waits_to_be_sealed_is_checked_as_well() {
    let sealed = Sealed::given().await;
    sealed.registry.given_account(Role::Police, None).await;
    assert!(verify(&sealed.registry).await.holds());
    let edit = "UPDATE event SET citation = 'A1' WHERE id = #8";
    sealed.tamper(edit).await;
    let told = verify(&sealed.registry).await.to_string();
    let expected = sealed.numbered("edited: event #8 (account-signed-in)");
    assert!(told.contains(&expected), "{told}");
}

#[tokio::test]
async fn a_tail_cut_off_everywhere_in_the_database_is_found_by_a_checkpoint_kept_outside() {
    let sealed = Sealed::given().await;
    let registry = &sealed.registry;
    sealed.tamper(CUT_OFF).await;
    let inside = verify(registry).await;
    assert!(inside.holds(), "nothing inside can tell: {inside}");
    let outside = verify_with(registry, &kept_checkpoints(registry)).await;
    let expected = "cut off: the log holds #4 events, a checkpoint says #6";
    let expected = sealed.numbered(expected);
    assert!(outside.to_string().contains(&expected), "{outside}");
}

#[tokio::test]
async fn a_log_that_grew_again_after_its_tail_was_cut_off_differs_from_the_checkpoint_outside() {
    let sealed = Sealed::given().await;
    let registry = &sealed.registry;
    let kept = kept_checkpoints(registry);
    sealed.tamper(CUT_OFF).await;
    registry.given_account(Role::Police, None).await;
    registry.run_jobs().await;
    assert!(verify(registry).await.holds());
    let outside = verify_with(registry, &kept).await;
    let expected = "rewritten: the log differs from the checkpoint of size #6";
    let expected = sealed.numbered(expected);
    assert!(outside.to_string().contains(&expected), "{outside}");
}

#[tokio::test]
async fn sealing_twice_changes_nothing() {
    let sealed = Sealed::given().await;
    let heads = "SELECT head FROM log_entry ORDER BY position";
    let before = sealed.registry.texts(heads).await;
    sealed.registry.days_pass(1);
    sealed.registry.run_jobs().await;
    assert_eq!(sealed.registry.texts(heads).await, before);
    assert_eq!(before.len(), sealed.founding + 6);
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
    let events = registry.texts("SELECT name FROM event").await.len();
    assert!(events > 40);
    assert_eq!(
        (report.events, report.log),
        (
            u64::try_from(events).unwrap(),
            i64::try_from(events).unwrap()
        )
    );
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
    assert!(verifying < Duration::from_mins(10));
}
