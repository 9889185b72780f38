use proptest::prelude::*;

use super::super::page::Mark;
use super::*;

fn certificate() -> Certificate {
    Certificate {
        number: "23-1405-000123-K".into(),
        demo: false,
        holder: "شرکت کارآفرینان آیندهٔ پارس (سهامی خاص)".into(),
        agency_name: "راه‌گشای کار ایرانیان".into(),
        identity: Some(("شناسه ملی".into(), "10380284790".into())),
        technical_manager: Some("سیّد علی‌رضا لاله‌زاری".into()),
        activity: "کاریابی خارجی، حضوری".into(),
        province: "تهران".into(),
        address: "خیابان ولی‌عصر، کوچه لایق، پلاک 12-14، تلفن ۰۲۱-۸۸۷۷۶۶۵۵".into(),
        website: Some("https://www.example.ir".into()),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        valid_from: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        last_day: NaiveDate::from_ymd_opt(2028, 11, 21).unwrap(),
        legal_basis: LEGAL_BASIS.into(),
        signer_title: "مدیرکل تعاون، کار و رفاه اجتماعی استان تهران".into(),
        signer_name: "مؤمنه‌السادات لایق".into(),
        version: 1,
        verification_url: "https://verify.example.ir/l/23-1405-000123-K".into(),
        qr_payload: "https://verify.example.ir/l/23-1405-000123-K".into(),
        created_at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
    }
}

struct Seen {
    /// The letters in the order of the eye, from the left.
    text: String,
    left: f32,
    right: f32,
    baseline: f32,
}

fn lines(page: &Page) -> Vec<Seen> {
    let lines = page.marks.iter().filter_map(|mark| match mark {
        Mark::Text {
            line,
            left,
            baseline,
        } => Some(Seen {
            text: line.glyphs.iter().map(|glyph| &*glyph.text).collect(),
            left: *left,
            right: left + line.width(),
            baseline: *baseline,
        }),
        Mark::Stamp(_) | Mark::Drawing(_) | Mark::Link { .. } => None,
    });
    lines.collect()
}

fn assert_inside(page: &Page) {
    for line in lines(page) {
        let (text, left, right) = (&line.text, line.left, line.right);
        assert!(left >= COLUMN.left - 0.01, "{text} begins at {left}");
        assert!(right <= COLUMN.right() + 0.01, "{text} ends at {right}");
        assert!(line.baseline < FRAME.0.1 + FRAME.1.1, "{text} lies too low");
    }
}

fn long(letters: &str) -> String {
    letters.chars().cycle().take(200).collect()
}

#[test]
fn the_same_certificate_gives_the_same_bytes_and_another_number_others() {
    let first = render(&certificate()).unwrap();
    assert_eq!(first, render(&certificate()).unwrap());
    assert!(first.starts_with(b"%PDF-1.7"));
    let other = Certificate {
        number: "23-1405-000124-L".into(),
        ..certificate()
    };
    assert_ne!(first, render(&other).unwrap());
}

#[test]
fn long_values_shrink_and_wrap_and_stay_in_their_column() {
    for letters in [
        "شرکت بین‌المللی خدمات مشاوره‌ای نیروی انسانی Global Ltd. ۰۲۱-۸۸۷۷۶۶۵۵ «آینده»؛ ",
        "بی‌فاصله‌",
        "ب",
        "W",
        "Longword",
        "۱۲۳۴-",
    ] {
        let certificate = Certificate {
            holder: long(letters),
            agency_name: long(letters),
            technical_manager: Some(long(letters)),
            activity: long(letters),
            address: long(letters),
            ..certificate()
        };
        assert_inside(&page(&certificate).unwrap());
    }
}

#[test]
fn text_beyond_the_sheet_is_refused_instead_of_cut() {
    let long_titles = "مدیرکل تعاون، کار و رفاه اجتماعی ".repeat(8);
    let cases = [
        Certificate {
            address: "نشانی بسیار دراز ".repeat(500),
            ..certificate()
        },
        Certificate {
            signer_title: long_titles,
            ..certificate()
        },
        Certificate {
            verification_url: format!("https://example.ir/{}", "x".repeat(600)),
            ..certificate()
        },
    ];
    for certificate in cases {
        assert_eq!(page(&certificate).err(), Some(PrintError::DoesNotFit));
    }
}

#[test]
fn number_and_address_stand_alone_in_their_lines() {
    let lines = lines(&page(&certificate()).unwrap());
    for alone in [
        "23-1405-000123-K",
        "https://verify.example.ir/l/23-1405-000123-K",
        "https://www.example.ir",
    ] {
        assert!(lines.iter().any(|line| line.text == alone), "{alone}");
    }
}

#[test]
fn an_address_of_any_usual_length_stays_in_one_line() {
    for host in [
        "http://127.0.0.1:8080",
        "https://parvaneh.example.ir",
        "https://a.ir",
    ] {
        for number in [
            "23-F-1405-000001-G",
            "D-23-M-1405-000001-W",
            "23-D-1405-111111-1",
        ] {
            let address = format!("{host}/v/{number}");
            let certificate = Certificate {
                verification_url: address.clone(),
                ..certificate()
            };
            let lines = lines(&page(&certificate).unwrap());
            assert!(lines.iter().any(|line| line.text == address), "{address}");
        }
    }
}

#[test]
fn the_word_before_an_agencys_name_is_not_said_twice() {
    assert_eq!(office("کاریابی راه کار"), "دفتر");
    assert_eq!(office("راه کار"), "دفتر کاریابی");
}

#[test]
fn only_a_demo_says_that_it_is_void() {
    let says_void = |demo| {
        let page = page(&Certificate {
            demo,
            ..certificate()
        });
        let page = page.unwrap();
        let stamps = page.marks.iter().filter(|it| matches!(it, Mark::Stamp(_)));
        let backwards: String = DEMO.chars().rev().collect();
        let words = lines(&page).iter().any(|line| line.text == backwards);
        (stamps.count(), words)
    };
    assert_eq!(says_void(true), (2, true));
    assert_eq!(says_void(false), (1, false));
}

#[test]
fn dates_are_solar_hijri_in_persian_digits() {
    let date = NaiveDate::from_ymd_opt(2023, 2, 1).unwrap();
    assert!(persian_date(date).contains("۱۴۰۱/۱۱/۱۲"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_text_leaves_its_column(holder in "[ا-ی‌ a-zA-Z۰-۹0-9()«»،.:/-]{1,200}") {
        let certificate = Certificate { address: holder.clone(), holder, ..certificate() };
        assert_inside(&page(&certificate).unwrap());
    }
}
