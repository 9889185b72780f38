//! Asking whether a number is that of a licence.

use std::fmt::Write;

use parvaneh::domain::kernel::digits::to_persian;
use parvaneh::store::registry::Kind;
use poem::http::{Method, StatusCode};

use crate::given::{COMPANY_ID, PERSON, POSTAL_CODE};
use crate::harness::Registry;

/// A text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = write!(encoded, "%{byte:02X}");
        encoded
    })
}

/// Covers A7.
#[tokio::test]
async fn a_number_is_found_however_people_type_it() {
    let registry = Registry::real().await;
    let number = registry.given_licence(123).await.number().to_string();
    registry.run_jobs().await;
    let plain = format!("/public/v1/licences/{number}");
    let expected = registry.anybody().get(&plain).await.ok();
    assert_eq!(expected.body["number"], number);
    assert_eq!(expected.body["status"], "valid");
    assert_eq!(expected.body["status_persian"], "مجوز معتبر است");
    let licence = &expected.body["licence"];
    let shown = [
        ("agency", "کاریابی نوید زاینده‌رود"),
        ("holder", "شرکت آینده‌سازان"),
        ("technical_manager", "نرگس رستگار"),
        ("kind", "domestic"),
        ("channel", "both"),
        ("province", "IR-23"),
        ("city", "ری"),
        ("website", "navid-kar.example.ir"),
        ("issued_on", "2026-11-22"),
        ("issued_on_persian", "۱۴۰۵/۰۹/۰۱"),
        ("last_day", "2028-11-20"),
        ("last_day_persian", "۱۴۰۷/۰۸/۳۰"),
    ];
    for (name, value) in shown {
        assert_eq!(licence[name], value, "{name}");
    }
    let typed = [
        number.to_lowercase(),
        number.replace('-', ""),
        encoded(&number),
        encoded(&to_persian(&number)),
        encoded(&format!(" {} ", number.replace('-', " "))),
    ];
    for typed in typed {
        let path = format!("/public/v1/licences/{typed}");
        let found = registry.anybody().get(&path).await.ok();
        assert_eq!(found.body, expected.body, "{typed}");
    }
}

/// Covers A13.2.
#[tokio::test]
async fn the_answer_says_nothing_about_persons_that_is_not_public() {
    let registry = Registry::real().await;
    let number = registry.given_licence(1).await.number().to_string();
    registry.run_jobs().await;
    for path in ["/public/v1/licences/", "/v/"] {
        let answer = registry.anybody().get(&format!("{path}{number}")).await;
        let text = String::from_utf8(answer.ok().bytes.to_vec()).unwrap();
        for private in [PERSON, COMPANY_ID, POSTAL_CODE, "02188888888"] {
            assert!(!text.contains(private), "{private}");
            assert!(!text.contains(&to_persian(private)), "{private}");
        }
    }
}

#[tokio::test]
async fn nobody_is_licensed_under_another_number() {
    let registry = Registry::real().await;
    let licence = registry.given_licence(1).await;
    registry.run_jobs().await;
    let number = licence.number().to_string();
    let check = number.chars().last().unwrap();
    let wrong = if check == 'A' { 'B' } else { 'A' };
    let wrong = format!("{}{wrong}", &number[..number.len() - 1]);
    let demo = "D-23-D-1405-000001";
    for other in [wrong.as_str(), demo, "1", "%00", &encoded("شماره")] {
        let path = format!("/public/v1/licences/{other}");
        let answer = registry.anybody().get(&path).await.ok();
        assert_eq!(answer.body["status"], "unlicensed", "{other}");
        assert!(answer.body.get("licence").is_none(), "{other}");
        assert!(answer.body.get("number").is_none(), "{other}");
    }
    let unknown: parvaneh::domain::placement::licence::LicenceNumber = {
        let series = licence.number().series();
        parvaneh::domain::placement::licence::LicenceNumber::new(series, 2).unwrap()
    };
    let path = format!("/public/v1/licences/{unknown}");
    let answer = registry.anybody().get(&path).await.ok();
    assert_eq!(answer.body["status"], "unlicensed");
    assert_eq!(answer.body["number"], unknown.to_string());
}

/// Covers A10.
#[tokio::test]
async fn a_licence_is_expired_on_the_day_after_its_last() {
    let registry = Registry::real().await;
    let licence = registry.given_licence(1).await;
    registry.run_jobs().await;
    let path = format!("/public/v1/licences/{}", licence.number());
    let days = (licence.term().last_day() - registry.context.today()).num_days();
    registry.days_pass(days);
    let last = registry.anybody().get(&path).await.ok();
    assert_eq!(last.body["status"], "valid");
    registry.days_pass(1);
    let over = registry.anybody().get(&path).await.ok();
    assert_eq!(over.body["status"], "expired");
    assert_eq!(over.body["licence"], last.body["licence"]);
}

#[tokio::test]
async fn the_quick_answer_has_the_headers_of_all_answers() {
    let registry = Registry::start(Kind::Demo).await;
    let number = registry.given_licence(1).await.number().to_string();
    registry.run_jobs().await;
    let anybody = registry.anybody();
    let quick = anybody
        .get(&format!("/public/v1/licences/{number}"))
        .await
        .ok();
    let routed = anybody
        .get(&format!("/public/v1/licences/{}", encoded(&number)))
        .await
        .ok();
    assert_eq!(quick.body["demo"], true);
    assert!(number.starts_with("D-"));
    let headers = |answer: &crate::harness::Answer| {
        let mut headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| !["x-request-id", "content-length"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        headers
    };
    assert_eq!(headers(&quick), headers(&routed));
    assert!(!quick.header("x-request-id").is_empty());

    let path = format!("/public/v1/licences/{number}");
    let head = anybody.request(Method::HEAD, &path).finish();
    let head = anybody.send(head).await.ok();
    assert!(head.bytes.is_empty());
    let wrong = anybody.request(Method::DELETE, &path).finish();
    let wrong = anybody.send(wrong).await;
    let wrong = wrong.problem(405, "method-not-allowed");
    assert_eq!(wrong.header("allow"), "GET, HEAD");
    let unknown = anybody.get(&format!("{path}?x=1")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}
