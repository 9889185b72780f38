//! What a licence's status was on any day as known on any day: corrected services, quashed rulings,
//! and suspensions that reach over the end of the term.

use chrono::{Days, NaiveDate};
use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::given::{CentralBoard, Sentenced, TEHRAN, ruling_service, suspended_for};
use crate::harness::{Client, Registry};

/// An agency's licence with a ruling, and an officer who looks back.
struct Looked<'a> {
    registry: &'a Registry,
    officer: Client<'a>,
    sentenced: Sentenced,
}

impl<'a> Looked<'a> {
    async fn at(registry: &'a Registry, sentenced: Sentenced) -> Self {
        let officer = registry
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await;
        Self {
            registry,
            officer,
            sentenced,
        }
    }

    async fn comes(&mut self, day: NaiveDate) {
        let days = (day - self.registry.context.today()).num_days();
        self.registry.days_pass(days);
        self.officer = self.officer.again().await;
    }

    async fn status(&self, on: NaiveDate, known_on: NaiveDate) -> Value {
        let licence = self.sentenced.licence.id();
        let path = format!("/api/v1/licences/{licence}/history?on={on}&known_on={known_on}");
        self.officer.get(&path).await.ok().body
    }

    async fn stands(&self, on: NaiveDate, known_on: NaiveDate, standing: &str) {
        let found = self.status(on, known_on).await;
        assert_eq!(
            found["standing"], standing,
            "{on} as known on {known_on}: {found}"
        );
    }

    async fn is_threatened(&self, on: NaiveDate, known_on: NaiveDate) -> bool {
        let found = self.status(on, known_on).await;
        !found["pending_rulings"].as_array().unwrap().is_empty()
    }
}

/// Covers A5.n2.
#[tokio::test]
async fn a_corrected_service_moves_what_was_to_follow_and_the_history_keeps_what_was_known() {
    let registry = Registry::real().await;
    let first = registry.context.today();
    let sentenced = registry.given_revocation(1, Uuid::nil()).await;
    let (ruling, old_final) = (sentenced.ruling, sentenced.term.final_on());
    let mut looked = Looked::at(&registry, sentenced).await;
    let (second, corrected_on) = (first + Days::new(3), first + Days::new(4));
    looked.comes(corrected_on).await;
    let path = format!("/api/v1/rulings/{ruling}");
    let seen = looked.officer.get(&path).await.ok();
    let form = json!({"service": ruling_service(second), "reason": "تاریخ رسید اشتباه خوانده شد."});
    let correction = format!("{path}/service-correction");
    let corrected = looked.officer.decide(&correction, &seen.etag(), form).await;
    let corrected = corrected.ok();
    let new_final = corrected.body["final_on"].as_str().unwrap();
    let new_final: NaiveDate = new_final.parse().unwrap();
    assert!(new_final > old_final);

    let known_then = corrected_on - Days::new(1);
    looked.stands(old_final, known_then, "revoked").await;
    looked.stands(old_final, corrected_on, "active").await;
    looked.stands(new_final, corrected_on, "revoked").await;
    assert!(looked.is_threatened(first, known_then).await);
    assert!(!looked.is_threatened(first, corrected_on).await);
    assert!(looked.is_threatened(second, corrected_on).await);

    looked.comes(new_final + Days::new(2)).await;
    registry.run_jobs().await;
    let now = registry.context.today();
    looked.stands(old_final, now, "active").await;
    looked.stands(new_final - Days::new(1), now, "active").await;
    looked.stands(new_final, now, "revoked").await;
    looked.stands(old_final, known_then, "revoked").await;
}

/// Covers A3.3.
#[tokio::test]
async fn a_quashed_ruling_threatened_until_it_was_quashed_and_never_revoked() {
    let registry = Registry::real().await;
    let manager = registry.given_account(Role::Operator, None).await;
    let account = manager.get("/api/v1/accounts/current").await.ok().id();
    let served_on = registry.context.today();
    let sentenced = registry.given_revocation(1, account.parse().unwrap()).await;
    let (ruling, lapse) = (sentenced.ruling, sentenced.term.final_on());
    let mut looked = Looked::at(&registry, sentenced).await;
    let appealed_on = served_on + Days::new(3);
    looked.comes(appealed_on).await;
    let appeal = json!({"ruling": ruling, "grounds": "مبالغ بازگردانده شده است."});
    let manager = manager.again().await;
    let lodged = manager.post("/api/v1/appeals", appeal).await.created();
    let quashed_on = served_on + Days::new(40);
    looked.comes(quashed_on).await;
    registry.run_jobs().await;
    let board = CentralBoard::of(&registry).await;
    let heard = board.voted(&lodged, "for").await;
    let quashed = json!({"outcome": "quashed"});
    board.act(&heard, "decision", quashed).await.ok();

    // Before the appeal, finality was to come with the lapse of the term.
    looked.stands(lapse, served_on, "revoked").await;
    looked.stands(lapse, appealed_on, "active").await;
    looked.stands(lapse, quashed_on, "active").await;
    looked.stands(quashed_on, quashed_on, "active").await;
    let eve = quashed_on - Days::new(1);
    assert!(looked.is_threatened(served_on, quashed_on).await);
    assert!(looked.is_threatened(eve, quashed_on).await);
    assert!(looked.is_threatened(quashed_on, eve).await);
    assert!(!looked.is_threatened(quashed_on, quashed_on).await);
    let now = looked.status(quashed_on, quashed_on).await;
    assert_eq!(now["operating_permitted"], true);
    let last = now["decisions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["appeal_id"], json!(lodged.id()));
    assert_eq!(last["ruling_id"], json!(ruling));
    assert_eq!(last["ban_id"], Value::Null);
}

/// Covers A10.
#[tokio::test]
async fn a_suspension_over_the_end_of_the_term_leaves_an_expired_licence() {
    let registry = Registry::real().await;
    let licence = registry.given_licence_of(1, Uuid::nil()).await;
    let expires_on = licence.term().until_exclusive;
    let issued_on = registry.context.today();
    // The ruling is final about ten days before the licence expires, and suspends for sixty.
    let served_on = expires_on - Days::new(32);
    registry.days_pass((served_on - issued_on).num_days());
    let sentenced = registry.given_ruling_on(licence, suspended_for(60)).await;
    let final_on = sentenced.term.final_on();
    assert!(final_on < expires_on);
    let mut looked = Looked::at(&registry, sentenced).await;
    let resumed = final_on + Days::new(60);
    looked.comes(resumed + Days::new(1)).await;
    registry.run_jobs().await;
    let now = registry.context.today();
    for (on, standing, permitted) in [
        (issued_on, "active", true),
        (final_on - Days::new(1), "active", true),
        (final_on, "suspended", false),
        (expires_on - Days::new(1), "suspended", false),
        (expires_on, "expired", false),
        (resumed - Days::new(1), "expired", false),
        (resumed, "expired", false),
    ] {
        let found = looked.status(on, now).await;
        assert_eq!(found["standing"], standing, "{on}");
        assert_eq!(found["operating_permitted"], permitted, "{on}");
    }
    // On the day of service nobody knew more than what was to come.
    let forecast = looked.status(final_on, served_on).await;
    assert_eq!(forecast["standing"], "suspended");
    assert_eq!(forecast["is_forecast"], true);
    looked.stands(expires_on, served_on, "expired").await;
}
