use super::super::page::Mark;
use super::super::watermark::DEMO;
use super::*;

fn ruling() -> RulingPrint {
    let seats = [
        "مدیرکل تعاون، کار و رفاه اجتماعی استان (رئیس)",
        "مدیرکل آموزش فنی و حرفه‌ای استان",
        "رئیس سازمان صنعت، معدن و تجارت استان",
        "نماینده انجمن صنفی کاریابی‌های استان",
        "رئیس اتاق بازرگانی استان",
        "نماینده فرماندهی انتظامی استان",
        "نماینده دادستان مرکز استان",
    ];
    RulingPrint {
        number: "R23-1405-000341".into(),
        demo: false,
        province: "تهران".into(),
        scope: "داخلی".into(),
        issued_on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        case_number: "V23-1405-000120".into(),
        agency: "راه‌گشای کار ایرانیان".into(),
        kind: "کاریابی داخلی".into(),
        licence_number: "23-D-1405-000123-K".into(),
        session_on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
        quorum: "۷ عضو از ۷ عضو حاضر بودند؛ حد نصاب ۴ عضو است.".into(),
        seats: seats
            .map(|seat| (seat.to_owned(), "مؤمنه‌السادات لایق".to_owned()))
            .to_vec(),
        charges: vec![ChargeText {
            head: "بند ۴ ماده ۱۵: عدم رعایت تعرفه‌های ابلاغی برای خدمات ارائه‌شده و اخذ هرگونه وجه غیر از \
                تعرفه‌های ابلاغی و عدم رعایت ضوابط و شرایط مربوط"
                .into(),
            facts: "دریافت ۲۵٬۰۰۰٬۰۰۰ ریال افزون بر تعرفه از سه کارجو در دفتر کاریابی.".into(),
            dates: "تاریخ وقوع: از ۱۴۰۵/۰۷/۰۱ تا ۱۴۰۵/۰۷/۲۰".into(),
        }],
        defence: vec![
            (
                "دفاعیه کتبی مورخ ۱۴۰۵/۰۸/۲۰".into(),
                "مبالغ یادشده ودیعه بوده و بازگردانده شده است.".into(),
            ),
            (
                "در جلسه رسیدگی، با حضور مدیر کاریابی یا نماینده او".into(),
                "مدیر کاریابی دفاعیه خود را تکرار کرد و رسیدی ارائه نداد.".into(),
            ),
        ],
        reasons: vec![(
            None,
            "رسیدهای سه کارجو و گزارش بازرسی نشان می‌دهد که وجوهی افزون بر تعرفه گرفته شده است.".into(),
        )],
        legal_basis: vec!["بند ۴ ماده ۱۵".into(), "تبصره ۱ ماده ۱۵".into()],
        decision: "هیئت با ۷ رأی از ۷ عضو حاضر، ارتکاب تخلف موضوع بند ۴ ماده ۱۵ را از سوی کاریابی «راه‌گشای \
            کار ایرانیان» محرز می‌داند و آن را به تعلیق مجوز به مدت ۳ ماه محکوم می‌کند."
            .into(),
        explanations: vec![],
        signer_title: "مدیرکل تعاون، کار و رفاه اجتماعی استان تهران و رئیس هیئت".into(),
        signer_name: "مؤمنه‌السادات لایق".into(),
        signed_on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
        verification_url: "https://parvaneh.example.ir/r/R23-1405-000341".into(),
        qr_payload: format!(
            "https://parvaneh.example.ir/r/R23-1405-000341?c={}",
            "Ab3_".repeat(27)
        ),
        created_at: DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
    }
}

fn long(ruling: RulingPrint) -> RulingPrint {
    let line =
        "با توجه به اسناد پرونده، گزارش بازرسی شماره I23-1405-000012 و اظهارات طرفین در جلسه، ";
    let reasons = vec![(None, format!("{}\n", line.repeat(8)).repeat(5))];
    RulingPrint { reasons, ..ruling }
}

fn texts(page: &Page) -> Vec<(String, f32, f32, f32)> {
    let texts = page.marks.iter().filter_map(|mark| match mark {
        Mark::Text {
            line,
            left,
            baseline,
        } => {
            let text = line.glyphs.iter().map(|glyph| &*glyph.text).collect();
            Some((text, *left, left + line.width(), *baseline))
        }
        _ => None,
    });
    texts.collect()
}

#[test]
fn the_same_ruling_gives_the_same_bytes_and_another_number_others() {
    let first = render(&ruling()).unwrap();
    assert_eq!(first, render(&ruling()).unwrap());
    let other = RulingPrint {
        number: "R23-1405-000342".into(),
        ..ruling()
    };
    assert_ne!(first, render(&other).unwrap());
}

#[test]
fn long_reasons_run_over_numbered_pages_and_stay_in_their_column() {
    let short = pages(&ruling()).unwrap();
    let pages = pages(&long(ruling())).unwrap();
    assert!(pages.len() > short.len());
    for (at, page) in pages.iter().enumerate() {
        let texts = texts(page);
        for (text, left, right, baseline) in &texts {
            assert!(*left >= COLUMN.left - 0.01, "{text} begins at {left}");
            assert!(*right <= COLUMN.right() + 0.01, "{text} ends at {right}");
            assert!(*baseline < 796.0, "{text} lies too low");
        }
        let number = format!("صفحه {} از {}", at + 1, pages.len());
        let number = crate::domain::kernel::digits::to_persian(&number);
        let backwards: String = number.chars().rev().collect();
        assert!(texts.iter().any(|it| it.0 == backwards), "page {at}");
        let numbered = texts.iter().any(|it| it.0 == "R23-1405-000341");
        assert!(numbered, "page {at} bears no number");
    }
}

#[test]
fn a_text_however_long_or_wild_is_printed_whole() {
    for letters in ["ب", "W", "بی‌فاصله‌", "۱۲۳۴-", "Longword "] {
        let wild: String = letters.chars().cycle().take(4000).collect();
        let ruling = RulingPrint {
            agency: letters.chars().cycle().take(200).collect(),
            reasons: vec![(None, wild)],
            ..ruling()
        };
        assert!(pages(&ruling).is_ok(), "{letters}");
    }
}

#[test]
fn every_page_of_a_demo_says_that_it_is_void() {
    let backwards: String = DEMO.chars().rev().collect();
    for demo in [false, true] {
        let pages = pages(&RulingPrint {
            demo,
            ..long(ruling())
        });
        for page in pages.unwrap() {
            let words = texts(&page).iter().any(|it| it.0 == backwards);
            let stamps = page.marks.iter().filter(|it| matches!(it, Mark::Stamp(_)));
            assert_eq!((words, stamps.count()), (demo, 1 + usize::from(demo)));
        }
    }
}
