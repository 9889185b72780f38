//! Who sees which file, and who may do what with it.

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, TEHRAN, Wanted};
use crate::harness::Registry;

/// Covers A1.3, A7 and A13.2.
#[tokio::test]
async fn another_operators_and_another_provinces_file_cannot_be_known_of() {
    let registry = Registry::real().await;
    let file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    let strangers = [
        registry.given_account(Role::Operator, None).await,
        registry
            .given_account(Role::ProvincialOfficer, Some("IR-10"))
            .await,
        registry
            .given_account(Role::DirectorGeneral, Some("IR-10"))
            .await,
    ];
    let document = file.operator.get(&file.path).await.ok().body["documents"][0]["id"].clone();
    let document = format!("{}/documents/{}", file.path, document.as_str().unwrap());
    let personal = format!("{}/personal-data", file.path);
    for stranger in &strangers {
        for path in [&file.path, &document, &personal] {
            stranger.get(path).await.problem(404, "not-found");
        }
        let listed = stranger.get("/api/v1/applications").await.ok();
        assert_eq!(listed.body["items"], json!([]));
        let path = format!("{}/documents?kind=other", file.path);
        let upload = stranger
            .upload(&path, "application/pdf", crate::given::PDF, &[])
            .await;
        upload.problem(404, "not-found");
    }
    let path = format!("{}/submission", file.path);
    strangers[0]
        .post(&path, json!(null))
        .await
        .problem(404, "not-found");
    for stranger in &strangers[1..] {
        let path = format!("{}/examination", file.path);
        let refused = stranger.decide(&path, &file.etag, json!(null)).await;
        refused.problem(404, "not-found");
    }
    let administrator = registry.given_account(Role::Administrator, None).await;
    administrator
        .get(&file.path)
        .await
        .problem(403, "permission-denied");
}

#[tokio::test]
async fn an_office_sees_a_file_once_it_is_filed_and_an_officer_does_not_decide() {
    let registry = Registry::real().await;
    let mut file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    file.officer.get(&file.path).await.problem(404, "not-found");
    file.submit().await;
    file.officer.get(&file.path).await.ok();
    let refused = file.try_office("/approval", json!(null)).await;
    refused.problem(403, "permission-denied");
    let auditor = registry.given_account(Role::Auditor, None).await;
    auditor.get(&file.path).await.ok();
    let path = format!("{}/examination", file.path);
    let refused = auditor.decide(&path, &file.etag, json!(null)).await;
    refused.problem(403, "permission-denied");
    let secretary = registry
        .given_account(Role::BoardSecretary, Some(TEHRAN))
        .await;
    let personal = format!("{}/personal-data", file.path);
    secretary
        .get(&personal)
        .await
        .problem(403, "permission-denied");
}

/// Covers A8.2, A13.2 and A13.2n.
#[tokio::test]
async fn religion_and_full_codes_are_read_separately_and_every_read_is_written_down() {
    let registry = Registry::real().await;
    let file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    let shown = file.officer.get(&file.path).await.ok();
    assert_eq!(shown.body["person"]["national_code"], "007***9645");
    let text = String::from_utf8(shown.bytes.to_vec()).unwrap();
    for secret in ["0076229645", "zoroastrian", "1990-05-01", "09123456789"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'personal-data'";
    assert_eq!(registry.count(reads).await, 0);
    let personal = format!("{}/personal-data", file.path);
    let read = file.officer.get(&personal).await.ok();
    assert_eq!(read.body["national_code"], "0076229645");
    assert_eq!(read.body["religion"], "zoroastrian");
    assert_eq!(registry.count(reads).await, 1);
}

#[tokio::test]
async fn decisions_name_the_version_they_are_made_on() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    let path = format!("{}/examination", file.path);
    file.officer
        .post(&path, json!(null))
        .await
        .problem(428, "precondition-required");
    let stale = file.officer.decide(&path, "\"1\"", json!(null)).await;
    stale.problem(412, "stale");
    let withdrawal = format!("{}/withdrawal", file.path);
    let stale = file
        .operator
        .decide(&withdrawal, "\"1\"", json!(null))
        .await;
    stale.problem(412, "stale");
    file.office("/examination", json!(null)).await;
    assert_eq!(file.state(), "under_review");
}

#[tokio::test]
async fn lists_are_paged_and_filtered_by_state_category_and_province() {
    let registry = Registry::real().await;
    let domestic = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let operator = domestic.operator.clone();
    let mut ids = vec![domestic.id().to_owned()];
    for (kind, channel) in [
        ("foreign", "physical"),
        ("domestic", "both"),
        ("maritime", "electronic"),
    ] {
        let form = crate::given::application(crate::given::filing(Wanted {
            kind,
            channel,
            ..DOMESTIC_OF_A_PERSON
        }));
        ids.push(
            operator
                .post("/api/v1/applications", form)
                .await
                .created()
                .id(),
        );
    }
    ids.reverse();
    let listed = async |query: &str| -> (Vec<String>, Option<String>) {
        let page = operator
            .get(&format!("/api/v1/applications{query}"))
            .await
            .ok();
        let items = page.body["items"].as_array().unwrap().iter();
        let ids = items.map(|item| item["id"].as_str().unwrap().to_owned());
        (
            ids.collect(),
            page.body["next"].as_str().map(ToOwned::to_owned),
        )
    };
    let (first, next) = listed("?limit=3").await;
    assert_eq!(first, ids[..3]);
    let (rest, end) = listed(&format!("?limit=3&after={}", next.unwrap())).await;
    assert_eq!((rest, end), (ids[3..].to_vec(), None));
    for (query, count) in [
        ("?category=domestic", 2),
        ("?category=foreign", 1),
        ("?category=online", 2),
        ("?category=maritime", 1),
        ("?state=draft", 4),
        ("?state=submitted", 0),
        ("?province=IR-23", 4),
        ("?province=IR-10", 0),
    ] {
        assert_eq!(listed(query).await.0.len(), count, "{query}");
    }
    for query in [
        "?limit=0",
        "?limit=101",
        "?state=lost",
        "?after=x",
        "?colour=red",
        "?province=23",
    ] {
        let refused = operator.get(&format!("/api/v1/applications{query}")).await;
        assert!(
            refused.status.is_client_error(),
            "{query} {}",
            refused.status
        );
        assert!(refused.body["request_id"].is_string());
    }
}
