//! The service of a rejection, which starts the twenty days (A5.n2).

use parvaneh::domain::kernel::calendar::SolarHijri;
use parvaneh::domain::placement::access::Role;
use parvaneh::store::registry::Kind;
use serde_json::{Value, json};

use super::{APPEALS, appeal, lodges};
use crate::given::{TEHRAN, ruling_service};
use crate::harness::Registry;

/// Service, the day to file by, the last day of acceptance; Solar Hijri.
const VECTORS: [(&str, &str, &str); 8] = [
    ("1405-09-01", "1405-09-21", "1405-09-22"),
    ("1405-09-06", "1405-09-26", "1405-09-28"),
    ("1405-09-07", "1405-09-28", "1405-09-29"),
    ("1404-12-08", "1404-12-28", "1405-01-05"),
    ("1404-12-10", "1405-01-05", "1405-01-06"),
    ("1405-02-24", "1405-03-13", "1405-03-16"),
    ("1405-02-25", "1405-03-16", "1405-03-17"),
    ("1405-06-12", "1405-07-01", "1405-07-02"),
];

fn day(text: &str) -> chrono::NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

/// Covers A5.n2.
#[tokio::test]
async fn an_appeal_is_accepted_until_the_latest_reading_of_the_twenty_days_by_every_vector() {
    for (served_on, file_by, last) in VECTORS {
        let start = format!("{}T06:30:00Z", day(served_on));
        let registry = Registry::start_at(Kind::Real, &start).await;
        let mut file = registry.given_served_rejection().await;
        let mut other = registry.given_served_rejection().await;
        let term = &file.view["rejection"]["appeal_term"];
        let (last, final_on) = (day(last), day(last).succ_opt().unwrap());
        assert_eq!(term["file_by"], json!(day(file_by)), "{served_on}");
        assert_eq!(term["last_accepted"], json!(last), "{served_on}");
        assert_eq!(term["final_on"], json!(final_on), "{served_on}");
        assert!(term["explanation"].as_array().unwrap().len() > 5);

        let days = (last - registry.context.today()).num_days();
        file.days_pass(days).await;
        registry.run_jobs().await;
        let lodged = lodges(&file).await.created();
        assert_eq!(lodged.body["manifest"], Value::Null, "{served_on}");
        other.days_pass(1).await;
        let late = lodges(&other).await.created();
        assert_eq!(late.body["manifest"]["code"], "appeal-late", "{served_on}");
        other.look().await;
        assert_eq!(other.state(), "rejected");
        assert_eq!(other.view["rejection"]["is_final"], true, "{served_on}");
        registry.clock.advance(60);
        registry.run_jobs().await;
        other.look().await;
        assert_eq!(other.state(), "rejected_final", "{served_on}");
        assert_eq!(other.view["state_on"], json!(final_on), "{served_on}");
        file.days_pass(0).await;
        assert_eq!(file.state_now().await, "under_appeal", "{served_on}");
    }
}

#[tokio::test]
async fn without_service_a_rejection_never_becomes_final_and_is_appealed_early() {
    for (early, ground) in [(true, Value::Null), (false, json!("not_served"))] {
        let registry = Registry::real().await;
        registry.given_policy("appeal.early", json!(early)).await;
        let mut file = registry.given_rejected_file().await;
        assert_eq!(file.view["rejection"]["service"], Value::Null);
        file.days_pass(100).await;
        registry.run_jobs().await;
        assert_eq!(file.state_now().await, "rejected");
        let lodged = lodges(&file).await.created();
        assert_eq!(lodged.body["manifest"]["ground"], ground);
        file.look().await;
        let state = if early { "under_appeal" } else { "rejected" };
        assert_eq!(file.state(), state);
        // It is served nevertheless, since the appeal may be found inadmissible.
        let service = ruling_service(registry.context.today());
        file.office("/rejection-service", service).await;
        assert_eq!(file.state(), state);
    }
}

#[tokio::test]
async fn a_rejection_is_served_once_by_the_office_of_its_province_on_a_possible_day() {
    let registry = Registry::real().await;
    let mut file = registry.given_rejected_file().await;
    let today = registry.context.today();
    let act = "/rejection-service";
    let path = format!("{}{act}", file.path);
    let tag = file.etag.clone();
    let service = || ruling_service(today);
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let refused = elsewhere.decide(&path, &tag, service()).await;
    refused.problem(404, "not-found");
    let central = registry.given_account(Role::CentralOfficer, None).await;
    let secretary = registry.given_account(Role::BoardSecretary, None).await;
    for stranger in [&file.operator, &central, &secretary] {
        let refused = stranger.decide(&path, &tag, service()).await;
        refused.problem(403, "permission-denied");
    }
    let refused = file.officer.post(&path, service()).await;
    refused.problem(428, "precondition-required");
    let refused = file.officer.decide(&path, "\"1\"", service()).await;
    refused.problem(412, "stale");
    for impossible in [today.pred_opt(), today.succ_opt()] {
        let refused = file.try_office(act, ruling_service(impossible)).await;
        refused.problem(422, "service-date");
    }
    let mut scanned = service();
    scanned["document"] = json!("a".repeat(64));
    let refused = file.try_office(act, scanned.clone()).await;
    refused.problem(422, "invalid-value");
    file.upload("other").await;
    file.look().await;
    let documents = file.view["documents"].as_array().unwrap();
    scanned["document"] = documents.last().unwrap()["sha256"].clone();
    file.office(act, scanned).await;
    let told = &file.view["rejection"]["service"];
    assert_eq!(told["served_on"], json!(today));
    assert_eq!(told["method"], "electronic");
    assert_eq!(told["proof"], "رسید ۱۲");
    let again = file.try_office(act, service()).await;
    again.problem(422, "rejection-served");
}

#[tokio::test]
async fn a_file_that_is_not_rejected_has_nothing_to_serve_or_to_appeal() {
    let registry = Registry::real().await;
    let file = registry
        .given_assessed_application(crate::given::DOMESTIC_OF_A_PERSON)
        .await;
    let service = ruling_service(registry.context.today());
    let refused = file.try_office("/rejection-service", service).await;
    refused.problem(409, "illegal-transition");
    let refused = file.operator.post(APPEALS, appeal(&file)).await;
    refused.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_correction_gives_its_reason_and_never_shortens_what_was_told() {
    let registry = Registry::real().await;
    let mut file = registry.given_rejected_file().await;
    let act = "/rejection-service-correction";
    let day = |days: u64| day("1405-09-01") + chrono::Days::new(days);
    let amended = |on, reason: &str| json!({"service": ruling_service(on), "reason": reason});
    let reason = "تاریخ رسید نادرست خوانده شده بود.";
    let refused = file.try_office(act, amended(day(0), reason)).await;
    refused.problem(422, "rejection-not-served");
    file.days_pass(4).await;
    file.office("/rejection-service", ruling_service(day(3)))
        .await;
    let told = file.view["rejection"]["appeal_term"]["last_accepted"].clone();
    let refused = file.try_office(act, amended(day(1), "")).await;
    refused.problem(422, "invalid-value");
    file.office(act, amended(day(1), reason)).await;
    let rejection = &file.view["rejection"];
    assert_eq!(rejection["service"]["served_on"], json!(day(1)));
    assert_eq!(rejection["appeal_term"]["last_accepted"], told);
    let before = &rejection["corrections"][0];
    assert_eq!(before["service"]["served_on"], json!(day(3)));
    assert_eq!(before["reason"], reason);
    file.office(act, amended(day(4), reason)).await;
    let later = file.view["rejection"]["appeal_term"]["last_accepted"].as_str();
    assert!(later > told.as_str());
    file.days_pass(40).await;
    let late = file.try_office(act, amended(day(4), reason)).await;
    late.problem(422, "rejection-final");
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await;
    let seen = officer.get(&file.path).await.ok();
    assert_eq!(seen.body["rejection"]["is_final"], true);
}
