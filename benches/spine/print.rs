//! Printing certificates, beside the bare shaping of their texts and writing of their pages.
//!
//! The bare side shapes the certificate's own texts once, each on one line, and writes the same page
//! whose marks were laid out beforehand: typefaces cut to their glyphs, operators, compression and the
//! assembly of the file. It does not shape the fixed words, break lines, fit columns and tables or draw
//! the QR code up, all of which the certificate does.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use parvaneh::print::certificate::{Certificate, LEGAL_BASIS, page, render};
use parvaneh::print::document::Document;
use parvaneh::print::drawing::Ink;
use parvaneh::print::fonts::Weight;
use parvaneh::print::text::{Paragraph, Style};

use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ALTERNATIONS: usize = 9;
const ROUND: Duration = Duration::from_millis(700);

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let certificates: Vec<_> = (1..=20).map(certificate).collect::<Outcome<_>>()?;
    let pages: Vec<_> = certificates
        .iter()
        .map(|it| Ok((it, page(it)?)))
        .collect::<Outcome<_>>()?;
    let (mut ratios, mut finished, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ALTERNATIONS {
        let written = rate(&mut pages.iter().cycle(), |(certificate, page)| {
            for text in texts(certificate) {
                std::hint::black_box(Paragraph::new(text, STYLE).lines(ONE_LINE)?);
            }
            let title = format!("مجوز دفتر کاریابی {}", certificate.number);
            let mut document = Document::new(&title, certificate.created_at);
            document.add(page.clone());
            Ok(document.into_pdf()?)
        })?;
        let printed = rate(&mut certificates.iter().cycle(), |certificate| {
            Ok(render(certificate)?)
        })?;
        ratios.push(printed / written);
        finished.push(printed);
        bare.push(written);
    }
    println!(
        "print: {:.1} certificates/s, {:.1} bare pages/s on one thread",
        median(finished),
        median(bare)
    );
    println!("print: ratio {:.2} (wanted: at least 0.80)", median(ratios));
    Ok(())
}

/// Wide enough for any text.
const ONE_LINE: f32 = 10_000.0;

const STYLE: Style = Style {
    weight: Weight::Regular,
    size: 11.0,
    leading: 18.0,
    ink: Ink(0, 0, 0),
};

/// What differs between certificates, and the longest of what does not.
fn texts(certificate: &Certificate) -> impl Iterator<Item = &str> {
    let given = [
        &certificate.number,
        &certificate.holder,
        &certificate.agency_name,
        &certificate.activity,
        &certificate.province,
        &certificate.address,
        &certificate.legal_basis,
        &certificate.signer_title,
        &certificate.signer_name,
        &certificate.verification_url,
    ];
    let identity = certificate.identity.iter().flat_map(|it| [&it.0, &it.1]);
    given
        .into_iter()
        .chain(identity)
        .chain(&certificate.technical_manager)
        .chain(&certificate.website)
        .map(String::as_str)
}

/// How often something is done in a second of this thread.
fn rate<T>(
    subjects: &mut impl Iterator<Item = T>,
    act: impl Fn(T) -> Outcome<Vec<u8>>,
) -> Outcome<f64> {
    let began = Instant::now();
    let mut done = 0_u32;
    while began.elapsed() < ROUND {
        let subject = subjects.next().ok_or("nothing to print")?;
        std::hint::black_box(act(subject)?);
        done += 1;
    }
    Ok(f64::from(done) / began.elapsed().as_secs_f64())
}

fn certificate(serial: u32) -> Outcome<Certificate> {
    let day = |year| NaiveDate::from_ymd_opt(year, 11, 22).ok_or("no day");
    let number = format!("23-F-1405-{serial:06}-K");
    let address = format!("https://parvaneh.example/v/{number}");
    Ok(Certificate {
        demo: false,
        holder: "شرکت بین‌المللی خدمات مشاوره‌ای و کارآفرینان آینده پارس (سهامی خاص)".into(),
        agency_name: format!("کاریابی راه‌گشای کار ایرانیان {serial}"),
        identity: Some(("شناسه ملی".into(), "۱۰۳۸۰۲۸۴۷۹۰".into())),
        technical_manager: Some("مؤمنه‌السادات لاله‌زاری لایق".into()),
        activity: "کاریابی خارجی، فیزیکی".into(),
        province: "تهران".into(),
        address: "خیابان ولی‌عصر، کوچه لایق، پلاک ۱۲، واحد ۳".into(),
        website: Some("rahkar.example.ir".into()),
        issued_on: day(2026)?,
        last_day: day(2028)?,
        legal_basis: LEGAL_BASIS.into(),
        signer_title: "مدیرکل تعاون، کار و رفاه اجتماعی استان تهران".into(),
        signer_name: "ناهید نمونه".into(),
        version: 1,
        qr_payload: format!("{address}?c={}", "AbCdEf".repeat(20)),
        verification_url: address,
        created_at: DateTime::from_timestamp(1_795_000_000, 0).ok_or("no time")?,
        number,
    })
}
