//! The printed ruling, read back with the tools that people read PDF files with, and its check.

use std::path::{Path, PathBuf};

use parvaneh::store::registry::Kind;
use parvaneh::use_cases::ruling::verify_credential;
use poem::http::{Method, StatusCode};
use serde_json::json;

use crate::certificate::{plain, tool, words};
use crate::given::{Ruled, ruling, ruling_service, suspension, warning};
use crate::harness::{Answer, Registry};

async fn printed(registry: &Registry, ruled: &Ruled<'_>) -> (PathBuf, Answer) {
    let path = format!("{}/pdf", ruled.path);
    let answer = ruled.case.agency.officer.get(&path).await.ok();
    let file = registry.folder.path().join("ruling.pdf");
    std::fs::write(&file, &answer.bytes).unwrap();
    (file, answer)
}

/// What a camera reads on the last page.
fn scanned(file: &Path) -> String {
    let pages = tool("qpdf", &["--show-npages"], file, &[]);
    let pages = pages.trim();
    let picture = file.with_extension("scan");
    let to = picture.to_str().unwrap();
    let only = ["-r", "150", "-png", "-singlefile", "-f", pages, "-l", pages];
    tool("pdftoppm", &only, file, &[to]);
    let read = tool(
        "zbarimg",
        &["-q", "--raw"],
        &file.with_extension("scan.png"),
        &[],
    );
    read.trim_end().to_owned()
}

/// Letters and digits alone: readers of PDF files move commas and spaces.
fn letters(text: &str) -> String {
    let seen = plain(text);
    seen.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

#[tokio::test]
async fn a_print_says_all_that_the_ruling_says_on_numbered_pages() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_drafted_ruling(4, suspension(3)).await;
    let reasons =
        "با توجه به گزارش بازرسی و رسیدهای کارجویان، دریافت وجه افزون بر تعرفه روشن است. ";
    let mut draft = ruling(&registry, 4, suspension(3));
    draft["reasons"] = json!(format!("{}\nپایان دلایل.", reasons.repeat(40)));
    let redrafted = ruled
        .board
        .secretary
        .put(&ruled.path, draft, &[("if-match", &ruled.etag)])
        .await;
    ruled.now(redrafted.ok());
    let early = ruled
        .case
        .agency
        .officer
        .get(&format!("{}/pdf", ruled.path))
        .await;
    early.problem(409, "illegal-transition");
    ruled.vote("approved").await;
    ruled.sign().await;
    ruled.issue().await;

    let (file, answer) = printed(&registry, &ruled).await;
    assert_eq!(answer.header("content-type"), "application/pdf");
    let disposition = "attachment; filename=\"ruling-R23-1405-000001.pdf\"";
    assert_eq!(answer.header("content-disposition"), disposition);
    tool("qpdf", &["--check"], &file, &[]);
    let pages: usize = tool("qpdf", &["--show-npages"], &file, &[])
        .trim()
        .parse()
        .unwrap();
    assert!(pages > 1, "{pages}");
    let words = letters(&words(&file));
    let last = format!("صفحه {pages} از {pages}");
    for expected in [
        "R23-1405-000001",
        "V23-1405-000001",
        ruled.view["licence_number"].as_str().unwrap(),
        ruled.view["agency"].as_str().unwrap(),
        "۱۴۰۵/۰۹/۰۱",
        "رئیس سازمان صنعت، معدن و تجارت",
        "عضو هیئت",
        "۴ عضو از ۷ عضو حاضر بودند",
        "عدم رعایت تعرفه‌های ابلاغی",
        "این اتهام نادرست است.",
        "مدیر کاریابی سخن گفت.",
        "پایان دلایل.",
        "مبلغ اندک و بازگردانده شده است.",
        "بند ۴ ماده ۱۵ آیین‌نامه",
        "به تعلیق مجوز به مدت ۳ ماه محکوم می‌کند.",
        "این رأی ظرف بیست روز از تاریخ ابلاغ",
        "خطاب به هیئت مرکزی",
        "http://127.0.0.1:8080/r/R23-1405-000001",
        &last,
    ] {
        let digits = parvaneh::domain::kernel::digits::to_persian(expected);
        let found = words.contains(&letters(expected)) || words.contains(&letters(&digits));
        assert!(found, "{expected} in {words}");
    }
    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'ruling'";
    assert_eq!(registry.count(reads).await, 1);

    registry.days_pass(3);
    let path = format!("{}/pdf", ruled.path);
    let officer = ruled.case.agency.officer.again().await;
    let again = officer.get(&path).await.ok();
    assert_eq!(again.bytes, answer.bytes);
    let request = officer
        .request(Method::GET, &path)
        .header("if-none-match", again.etag());
    let kept = officer.send(request.finish()).await;
    kept.expect_status(StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn the_code_is_checked_without_a_connection_and_opens_the_address_that_tells_the_status() {
    for kind in [Kind::Real, Kind::Demo] {
        let registry = Registry::start(kind).await;
        let mut ruled = registry.given_issued_ruling(4, warning()).await;
        let (file, _) = printed(&registry, &ruled).await;
        let number = ruled.view["number"].as_str().unwrap().to_owned();
        assert_eq!(number.starts_with("D-"), kind == Kind::Demo);
        let read = scanned(&file);
        let address = format!("http://127.0.0.1:8080/r/{number}?c=");
        let code = read
            .strip_prefix(&address)
            .unwrap_or_else(|| panic!("{read}"));

        let key = registry.context.keys().public();
        let credential = verify_credential(&key, &read).unwrap();
        assert_eq!(credential.number.to_string(), number);
        assert_eq!(credential.issued_on, registry.context.today());
        let start = read.find("/r/").unwrap() + 3;
        for at in start..read.len() {
            let mut changed = read.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(verify_credential(&key, &changed).is_err(), "{changed}");
        }

        let anybody = registry.anybody();
        let path = format!("/public/v1/rulings/{number}?code={code}");
        let answer = anybody.get(&path).await.ok();
        assert_eq!(answer.body["genuine"], true);
        assert_eq!(answer.body["status"], "issued");
        assert_eq!(answer.body["demo"], kind == Kind::Demo);
        let agency = ruled.view["agency"].as_str().unwrap();
        assert!(!answer.body.to_string().contains(agency));
        let page = anybody.get(&format!("/r/{number}?c={code}")).await.ok();
        let page = String::from_utf8(page.bytes.to_vec()).unwrap();
        assert!(page.contains("این رأی اصیل است") && page.contains(&number));
        assert!(!page.contains(agency));

        let today = registry.context.today();
        ruled.office("/service", ruling_service(today)).await;
        let answer = anybody.get(&path).await.ok();
        assert_eq!(answer.body["status"], "served");
        registry.days_pass(40);
        let answer = anybody.get(&path).await.ok();
        assert_eq!(answer.body["status"], "final");
        assert_eq!(answer.body["genuine"], true);
    }
}

#[tokio::test]
async fn without_its_code_nobody_learns_whether_there_is_a_ruling() {
    let registry = Registry::real().await;
    let ruled = registry.given_issued_ruling(4, warning()).await;
    let (file, _) = printed(&registry, &ruled).await;
    let read = scanned(&file);
    let (_, code) = read.split_once("?c=").unwrap();
    let anybody = registry.anybody();
    for (number, code) in [
        ("R23-1405-000001", "abc"),
        ("R23-1405-000001", ""),
        ("R23-1405-000002", code),
        ("R23-1405-000002", "abc"),
        ("none", code),
    ] {
        let path = format!("/public/v1/rulings/{number}?code={code}");
        let unknown = anybody.get(&path).await;
        unknown.problem(404, "not-found");
        let page = anybody.get(&format!("/r/{number}?c={code}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = String::from_utf8(page.bytes.to_vec()).unwrap();
        assert!(page.contains("اصالت رأی تأیید نشد"));
    }
    let missing = anybody.get("/public/v1/rulings/R23-1405-000001").await;
    assert!(missing.status.is_client_error());
}

#[tokio::test]
async fn a_ruling_that_was_edited_in_the_database_is_not_genuine_any_more() {
    let registry = Registry::real().await;
    let ruled = registry.given_issued_ruling(4, warning()).await;
    let (file, _) = printed(&registry, &ruled).await;
    let read = scanned(&file);
    let (_, code) = read.split_once("?c=").unwrap();
    let cast = if registry
        .context
        .settings()
        .database_url
        .starts_with("sqlite")
    {
        "REPLACE(document, 'اخطار کتبی', 'تذکر')"
    } else {
        "REPLACE(document::text, 'اخطار کتبی', 'تذکر')::jsonb"
    };
    registry
        .tamper(&format!("UPDATE ruling SET document = {cast}"))
        .await;
    let path = format!("/public/v1/rulings/R23-1405-000001?code={code}");
    let answer = registry.anybody().get(&path).await.ok();
    assert_eq!(answer.body["genuine"], false);
}
