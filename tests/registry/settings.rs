//! Policies, directives, guild bodies and bans as dated data.

use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::policies::PolicyKey;
use serde_json::{Value, json};

use crate::harness::Registry;

fn policy<'a>(list: &'a Value, key: &str) -> &'a Value {
    let items = list["items"].as_array().unwrap();
    items.iter().find(|it| it["key"] == key).unwrap()
}

#[tokio::test]
async fn a_policy_counts_from_its_day_and_the_past_keeps_its_answer() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let path = "/api/v1/policies/quorum.denominator/decisions";
    let decision = |value: Value, from: &str| json!({"value": value, "from": from, "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
    let all_seats = || json!({"type": "choice", "choice": "all_seats"});
    let cases = [
        (
            json!({"type": "days", "length": 3}),
            "2026-12-01",
            "policy-value-not-accepted",
        ),
        (
            json!({"type": "choice", "choice": "nobody"}),
            "2026-12-01",
            "policy-value-not-accepted",
        ),
        (all_seats(), "2026-11-21", "policy-backdated"),
    ];
    for (value, from, code) in cases {
        let refused = officer.post(path, decision(value, from)).await;
        refused.problem(422, code);
    }
    let unfit = json!({"type": "choice", "length": 3});
    let unfit = officer.post(path, decision(unfit, "2026-12-01")).await;
    unfit.problem(422, "invalid-value");
    let unknown = "/api/v1/policies/no.such/decisions";
    let unknown = officer
        .post(unknown, decision(all_seats(), "2026-12-01"))
        .await;
    unknown.problem(404, "not-found");
    officer
        .post(path, decision(all_seats(), "2026-12-01"))
        .await
        .created();
    for (on, value) in [
        ("2026-11-30", "entitled_seats"),
        ("2026-12-01", "all_seats"),
    ] {
        let path = format!("/api/v1/policies?on={on}&limit=100");
        let list = officer.get(&path).await.ok();
        let question = policy(&list.body, "quorum.denominator");
        assert_eq!(question["value"]["choice"], value, "{on}");
        assert_eq!(question["citation"], "A2.n2");
        assert_eq!(question["history"].as_array().unwrap().len(), 1);
    }
    let province = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    let denied = province
        .post(path, decision(all_seats(), "2026-12-01"))
        .await;
    denied.problem(403, "permission-denied");
}

/// Covers A3.2.
#[tokio::test]
async fn a_directive_binds_from_its_day_until_its_successor_does() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let directives = "/api/v1/directives";
    let form = |rial: i64| {
        json!({"matter": "guarantee_amount", "title": "مبلغ ضمانت", "body": "متن",
            "amounts": [{"kind": "foreign", "rial": rial}]})
    };
    let zero = officer.post(directives, form(0)).await;
    zero.problem(422, "directive-without-amount");
    let negative = officer.post(directives, form(-1)).await;
    let negative = negative.problem(422, "invalid-value");
    assert_eq!(negative.body["errors"][0]["pointer"], "/amounts/0/rial");

    let approve = async |rial: i64, from: &str| {
        let draft = officer.post(directives, form(rial)).await.created();
        let path = format!("{directives}/{}/approval", draft.id());
        let approval = json!({"minutes": "صورت‌جلسه ۴", "approved_on": "2026-11-20",
            "number": "د-۱", "effective_from": from});
        officer
            .decide(&path, &draft.etag(), approval)
            .await
            .ok()
            .body
    };
    let first = approve(5_000_000_000, "2026-11-22").await;
    let second = approve(9_000_000_000, "2027-01-01").await;
    assert_eq!([&first["edition"], &second["edition"]], [1, 2]);
    let in_force = async |on: &str| {
        let path = format!("{directives}?matter=guarantee_amount&in_force_on={on}");
        officer.get(&path).await.ok().body["items"].clone()
    };
    assert_eq!(in_force("2026-11-21").await, json!([]));
    assert_eq!(in_force("2026-12-31").await[0]["id"], first["id"]);
    let later = in_force("2027-01-01").await;
    assert_eq!(later[0]["amounts"][0]["rial"], 9_000_000_000_i64);
    assert_eq!(later.as_array().unwrap().len(), 1);

    let old = format!("{directives}/{}", first["id"].as_str().unwrap());
    let old = officer.get(&old).await.ok();
    assert_eq!(old.body["state"], "superseded");
    assert_eq!(old.body["superseded_by"], second["id"]);
    let annulment = format!("{directives}/{}/annulment", old.id());
    let order = json!({"order": "دادنامه ۱", "until": "2026-12-01"});
    let refused = officer.decide(&annulment, &old.etag(), order).await;
    refused.problem(409, "illegal-transition");

    let second = format!("{directives}/{}", second["id"].as_str().unwrap());
    let seen = officer.get(&second).await.ok();
    let order = json!({"order": "دادنامه ۱", "until": "2027-02-01"});
    let annulled = officer
        .decide(&format!("{second}/annulment"), &seen.etag(), order)
        .await
        .ok();
    assert_eq!(annulled.body["state"], "annulled");
    assert_eq!(in_force("2027-01-31").await.as_array().unwrap().len(), 1);
    assert_eq!(in_force("2027-02-01").await, json!([]));
}

#[tokio::test]
async fn settings_are_listed_page_by_page_and_each_record_is_shown_with_its_version() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let in_order: Vec<_> = PolicyKey::all().map(PolicyKey::code).collect();
    for limit in [7, 100] {
        let listed = officer.all("/api/v1/policies", limit).await;
        let keys: Vec<_> = listed.iter().map(|it| &it["key"]).collect();
        assert_eq!(keys, in_order);
    }
    let wrong = officer.get("/api/v1/policies?after=no.such").await;
    wrong.problem(422, "invalid-value");

    let directives = "/api/v1/directives";
    for matter in ["rating", "contract_clauses", "rating", "maritime", "rating"] {
        let form = json!({"matter": matter, "title": "دستورالعمل", "body": "متن"});
        officer.post(directives, form).await.created();
    }
    let listed = async |path: &str, limit| {
        let list = officer.all(path, limit).await;
        let place = |it: &Value| (it["matter"].to_string(), it["edition"].as_u64().unwrap());
        list.iter().map(place).collect::<Vec<_>>()
    };
    let whole = listed(directives, 100).await;
    assert_eq!(whole.len(), 5);
    for limit in [1, 2, 3] {
        assert_eq!(listed(directives, limit).await, whole);
    }
    let ratings = format!("{directives}?matter=rating");
    let editions: Vec<_> = listed(&ratings, 2)
        .await
        .into_iter()
        .map(|it| it.1)
        .collect();
    assert_eq!(editions, [3, 2, 1]);
    let wrong = officer.get(&format!("{directives}?after=rating")).await;
    wrong.problem(422, "invalid-value");
}

#[tokio::test]
async fn of_the_directives_in_force_no_page_is_short() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let directives = "/api/v1/directives";
    for matter in ["contract_clauses", "maritime", "rating"] {
        for edition in 1..=3 {
            let form = json!({"matter": matter, "title": "دستورالعمل", "body": "متن"});
            let draft = officer.post(directives, form).await.created();
            let path = format!("{directives}/{}/approval", draft.id());
            let approval = json!({"minutes": "صورت‌جلسه ۴", "approved_on": "2026-11-20",
                "number": "د-۱", "effective_from": format!("2026-12-0{edition}")});
            officer.decide(&path, &draft.etag(), approval).await.ok();
        }
    }
    for (on, edition) in [("2026-12-02", 2), ("2027-01-01", 3)] {
        let path = format!("{directives}?in_force_on={on}");
        for limit in [1, 2, 3, 100] {
            let bind = officer.all(&path, limit).await;
            let editions: Vec<_> = bind.iter().map(|it| &it["edition"]).collect();
            assert_eq!(editions, [edition; 3], "{on} {limit}");
        }
    }
}

#[tokio::test]
async fn a_guild_body_has_one_registration_at_a_time() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let path = "/api/v1/guild-registrations";
    let form = |body: Value| json!({"body": body, "name": "انجمن کاریابی‌ها", "number": "۱", "from": "2026-01-01"});
    let fars = json!({"guild": "provincial_association", "province": "IR-07",
        "scope": "domestic"});
    let registered = officer.post(path, form(fars.clone())).await.created();
    let twice = officer.post(path, form(fars)).await;
    twice.problem(422, "guild-already-registered");
    let unfit = json!({"guild": "kanoon", "province": "IR-07"});
    let unfit = officer.post(path, form(unfit)).await;
    unfit.problem(422, "invalid-value");
    let end = format!("{path}/{}/end", registered.id());
    let until = json!({"until": "2026-11-22"});
    let shown = registered.header("location").to_owned();
    assert_eq!(officer.get(&shown).await.ok().body, registered.body);
    let ended = officer.decide(&end, &registered.etag(), until).await.ok();
    assert_eq!(ended.body["state"], "ended");
    let now = officer.get(&shown).await.ok();
    assert_eq!((&now.body, now.etag()), (&ended.body, ended.etag()));
    let nobody = format!("{path}/{}", uuid::Uuid::nil());
    officer.get(&nobody).await.problem(404, "not-found");
    for (province, scope) in [
        ("IR-23", "foreign"),
        ("IR-23", "domestic"),
        ("IR-10", "domestic"),
    ] {
        let body = json!({"guild": "provincial_association", "province": province,
            "scope": scope});
        officer.post(path, form(body)).await.created();
    }
    for limit in [1, 3, 4] {
        assert_eq!(officer.all(path, limit).await.len(), 4);
    }
}

#[tokio::test]
async fn a_banned_person_is_found_by_national_code_in_every_province() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let subject = |code: &str| json!({"role": "holder", "national_code": code});
    let ban = json!({"subjects": [subject("0076229645")], "ruling": "رأی ۷",
        "final_on": "2024-11-22", "province": "IR-07", "agency": "کاریابی نمونه"});
    let recorded = officer.post("/api/v1/bans", ban.clone()).await.created();
    assert_eq!(recorded.body["until_exclusive_persian"], "۱۴۰۸/۰۹/۰۲");
    let mut wrong = ban;
    wrong["subjects"][0]["national_code"] = json!("0076229646");
    let wrong = officer.post("/api/v1/bans", wrong).await;
    let wrong = wrong.problem(422, "invalid-value");
    assert_eq!(
        wrong.body["errors"][0]["pointer"],
        "/subjects/0/national_code"
    );

    let tehran = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    let screening = "/api/v1/bans/screening";
    let found = tehran.post(screening, subject("0076229645")).await.ok();
    assert_eq!(found.body["hits"][0]["ban"], json!(recorded.id()));
    let clear = tehran.post(screening, subject("0684159414")).await.ok();
    assert_eq!(clear.body["is_clear"], true);
    // The ban ends with its five years.
    registry.days_pass(3 * 365 + 10);
    let tehran = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    let later = tehran.post(screening, subject("0076229645")).await.ok();
    assert_eq!(later.body["is_clear"], true);
}
