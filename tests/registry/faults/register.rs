//! Between a licence and its publication, and between the files of the register and its head.

use parvaneh::context::Context;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::evidence::seal::seal_events;
use parvaneh::use_cases::register::follow::follow;
use parvaneh::use_cases::register::publish::{WORTH_GATHERING, publish};
use serde_json::json;
use uuid::Uuid;

use crate::given::{ONLINE_OF_A_PERSON, ask};
use crate::harness::{Fault, Registry};

/// Seals and publishes as one process.
async fn publishes(context: &Context, process: Uuid) -> Result<(), parvaneh::error::Error> {
    seal_events(context, process).await?;
    publish(context, process, WORTH_GATHERING).await
}

/// What a process that starts now says of a licence by its number.
async fn newcomer_says(registry: &Registry, number: &str) -> (u16, String) {
    let newcomer = registry.another_process(Kind::Real).await;
    follow(&newcomer).await.unwrap();
    ask(&newcomer, &format!("/public/v1/licences/{number}")).await
}

#[tokio::test]
async fn whichever_write_of_the_issue_fails_there_is_no_licence_and_its_number_is_given_again() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let tables = ["application", "event", "licence", "serial"];
    let fault = Fault::arm(&registry, &tables).await;
    let path = format!("{}/licence", file.path);
    let key = [
        ("if-match", file.etag.as_str()),
        ("idempotency-key", "issue"),
    ];
    let mut failing = 0;
    let issued = loop {
        failing += 1;
        fault.at(failing).await;
        let answer = file.director.post_with(&path, json!(null), &key).await;
        if answer.status.is_success() {
            break answer.created();
        }
        answer.problem(500, "internal");
        assert_eq!(file.state_now().await, "ready_to_issue", "write {failing}");
        let licences = "SELECT COUNT(*) FROM licence";
        assert_eq!(registry.count(licences).await, 0, "write {failing}");
    };
    fault.at(0).await;
    assert!(failing > 4, "{failing}");
    let number = issued.body["number"].as_str().unwrap();
    assert!(number.contains("-000001-"), "{number}");
    // Who asks again under the same key hears the same, and there is one licence.
    let again = file.director.post_with(&path, json!(null), &key).await;
    assert_eq!(again.created().body["number"], number);
    assert_eq!(registry.count("SELECT COUNT(*) FROM licence").await, 1);
}

#[tokio::test]
async fn a_licence_whose_process_ended_before_it_was_published_is_published_by_the_next() {
    let registry = Registry::real().await;
    let number = registry.given_licence(1).await.number().to_string();
    let question = format!("/public/v1/licences/{number}");
    // Nothing was published yet: nobody is told that the licence does not exist.
    let early = registry.another_process(Kind::Real).await;
    assert_eq!(ask(&early, &question).await.0, 503);
    let fault = Fault::arm(&registry, &["log_entry", "lease", "published_list"]).await;
    let mut failing = 0;
    let process = Uuid::now_v7();
    loop {
        failing += 1;
        fault.at(failing).await;
        if publishes(&registry.context, process).await.is_ok() {
            break;
        }
        let newcomer = registry.another_process(Kind::Real).await;
        follow(&newcomer).await.unwrap();
        assert_eq!(ask(&newcomer, &question).await.0, 503, "write {failing}");
    }
    fault.at(0).await;
    assert!(failing > 3, "{failing}");
    let (status, answer) = newcomer_says(&registry, &number).await;
    assert!(
        status == 200 && answer.contains("\"version\":1") && answer.contains("\"valid\""),
        "{answer}"
    );
}

#[tokio::test]
async fn a_version_whose_head_was_not_written_is_served_by_nobody_and_made_anew() {
    let registry = Registry::real().await;
    let process = Uuid::now_v7();
    let first = registry.given_licence(1).await.number().to_string();
    publishes(&registry.context, process).await.unwrap();
    let second = registry.given_licence(2).await.number().to_string();
    seal_events(&registry.context, process).await.unwrap();
    let fault = Fault::arm(&registry, &["published_list"]).await;
    fault.at(1).await;
    let broken = publish(&registry.context, process, WORTH_GATHERING).await;
    assert!(broken.is_err());
    // The file lies there; no head names it, so version 1 is what everybody answers from.
    assert_eq!(registry.list_files().len(), 2);
    for (number, said) in [(&first, "\"valid\""), (&second, "\"unlicensed\"")] {
        let (status, answer) = newcomer_says(&registry, number).await;
        assert!(
            status == 200 && answer.contains(said) && answer.contains("\"version\":1"),
            "{answer}"
        );
    }
    fault.at(0).await;
    // More has changed until the next process takes over.
    let third = registry.given_licence(3).await.number().to_string();
    registry.days_pass(1);
    let other = registry.another_process(Kind::Real).await;
    publishes(&other, Uuid::now_v7()).await.unwrap();
    for number in [&first, &second, &third] {
        let (_, answer) = newcomer_says(&registry, number).await;
        assert!(
            answer.contains("\"valid\"") && answer.contains("\"version\":2"),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn while_files_cannot_be_written_the_last_version_is_served_and_nothing_is_lost() {
    let registry = Registry::real().await;
    let process = Uuid::now_v7();
    let first = registry.given_licence(1).await.number().to_string();
    publishes(&registry.context, process).await.unwrap();
    let second = registry.given_licence(2).await.number().to_string();
    let folder = registry.folder.path().join("lists/register");
    let aside = registry.folder.path().join("lists/aside");
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "an obstacle").unwrap();
    assert!(publishes(&registry.context, process).await.is_err());
    let question = |number: &str| format!("/public/v1/licences/{number}");
    let (status, answer) = ask(&registry.context, &question(&first)).await;
    assert!(
        status == 200 && answer.contains("\"version\":1"),
        "{answer}"
    );
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM published_list").await,
        1
    );

    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    // A process that ended while it wrote left a piece of a file behind.
    std::fs::write(folder.join(".0000000002-delta-x.tsv.1"), "half").unwrap();
    publishes(&registry.context, process).await.unwrap();
    for number in [&first, &second] {
        let (_, answer) = newcomer_says(&registry, number).await;
        assert!(
            answer.contains("\"valid\"") && answer.contains("\"version\":2"),
            "{answer}"
        );
    }
}
