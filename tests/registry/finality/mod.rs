//! Finality and what the calendar brings after it (A15.n2, A16, A6.4).

mod fault;
mod races;
mod whole_path;

use chrono::{Days, NaiveDate};
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::penalty::Penalty;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::finality::end_bans::end_bans;
use parvaneh::use_cases::finality::end_suspensions::end_suspensions;
use parvaneh::use_cases::finality::lapse::lapse_due;
use serde_json::json;
use uuid::Uuid;

use crate::given::{COMPANY_ID, Sentenced, TEHRAN, licence_id, suspended_for};
use crate::harness::Registry;

/// Lets days pass until this one.
fn comes(registry: &Registry, day: NaiveDate) {
    registry.days_pass((day - registry.context.today()).num_days());
}

/// What is written down of a finality: how many of each, in the order of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Written {
    rulings: i64,
    licences: i64,
    bans: i64,
    subjects: i64,
    notices: i64,
    settlements: i64,
    events: i64,
}

impl Written {
    /// All of it at one instant, whoever writes meanwhile.
    async fn of(registry: &Registry) -> Self {
        let counts = [
            "ruling WHERE state = 'final'",
            "licence WHERE state = 'revoked'",
            "ban",
            "ban_subject",
            "notice",
            "settlement",
            "event",
        ]
        .map(|what| format!("CAST((SELECT COUNT(*) FROM {what}) AS TEXT)"))
        .join(" || ' ' || ");
        let counts = registry.texts(&format!("SELECT {counts}")).await.remove(0);
        let mut counts = counts.split(' ').map(|count| count.parse().unwrap());
        let mut next = || counts.next().unwrap();
        Self {
            rulings: next(),
            licences: next(),
            bans: next(),
            subjects: next(),
            notices: next(),
            settlements: next(),
            events: next(),
        }
    }

    /// What so many revocations leave behind, beside the events before them.
    fn revocations(number: i64, events_before: i64) -> Self {
        Self {
            rulings: number,
            licences: number,
            bans: number,
            subjects: 2 * number,
            notices: 31 * number,
            settlements: number,
            events: events_before + 35 * number,
        }
    }
}

/// Dates of the finality, wherever they stand.
async fn dates(registry: &Registry) -> Vec<String> {
    let mut dates = Vec::new();
    for query in [
        "SELECT CAST(final_on AS TEXT) FROM ruling ORDER BY id",
        "SELECT CAST(runs_from AS TEXT) FROM ban ORDER BY id",
    ] {
        dates.extend(registry.texts(query).await);
    }
    dates
}

async fn public_status(registry: &Registry, sentenced: &Sentenced) -> String {
    let path = format!("/public/v1/licences/{}", sentenced.licence.number());
    let found = registry.anybody().get(&path).await.ok();
    found.body["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_week_s_outage_is_caught_up_with_the_right_dates_and_running_again_changes_nothing() {
    let registry = Registry::real().await;
    let first = registry.given_revocation(1, Uuid::nil()).await;
    registry.days_pass(2);
    let second = registry.given_revocation(2, Uuid::nil()).await;
    let before = Written::of(&registry).await.events;
    let due = [first.term.final_on(), second.term.final_on()];
    assert!(due[0] <= due[1]);
    comes(&registry, due[0] - Days::new(1));
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 0);
    comes(&registry, due[1] + Days::new(7));
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 2);
    let written = Written::of(&registry).await;
    assert_eq!(written, Written::revocations(2, before));
    let mut expected: Vec<_> = due.iter().map(ToString::to_string).collect();
    expected.extend(expected.clone());
    let mut found = dates(&registry).await;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    for _ in 0..2 {
        assert_eq!(lapse_due(&registry.context).await.unwrap(), 0);
        registry.days_pass(1);
    }
    assert_eq!(Written::of(&registry).await, written);
}

#[tokio::test]
async fn finality_begins_at_midnight_and_is_written_down_once_nothing_can_be_on_its_way() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    let office = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let path = format!("/api/v1/licences/{}", licence_id(&sentenced.licence));
    // The registry was made at ten o'clock in the morning in Tehran.
    let days = sentenced.term.final_on() - registry.context.today();
    registry.clock.advance(days.num_seconds() - 10 * 3_600 - 1);
    let office = office.again().await;
    assert_eq!(office.get(&path).await.ok().body["standing"], "active");
    registry.clock.advance(1);
    assert_eq!(registry.context.today(), sentenced.term.final_on());
    assert_eq!(office.get(&path).await.ok().body["standing"], "revoked");
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 0);
    registry.clock.advance(30);
    assert_eq!(lapse_due(&registry.context).await.unwrap(), 1);
}

#[tokio::test]
async fn the_public_register_says_what_is_final_on_the_day_even_while_it_cannot_be_written_down() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    registry.run_jobs().await;
    assert_eq!(public_status(&registry, &sentenced).await, "valid");
    comes(&registry, sentenced.term.final_on());
    let process = Uuid::now_v7();
    registry.clock.advance(60);
    let publish = parvaneh::use_cases::register::publish::publish(&registry.context, process, 0);
    publish.await.unwrap();
    assert_eq!(Written::of(&registry).await.rulings, 0);
    assert_eq!(public_status(&registry, &sentenced).await, "revoked");
    registry.clock.advance(60);
    registry.run_jobs().await;
    assert_eq!(Written::of(&registry).await.rulings, 1);
    assert_eq!(public_status(&registry, &sentenced).await, "revoked");
}

#[tokio::test]
async fn a_suspension_begins_with_finality_and_its_end_is_written_down_and_published() {
    let registry = Registry::real().await;
    let sentenced = registry
        .given_ruling(1, Uuid::nil(), suspended_for(10))
        .await;
    let from = sentenced.term.final_on();
    let until = from + Days::new(10);
    for (day, status) in [
        (from - Days::new(1), "valid"),
        (from, "suspended"),
        (until - Days::new(1), "suspended"),
        (until, "valid"),
    ] {
        comes(&registry, day);
        registry.clock.advance(60);
        registry.run_jobs().await;
        assert_eq!(public_status(&registry, &sentenced).await, status, "{day}");
    }
    let states = registry.texts("SELECT state FROM licence").await;
    assert_eq!(states, ["granted"]);
    assert_eq!(Written::of(&registry).await.bans, 0);
    assert_eq!(end_suspensions(&registry.context).await.unwrap(), 0);
}

#[tokio::test]
async fn a_late_end_of_a_suspension_is_dated_on_the_day_it_arose() {
    let registry = Registry::real().await;
    let sentenced = registry
        .given_ruling(1, Uuid::nil(), suspended_for(10))
        .await;
    let until = sentenced.term.final_on() + Days::new(10);
    comes(&registry, until + Days::new(7));
    registry.run_jobs().await;
    let query = "SELECT CAST(payload AS TEXT) FROM event \
        WHERE name IN ('licence-suspended', 'licence-suspension-ended') ORDER BY id";
    let told = registry.texts(query).await;
    assert!(
        told[0].contains(&sentenced.term.final_on().to_string()),
        "{told:?}"
    );
    assert!(told[1].contains(&until.to_string()), "{told:?}");
}

/// Covers A15.n2.
#[tokio::test]
async fn a_ban_bites_in_every_province_until_its_last_day_and_not_the_day_after() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    comes(&registry, sentenced.term.final_on());
    registry.run_jobs().await;
    let until = registry
        .texts("SELECT CAST(runs_until AS TEXT) FROM ban")
        .await;
    let until: NaiveDate = until[0].parse().unwrap();
    let form = json!({"role": "holder", "company_id": COMPANY_ID});
    for (day, banned) in [(until - Days::new(1), true), (until, false)] {
        comes(&registry, day);
        registry.run_jobs().await;
        let officer = registry
            .given_account(Role::ProvincialOfficer, Some("IR-07"))
            .await;
        let found = officer
            .post("/api/v1/bans/screening", form.clone())
            .await
            .ok();
        let hits = found.body["hits"].as_array().unwrap().len();
        assert_eq!(hits == 1, banned, "{day}");
    }
    assert_eq!(registry.texts("SELECT state FROM ban").await, ["ended"]);
    assert_eq!(end_bans(&registry.context).await.unwrap(), 0);
}

#[tokio::test]
async fn a_closure_that_is_recorded_moves_every_open_term_and_shortens_none() {
    let registry = Registry::real().await;
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    let last = sentenced.term.last_accepted();
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let closure = json!({"date": last, "name_fa": "آلودگی هوا", "name_en": "Polluted air"});
    officer.post("/api/v1/closures", closure).await.ok();
    let final_on = registry
        .texts("SELECT CAST(final_on AS TEXT) FROM ruling")
        .await;
    let final_on: NaiveDate = final_on[0].parse().unwrap();
    assert!(final_on > sentenced.term.final_on());
    comes(&registry, sentenced.term.final_on());
    registry.run_jobs().await;
    assert_eq!(Written::of(&registry).await.rulings, 0);
    comes(&registry, final_on);
    registry.run_jobs().await;
    assert_eq!(Written::of(&registry).await.rulings, 1);
    let from = registry
        .texts("SELECT CAST(runs_from AS TEXT) FROM ban")
        .await;
    assert_eq!(from, [final_on.to_string()]);
}

#[tokio::test]
async fn one_that_cannot_be_written_down_holds_up_neither_the_others_nor_the_register() {
    let registry = Registry::real().await;
    let broken = registry.given_revocation(1, Uuid::nil()).await;
    let sound = registry.given_revocation(2, Uuid::nil()).await;
    let spoilt = format!(
        "UPDATE ruling SET document = '{{}}' WHERE id = {}",
        literal(&registry, broken.ruling)
    );
    registry.tamper(&spoilt).await;
    comes(&registry, sound.term.final_on());
    let process = Uuid::now_v7();
    let ran = parvaneh::jobs::run_once(&registry.context, process).await;
    assert!(ran.is_err());
    assert_eq!(Written::of(&registry).await.rulings, 1);
    assert_eq!(public_status(&registry, &sound).await, "revoked");
}

#[tokio::test]
async fn a_ruling_on_a_licence_that_is_revoked_already_bans_nobody_twice() {
    let registry = Registry::real().await;
    let first = registry.given_revocation(1, Uuid::nil()).await;
    let second = registry
        .given_ruling_on(first.licence.clone(), Penalty::Revocation)
        .await;
    comes(&registry, second.term.final_on());
    registry.run_jobs().await;
    let written = Written::of(&registry).await;
    assert_eq!((written.rulings, written.licences, written.bans), (2, 1, 1));
}

#[tokio::test]
async fn two_processes_that_run_the_jobs_at_once_write_everything_once() {
    let registry = Registry::real().await;
    let mut last = None;
    for serial in 1..=12 {
        let sentenced = registry.given_revocation(serial, Uuid::nil()).await;
        last = Some(sentenced.term.final_on());
    }
    let before = Written::of(&registry).await.events;
    comes(&registry, last.unwrap());
    let other = registry.another_process(Kind::Real).await;
    let (one, two) = tokio::join!(lapse_due(&registry.context), lapse_due(&other));
    assert_eq!(one.unwrap() + two.unwrap(), 12);
    assert_eq!(
        Written::of(&registry).await,
        Written::revocations(12, before)
    );
}

/// An identity as the database writes it: bytes in SQLite, a value of its own in PostgreSQL.
fn literal(registry: &Registry, id: Uuid) -> String {
    if registry
        .context
        .settings()
        .database_url
        .starts_with("sqlite")
    {
        format!("X'{}'", id.simple())
    } else {
        format!("'{id}'")
    }
}
