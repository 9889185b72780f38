//! Documents: what is taken in, kept, given out and let go of.

use bytes::Bytes;
use futures_util::stream;
use poem::Body;

use crate::given::{DOMESTIC_OF_A_PERSON, JPEG, PDF, PNG};
use crate::harness::Registry;

const BLOBS: &str = "SELECT COUNT(*) FROM document_blob";

/// How many files lie below the folder of documents.
fn files(registry: &Registry) -> usize {
    fn below(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder).map_or(0, |entries| {
            entries
                .map(|entry| entry.unwrap().path())
                .map(|path| if path.is_dir() { below(&path) } else { 1 })
                .sum()
        })
    }
    below(&registry.folder.path().join("documents"))
}

#[tokio::test]
async fn equal_documents_are_kept_once_and_come_back_as_attachments() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=photo", file.path);
    for (declared, bytes, found) in [
        ("application/pdf", PDF, "application/pdf"),
        ("image/png", PNG, "image/png"),
        ("image/jpeg", JPEG, "image/jpeg"),
        ("application/octet-stream", PDF, "application/pdf"),
    ] {
        let made = file
            .operator
            .upload(&path, declared, bytes, &[])
            .await
            .created();
        assert_eq!(made.body["media_type"], found);
        assert_eq!(made.body["size"], bytes.len());
        let got = file.operator.get(made.header("location")).await.ok();
        assert_eq!(got.bytes, bytes);
        assert_eq!(got.header("content-type"), found);
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(
            got.header("content-disposition")
                .starts_with("attachment; filename=\"A23-")
        );
    }
    assert_eq!(registry.count(BLOBS).await, 3);
    assert_eq!(files(&registry), 3);
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'document'";
    assert_eq!(registry.count(reads).await, 4);
}

/// Longer than what a type is told by.
const LONG: &[u8] = &[b'x'; 2_000];

#[tokio::test]
async fn files_that_lie_about_their_type_are_refused_and_leave_nothing() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=photo", file.path);
    let events = registry.count("SELECT COUNT(*) FROM event").await;
    for (declared, bytes) in [
        ("image/png", PDF),
        ("application/pdf", b"<html><script>alert(1)</script>"),
        ("application/pdf", b"MZ\x90\0\x03\0\0\0"),
        ("application/octet-stream", b"GIF89a\x01\0\x01\0"),
        ("application/octet-stream", LONG),
        ("application/octet-stream", b""),
        ("text/html", PDF),
    ] {
        let refused = file.operator.upload(&path, declared, bytes, &[]).await;
        refused.problem(415, "unsupported-media-type");
    }
    assert_eq!(registry.count("SELECT COUNT(*) FROM event").await, events);
    assert_eq!(registry.count(BLOBS).await, 0);
    assert_eq!(files(&registry), 0);
}

#[tokio::test]
async fn a_document_of_ten_mebibytes_is_taken_and_one_byte_more_is_not() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=other", file.path);
    let mut bytes = PDF.to_vec();
    bytes.resize(10 * 1024 * 1024, b' ');
    let chunked = |bytes: Vec<u8>| {
        let chunks: Vec<_> = bytes
            .chunks(60_000)
            .map(|chunk| std::io::Result::Ok(Bytes::copy_from_slice(chunk)))
            .collect();
        Body::from_bytes_stream(stream::iter(chunks))
    };
    let pdf = "application/pdf";
    let made = file
        .operator
        .upload(&path, pdf, chunked(bytes.clone()), &[])
        .await;
    assert_eq!(made.created().body["size"], 10 * 1024 * 1024);
    bytes.push(b' ');
    for body in [Body::from(bytes.clone()), chunked(bytes.clone())] {
        let refused = file.operator.upload(&path, pdf, body, &[]).await;
        refused.problem(413, "body-too-large");
    }
    bytes.resize(11 * 1024 * 1024, b' ');
    let refused = file.operator.upload(&path, pdf, chunked(bytes), &[]).await;
    refused.problem(413, "body-too-large");
    assert_eq!(files(&registry), 1);
}

#[tokio::test]
async fn the_same_key_attaches_one_document_and_bytes_that_no_file_wants_go_after_a_day() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=other", file.path);
    let key = [("idempotency-key", "one")];
    let first = file
        .operator
        .upload(&path, "image/png", PNG, &key)
        .await
        .created();
    let again = file
        .operator
        .upload(&path, "image/png", PNG, &key)
        .await
        .created();
    assert_eq!(first.id(), again.id());
    // The bytes of a request whose version is stale have come for nothing.
    let stale = [("if-match", "\"1\"")];
    let refused = file
        .operator
        .upload(&path, "image/jpeg", JPEG, &stale)
        .await;
    refused.problem(412, "stale");
    assert_eq!(files(&registry), 2);

    registry.days_pass(1);
    registry.run_jobs().await;
    assert_eq!(files(&registry), 1);
    assert_eq!(registry.count(BLOBS).await, 1);
}

#[tokio::test]
async fn a_file_takes_sixty_documents_and_no_more() {
    let registry = Registry::real().await;
    let file = registry.given_draft(DOMESTIC_OF_A_PERSON).await;
    let path = format!("{}/documents?kind=other", file.path);
    for _ in 0..60 {
        file.operator
            .upload(&path, "image/png", PNG, &[])
            .await
            .created();
    }
    let refused = file.operator.upload(&path, "image/png", PNG, &[]).await;
    let refused = refused.problem(422, "too-many-documents");
    assert_eq!(refused.body["citation"], "A8");
}
