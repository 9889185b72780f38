//! Files that are sent back, and what becomes of them.

use serde_json::{Value, json};

use crate::given::{DOMESTIC_OF_A_PERSON, File};
use crate::harness::Registry;

async fn sent_back(registry: &Registry) -> File<'_> {
    let mut file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    let items = json!({"items": [{"document": "photo", "note": "عکس خوانا نیست"}]});
    file.office("/completion-request", items).await;
    file
}

#[tokio::test]
async fn a_file_that_was_sent_back_explains_its_term_and_is_completed_within_it() {
    let registry = Registry::real().await;
    let mut file = sent_back(&registry).await;
    assert_eq!(file.state(), "documents_incomplete");
    let completion = &file.view["completion"];
    assert_eq!(completion["citation"], "P:cure.days");
    assert!(
        completion["due_persian"]
            .as_str()
            .unwrap()
            .starts_with("۱۴۰۵/")
    );
    assert!(completion["explanation"].as_array().unwrap().len() >= 6);
    assert_eq!(completion["items"][0]["document"], "photo");

    let path = format!("{}/submission", file.path);
    let refused = file.operator.post(&path, json!(null)).await;
    refused.problem(422, "documents-still-missing");
    file.upload("photo").await;
    file.days_pass(3).await;
    file.submit().await;
    assert_eq!(file.state(), "submitted");
    assert_eq!(file.view["filed_on"], "2026-11-25");
    assert_eq!(file.view["completion"], Value::Null);
}

#[tokio::test]
async fn a_file_that_is_not_completed_lapses_once_on_the_day_after_its_term() {
    let registry = Registry::real().await;
    let mut file = sent_back(&registry).await;
    let due: chrono::NaiveDate = file.view["completion"]["due"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let days = (due - registry.context.today()).num_days();
    file.days_pass(days).await;
    registry.run_jobs().await;
    file.look().await;
    assert_eq!(file.state(), "documents_incomplete");

    // The job comes late and dates what happened on the day it happened.
    file.days_pass(5).await;
    registry.run_jobs().await;
    file.look().await;
    assert_eq!(file.state(), "lapsed");
    assert_eq!(file.view["state_on"], json!(due.succ_opt().unwrap()));
    let etag = file.etag.clone();
    registry.run_jobs().await;
    file.look().await;
    assert_eq!(file.etag, etag);
    let lapses = "SELECT COUNT(*) FROM event WHERE name = 'application-lapsed'";
    assert_eq!(registry.count(lapses).await, 1);
}

#[tokio::test]
async fn nothing_is_sent_back_without_naming_what_is_missing() {
    let registry = Registry::real().await;
    let file = registry
        .given_submitted_application(DOMESTIC_OF_A_PERSON)
        .await;
    let refused = file
        .try_office("/completion-request", json!({"items": []}))
        .await;
    refused.problem(422, "no-missing-items");
}
