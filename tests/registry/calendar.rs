//! The calendar of closed days, and deadlines that explain themselves.

use parvaneh::domain::placement::access::Role;
use poem::http::Method;
use serde_json::json;

use crate::given::warning;
use crate::harness::{Answer, Client, Registry};

const CLOSURES: &str = "/api/v1/closures";

async fn import(client: &Client<'_>, table: &'static str) -> Answer {
    let request = client
        .request(Method::POST, "/api/v1/closures/import")
        .content_type("text/csv")
        .body(table);
    client.send(request).await
}

#[tokio::test]
async fn a_new_registry_starts_with_fridays_and_the_official_closures() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let calendar = officer.get(CLOSURES).await.ok();
    assert_eq!(calendar.body["version"], 1);
    assert_eq!(calendar.body["weekly"][0]["weekday"], "fri");
    let lines = include_str!("../../assets/data/closures.csv")
        .lines()
        .count();
    let closures = officer.all(CLOSURES, 20).await;
    assert_eq!(closures.len(), lines - 1);
    assert!(closures.is_sorted_by_key(|it| it["date"].as_str().map(str::to_owned)));
    let nowruz = officer
        .get("/api/v1/closures?from=2026-03-21&to=2026-03-21")
        .await
        .ok();
    assert_eq!(nowruz.body["items"][0]["date_persian"], "۱۴۰۵/۰۱/۰۱");
}

/// Covers A5.n2 and A16.
#[tokio::test]
async fn deadlines_agree_with_the_published_vectors_and_explain_themselves() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    // Days, service, strict, net and latest reading.
    let vectors = [
        (20, "2026-11-22", "۱۴۰۵/۰۹/۲۱", "۱۴۰۵/۰۹/۲۲", "۱۴۰۵/۰۹/۲۲"),
        (20, "2026-11-27", "۱۴۰۵/۰۹/۲۶", "۱۴۰۵/۰۹/۲۸", "۱۴۰۵/۰۹/۲۸"),
        (20, "2026-11-28", "۱۴۰۵/۰۹/۲۸", "۱۴۰۵/۰۹/۲۸", "۱۴۰۵/۰۹/۲۹"),
        (20, "2026-02-27", "۱۴۰۴/۱۲/۲۸", "۱۴۰۵/۰۱/۰۵", "۱۴۰۵/۰۱/۰۵"),
        (20, "2026-03-01", "۱۴۰۵/۰۱/۰۵", "۱۴۰۵/۰۱/۰۵", "۱۴۰۵/۰۱/۰۶"),
        (10, "2026-11-22", "۱۴۰۵/۰۹/۱۱", "۱۴۰۵/۰۹/۱۲", "۱۴۰۵/۰۹/۱۲"),
    ];
    for (days, start, advised, net, last) in vectors {
        let path = format!("/api/v1/deadlines?start={start}&days={days}&rule=A5.n2");
        let deadline = operator.get(&path).await.ok().body;
        assert_eq!(
            [
                &deadline["advised_persian"],
                &deadline["net_persian"],
                &deadline["last_accepted_persian"]
            ],
            [advised, net, last],
            "{start}"
        );
        assert_eq!(deadline["citation"], "A5.n2");
        assert!(deadline["explanation"].as_array().unwrap().len() > 5);
    }
    for wrong in ["start=2026-11-22&days=0", "start=9999-01-01&days=3"] {
        let refused = operator.get(&format!("/api/v1/deadlines?{wrong}")).await;
        refused.problem(422, "invalid-value");
    }
}

#[tokio::test]
async fn a_province_closes_its_own_offices_and_its_deadlines_move() {
    let registry = Registry::real().await;
    let tehran = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    let closure = |province: Option<&str>| {
        json!({"date": "2026-12-12", "province": province, "name_fa": "آلودگی هوا",
            "name_en": "Polluted air"})
    };
    for elsewhere in [None, Some("IR-07")] {
        let refused = tehran.post(CLOSURES, closure(elsewhere)).await;
        refused.problem(403, "permission-denied");
    }
    let advised = async |province: &str| {
        let path = format!("/api/v1/deadlines?start=2026-11-22&days=20&province={province}");
        tehran.get(&path).await.ok().body
    };
    assert_eq!(advised("IR-23").await["advised"], "2026-12-12");
    let recorded = tehran.post(CLOSURES, closure(Some("IR-23"))).await.ok();
    assert_eq!(recorded.body["version"], 2);
    let moved = advised("IR-23").await;
    assert_eq!(moved["advised"], "2026-12-13");
    assert_eq!(moved["calendar_version"], 2);
    assert_eq!(advised("IR-07").await["advised"], "2026-12-12");
    let twice = tehran.post(CLOSURES, closure(Some("IR-23"))).await;
    twice.problem(422, "closure-recorded");
}

/// A closed Thursday of Tehran and one of all provinces, and 12 December closed in Tehran and the 15th
/// everywhere; then from 1 December on only Fridays and holidays count.
async fn given_local_closures_that_count_no_more(registry: &Registry) -> Client<'_> {
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    for (date, province) in [("2026-12-12", Some("IR-23")), ("2026-12-15", None)] {
        let closure = json!({"date": date, "province": province, "name_fa": "آلودگی هوا",
            "name_en": "Polluted air"});
        officer.post(CLOSURES, closure).await.ok();
    }
    let thursdays = [
        json!({"weekday": "thu", "province": "IR-23"}),
        json!({"weekday": "thu", "from": "2027-01-01"}),
    ];
    for thursday in thursdays {
        let path = "/api/v1/weekly-closures";
        officer.post(path, thursday).await.ok();
    }
    let decision = json!({"value": {"type": "choice", "choice": "friday_and_holidays"},
        "from": "2026-12-01", "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
    let path = "/api/v1/policies/closed_days/decisions";
    officer.post(path, decision).await.created();
    officer
}

#[tokio::test]
async fn which_closures_move_a_term_is_answered_on_the_day_it_begins() {
    let registry = Registry::real().await;
    let officer = given_local_closures_that_count_no_more(&registry).await;
    // Start, days, province, strict and latest reading.
    let vectors = [
        // All closures: Saturday the 12th is closed in Tehran alone.
        ("2026-11-22", 20, "IR-23", "2026-12-13", "2026-12-14"),
        ("2026-11-22", 20, "IR-07", "2026-12-12", "2026-12-13"),
        // The last day before the other answer; Thursday the 10th is closed in Tehran.
        ("2026-11-30", 10, "IR-23", "2026-12-13", "2026-12-14"),
        ("2026-11-30", 10, "IR-07", "2026-12-10", "2026-12-12"),
        // Fridays and holidays alone, in Tehran as elsewhere.
        ("2026-12-01", 9, "IR-23", "2026-12-10", "2026-12-12"),
        ("2026-12-01", 9, "IR-07", "2026-12-10", "2026-12-12"),
        ("2026-12-01", 14, "IR-23", "2026-12-16", "2026-12-17"),
        // A Thursday that is closed everywhere is no holiday.
        ("2026-12-27", 11, "IR-07", "2027-01-07", "2027-01-09"),
    ];
    for (start, days, province, advised, last) in vectors {
        let path = format!("/api/v1/deadlines?start={start}&days={days}&province={province}");
        let deadline = officer.get(&path).await.ok().body;
        assert_eq!(
            [&deadline["advised"], &deadline["last_accepted"]],
            [advised, last],
            "{start} {days} {province}"
        );
        let told = deadline["explanation"].to_string();
        let fridays_alone = told.contains("only Fridays and holidays of all provinces count");
        assert_eq!(fridays_alone, start >= "2026-12-01", "{start}");
    }
}

#[tokio::test]
async fn a_term_keeps_the_answer_of_its_first_day_when_a_closure_is_added() {
    for (answer, moves) in [(None, true), (Some("friday_and_holidays"), false)] {
        let registry = Registry::real().await;
        if let Some(answer) = answer {
            registry.given_policy("closed_days", json!(answer)).await;
        }
        let mut ruled = registry.given_served_ruling(4, warning()).await;
        let told = ruled.view["appeal_term"]["last_accepted"].clone();
        assert_eq!(told, "2026-12-13");
        if answer.is_none() {
            // The other answer counts for terms that begin later, not for this one.
            let officer = registry.given_account(Role::CentralOfficer, None).await;
            let decision = json!({"value": {"type": "choice", "choice": "friday_and_holidays"},
                "from": "2026-11-23", "decided_by": "معاون وزیر", "reason": "نامه ۱۲"});
            let path = "/api/v1/policies/closed_days/decisions";
            officer.post(path, decision).await.created();
        }
        let officer = registry
            .given_account(Role::ProvincialOfficer, Some("IR-23"))
            .await;
        let closure = json!({"date": "2026-12-13", "province": "IR-23", "name_fa": "آلودگی هوا",
            "name_en": "Polluted air"});
        officer.post(CLOSURES, closure).await.ok();
        ruled.look().await;
        let now = &ruled.view["appeal_term"]["last_accepted"];
        let expected = if moves { "2026-12-14" } else { "2026-12-13" };
        assert_eq!(now, expected, "{answer:?}");
    }
}

#[tokio::test]
async fn closed_days_of_many_provinces_are_listed_page_by_page() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    for province in [Some("IR-23"), None, Some("IR-07")] {
        let closure = json!({"date": "2026-12-12", "province": province, "name_fa": "آلودگی هوا",
            "name_en": "Polluted air"});
        officer.post(CLOSURES, closure).await.ok();
    }
    let day = format!("{CLOSURES}?from=2026-12-12&to=2026-12-12");
    for limit in [1, 2, 3] {
        let listed = officer.all(&day, limit).await;
        let provinces: Vec<_> = listed.iter().map(|it| &it["province"]).collect();
        assert_eq!(provinces, [&json!(null), &json!("IR-07"), &json!("IR-23")]);
    }
    let wrong = officer.get(&format!("{CLOSURES}?after=12-12-2026")).await;
    wrong.problem(422, "invalid-value");
    let none = officer.get(&format!("{CLOSURES}?limit=0")).await;
    assert_eq!(none.status, 400, "{none:?}");
}

#[tokio::test]
async fn an_estimate_is_withdrawn_and_an_announced_closure_stays() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let estimate = json!({"date": "2026-12-14", "name_fa": "عید", "name_en": "Feast",
        "provisional": true});
    let recorded = officer.post(CLOSURES, estimate).await.ok();
    let path = "/api/v1/closures/estimate-withdrawal";
    let of = |date: &str| json!({"date": date, "reason": "برای روز دیگری اعلام شد."});
    let announced = officer
        .decide(path, &recorded.etag(), of("2026-03-21"))
        .await;
    announced.problem(422, "no-estimate");
    let stale = officer.decide(path, "\"1\"", of("2026-12-14")).await;
    stale.problem(412, "stale");
    let withdrawn = officer
        .decide(path, &recorded.etag(), of("2026-12-14"))
        .await;
    assert_eq!(withdrawn.ok().body["version"], 3);
    let day = "/api/v1/closures?from=2026-12-14&to=2026-12-14";
    assert_eq!(officer.get(day).await.ok().body["items"], json!([]));
}

#[tokio::test]
async fn thursdays_are_closed_by_an_arrangement_and_a_week_is_never_closed_whole() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let weekly = "/api/v1/weekly-closures";
    let of = |weekday: &str| json!({"weekday": weekday});
    for weekday in ["thu", "sat", "sun", "mon", "tue"] {
        officer.post(weekly, of(weekday)).await.ok();
    }
    let whole = officer.post(weekly, of("wed")).await;
    whole.problem(422, "closed-every-weekday");
}

#[tokio::test]
async fn a_table_of_closures_is_taken_over_whole_or_not_at_all() {
    let registry = Registry::real().await;
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let wrong = "date,persian,name_fa,name_en,provisional\n\
        2026-12-05,1405-09-14,آلودگی هوا,Polluted air,false\n\
        2026-12-06,1405-09-14,آلودگی هوا,Polluted air,false\n\
        2026-12-07,1405-09-16,,Polluted air,perhaps\n";
    let refused = import(&officer, wrong).await.problem(422, "invalid-value");
    let pointers: Vec<_> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        [
            "/lines/3/persian",
            "/lines/4/name_fa",
            "/lines/4/provisional"
        ]
    );
    assert_eq!(officer.get(CLOSURES).await.ok().body["version"], 1);

    let right = "date,name_fa,name_en\n\
        2026-12-05,آلودگی هوا,Polluted air\n\
        2026-03-21,نوروز,Nowruz\n";
    let imported = import(&officer, right).await.ok();
    assert_eq!(imported.body["version"], 2);
    assert_eq!(imported.body["added"], 1);
    assert_eq!(imported.body["lines"][1]["is_new"], false);
    // The same table again changes nothing.
    let again = import(&officer, right).await.ok();
    assert_eq!(again.body["version"], 2);

    let tehran = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    let denied = import(&tehran, right).await;
    denied.problem(403, "permission-denied");
}
