//! Between the bytes of a document and the row that refers to them.

use std::path::{Path, PathBuf};

use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, File, PDF, PNG, Ruled, ruling_service, warning};
use crate::harness::{Answer, Fault, Registry};

/// The places of bytes that have settled, and those that still wait for their hash.
fn kept(registry: &Registry) -> (Vec<PathBuf>, Vec<PathBuf>) {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                below(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let folder = registry.folder.path().join("documents");
    let mut found = Vec::new();
    below(&folder, &mut found);
    let incoming = folder.join("incoming");
    found.into_iter().partition(|it| !it.starts_with(&incoming))
}

/// Uploads a picture to the file.
async fn uploads(file: &File<'_>) -> Answer {
    let path = format!("{}/documents?kind=photo", file.path);
    file.operator.upload(&path, "image/png", PNG, &[]).await
}

/// How many documents the file shows.
async fn shown(file: &File<'_>) -> usize {
    let now = file.operator.get(&file.path).await.ok();
    now.body["documents"].as_array().unwrap().len()
}

#[tokio::test]
async fn whichever_write_of_an_upload_fails_nothing_is_attached_and_what_was_acknowledged_stays() {
    let registry = Registry::real().await;
    let mut file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=degree", file.path);
    let upload = file
        .operator
        .upload(&path, "application/pdf", PDF, &[])
        .await;
    let former = upload.created();
    let fault = Fault::arm(&registry, &["application", "document_blob", "event"]).await;
    let mut failing = 0;
    let made = loop {
        failing += 1;
        fault.at(failing).await;
        let answer = uploads(&file).await;
        if answer.status.is_success() {
            break answer;
        }
        answer.problem(500, "internal");
        assert_eq!(shown(&file).await, 1, "write {failing}");
        let got = file.operator.get(former.header("location")).await.ok();
        assert_eq!(got.bytes, PDF, "write {failing}");
    };
    fault.at(0).await;
    // The bytes are announced, referred to, and put on the file with an event.
    assert!(failing > 4, "{failing}");
    assert_eq!(shown(&file).await, 2);

    file.days_pass(2).await;
    registry.run_jobs().await;
    for (document, bytes) in [(&former, PDF), (&made, PNG)] {
        let got = file.operator.get(document.header("location")).await.ok();
        assert_eq!(got.bytes, bytes);
    }
    let (settled, incoming) = kept(&registry);
    assert_eq!((settled.len(), incoming.len()), (2, 0));
}

#[tokio::test]
async fn bytes_that_cannot_move_to_their_place_are_attached_nowhere_and_go_after_a_day() {
    let registry = Registry::real().await;
    let mut file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    uploads(&file).await.created();
    let (settled, _) = kept(&registry);
    let place = settled.first().unwrap().clone();
    // The disk of the bytes is lost, and something lies where they would go.
    let folder = place.parent().unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    std::fs::write(folder, "an obstacle").unwrap();
    uploads(&file).await.problem(500, "internal");
    assert_eq!(shown(&file).await, 1);
    assert_eq!(kept(&registry).1.len(), 1);
    // A file whose bytes are missing is never given out as something else.
    let document = file.operator.get(&file.path).await.ok();
    let id = document.body["documents"][0]["id"].as_str().unwrap();
    let location = format!("{}/documents/{id}", file.path);
    let lost = file.operator.get(&location).await;
    lost.problem(500, "internal");

    std::fs::remove_file(folder).unwrap();
    uploads(&file).await.created();
    assert_eq!(file.operator.get(&location).await.ok().bytes, PNG);
    file.days_pass(2).await;
    registry.run_jobs().await;
    let (settled, incoming) = kept(&registry);
    assert_eq!((settled, incoming), (vec![place], vec![]));
}

#[tokio::test]
async fn bytes_that_break_off_on_the_way_leave_nothing_at_their_place() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=photo", file.path);
    let broken = poem::Body::from_bytes_stream(futures_util::stream::iter([
        Ok(bytes::Bytes::from_static(PNG)),
        Err(std::io::Error::other("the line went dead")),
    ]));
    let answer = file.operator.upload(&path, "image/png", broken, &[]).await;
    assert!(!answer.status.is_success(), "{answer:?}");
    assert_eq!(shown(&file).await, 0);
    assert!(kept(&registry).0.is_empty());
    let blobs = "SELECT COUNT(*) FROM document_blob";
    assert_eq!(registry.count(blobs).await, 0);
}

/// A proof of service that is on no other file.
const SCAN: &[u8] = b"%PDF-1.7 a scanned proof of service";

#[tokio::test]
async fn bytes_whose_day_is_over_are_referred_to_by_nobody_since_they_may_be_gone() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(4, warning()).await;
    let path = format!("{}/documents", ruled.path);
    let scan = async |ruled: &Ruled<'_>| {
        let officer = &ruled.case.agency.officer;
        let scanned = officer.upload(&path, "application/pdf", SCAN, &[]).await;
        scanned.ok().body["sha256"].clone()
    };
    let sha256 = scan(&ruled).await;
    // The job removed the bytes and broke off before it had struck them off.
    ruled.days_pass(1).await;
    let (settled, _) = kept(&registry);
    let digits = sha256.as_str().unwrap();
    let place = settled.iter().find(|it| it.ends_with(digits)).unwrap();
    std::fs::remove_file(place).unwrap();
    let mut service = ruling_service(registry.context.today());
    service["document"] = json!(sha256);
    let refused = ruled.try_office("/service", service.clone()).await;
    refused.problem(422, "invalid-value");

    scan(&ruled).await;
    registry.run_jobs().await;
    ruled.office("/service", service).await;
    ruled.days_pass(2).await;
    registry.run_jobs().await;
    let proof = format!("{path}/{digits}");
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some("IR-23"))
        .await;
    assert_eq!(officer.get(&proof).await.ok().bytes, SCAN);
}
