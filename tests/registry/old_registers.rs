//! Taking over the register that was kept before this one.

use std::fmt::Write as _;
use std::process::{Command, Output};

use parvaneh::domain::kernel::identity::NationalCode;
use parvaneh::domain::placement::access::Role;
use parvaneh::use_cases::evidence::verify::verify_evidence;
use poem::http::StatusCode;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;

use crate::harness::{Answer, Client, Registry};

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const LOOK: &str = "/api/v1/register/import";
const TAKE: &str = "/api/v1/register/import?dry_run=false";

const HEADINGS: [&str; 13] = [
    "شماره مجوز",
    "نام کاریابی",
    "نوع کاریابی",
    "استان",
    "شهر",
    "نشانی",
    "کد پستی",
    "تلفن",
    "نام و نام خانوادگی",
    "کد ملی",
    "تاریخ صدور",
    "اعتبار تا",
    "وضعیت",
];

/// The national code that begins with these nine digits.
fn code(serial: u32) -> String {
    let body = format!("{:09}", 1_000_000 + serial);
    let codes = (0..10).map(|check| format!("{body}{check}"));
    let mut valid = codes.filter(|code| code.parse::<NationalCode>().is_ok());
    valid.next().unwrap()
}

/// A line with nothing wrong in it, different for every serial.
fn row(serial: u32) -> [String; 13] {
    [
        format!("۱۳۹۹/{serial}"),
        format!("كاريابي شماره {serial}"),
        "داخلي".to_owned(),
        "اصفهان".to_owned(),
        "کاشان".to_owned(),
        format!("خیابان امیرکبیر، پلاک {serial}"),
        "۱۳۴۶۱۱۱۱۱۱".to_owned(),
        "۰۳۱-۵۵۵۵۵۵۵۵".to_owned(),
        "نرگس رستگار".to_owned(),
        code(serial),
        "۱۳۹۹/۵/۱".to_owned(),
        "1406/04/31".to_owned(),
        "فعال".to_owned(),
    ]
}

fn rows(serials: std::ops::RangeInclusive<u32>) -> Vec<[String; 13]> {
    serials.map(row).collect()
}

fn table(rows: &[[String; 13]]) -> String {
    let mut table = HEADINGS.join(",");
    for row in rows {
        let quoted = row.iter().map(|cell| format!("\"{cell}\""));
        let _ = write!(table, "\r\n{}", quoted.collect::<Vec<_>>().join(","));
    }
    table
}

/// The same as a workbook, below a title, with what spreadsheets make of numbers and dates.
fn workbook(rows: &[[String; 13]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "فهرست کاریابی‌های استان اصفهان").unwrap();
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write(2, column, heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (line, row) in (3..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match column {
                // The spreadsheet has taken the code for a number, and lost its zeros.
                9 => sheet.write(line, column, cell.parse::<f64>().unwrap()),
                10 => {
                    let day = ExcelDateTime::from_ymd(2020, 7, 22).unwrap();
                    sheet.write_with_format(line, column, &day, &date)
                }
                _ => sheet.write(line, column, cell.as_str()),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

async fn officer(registry: &Registry) -> Client<'_> {
    registry.given_account(Role::CentralOfficer, None).await
}

async fn send(client: &Client<'_>, path: &str, body: impl Into<poem::Body>) -> Answer {
    client.upload(path, CSV, body, &[]).await
}

async fn licences(registry: &Registry) -> i64 {
    registry.count("SELECT COUNT(*) FROM licence").await
}

/// The line, column and code of every error and warning.
fn findings(report: &Value) -> Vec<(u64, &str, &str)> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|it| {
            let text = |name: &str| it[name].as_str().unwrap_or_default();
            (it["line"].as_u64().unwrap(), text("column"), text("code"))
        })
        .collect()
}

/// Covers A17.
#[tokio::test]
async fn a_dry_run_says_what_would_come_of_it_and_changes_nothing() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let events = registry.count("SELECT COUNT(*) FROM event").await;
    let looked = send(&officer, LOOK, table(&rows(1..=3))).await.ok();
    assert_eq!(looked.body["lines"], 3);
    assert_eq!(looked.body["licences"], 3);
    assert_eq!(looked.body["errors"], 0);
    assert_eq!(looked.body["import"], Value::Null);
    assert_eq!(licences(&registry).await, 0);
    assert_eq!(registry.count("SELECT COUNT(*) FROM event").await, events);
    let left = std::fs::read_dir(registry.folder.path().join("imports")).unwrap();
    assert_eq!(left.count(), 0, "the file went with the answer");
}

/// Covers A17.
#[tokio::test]
async fn a_register_is_taken_over_whole_and_found_again_and_nobody_is_notified() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let taken = send(&officer, TAKE, table(&rows(1..=450))).await.ok();
    assert_eq!(taken.body["licences"], 450);
    assert!(taken.body["import"].is_string());
    assert_eq!(licences(&registry).await, 450);
    for nothing in ["notice", "message", "guarantee", "application"] {
        let count = format!("SELECT COUNT(*) FROM {nothing}");
        assert_eq!(registry.count(&count).await, 0, "{nothing}");
    }
    let events = "SELECT COUNT(*) FROM event WHERE noun = 'licence'";
    assert_eq!(registry.count(events).await, 450);
    let turns = "SELECT COUNT(*) FROM inspection_turn";
    assert_eq!(registry.count(turns).await, 450);

    let agency = crate::verification::encoded("کاریابی شماره ۴۴۹");
    let found = officer
        .get(&format!("/api/v1/licences?agency={agency}"))
        .await
        .ok();
    let found = &found.body["items"][0];
    assert_eq!(found["agency"], "کاریابی شماره 449");
    let number = found["number"].as_str().unwrap();
    assert!(number.starts_with("10-D-1399-000449-"), "{number}");

    registry.run_jobs().await;
    let path = format!("/public/v1/licences/{number}");
    let verified = registry.anybody().get(&path).await.ok();
    assert_eq!(verified.body["licence"]["agency"], "کاریابی شماره 449");
    assert_eq!(verified.body["licence"]["last_day_persian"], "۱۴۰۶/۰۴/۳۱");
    let report = verify_evidence(&registry.context, &[]).await.unwrap();
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn every_form_in_which_registers_are_kept_is_read() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let text = table(&rows(1..=2));
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let arabic = text.replace('ی', "ي").replace('ک', "ك");
    let arabic = parvaneh::domain::kernel::digits::to_ascii(&arabic);
    let windows = encoding_rs::WINDOWS_1256.encode(&arabic).0.into_owned();
    let forms: [(&str, Vec<u8>, usize); 7] = [
        ("plain", text.clone().into_bytes(), 0),
        ("marked", format!("\u{feff}{text}").into_bytes(), 0),
        ("semicolons", text.replace(',', ";").into_bytes(), 0),
        ("tabs", text.replace(',', "\t").into_bytes(), 0),
        ("below a title", format!("فهرست\n\n{text}").into_bytes(), 0),
        ("UTF-16", utf16, 0),
        ("Windows-1256", windows, 1),
    ];
    for (form, bytes, warnings) in forms {
        let looked = send(&officer, LOOK, bytes).await.ok();
        assert_eq!(looked.body["licences"], 2, "{form}: {}", looked.body);
        assert_eq!(looked.body["errors"], 0, "{form}");
        assert_eq!(looked.body["warnings"], warnings, "{form}");
    }
    let book = workbook(&rows(1..=2));
    let taken = officer.upload(TAKE, XLSX, book, &[]).await.ok();
    assert_eq!(taken.body["licences"], 2);
    let restored = findings(&taken.body);
    let expected = ("national_code", "leading-zeros-restored");
    assert_eq!(
        restored,
        [(4, expected.0, expected.1), (5, expected.0, expected.1)]
    );
    let from = registry
        .texts("SELECT CAST(term_from AS TEXT) FROM licence")
        .await;
    assert_eq!(from, ["2020-07-22", "2020-07-22"]);
}

#[tokio::test]
async fn every_error_is_named_by_its_line_and_column_and_repeats_nothing() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let mut wrong = rows(1..=7);
    wrong[0][9] = "0684159415".to_owned();
    wrong[1][3] = "ناکجاآباد".to_owned();
    wrong[2][11] = "31/04/06".to_owned();
    wrong[3][12] = "لغو شده".to_owned();
    wrong[4][0] = row(6)[0].clone();
    wrong[6][10] = "1402/01/01".to_owned();
    wrong.push({
        let mut same_place = row(8);
        same_place[9] = row(6)[9].clone();
        same_place
    });
    let looked = send(&officer, LOOK, table(&wrong)).await.ok();
    assert_eq!(looked.body["lines"], 8);
    assert_eq!(looked.body["errors"], 7);
    assert_eq!(
        findings(&looked.body),
        [
            (2, "national_code", "national-code"),
            (3, "province", "province-name"),
            (4, "valid_until", "year-of-two-digits"),
            (5, "status", "status-not-in-force"),
            (7, "old_number", "number-twice"),
            (8, "issued_on", "granted-under-the-bylaw"),
            (9, "postal_code", "licensed-twice"),
        ]
    );
    let told = looked.body.to_string();
    for typed in ["0684159415", "ناکجاآباد", "31/04/06"] {
        assert!(!told.contains(typed), "{typed}");
    }
    let csv = format!("{LOOK}?report=csv");
    let csv = send(&officer, &csv, table(&wrong)).await.ok();
    assert_eq!(csv.header("content-type"), CSV);
    let csv = String::from_utf8(csv.bytes.to_vec()).unwrap();
    assert!(csv.starts_with("\u{feff}سطر,ستون,"));
    assert!(csv.contains("\n5,وضعیت,خطا,status-not-in-force,"), "{csv}");
    assert_eq!(csv.lines().count(), 8);
}

/// Covers A17.
#[tokio::test]
async fn one_wrong_line_at_the_end_keeps_the_whole_file_out() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let mut wrong = rows(1..=900);
    wrong[899][9] = "1111111111".to_owned();
    let refused = send(&officer, TAKE, table(&wrong)).await;
    let refused = refused.problem(422, "invalid-value");
    assert_eq!(refused.body["errors"].as_array().unwrap().len(), 1);
    let error = &refused.body["errors"][0];
    assert_eq!(error["pointer"], "/lines/901/national_code");
    assert_eq!(error["code"], "national-code");
    assert_eq!(licences(&registry).await, 0);
    for table in ["register_import", "inspection_turn", "serial"] {
        let count = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(registry.count(&count).await, 0, "{table}");
    }
    wrong[899] = row(900);
    let taken = send(&officer, TAKE, table(&wrong)).await.ok();
    assert_eq!(taken.body["licences"], 900);
}

#[tokio::test]
async fn the_same_file_or_licence_is_never_taken_over_twice() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let file = table(&rows(1..=3));
    send(&officer, TAKE, file.clone()).await.ok();
    for path in [TAKE, LOOK] {
        let again = send(&officer, path, file.clone()).await;
        again.problem(422, "imported-already");
    }
    let mut others = rows(3..=5);
    others[1][9] = row(2)[9].clone();
    let looked = send(&officer, LOOK, table(&others)).await.ok();
    assert_eq!(
        findings(&looked.body),
        [
            (2, "old_number", "number-known"),
            (2, "postal_code", "licensed-already"),
            (3, "postal_code", "licensed-already"),
        ]
    );
    let next = send(&officer, TAKE, table(&rows(4..=4))).await.ok();
    assert_eq!(next.body["licences"], 1);
    let numbers = registry
        .texts("SELECT number FROM licence ORDER BY number")
        .await;
    assert!(numbers[3].starts_with("10-D-1399-000004-"), "{numbers:?}");
}

#[tokio::test]
async fn a_key_brings_the_same_report_again() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let key = [("idempotency-key", "register-1")];
    let file = table(&rows(1..=2));
    let first = officer.upload(TAKE, CSV, file.clone(), &key).await.ok();
    let again = officer.upload(TAKE, CSV, file, &key).await.ok();
    assert_eq!(first.body, again.body);
    assert_eq!(licences(&registry).await, 2);
    let other = officer.upload(TAKE, CSV, table(&rows(3..=3)), &key).await;
    other.problem(422, "idempotency-key-reused");
}

/// Covers A15.n2, A17.
#[tokio::test]
async fn a_banned_person_is_not_taken_over() {
    let registry = Registry::real().await;
    registry.given_ban(&code(2)).await;
    let officer = officer(&registry).await;
    let looked = send(&officer, LOOK, table(&rows(1..=3))).await.ok();
    assert_eq!(findings(&looked.body), [(3, "national_code", "banned")]);
    let refused = send(&officer, TAKE, table(&rows(1..=3))).await;
    refused.problem(422, "invalid-value");
    assert_eq!(licences(&registry).await, 0);
}

#[tokio::test]
async fn what_is_no_register_is_refused() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let cases: [(&[u8], &str); 5] = [
        (b"", "file-without-header"),
        ("نام,شهر\nالف,ب\n".as_bytes(), "file-without-header"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "file-not-a-table"),
        (b"PK\x03\x04 and nothing else", "file-not-a-table"),
        (&[0xff; 32], "file-without-header"),
    ];
    for (bytes, code) in cases {
        let refused = send(&officer, LOOK, bytes.to_vec()).await;
        let refused = refused.problem(422, "invalid-value");
        assert_eq!(refused.body["errors"][0]["code"], code);
    }
    let no_lines = send(&officer, LOOK, table(&[])).await.ok();
    assert_eq!(findings(&no_lines.body), [(1, "", "file-empty")]);
    let missing = table(&rows(1..=1)).replace("کد پستی", "رنگ");
    let missing = send(&officer, LOOK, missing).await.ok();
    assert_eq!(
        findings(&missing.body),
        [
            (1, "", "column-unknown"),
            (1, "postal_code", "column-missing"),
        ]
    );
}

#[tokio::test]
async fn only_the_centre_takes_registers_over() {
    let registry = Registry::real().await;
    let file = table(&rows(1..=1));
    for (role, province) in [
        (Role::ProvincialOfficer, Some("IR-10")),
        (Role::DirectorGeneral, Some("IR-10")),
        (Role::Operator, None),
        (Role::Auditor, None),
    ] {
        let client = registry.given_account(role, province).await;
        for path in [LOOK, TAKE] {
            let denied = send(&client, path, file.clone()).await;
            denied.problem(403, "permission-denied");
        }
    }
    let nobody = send(&registry.anybody(), LOOK, file.clone()).await;
    nobody.problem(401, "unauthenticated");
    let administrator = registry.given_account(Role::Administrator, None).await;
    send(&administrator, TAKE, file).await.ok();
}

#[tokio::test]
async fn the_template_is_a_register_without_lines() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    for (form, content_type) in [("csv", CSV), ("xlsx", XLSX)] {
        let path = format!("/api/v1/register/import-template?form={form}");
        let template = officer.get(&path).await.ok();
        assert_eq!(template.header("content-type"), content_type);
        assert!(template.header("content-disposition").contains(form));
        let looked = send(&officer, LOOK, template.bytes).await.ok();
        assert_eq!(findings(&looked.body), [(1, "", "file-empty")], "{form}");
    }
}

fn import(registry: &Registry, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvaneh"));
    let settings = registry.context.settings();
    command
        .arg("import")
        .args(arguments)
        .env("PARVANEH_LOG", "off")
        .env("PARVANEH_FOLDER", registry.folder.path())
        .env("DATABASE_URL", &settings.database_url);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Covers A17.
#[tokio::test]
async fn the_command_line_tells_every_line_and_takes_over_only_when_told_to() {
    let registry = Registry::real().await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, table: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, table).unwrap();
        path.display().to_string()
    };
    let good = file("good.csv", table(&rows(1..=5)));
    let mut wrong = rows(1..=5);
    wrong[4][9] = "1111111111".to_owned();
    let wrong = file("wrong.csv", table(&wrong));

    let looked = import(&registry, &[&good]);
    assert_eq!(looked.status.code(), Some(0), "{}", text(&looked.stderr));
    let told = text(&looked.stdout);
    assert!(told.contains("5 lines, 5 licences, 0 errors"), "{told}");
    assert!(text(&looked.stderr).contains("lines/s"));
    assert_eq!(licences(&registry).await, 0);

    let report = folder.path().join("report.csv");
    let report_to = report.display().to_string();
    for arguments in [
        &[wrong.as_str(), "--report", &report_to][..],
        &[&wrong, "--commit"],
    ] {
        let refused = import(&registry, arguments);
        assert_eq!(refused.status.code(), Some(1));
        let told = text(&refused.stdout);
        assert!(
            told.contains("line 6, national_code (کد ملی): error: "),
            "{told}"
        );
        assert!(told.contains("nothing was"), "{told}");
        assert!(!told.contains("1111111111"));
        assert_eq!(licences(&registry).await, 0);
    }
    let report = std::fs::read_to_string(report).unwrap();
    assert!(report.contains("\n6,کد ملی,خطا,national-code,"), "{report}");

    let taken = import(&registry, &[&good, "--commit"]);
    let told = text(&taken.stdout);
    assert!(told.contains("0 warnings: imported as "), "{told}");
    assert_eq!(licences(&registry).await, 5);
    let again = import(&registry, &[&good, "--commit"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("imported already"));
    let host = "SELECT role FROM event WHERE noun = 'register_import'";
    assert_eq!(registry.texts(host).await, ["host"]);
}

#[tokio::test]
async fn a_workbook_that_claims_more_than_it_holds_is_refused() {
    let registry = Registry::real().await;
    let officer = officer(&registry).await;
    let book = workbook(&rows(1..=2));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut bytes = Vec::new();
    let mut forged = zip::ZipWriter::new(std::io::Cursor::new(&mut bytes));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).unwrap();
        let at = content.find("uniqueCount=\"").map(|at| at + 13);
        if let Some(at) = at {
            content.insert_str(at, "99999999");
        }
        forged
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut forged, content.as_bytes()).unwrap();
    }
    forged.finish().unwrap();
    let refused = send(&officer, LOOK, bytes).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["errors"][0]["code"], "workbook-too-large");
}
