//! A company registers its activity in its articles of association once it is licensed (A9).

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use super::Agency;
use crate::given::{DOMESTIC_OF_A_PERSON, PDF};
use crate::harness::{Answer, Client, Registry};

const LIST: &str = "/api/v1/articles-duties";

async fn shows(agency: &Agency<'_>, client: &Client<'_>, registered_on: &str) -> Answer {
    let query = format!("registered_on={registered_on}&notice=1405-12");
    let path = format!("{}/articles-registration?{query}", agency.path);
    client.upload(&path, "application/pdf", PDF, &[]).await
}

/// Covers A9.
#[tokio::test]
async fn what_is_not_registered_in_sixty_days_is_on_the_list_and_has_no_effect_on_the_licence() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let duty = format!("{}/articles-duty", agency.path);
    let open = agency.operator.get(&duty).await.ok();
    assert_eq!(open.body["due"]["days"], 60);
    assert!(open.body["due"]["explanation"].as_array().unwrap().len() > 3);
    assert_eq!(open.body["overdue"], false);
    let overdue = format!("{LIST}?overdue=true");
    assert_eq!(
        agency.officer.get(&overdue).await.ok().body["items"],
        json!([])
    );
    assert_eq!(
        agency.officer.get(LIST).await.ok().body["items"],
        json!([open.body])
    );

    let last: chrono::NaiveDate = open.body["due"]["last_accepted"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    agency
        .days_pass((last - registry.context.today()).num_days())
        .await;
    assert_eq!(
        agency.officer.get(&overdue).await.ok().body["items"],
        json!([])
    );
    agency.days_pass(1).await;
    let late = agency.officer.get(&overdue).await.ok();
    assert_eq!(late.body["items"][0]["licence_id"], agency.id());
    assert_eq!(late.body["items"][0]["overdue"], true);
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    assert_eq!(elsewhere.get(&overdue).await.ok().body["items"], json!([]));
    elsewhere.get(&duty).await.problem(404, "not-found");
    registry.run_jobs().await;
    assert_eq!(agency.licence().await.body["operating_permitted"], true);

    shows(&agency, &agency.operator, "2026-12-20")
        .await
        .created();
    let done = agency.operator.get(&duty).await.ok();
    assert_eq!(
        (&done.body["overdue"], &done.body["registered_on"]),
        (&json!(false), &json!("2026-12-20"))
    );
    assert_eq!(agency.officer.get(LIST).await.ok().body["items"], json!([]));
    let twice = shows(&agency, &agency.operator, "2026-12-20").await;
    twice.problem(422, "articles-registered-already");
}

#[tokio::test]
async fn the_notice_is_kept_for_good_and_who_reads_it_is_written_down() {
    let registry = Registry::real().await;
    let mut agency = registry.given_company().await;
    let evidence = format!("{}/articles-registration/document", agency.path);
    agency
        .officer
        .get(&evidence)
        .await
        .problem(404, "not-found");
    shows(&agency, &agency.operator, "2026-11-22")
        .await
        .created();
    agency.days_pass(2).await;
    registry.run_jobs().await;
    let read = agency.officer.get(&evidence).await.ok();
    assert_eq!(read.bytes, PDF);
    let reads = "SELECT COUNT(*) FROM access_entry WHERE noun = 'licence' AND what = 'document'";
    assert_eq!(registry.count(reads).await, 1);
    let stranger = registry.given_account(Role::Operator, None).await;
    stranger.get(&evidence).await.problem(404, "not-found");
}

#[tokio::test]
async fn only_the_company_shows_it_and_only_what_has_happened() {
    let registry = Registry::real().await;
    let agency = registry.given_company().await;
    let stranger = registry.given_account(Role::Operator, None).await;
    for (client, status, code) in [
        (&stranger, 404, "not-found"),
        (&agency.officer, 403, "permission-denied"),
        (&registry.anybody(), 401, "unauthenticated"),
    ] {
        shows(&agency, client, "2026-11-22")
            .await
            .problem(status, code);
    }
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM document_blob").await,
        0
    );
    let later = shows(&agency, &agency.operator, "2026-11-23").await;
    later.problem(422, "articles-registered-later");
    let path = format!(
        "{}/articles-registration?registered_on=2026-11-22&notice=1",
        agency.path
    );
    let text = agency
        .operator
        .upload(&path, "application/pdf", &b"text"[..], &[])
        .await;
    text.problem(415, "unsupported-media-type");
}

/// Covers A9.
#[tokio::test]
async fn a_person_has_no_articles_and_nobody_is_asked_for_them_before_the_licence() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let duty = format!("/api/v1/licences/{}/articles-duty", agency.licence);
    agency
        .operator
        .get(&duty)
        .await
        .problem(422, "no-articles-duty");
    assert_eq!(agency.officer.get(LIST).await.ok().body["items"], json!([]));
}
