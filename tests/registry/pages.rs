//! The open pages.

use parvaneh::store::credentials;
use parvaneh::store::registry::Kind;
use poem::http::{Method, StatusCode};

use crate::harness::{Answer, Client, Registry};
use crate::verification::encoded;

async fn browse(client: &Client<'_>, path: &str) -> Answer {
    let request = client
        .request(Method::GET, path)
        .header("accept", "text/html,application/xhtml+xml");
    client.send(request.finish()).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_person_asks_for_a_number_and_reads_the_answer() {
    let registry = Registry::real().await;
    let licence = registry.given_licence(1).await;
    let number = licence.number().to_string();
    registry.run_jobs().await;
    let anybody = registry.anybody();
    let home = browse(&anybody, "/").await.ok();
    assert!(text(&home).contains("action=\"/v\"") && text(&home).contains("name=\"number\""));

    let typed = encoded(&number.to_lowercase().replace('-', " "));
    let sent = browse(&anybody, &format!("/v?number={typed}")).await;
    let sent = sent.expect_status(StatusCode::SEE_OTHER);
    assert_eq!(sent.header("location"), format!("/v/{number}"));
    let page = text(&browse(&anybody, sent.header("location")).await.ok());
    let said = [
        "مجوز معتبر است",
        "کاریابی نوید زاینده‌رود",
        "شرکت آینده‌سازان",
        "تا پایان ۳۰ آبان ۱۴۰۷",
        "فهرست نسخه <strong>۱</strong>",
        &format!("<bdi dir=\"ltr\" class=\"code\">{number}</bdi>"),
    ];
    for words in said {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("<script") && !page.contains("style="));

    registry.days_pass(1_000);
    let page = text(&browse(&anybody, &format!("/v/{number}")).await.ok());
    assert!(page.contains("مدت مجوز پایان یافته است"), "{page}");
    for other in ["/v/1", "/v?number=%3Cb%3E", "/v", "/v?number="] {
        let page = text(&browse(&anybody, other).await.ok());
        assert!(page.contains("مجوزی با این شماره صادر نشده است"), "{page}");
        assert!(!page.contains("<b>"));
    }
}

#[tokio::test]
async fn the_code_on_a_paper_is_genuine_outdated_or_forged() {
    let registry = Registry::real().await;
    let (licence, other) = (
        registry.given_licence(1).await,
        registry.given_licence(2).await,
    );
    registry.run_jobs().await;
    let keys = registry.context.keys();
    let address = |licence| credentials::signed_address(keys, "", licence).unwrap();
    let genuine = address(&licence);
    let (_, of_another) = address(&other)
        .split_once('?')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let cases = [
        (genuine.clone(), "امضای رمزینه درست است؛"),
        (
            format!("/v/{}?{of_another}", licence.number()),
            "رمزینه امضای این سامانه را ندارد",
        ),
        (
            format!("/v/{}?c=abc", licence.number()),
            "رمزینه امضای این سامانه را ندارد",
        ),
    ];
    for (path, words) in cases {
        let page = text(&browse(&registry.anybody(), &path).await.ok());
        assert!(page.contains(words), "{path}: {page}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_is_a_page_for_people_and_a_problem_for_programs() {
    let registry = Registry::real().await;
    registry.run_jobs().await;
    let anybody = registry.anybody();
    let page = browse(&anybody, "/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(text(&page).contains("یافت نشد"));
    anybody.get("/nothing").await.problem(404, "not-found");
    let of_programs = browse(&anybody, "/public/v1/nothing").await;
    of_programs.problem(404, "not-found");
}

#[tokio::test]
async fn before_there_is_a_list_the_page_says_that_it_cannot_answer() {
    let registry = Registry::real().await;
    let page = browse(&registry.anybody(), "/v/23").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.header("content-type").starts_with("text/html"));
    browse(&registry.anybody(), "/").await.ok();
}

#[tokio::test]
async fn every_page_of_a_demonstration_says_so() {
    let registry = Registry::start(Kind::Demo).await;
    let number = registry.given_licence(1).await.number().to_string();
    registry.run_jobs().await;
    for path in ["/", &format!("/v/{number}"), "/v/1", "/nothing"] {
        let page = text(&browse(&registry.anybody(), path).await);
        assert!(page.contains("سامانه نمایشی"), "{path}");
    }
    let registry = Registry::real().await;
    assert!(!text(&browse(&registry.anybody(), "/").await).contains("سامانه نمایشی"));
}

#[tokio::test]
async fn pages_and_files_are_closed_to_everything_foreign() {
    let registry = Registry::real().await;
    registry.run_jobs().await;
    let anybody = registry.anybody();
    let home = browse(&anybody, "/").await.ok();
    let html = text(&home);
    let (_, rest) = html.split_once("href=\"/assets/").unwrap();
    let (bundle, _) = rest.split_once('/').unwrap();
    let files = ["tokens.css", "public.css", "Vazirmatn.woff2", "emblem.svg"];
    for name in files {
        assert!(name.ends_with("svg") || html.contains(name), "{name}");
        let path = format!("/assets/{bundle}/{name}");
        let file = anybody.get(&path).await.ok();
        assert_eq!(
            file.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        let again = anybody.request(Method::GET, &path);
        let again = again.header("if-none-match", file.etag()).finish();
        assert_eq!(anybody.send(again).await.status, StatusCode::NOT_MODIFIED);
        let head = anybody.request(Method::HEAD, &path).finish();
        let head = anybody.send(head).await.ok();
        assert!(head.bytes.is_empty() && head.etag() == file.etag());
        anybody
            .get(&format!("/assets/0000/{name}"))
            .await
            .problem(404, "not-found");
    }
    for path in ["/", "/v?number=1", "/v/1", "/nothing"] {
        let page = browse(&anybody, path).await;
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'self';"),
            "{path}: {policy}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
            ("referrer-policy", "same-origin"),
            ("content-language", "fa"),
        ] {
            assert_eq!(page.header(name), value, "{path} {name}");
        }
        assert!(!page.header("x-request-id").is_empty());
        let head = anybody
            .request(Method::HEAD, path)
            .header("accept", "text/html");
        let head = anybody.send(head.finish()).await;
        assert_eq!((head.status, head.bytes.len()), (page.status, 0), "{path}");
    }
}
