use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::identity::NationalCode;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::ban::{Party, SubjectRole};
use crate::domain::placement::licence::Holder;

fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

fn line(number: u64, cells: &[&str]) -> Line {
    Line {
        number,
        cells: cells
            .iter()
            .map(|it| Cell::Text((*it).to_owned()))
            .collect(),
    }
}

/// The headings and cells of a line in which nothing is wrong.
const GOOD: &[(&str, &str)] = &[
    ("شماره مجوز", "۱۲/۳۴۵"),
    ("نام کاریابی", "کاریابی نوید"),
    ("نوع کاریابی", "داخلی"),
    ("استان", "اصفهان"),
    ("شهر", "کاشان"),
    ("نشانی", "خیابان امیرکبیر، پلاک ۴"),
    ("کد پستی", "1346111111"),
    ("تلفن", "03155555555"),
    ("نام و نام خانوادگی", "نرگس رستگار"),
    ("کد ملی", "0076229645"),
    ("تاریخ صدور", "1400/05/01"),
    ("اعتبار تا", "1410/04/31"),
];

const TODAY: &str = "1405-09-01";

/// Reads the good line with some of its cells changed, or other columns added.
fn read(changed: &[(&str, &str)]) -> Read {
    let mut cells = GOOD.to_vec();
    for (heading, cell) in changed {
        match cells.iter_mut().find(|it| it.0 == *heading) {
            Some(known) => known.1 = cell,
            None => cells.push((heading, cell)),
        }
    }
    let (headings, cells): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
    let (columns, findings) = Columns::read(&line(1, &headings));
    assert_eq!(findings, [], "{headings:?}");
    Read::line(&columns, &line(2, &cells), day(TODAY))
}

fn entry(changed: &[(&str, &str)]) -> Entry {
    let read = read(changed);
    let errors: Vec<_> = read
        .findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    read.entry.unwrap()
}

fn codes(read: &Read) -> Vec<(Option<Column>, Severity, String)> {
    let findings = read.findings.iter();
    findings
        .map(|it| (it.column, it.severity, it.code.to_string()))
        .collect()
}

/// Covers A17.
#[test]
fn a_line_becomes_the_licence_that_it_tells_of() {
    let entry = entry(&[("وب سايت", "https://www.navid-kar.ir/about")]);
    assert_eq!(entry.old_number.as_str(), "۱۲/۳۴۵");
    assert_eq!(entry.kind, AgencyKind::Domestic);
    assert_eq!(entry.channel, Channel::Physical);
    assert_eq!(entry.premises.province, Province::Isfahan);
    assert_eq!(entry.website.unwrap().as_str(), "www.navid-kar.ir");
    assert_eq!(entry.issued_on, day("1400-05-01"));
    assert_eq!(entry.term.last_day(), day("1410-04-31"));
    assert_eq!(
        entry.signed_by.as_str(),
        "مدیرکل تعاون، کار و رفاه اجتماعی استان اصفهان"
    );
    assert!(matches!(entry.holder, Holder::Natural { .. }));
    assert_eq!(entry.parties.len(), 1);
}

#[test]
fn columns_are_known_in_any_order_and_spelling() {
    let spellings = [
        ("شماره پروانه", Column::OldNumber),
        ("نام كاريابي", Column::Agency),
        ("كد ملي", Column::NationalCode),
        ("کدملی", Column::NationalCode),
        ("كدپستي", Column::PostalCode),
        (" شهر / شهرستان ", Column::City),
        ("تاریخ انقضاء:", Column::ValidUntil),
        ("نام‌خانوادگی", Column::FamilyName),
        ("national_code", Column::NationalCode),
    ];
    for (heading, column) in spellings {
        let (columns, _) = Columns::read(&line(1, &["", heading]));
        let cells = line(2, &["x", "y"]);
        let cell = columns.cell(column, &cells);
        assert_eq!(cell, Some(&Cell::Text("y".to_owned())), "{heading}");
    }
}

#[test]
fn every_heading_names_one_column() {
    for column in Column::ALL {
        for heading in column.headings() {
            let (columns, _) = Columns::read(&line(1, &[heading]));
            let cells = line(2, &["x"]);
            assert!(columns.cell(*column, &cells).is_some(), "{heading}");
        }
        assert_eq!(Column::named(column.name()), Some(*column));
    }
}

#[test]
fn a_title_above_the_columns_is_not_taken_for_them() {
    let headings: Vec<_> = GOOD.iter().map(|it| it.0).collect();
    assert!(Columns::are_named_on(&line(3, &headings)));
    assert!(!Columns::are_named_on(&line(
        1,
        &["فهرست کاریابی‌های استان", "", "شهر"]
    )));
}

#[test]
fn a_missing_or_doubled_column_is_an_error_and_an_unknown_one_a_warning() {
    let mut headings: Vec<_> = GOOD.iter().map(|it| it.0).collect();
    headings.retain(|it| *it != "کد پستی");
    headings.extend(["نام شهر", "رنگ"]);
    let (_, findings) = Columns::read(&line(1, &headings));
    let found: Vec<_> = findings
        .iter()
        .map(|it| (it.column, it.code.as_ref()))
        .collect();
    assert_eq!(
        found,
        [
            (Some(Column::City), "column-twice"),
            (None, "column-unknown"),
            (Some(Column::PostalCode), "column-missing"),
        ]
    );
}

#[test]
fn arabic_letters_and_all_digits_are_read_as_persian() {
    let entry = entry(&[
        ("نام کاریابی", "كاريابي نويد"),
        ("استان", "آذربايجان شرقي"),
        ("نوع کاریابی", "كاريابي خارجي"),
        ("کد ملی", "٠٠٧٦٢٢٩٦٤٥"),
        ("کد پستی", "۱۳۴۶۱-۱۱۱۱۱"),
        ("تاریخ صدور", "۱۴۰۰/۵/۱"),
    ]);
    assert_eq!(entry.agency.as_str(), "کاریابی نوید");
    assert_eq!(entry.premises.province, Province::EastAzerbaijan);
    assert_eq!(entry.kind, AgencyKind::Foreign);
    assert_eq!(entry.premises.postal_code.as_str(), "1346111111");
    assert_eq!(entry.issued_on, day("1400-05-01"));
}

#[test]
fn a_day_is_read_in_every_usual_spelling_and_no_doubtful_one() {
    let good = [
        "1402/05/01",
        "۱۴۰۲/۵/۱",
        "١٤٠٢/٠٥/٠١",
        "1402-05-01",
        "1402.5.1",
        "14020501",
        " 1402 / 05 / 01 ",
        "۱ مرداد ۱۴۰۲",
        "یکشنبه ۱ مرداد ۱۴۰۲",
        "2023-07-23",
        "2023/7/23",
    ];
    for text in good {
        assert_eq!(super::value::day(text), Ok(day("1402-05-01")), "{text}");
    }
    let doubtful = [
        ("99/05/01", "year-of-two-digits"),
        ("01/05/1402", "year-of-two-digits"),
        ("1402/13/01", "day"),
        ("1404/12/30", "day"),
        ("1402/5", "day"),
        ("2023-02-30", "day"),
        ("1700-01-01", "day"),
        ("مرداد ۱۴۰۲", "day"),
        ("45130", "day"),
    ];
    for (text, code) in doubtful {
        assert_eq!(super::value::day(text).unwrap_err().code, code, "{text}");
    }
}

/// Covers A15.n2.
#[test]
fn leading_zeros_come_back_only_where_the_check_digit_agrees() {
    let restored = [("76229645", "0076229645"), ("499370899", "0499370899")];
    for (typed, code) in restored {
        let read = read(&[("کد ملی", typed)]);
        let warning = (
            Some(Column::NationalCode),
            Severity::Warning,
            "leading-zeros-restored".to_owned(),
        );
        assert_eq!(codes(&read), [warning]);
        let national_code: NationalCode = code.parse().unwrap();
        let party = Party::Person { national_code };
        assert_eq!(read.entry.unwrap().parties[0].party, party);
    }
    for typed in ["76229646", "7622964", "1.23E+09", "00762296450"] {
        let read = read(&[("کد ملی", typed)]);
        assert_eq!(read.entry, None, "{typed}");
        assert_eq!(codes(&read)[0].2, "national-code", "{typed}");
    }
}

#[test]
fn a_company_has_its_technical_manager() {
    let company = [("نام شرکت", "شرکت نوید کار"), ("شناسه ملی", "10380284790")];
    let own = [
        company[0],
        company[1],
        ("مدیر فنی", "سارا کریمی"),
        ("کد ملی مدیر فنی", "1583250689"),
    ];
    let entry = entry(&own);
    let roles: Vec<_> = entry.parties.iter().map(|it| it.role).collect();
    assert_eq!(roles, [SubjectRole::Holder, SubjectRole::TechnicalManager]);
    let manager = entry.holder.technical_manager().unwrap();
    assert_eq!(manager.as_str(), "سارا کریمی");

    let taken = read(&company);
    assert_eq!(codes(&taken)[0].2, "person-taken-as-manager");
    let entry = taken.entry.unwrap();
    let manager = entry.holder.technical_manager().unwrap();
    assert_eq!(manager.as_str(), "نرگس رستگار");
}

#[test]
fn what_a_line_lacks_or_gets_wrong_is_named_by_its_column() {
    use Column as C;
    let cases: &[(&str, &str, Column, &str)] = &[
        ("شماره مجوز", "", C::OldNumber, "cell-empty"),
        ("نام کاریابی", " - ", C::Agency, "cell-empty"),
        ("نوع کاریابی", "مجازی", C::Kind, "agency-kind"),
        ("شیوه فعالیت", "نیمه", C::Channel, "channel"),
        ("استان", "23", C::Province, "province-name"),
        ("استان", "تهرانپارس", C::Province, "province-name"),
        ("کد پستی", "0619735744", C::PostalCode, "postal-code"),
        ("تلفن", "55555555", C::Phone, "landline"),
        ("تلفن", "09121234567", C::Phone, "landline"),
        ("وبگاه", "کاریابی نوید", C::Website, "domain-name"),
        ("کد ملی", "0684159415", C::NationalCode, "national-code"),
        (
            "تاریخ صدور",
            "1405/09/02",
            C::IssuedOn,
            "issued-in-the-future",
        ),
        ("اعتبار تا", "1400/04/31", C::ValidUntil, "term-order"),
        ("وضعیت", "لغو شده", C::Status, "status-not-in-force"),
        ("وضعیت", "تعلیق", C::Status, "status-not-in-force"),
        ("وضعیت", "منقضی", C::Status, "status-against-term"),
        ("شهر", "کاش\u{fffd}ن", C::City, "cell-unreadable"),
    ];
    for (heading, cell, column, code) in cases {
        let read = read(&[(heading, cell)]);
        let expected = (Some(*column), Severity::Error, (*code).to_owned());
        assert!(codes(&read).contains(&expected), "{cell}: {read:?}");
        assert_eq!(read.entry, None, "{cell}");
    }
    let both = read(&[("کد ملی", "1"), ("کد پستی", "2")]);
    assert_eq!(both.findings.len(), 2, "all faults of a line are told");
}

#[test]
fn what_only_looks_odd_is_a_warning() {
    let cases = [
        ("تلفن", "3155555555", "leading-zeros-restored"),
        ("تلفن", "031-55555555 / 031-44444444", "first-number-taken"),
        ("کد پستی", "1234567890", "postal-code-unusual"),
        ("اعتبار تا", "1415/04/31", "term-unusually-long"),
    ];
    for (heading, cell, code) in cases {
        let read = read(&[(heading, cell)]);
        assert!(read.entry.is_some(), "{cell}: {:?}", read.findings);
        assert_eq!(codes(&read)[0].2, code, "{cell}");
    }
    let over = read(&[("اعتبار تا", "1403/04/31"), ("وضعیت", "فعال")]);
    assert_eq!(codes(&over)[0].2, "expired-by-its-term");
}

#[test]
fn an_old_province_code_counts_only_in_its_own_column() {
    let headings = ["کد استان پیش از ۲۰۲۰", "استان"];
    let cases = [
        (["IR-07", "تهران"], Some(Province::Tehran)),
        (["IR-07", ""], Some(Province::Tehran)),
        (["", "IR-07"], Some(Province::Fars)),
        (["", "استان فارس"], Some(Province::Fars)),
        (["IR-07", "فارس"], None),
        (["07", ""], None),
    ];
    for (cells, province) in cases {
        let both: Vec<_> = headings.into_iter().zip(cells).collect();
        let found = read(&both).entry.map(|it| it.premises.province);
        assert_eq!(found, province, "{cells:?}");
    }
}

#[test]
fn no_finding_repeats_what_was_typed() {
    let read = read(&[("کد ملی", "0684159415"), ("تلفن", "4455667788990")]);
    assert_eq!(read.findings.len(), 2);
    let told = format!("{:?}", read.findings);
    assert!(!told.contains("0684159415") && !told.contains("4455667788990"));
}

proptest! {
    #[test]
    fn any_day_is_read_back_from_how_it_is_shown(from_today in -40_000_i64..20_000) {
        let date = day(TODAY) + chrono::TimeDelta::days(from_today);
        let solar = SolarHijri::of(date);
        for shown in [solar.to_string(), solar.persian(), solar.long_persian(), date.to_string()] {
            prop_assume!(solar.year() >= 1300 && date >= NaiveDate::from_ymd_opt(1921, 3, 21).unwrap());
            prop_assert_eq!(super::value::day(&shown), Ok(date), "{}", shown);
        }
    }

    #[test]
    fn no_text_in_a_cell_breaks_the_reading(texts in proptest::collection::vec(any::<String>(), GOOD.len())) {
        let headings: Vec<_> = GOOD.iter().map(|it| it.0).collect();
        let (columns, _) = Columns::read(&line(1, &headings));
        let cells: Vec<&str> = texts.iter().map(String::as_str).collect();
        let _ = Read::line(&columns, &line(2, &cells), day(TODAY));
    }
}
