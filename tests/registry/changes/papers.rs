//! Papers that were lost, and those that take their place (A7).

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::certificate::{printed, scanned};
use crate::given::ONLINE_OF_A_PERSON;
use crate::harness::Registry;

/// What the page below the code of a paper says.
async fn page(registry: &Registry, code: &str) -> String {
    registry.run_jobs().await;
    let path = code.strip_prefix("http://127.0.0.1:8080").unwrap();
    let answer = registry.anybody().get(path).await.ok();
    String::from_utf8(answer.bytes.to_vec()).unwrap()
}

const GENUINE: &str = "امضای رمزینه درست است؛ این برگه را همین سامانه صادر کرده است.";
const SUPERSEDED: &str = "اما دیگر معتبر نیست: نسخه تازه‌ای جای آن را گرفته";

/// Covers A7.
#[tokio::test]
async fn the_code_of_a_lost_paper_says_so_and_the_next_paper_is_good() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let first = printed(&registry, &file).await;
    let old = scanned(&first.file);
    assert!(page(&registry, &old).await.contains(GENUINE));
    let path = first.licence.header("location");
    let certificate = format!("{path}/certificate");

    let loss = json!({"lost_on": registry.context.today(), "statement": "در خیابان گم شد"});
    let told = file
        .operator
        .post(&format!("{path}/certificate-loss"), loss)
        .await
        .ok();
    assert_eq!(told.body["certificate_lost"], true);
    assert_eq!(told.body["operating_permitted"], true);
    let shown = page(&registry, &old).await;
    assert!(shown.contains(SUPERSEDED) && !shown.contains(GENUINE));
    assert!(shown.contains("مجوز معتبر است"));
    file.operator
        .get(&certificate)
        .await
        .problem(422, "certificate-lost");

    let reprint = format!("{path}/certificate-reprint");
    let because = json!({"because": "lost"});
    let reprinted = file
        .director
        .decide(&reprint, &told.etag(), because)
        .await
        .ok();
    assert_eq!(reprinted.body["certificate_lost"], false);
    assert_eq!(reprinted.body["documents"][1]["because"], "lost");
    let answer = file.operator.get(&certificate).await.ok();
    let pdf = registry.folder.path().join("reprint.pdf");
    std::fs::write(&pdf, &answer.bytes).unwrap();
    let new = scanned(&pdf);
    assert_ne!(new, old);
    assert!(page(&registry, &new).await.contains(GENUINE));
    assert!(page(&registry, &old).await.contains(SUPERSEDED));
    // Whoever reads the code without the page compares the version in it with this one.
    let number = reprinted.body["number"].as_str().unwrap();
    let public = format!("/public/v1/licences/{number}");
    let public = registry.anybody().get(&public).await.ok();
    assert_eq!(public.body["licence"]["good_from_version"], 2);
}

#[tokio::test]
async fn a_paper_is_not_replaced_without_its_reason_nor_by_anybody_but_the_director_general() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let licence = file.issue_by(&file.director).await.created();
    let (path, etag) = (licence.header("location"), licence.etag());
    let reprint = format!("{path}/certificate-reprint");
    for because in ["lost", "conformity"] {
        let body = json!({"because": because});
        let refused = file.director.decide(&reprint, &etag, body).await;
        refused.problem(422, "no-reason-to-reprint");
    }
    let damaged = || json!({"because": "damaged"});
    let elsewhere = registry
        .given_account(Role::DirectorGeneral, Some("IR-07"))
        .await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for (client, status, code) in [
        (&file.officer, 403, "permission-denied"),
        (&file.operator, 403, "permission-denied"),
        (&elsewhere, 404, "not-found"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        client
            .decide(&reprint, &etag, damaged())
            .await
            .problem(status, code);
    }
    file.director
        .post(&reprint, damaged())
        .await
        .problem(428, "precondition-required");
    let reprinted = file.director.decide(&reprint, &etag, damaged()).await.ok();
    let stale = file.director.decide(&reprint, &etag, damaged()).await;
    stale.problem(412, "stale");

    let loss = format!("{path}/certificate-loss");
    let today = registry.context.today();
    let body = |on: chrono::NaiveDate| json!({"lost_on": on, "statement": "گم شد"});
    let police = registry.given_account(Role::Police, None).await;
    stranger
        .post(&loss, body(today))
        .await
        .problem(404, "not-found");
    police
        .post(&loss, body(today))
        .await
        .problem(403, "permission-denied");
    let tomorrow = today + chrono::Days::new(1);
    let early = file.operator.post(&loss, body(tomorrow)).await;
    early.problem(422, "lost-on-another-day");
    // The office takes it down for an agency that comes to its desk.
    let told = file
        .officer
        .decide(&loss, &reprinted.etag(), body(today))
        .await
        .ok();
    assert_eq!(told.body["certificate_lost"], true);
    file.operator
        .post(&loss, body(today))
        .await
        .problem(422, "lost-already");
}
