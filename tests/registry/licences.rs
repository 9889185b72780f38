//! Issuing licences, and finding them again.

use parvaneh::domain::placement::access::Role;
use parvaneh::store::registry::Kind;
use serde_json::{Value, json};

use crate::given::{
    COMPANY_NAME, DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_COMPANY, ONLINE_OF_A_PERSON, PERSON, deed,
};
use crate::harness::Registry;

/// Covers A10.
#[tokio::test]
async fn a_first_licence_lasts_two_solar_hijri_years_whatever_day_it_begins_on() {
    let cases = [
        ("2025-03-20T08:00:00Z", "۱۴۰۳/۱۲/۳۰", "۱۴۰۵/۱۲/۲۹", 1403),
        ("2025-03-21T08:00:00Z", "۱۴۰۴/۰۱/۰۱", "۱۴۰۵/۱۲/۲۹", 1404),
        ("2023-03-21T08:00:00Z", "۱۴۰۲/۰۱/۰۱", "۱۴۰۳/۱۲/۳۰", 1402),
        ("2026-11-22T08:00:00Z", "۱۴۰۵/۰۹/۰۱", "۱۴۰۷/۰۸/۳۰", 1405),
    ];
    for (instant, from, until, year) in cases {
        let registry = Registry::start_at(Kind::Real, instant).await;
        let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
        let issued = file.issue_by(&file.director).await.created();
        let licence = &issued.body;
        assert_eq!(licence["valid_from_persian"], from);
        assert_eq!(licence["valid_until_persian"], until);
        let number = licence["number"].as_str().unwrap();
        assert!(
            number.starts_with(&format!("23-D-{year}-000001-")),
            "{number}"
        );
        assert_eq!(licence["standing"], "active");

        let day = |name: &str| licence[name].as_str().unwrap().parse::<chrono::NaiveDate>();
        let (first, last) = (day("valid_from").unwrap(), day("valid_until").unwrap());
        registry.days_pass((last - first).num_days());
        let path = issued.header("location");
        for standing in ["active", "expired"] {
            let police = registry.given_account(Role::Police, None).await;
            let seen = police.get(path).await.ok();
            assert_eq!(seen.body["standing"], standing, "{from}");
            assert_eq!(seen.body["operating_permitted"], standing == "active");
            registry.days_pass(1);
        }
    }
}

#[tokio::test]
async fn the_licence_of_a_company_names_its_manager_and_rests_on_its_guarantee() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(1_000).await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    let early = file.issue_by(&file.director).await;
    let early = early.problem(409, "illegal-transition");
    assert_eq!(early.body["current_state"], "awaiting_guarantee");
    let guarantee = file
        .given_accepted_guarantee(deed(1_000, "1409-01-01"))
        .await;

    let issued = file.issue_by(&file.director).await.created();
    let licence = &issued.body;
    assert!(guarantee.ends_with(licence["guarantee_id"].as_str().unwrap()));
    assert_eq!(licence["kind"], "foreign");
    assert_eq!(licence["holder"]["name"], COMPANY_NAME);
    assert_eq!(
        licence["holder"]["technical_manager"],
        "مؤمنه‌السادات لاله‌زاری لایق"
    );
    assert_eq!(licence["holder"].get("national_code"), None);
    assert_eq!(licence["documents"][0]["signed_by"], "نرگس رستگار");
    assert_eq!(file.state_now().await, "issued");
    assert!(!String::from_utf8_lossy(&issued.bytes).contains(PERSON));
}

#[tokio::test]
async fn a_ban_found_between_approval_and_issue_stops_the_licence_and_uses_up_no_number() {
    let registry = Registry::real().await;
    let banned = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    registry.given_ban(PERSON).await;
    let refused = banned.issue_by(&banned.director).await;
    let refused = refused.problem(422, "banned");
    assert!(refused.body["citation"].to_string().contains("15"));
    assert_eq!(banned.state_now().await, "ready_to_issue");
    let list = banned.director.get("/api/v1/licences").await.ok();
    assert_eq!(list.body["items"], json!([]));

    let other = Registry::real().await;
    let manager = other.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    other.given_guarantee_amount(1_000).await;
    manager
        .given_accepted_guarantee(deed(1_000, "1409-01-01"))
        .await;
    other.given_ban(PERSON).await;
    let refused = manager.issue_by(&manager.director).await;
    refused.problem(422, "banned");
}

#[tokio::test]
async fn inquiries_and_conditions_that_have_become_too_old_stop_the_issue() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    // The day after the three Solar Hijri months that began on 1405/09/01.
    registry.days_pass(91);
    let director = registry
        .given_account(Role::DirectorGeneral, Some("IR-23"))
        .await;
    let refused = file.issue_by(&director).await;
    refused.problem(422, "criteria-not-met");
}

#[tokio::test]
async fn a_file_has_one_licence_however_often_it_is_asked_for() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let path = format!("{}/licence", file.path);
    let tag = file.director.get(&file.path).await.ok().etag();
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "once")];
    let first = file
        .director
        .post_with(&path, json!(null), &headers)
        .await
        .created();
    let again = file
        .director
        .post_with(&path, json!(null), &headers)
        .await
        .created();
    assert_eq!(first.body, again.body);
    let stale = file.director.decide(&path, &tag, json!(null)).await;
    stale.problem(412, "stale");
    let twice = file.issue_by(&file.director).await;
    let twice = twice.problem(409, "illegal-transition");
    assert_eq!(twice.body["current_state"], "issued");
}

#[tokio::test]
async fn a_holder_has_one_licence_of_a_kind_at_a_place() {
    let registry = Registry::real().await;
    let first = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let second = registry.given_approved_file(DOMESTIC_OF_A_PERSON).await;
    first.issue_by(&first.director).await.created();
    let refused = second.issue_by(&second.director).await;
    refused.problem(422, "licensed-already");
    assert_eq!(second.state_now().await, "ready_to_issue");
}

/// Covers A7.
#[tokio::test]
async fn only_the_director_general_of_the_province_issues() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let elsewhere = registry
        .given_account(Role::DirectorGeneral, Some("IR-07"))
        .await;
    let central = registry.given_account(Role::CentralOfficer, None).await;
    for (client, status, code) in [
        (&file.officer, 403, "permission-denied"),
        (&file.operator, 403, "permission-denied"),
        (&central, 403, "permission-denied"),
        (&elsewhere, 404, "not-found"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        file.issue_by(client).await.problem(status, code);
    }
    let path = format!("{}/licence", file.path);
    let unseen = file.director.post(&path, json!(null)).await;
    unseen.problem(428, "precondition-required");
    file.issue_by(&file.director).await.created();
}

#[tokio::test]
async fn numbers_of_a_series_follow_one_another_and_a_demo_marks_its_own() {
    let registry = Registry::start(Kind::Demo).await;
    registry.given_guarantee_amount(1_000).await;
    let online = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let foreign = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    foreign
        .given_accepted_guarantee(deed(1_000, "1409-01-01"))
        .await;
    let mut numbers = Vec::new();
    for file in [&online, &foreign] {
        let issued = file.issue_by(&file.director).await.created();
        numbers.push(issued.body["number"].as_str().unwrap().to_owned());
    }
    assert!(numbers[0].starts_with("D-23-D-1405-000001-"), "{numbers:?}");
    assert!(numbers[1].starts_with("D-23-F-1405-000001-"), "{numbers:?}");
}

#[tokio::test]
async fn lists_show_what_one_may_see_by_the_end_of_the_term_page_by_page() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(1_000).await;
    let foreign = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    foreign
        .given_accepted_guarantee(deed(1_000, "1410-01-01"))
        .await;
    let first = foreign.issue_by(&foreign.director).await.created();
    registry.days_pass(1);
    let online = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let second = online.issue_by(&online.director).await.created();
    let (first, second) = (first.id(), second.id());

    let central = registry.given_account(Role::CentralOfficer, None).await;
    let fars = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let ids = |body: &Value| -> Vec<String> {
        let items = body["items"].as_array().unwrap().iter();
        items
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let both = vec![first.clone(), second.clone()];
    for (client, expected) in [
        (&central, both.clone()),
        (&online.officer, both.clone()),
        (&online.operator, vec![second.clone()]),
        (&fars, vec![]),
        (&stranger, vec![]),
    ] {
        let list = client.get("/api/v1/licences").await.ok();
        assert_eq!(ids(&list.body), expected);
    }
    fars.get(&format!("/api/v1/licences/{first}"))
        .await
        .problem(404, "not-found");
    stranger
        .get(&format!("/api/v1/licences/{first}"))
        .await
        .problem(404, "not-found");

    let page = central.get("/api/v1/licences?limit=1").await.ok();
    assert_eq!(ids(&page.body), [first.as_str()]);
    let next = page.body["next"].as_str().unwrap();
    let page = central
        .get(&format!("/api/v1/licences?limit=1&after={next}"))
        .await
        .ok();
    assert_eq!(ids(&page.body), [second.as_str()]);
    assert_eq!(page.body.get("next"), None);

    for (query, expected) in [
        ("category=online", vec![second.clone()]),
        ("category=foreign", vec![first.clone()]),
        ("category=maritime", vec![]),
        ("province=IR-23", both.clone()),
        ("province=IR-07", vec![]),
        ("standing=active", both.clone()),
        ("standing=expired", vec![]),
        // The first one's last day is 1407/08/30, which is 2028-11-20.
        ("expiring_before=2028-11-20", vec![]),
        ("expiring_before=2028-11-21", vec![first.clone()]),
        // «راهگشای كار ایرانیان», typed in another way.
        (
            "agency=%D8%B1%D8%A7%D9%87%DA%AF%D8%B4%D8%A7%DB%8C%20%D9%83%D8%A7%D8%B1%20%D8%A7%DB%8C%D8%B1%D8%A7%D9%86%DB%8C%D8%A7%D9%86",
            vec![first.clone()],
        ),
    ] {
        let list = central.get(&format!("/api/v1/licences?{query}")).await.ok();
        assert_eq!(ids(&list.body), expected, "{query}");
    }
    for query in [
        "limit=0",
        "limit=101",
        "after=x",
        "number=23",
        "province=23",
    ] {
        let refused = central.get(&format!("/api/v1/licences?{query}")).await;
        refused.problem(422, "invalid-value");
    }
}
