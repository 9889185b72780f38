//! The twenty days of appeal against a ruling (A5.n2), and how services are amended.

use futures_util::future::join_all;
use parvaneh::domain::kernel::calendar::SolarHijri;
use parvaneh::domain::placement::access::Role;
use parvaneh::store::registry::Kind;
use serde_json::{Value, json};

use crate::given::{revocation, ruling_service, suspension, warning};
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

fn persian(text: &str) -> String {
    parvaneh::domain::kernel::digits::to_persian(&text.replace('-', "/"))
}

#[tokio::test]
async fn terms_of_appeal_agree_with_the_published_vectors() {
    join_all(VECTORS.map(check)).await;
}

async fn check((served_on, file_by, last): (&str, &str, &str)) {
    let start = format!("{}T06:30:00Z", day(served_on));
    let registry = Registry::start_at(Kind::Real, &start).await;
    let ruled = registry.given_served_ruling(4, warning()).await;
    let (term, final_on) = (&ruled.view["appeal_term"], day(last).succ_opt().unwrap());
    assert_eq!(term["file_by"], json!(day(file_by)), "{served_on}");
    assert_eq!(term["last_accepted"], json!(day(last)), "{served_on}");
    assert_eq!(term["final_on"], json!(final_on), "{served_on}");
    assert_eq!(term["file_by_persian"], persian(file_by));
    assert_eq!(term["last_accepted_persian"], persian(last));
    assert_eq!(ruled.view["final_on"], json!(final_on));
    assert_eq!(
        ruled.view["service"]["served_on_persian"],
        persian(served_on)
    );
    assert!(term["explanation"].as_array().unwrap().len() > 5);
    assert_eq!(ruled.view["is_final"], false);
}

#[tokio::test]
async fn a_ruling_is_final_on_the_day_after_the_last_accepted_one_and_not_before() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_served_ruling(4, warning()).await;
    ruled.days_pass(21).await;
    ruled.look().await;
    assert_eq!(
        ruled.view["appeal_term"]["last_accepted"],
        json!(registry.context.today())
    );
    assert_eq!(ruled.view["is_final"], false);
    ruled.days_pass(1).await;
    ruled.look().await;
    assert_eq!(ruled.view["is_final"], true);
}

#[tokio::test]
async fn neither_a_correction_nor_another_service_shortens_what_was_told() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(4, warning()).await;
    ruled.days_pass(4).await;
    let day = |days: i64| day("1405-09-01") + chrono::Duration::days(days);
    ruled.office("/service", ruling_service(day(3))).await;
    let told = ruled.view["appeal_term"].clone();
    let term = |view: &Value| {
        let term = &view["appeal_term"];
        [term["last_accepted"].clone(), term["final_on"].clone()]
    };

    let amended =
        |on| json!({"service": ruling_service(on), "reason": "تاریخ رسید نادرست خوانده شده بود."});
    let without = json!({"service": ruling_service(day(1)), "reason": ""});
    let refused = ruled.try_office("/service-correction", without).await;
    refused.problem(422, "invalid-value");
    ruled.office("/service-correction", amended(day(1))).await;
    assert_eq!(ruled.view["service"]["served_on"], json!(day(1)));
    assert_eq!(term(&ruled.view), term(&json!({"appeal_term": told})));
    assert_eq!(ruled.view["amendments"][0]["kind"], "service_corrected");
    let before = &ruled.view["amendments"][0]["service_before"];
    assert_eq!(before["served_on"], json!(day(3)));

    ruled.office("/further-service", amended(day(4))).await;
    let again = term(&ruled.view);
    assert!(again[1].as_str() > term(&json!({"appeal_term": told}))[1].as_str());
    assert_eq!(ruled.view["amendments"][1]["kind"], "served_again");
    let licence = registry
        .texts("SELECT CAST(document AS TEXT) FROM licence")
        .await;
    assert!(licence[0].contains("facts"));

    for early in [day(-1), day(5)] {
        let refused = ruled.try_office("/further-service", amended(early)).await;
        refused.problem(422, "service-date");
    }
    ruled.days_pass(40).await;
    ruled.look().await;
    for act in ["/service-correction", "/further-service"] {
        let late = ruled.try_office(act, amended(day(4))).await;
        late.problem(422, "ruling-final");
    }
}

#[tokio::test]
async fn the_licence_is_threatened_from_the_service_on_and_follows_every_change_of_the_term() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(7, revocation()).await;
    let pending = async |registry: &Registry| {
        let rows = registry
            .texts("SELECT CAST(document AS TEXT) FROM licence")
            .await;
        let document: Value = serde_json::from_str(&rows[0]).unwrap();
        let facts = document["facts"].as_array().unwrap().clone();
        let marks = facts
            .iter()
            .filter(|it| it.to_string().contains("sanction_pending"));
        marks.cloned().collect::<Vec<_>>()
    };
    assert!(pending(&registry).await.is_empty());
    let today = registry.context.today();
    ruled.office("/service", ruling_service(today)).await;
    let marks = pending(&registry).await;
    assert_eq!(marks.len(), 1);
    let final_on = ruled.view["final_on"].as_str().unwrap().to_owned();
    assert!(marks[0].to_string().contains(&final_on));

    // A further closed day moves the open term, and the licence with it.
    let officer = registry.given_account(Role::CentralOfficer, None).await;
    let closure = json!({"date": "2026-12-12", "name_fa": "آلودگی هوا", "name_en": "Polluted air"});
    officer.post("/api/v1/closures", closure).await.ok();
    ruled.look().await;
    let later = ruled.view["final_on"].as_str().unwrap().to_owned();
    assert!(later > final_on, "{later} after {final_on}");
    assert_eq!(ruled.view["appeal_term"]["calendar_version"], 2);
    let marks = pending(&registry).await;
    assert!(marks.last().unwrap().to_string().contains(&later));
}

#[tokio::test]
async fn offices_find_the_rulings_whose_term_runs_out() {
    let registry = Registry::real().await;
    let ruled = registry.given_served_ruling(4, suspension(3)).await;
    let list = async |filter: &str| {
        let path = format!("/api/v1/rulings?{filter}");
        let list = ruled.case.agency.officer.get(&path).await.ok();
        list.body["items"].as_array().unwrap().len()
    };
    let final_on = ruled.view["final_on"].as_str().unwrap();
    assert_eq!(list(&format!("lapsing_by={final_on}")).await, 1);
    assert_eq!(list("lapsing_by=2026-12-01").await, 0);
    assert_eq!(list("state=served").await, 1);
    assert_eq!(list("state=issued").await, 0);
    assert_eq!(list("province=IR-07").await, 0);
    assert_eq!(
        list(&format!("licence={}", ruled.case.agency.licence)).await,
        1
    );
    assert_eq!(list(&format!("case={}", ruled.case.id())).await, 1);
}
