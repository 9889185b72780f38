//! The certificate, read back with the tools that people read PDF files with.

use std::path::{Path, PathBuf};
use std::process::Command;

use parvaneh::domain::placement::access::Role;
use parvaneh::store::credentials::fingerprint;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::licence::verify_credential;
use poem::http::{Method, StatusCode};

use crate::given::{COMPANY_NAME, FOREIGN_OF_A_COMPANY, File, ONLINE_OF_A_PERSON, PERSON, deed};
use crate::harness::{Answer, Registry};

/// A licence with the certificate that its operator downloads.
pub(crate) struct Printed {
    pub(crate) licence: Answer,
    path: String,
    pub(crate) file: PathBuf,
    answer: Answer,
}

pub(crate) async fn printed(registry: &Registry, file: &File<'_>) -> Printed {
    let licence = file.issue_by(&file.director).await.created();
    let path = format!("{}/certificate", licence.header("location"));
    let answer = file.operator.get(&path).await.ok();
    let pdf = registry.folder.path().join("certificate.pdf");
    std::fs::write(&pdf, &answer.bytes).unwrap();
    Printed {
        licence,
        path,
        file: pdf,
        answer,
    }
}

async fn company(registry: &Registry) -> File<'_> {
    registry.given_guarantee_amount(1_000).await;
    let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    file.given_accepted_guarantee(deed(1_000, "1409-01-01"))
        .await;
    file
}

/// What a tool says about a file; it must succeed.
pub(crate) fn tool(name: &str, arguments: &[&str], file: &Path, rest: &[&str]) -> String {
    let run = Command::new(name)
        .args(arguments)
        .arg(file)
        .args(rest)
        .output();
    let run = run.unwrap_or_else(|error| panic!("{name} is needed: {error}"));
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{name}: {said}");
    String::from_utf8(run.stdout).unwrap()
}

/// The words of a page in their order, half-spaces aside.
pub(crate) fn words(file: &Path) -> String {
    let text = tool("pdftotext", &["-layout"], file, &["-"]);
    plain(&text)
}

pub(crate) fn plain(text: &str) -> String {
    let seen = text.replace(['\u{200c}', '\u{202a}', '\u{202b}', '\u{202c}'], "");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a camera reads on the printed page.
pub(crate) fn scanned(file: &Path) -> String {
    let picture = file.with_extension("scan");
    let to = picture.to_str().unwrap();
    tool(
        "pdftoppm",
        &["-r", "150", "-png", "-singlefile"],
        file,
        &[to],
    );
    let read = tool(
        "zbarimg",
        &["-q", "--raw"],
        &file.with_extension("scan.png"),
        &[],
    );
    read.trim_end().to_owned()
}

#[tokio::test]
async fn a_certificate_is_one_valid_page_with_everything_that_the_licence_says() {
    let registry = Registry::real().await;
    let file = company(&registry).await;
    let printed = printed(&registry, &file).await;
    let number = printed.licence.body["number"].as_str().unwrap();

    assert_eq!(printed.answer.header("content-type"), "application/pdf");
    let disposition = format!("attachment; filename=\"licence-{number}.pdf\"");
    assert_eq!(printed.answer.header("content-disposition"), disposition);
    assert_eq!(printed.answer.header("x-content-type-options"), "nosniff");
    tool("qpdf", &["--check"], &printed.file, &[]);
    assert_eq!(
        tool("qpdf", &["--show-npages"], &printed.file, &[]).trim(),
        "1"
    );

    let words = words(&printed.file);
    for expected in [
        number,
        "راه‌گشای کار ایرانیان",
        "مؤمنه‌السادات لاله‌زاری لایق",
        "۱۴۰۵/۰۹/۰۱",
        "۱۴۰۷/۰۸/۳۰",
        "10380284790",
        "نرگس رستگار",
        printed.licence.body["verification_url"].as_str().unwrap(),
    ] {
        let digits = parvaneh::domain::kernel::digits::to_persian(expected);
        let found = words.contains(&plain(expected)) || words.contains(&plain(&digits));
        assert!(found, "{expected} in {words}");
    }
    assert!(!words.contains(PERSON));
}

#[tokio::test]
async fn the_code_opens_the_verification_address_and_is_checked_without_a_connection() {
    for kind in [Kind::Real, Kind::Demo] {
        let registry = Registry::start(kind).await;
        let file = company(&registry).await;
        let printed = printed(&registry, &file).await;
        let read = scanned(&printed.file);
        let address = printed.licence.body["verification_url"].as_str().unwrap();
        assert!(read.starts_with(&format!("{address}?c=")), "{read}");

        let key = registry.context.keys().public();
        let credential = verify_credential(&key, &read).unwrap();
        assert_eq!(
            credential.number.to_string(),
            printed.licence.body["number"]
        );
        assert_eq!(credential.document, 1);
        assert_eq!(
            credential.last_day.to_string(),
            printed.licence.body["valid_until"]
        );
        assert_eq!(credential.holder, fingerprint(COMPANY_NAME));
        assert_ne!(credential.holder, fingerprint("شرکت دیگر"));

        let start = read.find("/v/").unwrap() + 3;
        for at in start..read.len() {
            let mut changed = read.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(verify_credential(&key, &changed).is_err(), "{changed}");
        }
        let other = Registry::start(kind).await.context.keys().public();
        assert!(verify_credential(&other, &read).is_err());
    }
}

#[tokio::test]
async fn the_same_licence_gives_the_same_bytes_and_a_reader_who_has_them_is_told_so() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let first = printed(&registry, &file).await;
    registry.days_pass(40);
    let auditor = registry.given_account(Role::Auditor, None).await;
    let again = auditor.get(&first.path).await.ok();
    assert_eq!(first.answer.bytes, again.bytes);
    assert_eq!(first.answer.etag(), again.etag());
    let request = auditor
        .request(Method::GET, &first.path)
        .header("if-none-match", again.etag());
    let kept = auditor.send(request.finish()).await;
    let kept = kept.expect_status(StatusCode::NOT_MODIFIED);
    assert!(kept.bytes.is_empty());
    assert_eq!(kept.etag(), again.etag());
    let words = words(&first.file);
    assert!(words.contains("https://rahkar.example.ir"));
    assert!(!words.contains(PERSON));
}

#[tokio::test]
async fn nobody_downloads_a_certificate_of_a_licence_that_they_may_not_see() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let printed = printed(&registry, &file).await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let elsewhere = registry.given_account(Role::Inspector, Some("IR-07")).await;
    let administrator = registry.given_account(Role::Administrator, None).await;
    stranger.get(&printed.path).await.problem(404, "not-found");
    elsewhere.get(&printed.path).await.problem(404, "not-found");
    administrator
        .get(&printed.path)
        .await
        .problem(403, "permission-denied");
    registry
        .anybody()
        .get(&printed.path)
        .await
        .problem(401, "unauthenticated");
}
