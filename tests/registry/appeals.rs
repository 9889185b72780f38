//! Appeals to the central board, over HTTP (A3.3, A5.n2).

use chrono::{Days, NaiveDate};
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::penalty::Penalty;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::given::{CentralBoard, Sentenced, TEHRAN, licence_id, suspended_for};
use crate::harness::{Answer, Client, Registry};

const APPEALS: &str = "/api/v1/appeals";

/// An agency against which a ruling was served on the first day.
struct Stage<'a> {
    registry: &'a Registry,
    manager: Client<'a>,
    sentenced: Sentenced,
}

impl<'a> Stage<'a> {
    async fn with(registry: &'a Registry, penalty: Penalty) -> Self {
        let manager = registry.given_account(Role::Operator, None).await;
        let account = manager.get("/api/v1/accounts/current").await.ok().id();
        let operator: Uuid = account.parse().unwrap();
        let sentenced = registry.given_ruling(1, operator, penalty).await;
        Self {
            registry,
            manager,
            sentenced,
        }
    }

    /// Lets days pass until this one, on which everybody signs in anew.
    async fn comes(&mut self, day: NaiveDate) {
        let days = (day - self.registry.context.today()).num_days();
        self.registry.days_pass(days);
        self.manager = self.manager.again().await;
    }

    fn appeal(&self) -> Value {
        json!({"ruling": self.sentenced.ruling, "grounds": "مبالغ بازگردانده شده است."})
    }

    async fn lodges(&self) -> Answer {
        self.manager.post(APPEALS, self.appeal()).await
    }

    fn paper(&self, received_on: NaiveDate) -> Value {
        json!({"ruling": self.sentenced.ruling, "appellant": "agency_manager",
            "person": "مدیر کاریابی", "written": true, "grounds": "مبالغ بازگردانده شده است.",
            "received_at": "provincial_office", "received_on": received_on})
    }

    async fn licence(&self) -> Value {
        let office = self
            .registry
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await;
        let path = format!("/api/v1/licences/{}", licence_id(&self.sentenced.licence));
        office.get(&path).await.ok().body
    }

    async fn state(&self, table: &str) -> Vec<String> {
        let query = format!("SELECT state FROM {table} ORDER BY id");
        self.registry.texts(&query).await
    }
}

/// Covers A5.n2.
#[tokio::test]
async fn an_appeal_is_in_time_by_every_reading_of_the_twenty_days_and_late_on_the_day_after() {
    let registry = Registry::real().await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    let deadline = stage.sentenced.term.deadline().clone();
    let last = deadline.last_accepted();
    assert!(deadline.advised() <= deadline.net() && deadline.net() <= last);
    for (day, in_time) in [
        (deadline.advised(), true),
        (deadline.net(), true),
        (last, true),
        (last + Days::new(1), false),
    ] {
        let registry = Registry::real().await;
        let mut stage = Stage::with(&registry, Penalty::Revocation).await;
        stage.comes(day).await;
        let lodged = stage.lodges().await.created();
        assert_eq!(lodged.body["filed_on"], json!(day));
        let rulings = stage.state("ruling").await;
        if in_time {
            assert_eq!(lodged.body["manifest"], Value::Null, "{day}");
            assert_eq!(rulings, ["appealed"], "{day}");
        } else {
            assert_eq!(lodged.body["manifest"]["code"], "appeal-late", "{day}");
            assert_eq!(lodged.body["manifest"]["citation"], "A5.n2");
            assert_eq!(rulings, ["served"], "{day}");
        }
    }
    // Nobody appealed here, so nothing is left to be contested in time.
    stage.comes(last + Days::new(2)).await;
    registry.run_jobs().await;
    assert_eq!(stage.state("ruling").await, ["final"]);
    let lodged = stage.lodges().await.created();
    assert_eq!(lodged.body["manifest"]["code"], "appeal-late");
}

#[tokio::test]
async fn what_is_plainly_inadmissible_stays_on_record_with_its_rule_and_is_dismissed_for_it() {
    let registry = Registry::real().await;
    let stage = Stage::with(&registry, Penalty::Revocation).await;
    let board = CentralBoard::of(&registry).await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let path = "/api/v1/appeals/on-paper";
    let today = registry.context.today();
    let with = |field: &str, value: Value| {
        let mut form = stage.paper(today);
        form[field] = value;
        form
    };
    let cases = [
        (with("appellant", json!("complainant")), "wrong_person"),
        (with("appellant", json!("other")), "wrong_person"),
        (with("appellant", json!("applicant")), "wrong_person"),
        (with("written", json!(false)), "not_written"),
        (with("grounds", Value::Null), "no_grounds"),
    ];
    for (form, ground) in cases {
        let received = officer.post(path, form).await.created();
        assert_eq!(received.body["manifest"]["ground"], ground);
        let refused = board.act(&received, "admission", Value::Null).await;
        let code = received.body["manifest"]["code"].as_str().unwrap();
        let refused = refused.problem(422, code);
        assert_eq!(
            refused.body["citation"],
            received.body["manifest"]["citation"]
        );
        let wrong = json!({"ground": "late", "reasons": "دیر رسیده است."});
        let refused = board.act(&received, "dismissal", wrong).await;
        refused.problem(422, "ground-not-given");
        let right = json!({"ground": ground, "reasons": "پذیرفته نیست."});
        let dismissed = board.act(&received, "dismissal", right).await.ok();
        assert_eq!(dismissed.body["dismissal"]["ground"]["ground"], ground);
    }
    assert_eq!(stage.state("ruling").await, ["served"]);
    // None of them was an appeal that counts: the manager's own is the first.
    let first = stage.lodges().await.created();
    assert_eq!(first.body["manifest"], Value::Null);
    let second = stage.lodges().await.created();
    assert_eq!(second.body["manifest"]["code"], "second-appeal");
    assert_eq!(second.body["manifest"]["citation"], "A3.3");
}

#[tokio::test]
async fn a_dismissed_appeal_lets_the_term_go_on() {
    let registry = Registry::real().await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    let last = stage.sentenced.term.last_accepted();
    stage.comes(last).await;
    let lodged = stage.lodges().await.created();
    stage.comes(last + Days::new(5)).await;
    registry.run_jobs().await;
    assert_eq!(stage.licence().await["standing"], "active");
    let board = CentralBoard::of(&registry).await;
    let form = json!({"ground": "not_written", "reasons": "امضا ندارد."});
    board.act(&lodged, "dismissal", form).await.ok();
    assert_eq!(stage.state("ruling").await, ["served"]);
    assert_eq!(stage.licence().await["standing"], "revoked");
    registry.run_jobs().await;
    assert_eq!(stage.state("ruling").await, ["final"]);
    let from = registry
        .texts("SELECT CAST(runs_from AS TEXT) FROM ban")
        .await;
    assert_eq!(from, [(last + Days::new(5)).to_string()]);
}

/// Covers A3.3 and A15.n2.
#[tokio::test]
async fn the_central_board_s_decision_is_final_with_all_that_follows() {
    let modified = json!({"outcome": "modified", "reasons_without_directive": "تناسب",
        "penalty": {"class": "suspension", "length": {"count": 3, "unit": "months"}}});
    let cases = [
        (json!({"outcome": "upheld"}), "against", "revoked", 31),
        (json!({"outcome": "quashed"}), "for", "active", 0),
        (modified, "for", "suspended", 0),
    ];
    for (form, vote, standing, notices) in cases {
        let registry = Registry::real().await;
        let stage = Stage::with(&registry, Penalty::Revocation).await;
        let board = CentralBoard::of(&registry).await;
        let appeal = stage.lodges().await.created();
        let heard = board.voted(&appeal, vote).await;
        let against = json!({"outcome": if vote == "for" { "upheld" } else { "quashed" }});
        let refused = board.act(&heard, "decision", against).await;
        refused.problem(422, "against-the-vote");
        let decided = board.act(&heard, "decision", form).await.ok();
        assert_eq!(decided.body["state"], "decided");
        assert_eq!(stage.state("ruling").await, ["final"]);
        assert_eq!(stage.licence().await["standing"], standing);
        assert_eq!(registry.count("SELECT COUNT(*) FROM notice").await, notices);
        let following = i64::from(notices > 0);
        assert_eq!(registry.count("SELECT COUNT(*) FROM ban").await, following);
        let files = registry.count("SELECT COUNT(*) FROM settlement").await;
        assert_eq!(files, following);
        let service = json!({"served_on": registry.context.today(), "method": "electronic",
            "proof": "رسید ۹"});
        let served = board.act(&decided, "service", service).await.ok();
        assert_eq!(served.body["state"], "served");
        registry.run_jobs().await;
        assert_eq!(registry.count("SELECT COUNT(*) FROM ban").await, following);
        let again = stage.lodges().await.created();
        assert_eq!(again.body["manifest"]["code"], "second-appeal");
    }
}

#[tokio::test]
async fn the_agency_s_own_appeal_is_never_answered_with_a_heavier_penalty() {
    let registry = Registry::real().await;
    let stage = Stage::with(&registry, suspended_for(30)).await;
    let board = CentralBoard::of(&registry).await;
    let appeal = stage.lodges().await.created();
    let heard = board.voted(&appeal, "for").await;
    let heavier = json!({"outcome": "modified", "reasons_without_directive": "تناسب",
        "penalty": {"class": "revocation"}});
    let refused = board.act(&heard, "decision", heavier).await;
    refused.problem(422, "aggravation");
    assert_eq!(stage.state("ruling").await, ["appealed"]);
}

#[tokio::test]
async fn an_appeal_is_heard_only_in_a_session_of_its_scope_that_opened() {
    let registry = Registry::real().await;
    let stage = Stage::with(&registry, Penalty::Revocation).await;
    let board = CentralBoard::of(&registry).await;
    let appeal = stage.lodges().await.created();
    let session = board.called().await.id();
    let early = board.act(&appeal, "scheduling", json!({"session": session}));
    early.await.problem(409, "illegal-transition");
    let foreign = json!({"board": "central", "scope": "foreign", "place": "تهران",
        "called_for": registry.context.today(), "agenda": []});
    let foreign = board.secretary.post("/api/v1/sessions", foreign).await;
    let foreign = json!({"session": foreign.created().id()});
    let admitted = board.act(&appeal, "admission", Value::Null).await.ok();
    let refused = board.act(&admitted, "scheduling", foreign).await;
    refused.problem(422, "matter-of-another-scope");
    let scheduled = board.act(&admitted, "scheduling", json!({"session": session}));
    let scheduled = scheduled.await.ok();
    let hearing =
        json!({"on": registry.context.today(), "attended": false, "record": "پرونده خوانده شد."});
    let refused = board.act(&scheduled, "hearing", hearing).await;
    refused.problem(422, "hearing-outside-the-session");
    let undecided = board.heard(&scheduled, &session).await;
    let refused = board.act(&undecided, "decision", json!({"outcome": "upheld"}));
    refused.await.problem(422, "not-decided-in-session");
}

#[tokio::test]
async fn the_agenda_of_a_new_session_takes_appeals_too() {
    let registry = Registry::real().await;
    let stage = Stage::with(&registry, Penalty::Revocation).await;
    let board = CentralBoard::of(&registry).await;
    let appeal = stage.lodges().await.created();
    let admitted = board.act(&appeal, "admission", Value::Null).await.ok();
    let call = json!({"board": "central", "scope": "domestic", "place": "تهران",
        "called_for": registry.context.today(),
        "agenda": [{"matter": "appeal", "id": admitted.id()}]});
    let called = board
        .secretary
        .post("/api/v1/sessions", call)
        .await
        .created();
    let path = format!("{APPEALS}/{}", appeal.id());
    let now = board.secretary.get(&path).await.ok();
    assert_eq!(now.body["state"], "scheduled");
    assert_eq!(now.body["session"], json!(called.id()));
}

#[tokio::test]
async fn receipt_at_a_provincial_office_counts_unless_policy_asks_for_the_central_board() {
    let registry = Registry::real().await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    let last = stage.sentenced.term.last_accepted();
    let path = "/api/v1/appeals/on-paper";
    stage.comes(last + Days::new(1)).await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let refused = elsewhere.post(path, stage.paper(last)).await;
    refused.problem(404, "not-found");
    let mut central = stage.paper(last);
    central["received_at"] = json!("central_board");
    let refused = officer.post(path, central).await;
    refused.problem(403, "permission-denied");
    let future = stage.paper(last + Days::new(2));
    let refused = officer.post(path, future).await;
    refused.problem(422, "received-in-the-future");
    // It came in on the last day, was recorded on the day after, and nothing was written down yet.
    let received = officer.post(path, stage.paper(last)).await.created();
    assert_eq!(received.body["manifest"], Value::Null);
    assert_eq!(stage.state("ruling").await, ["appealed"]);
    assert_eq!(stage.licence().await["standing"], "active");

    let registry = Registry::real().await;
    registry
        .given_policy("appeal.receipt", json!("central_only"))
        .await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    stage.comes(last).await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let refused = officer.post(path, stage.paper(last)).await;
    refused.problem(422, "not-received-centrally");
    stage.comes(last + Days::new(1)).await;
    let officer = officer.again().await;
    let mut passed = stage.paper(last);
    passed["passed_on"] = json!(last + Days::new(1));
    let received = officer.post(path, passed).await.created();
    assert_eq!(received.body["manifest"]["code"], "appeal-late");
}

#[tokio::test]
async fn an_appeal_recorded_after_finality_was_written_down_undoes_nothing() {
    let registry = Registry::real().await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    let last = stage.sentenced.term.last_accepted();
    stage.comes(last + Days::new(1)).await;
    registry.run_jobs().await;
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let path = "/api/v1/appeals/on-paper";
    let refused = officer.post(path, stage.paper(last)).await;
    refused.problem(422, "finality-recorded");
    assert_eq!(stage.state("ruling").await, ["final"]);
    assert_eq!(stage.state("appeal").await, [""; 0]);
}

#[tokio::test]
async fn execution_waits_for_finality_unless_policy_says_otherwise() {
    for (waits, permitted) in [(true, true), (false, false)] {
        let registry = Registry::real().await;
        let key = "appeal.suspends_execution";
        registry.given_policy(key, json!(waits)).await;
        let mut stage = Stage::with(&registry, suspended_for(30)).await;
        let licence = stage.licence().await;
        assert_eq!(licence["standing"], "active");
        assert_eq!(licence["operating_permitted"], permitted);
        let served_on = registry.context.today();
        let final_on = stage.sentenced.term.final_on();
        stage.comes(final_on).await;
        registry.run_jobs().await;
        assert_eq!(stage.licence().await["standing"], "suspended");
        // What already kept the agency from acting counts towards the suspension.
        let from = if waits { final_on } else { served_on };
        let until = registry.texts("SELECT CAST(suspended_until AS TEXT) FROM licence");
        assert_eq!(until.await, [(from + Days::new(30)).to_string()]);
    }
}

#[tokio::test]
async fn a_pending_appeal_raises_an_alarm_after_sixty_days_and_nothing_else_happens() {
    let registry = Registry::real().await;
    let mut stage = Stage::with(&registry, Penalty::Revocation).await;
    let filed = registry.context.today();
    let lodged = stage.lodges().await.created();
    assert_eq!(lodged.body["alarm_on"], json!(filed + Days::new(60)));
    for (days, alarmed) in [(59, false), (60, true)] {
        stage.comes(filed + Days::new(days)).await;
        registry.run_jobs().await;
        let list = stage.manager.get(APPEALS).await.ok();
        assert_eq!(list.body["items"][0]["alarmed"], alarmed, "{days}");
    }
    assert_eq!(stage.state("ruling").await, ["appealed"]);
}

#[tokio::test]
async fn nobody_sees_or_handles_the_appeals_of_others_without_the_office_for_it() {
    let registry = Registry::real().await;
    let stage = Stage::with(&registry, Penalty::Revocation).await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let refused = stranger.post(APPEALS, stage.appeal()).await;
    refused.problem(404, "not-found");
    let appeal = stage.lodges().await.created();
    let path = format!("{APPEALS}/{}", appeal.id());
    stranger.get(&path).await.problem(404, "not-found");
    let list = stranger.get(APPEALS).await.ok();
    assert_eq!(list.body["items"], json!([]));
    let own = stage.manager.get(APPEALS).await.ok();
    assert_eq!(own.body["items"][0]["id"], json!(appeal.id()));
    let secretary = registry
        .given_account(Role::BoardSecretary, Some(TEHRAN))
        .await;
    let admission = format!("{path}/admission");
    secretary.get(&path).await.ok();
    let tag = appeal.etag();
    let refused = secretary.decide(&admission, &tag, Value::Null).await;
    refused.problem(403, "permission-denied");
    let elsewhere = registry
        .given_account(Role::BoardSecretary, Some("IR-07"))
        .await;
    elsewhere.get(&path).await.problem(404, "not-found");
    let central = registry.given_account(Role::CentralOfficer, None).await;
    let refused = central.post(&admission, Value::Null).await;
    refused.problem(428, "precondition-required");
    let refused = central.decide(&admission, "\"7\"", Value::Null).await;
    refused.problem(412, "stale");
    central
        .decide(&admission, &appeal.etag(), Value::Null)
        .await
        .ok();
}
