//! Signing up, signing in, and what roles may do.

use futures_util::future::join_all;
use parvaneh::context::Context;
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::account::FAILURES_BEFORE_LOCK;
use parvaneh::error::Error;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::account::sign_in::sign_in;
use serde_json::json;

use crate::harness::{PASSWORD, Registry};

#[tokio::test]
async fn an_operator_signs_up_signs_in_and_signs_out() {
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let form = json!({"login": "elham", "name": "الهام كيانفر", "password": PASSWORD});
    let account = anybody
        .post("/api/v1/sign-ups", form.clone())
        .await
        .created();
    assert_eq!(account.body["name"], "الهام کیانفر");
    assert_eq!(account.body["grants"][0]["role"], "operator");

    let again = anybody.post("/api/v1/sign-ups", form).await;
    let again = again.problem(422, "invalid-value");
    assert_eq!(again.body["errors"][0]["pointer"], "/login");

    let elham = registry.sign_in("elham").await;
    let me = elham.get("/api/v1/accounts/current").await.ok();
    assert_eq!(me.body["login"], "elham");
    elham
        .post("/api/v1/tokens/current/revocation", json!(null))
        .await
        .expect_status(poem::http::StatusCode::NO_CONTENT);
    let out = elham.get("/api/v1/accounts/current").await;
    out.problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_token_ends_after_its_hours() {
    let registry = Registry::real().await;
    let police = registry.given_account(Role::Police, None).await;
    police.get("/api/v1/accounts/current").await.ok();
    registry.clock.advance(12 * 3600);
    let late = police.get("/api/v1/accounts/current").await;
    late.problem(401, "unauthenticated");
}

#[tokio::test]
async fn wrong_passwords_lock_an_account_and_unknown_logins_are_answered_and_locked_alike() {
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let form = json!({"login": "elham", "name": "الهام کیانفر", "password": PASSWORD});
    anybody.post("/api/v1/sign-ups", form).await.created();
    for login in ["elham", "nobody"] {
        let wrong = json!({"login": login, "password": "wrong password"});
        for _ in 0..FAILURES_BEFORE_LOCK {
            let refused = anybody.post("/api/v1/tokens", wrong.clone()).await;
            let refused = refused.problem(401, "wrong-credentials");
            let detail = refused.body["detail"].as_str().unwrap();
            assert!(!detail.contains(login), "{detail}");
        }
    }
    for (passed, left) in [(0, "900"), (100, "800")] {
        registry.clock.advance(passed);
        for login in ["elham", "nobody"] {
            let right = json!({"login": login, "password": PASSWORD});
            let locked = anybody.post("/api/v1/tokens", right).await;
            let locked = locked.problem(429, "too-many-requests");
            assert_eq!(locked.header("retry-after"), left, "{login}");
        }
    }
    registry.clock.advance(800);
    registry.sign_in("elham").await;
}

#[tokio::test]
async fn wrong_passwords_count_together_whichever_process_they_come_to() {
    let registry = Registry::real().await;
    let form = json!({"login": "elham", "name": "الهام کیانفر", "password": PASSWORD});
    let signed_up = registry.anybody().post("/api/v1/sign-ups", form).await;
    signed_up.created();
    let other = registry.another_process(Kind::Real).await;
    let processes = [&registry.context, &other];
    let attempt = async |process: &Context, login: &str| {
        let login = login.parse().ok();
        sign_in(process, login, "wrong password".to_owned()).await
    };
    for login in ["elham", "nobody"] {
        for process in processes
            .into_iter()
            .cycle()
            .take(FAILURES_BEFORE_LOCK.into())
        {
            let refused = attempt(process, login).await;
            assert!(matches!(refused, Err(Error::WrongCredentials)), "{login}");
        }
        for process in processes {
            let locked = attempt(process, login).await;
            let locked = locked.expect_err("the login is locked");
            assert!(
                matches!(locked, Error::TooManyAttempts { retry_after: 900 }),
                "{login}: {locked:?}"
            );
        }
    }
    // What was typed is written nowhere.
    let hashes = "SELECT login_hash FROM stranger_attempt";
    let hashes = registry.texts(hashes).await;
    assert_eq!(hashes.len(), 1);
    assert!(!hashes[0].contains("nobody"));
}

#[tokio::test]
async fn attempts_at_the_same_time_lock_a_login_that_nobody_has_as_well() {
    let registry = Registry::real().await;
    let other = registry.another_process(Kind::Real).await;
    let attempts = (0..2 * FAILURES_BEFORE_LOCK).map(|n| {
        let process = if n % 2 == 0 {
            &registry.context
        } else {
            &other
        };
        sign_in(process, "nobody".parse().ok(), "wrong password".to_owned())
    });
    for attempt in join_all(attempts).await {
        attempt.expect_err("nobody has this login");
    }
    let locked = sign_in(&other, "nobody".parse().ok(), PASSWORD.to_owned()).await;
    assert!(matches!(locked, Err(Error::TooManyAttempts { .. })));
}

#[tokio::test]
async fn every_fault_of_a_form_is_named_and_nothing_is_stored() {
    let registry = Registry::real().await;
    let form = json!({"login": "e", "name": "", "password": "short"});
    let refused = registry.anybody().post("/api/v1/sign-ups", form).await;
    let refused = refused.problem(422, "invalid-value");
    let pointers: Vec<_> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/login", "/name", "/password"]);
}

#[tokio::test]
async fn a_closed_accounts_tokens_stop_at_once_and_a_stale_decision_is_refused() {
    let registry = Registry::real().await;
    let root = registry.given_account(Role::Administrator, None).await;
    let form = json!({"login": "bazras", "name": "سارا کریمی", "password": PASSWORD,
        "grants": [{"role": "inspector", "province": "IR-10"}]});
    let account = root.post("/api/v1/accounts", form).await.created();
    let inspector = registry.sign_in("bazras").await;
    let closure = format!("/api/v1/accounts/{}/closure", account.id());
    root.post(&closure, json!(null))
        .await
        .problem(428, "precondition-required");
    // Signing in has changed the account since.
    root.decide(&closure, &account.etag(), json!(null))
        .await
        .problem(412, "stale");
    root.decide(&closure, "\"2\"", json!(null)).await.ok();
    inspector
        .get("/api/v1/accounts/current")
        .await
        .problem(401, "unauthenticated");
    let again = root.decide(&closure, "\"3\"", json!(null)).await;
    let again = again.problem(409, "illegal-transition");
    assert_eq!(again.body["current_state"], "closed");
}

#[tokio::test]
async fn the_same_key_gives_the_same_account_and_another_request_under_it_is_refused() {
    let registry = Registry::real().await;
    let root = registry.given_account(Role::Administrator, None).await;
    let form = |name: &str| {
        json!({"login": "omid", "name": name, "password": PASSWORD,
            "grants": [{"role": "auditor"}]})
    };
    let key = [("idempotency-key", "one")];
    let first = root
        .post_with("/api/v1/accounts", form("امید"), &key)
        .await
        .created();
    let second = root
        .post_with("/api/v1/accounts", form("امید"), &key)
        .await
        .created();
    assert_eq!(first.id(), second.id());
    let other = root.post_with("/api/v1/accounts", form("امیر"), &key).await;
    other.problem(422, "idempotency-key-reused");
}

#[tokio::test]
async fn only_an_administrator_of_a_demonstration_moves_its_clock() {
    let demo = Registry::start(parvaneh::store::registry::Kind::Demo).await;
    let root = demo.given_account(Role::Administrator, None).await;
    let moved = root
        .post("/api/v1/demo-clock/advance", json!({"days": 30}))
        .await
        .ok();
    assert_eq!(moved.etag(), "\"2\"");
    let auditor = demo.given_account(Role::Auditor, None).await;
    let refused = auditor
        .post("/api/v1/demo-clock/advance", json!({"days": 30}))
        .await;
    let refused = refused.problem(403, "permission-denied");
    assert_eq!(refused.body["demo"], true);

    let real = Registry::real().await;
    let root = real.given_account(Role::Administrator, None).await;
    root.post("/api/v1/demo-clock/advance", json!({"days": 30}))
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn attempts_made_at_once_are_counted_before_a_right_password_opens() {
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let form = json!({"login": "elham", "name": "الهام کیانفر", "password": PASSWORD});
    anybody.post("/api/v1/sign-ups", form).await.created();
    let wrong = json!({"login": "elham", "password": "wrong password"});
    let attempts = (0..12).map(|_| anybody.post("/api/v1/tokens", wrong.clone()));
    for refused in futures_util::future::join_all(attempts).await {
        assert!([401, 429].contains(&refused.status.as_u16()));
    }
    let counted = "SELECT COUNT(*) FROM event WHERE name = 'account-password-refused'";
    assert_eq!(
        registry.count(counted).await,
        i64::from(FAILURES_BEFORE_LOCK)
    );
}

#[tokio::test]
async fn an_answer_that_was_kept_for_a_repeated_request_is_forgotten_after_a_day() {
    let registry = Registry::real().await;
    let root = registry.given_account(Role::Administrator, None).await;
    let form = |login: &str| {
        json!({"login": login, "name": "سارا کریمی", "password": PASSWORD,
            "grants": [{"role": "inspector", "province": "IR-10"}]})
    };
    let key = [("idempotency-key", "one")];
    let path = "/api/v1/accounts";
    let first = root.post_with(path, form("bazras"), &key).await.created();
    registry.clock.advance(86_400 - 1);
    registry.run_jobs().await;
    let root = root.again().await;
    let again = root.post_with(path, form("bazras"), &key).await.created();
    assert_eq!(again.id(), first.id());
    registry.clock.advance(1);
    // Neither is it given nor held against another request, even before the jobs remove it.
    let other = root.post_with(path, form("other"), &key).await.created();
    assert_ne!(other.id(), first.id());
    registry.days_pass(1);
    registry.run_jobs().await;
    let kept = "SELECT COUNT(*) FROM idempotent_answer";
    assert_eq!(registry.count(kept).await, 0);
}
