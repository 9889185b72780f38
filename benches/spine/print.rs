//! Printing certificates, beside the bare shaping of the same texts and writing of the same page.
//!
//! The bare side is [`BarePage`]: it is told every run of text with its place, face and ink, and every
//! path operator, QR modules included, and encodes the QR payload. The finished side starts from a certificate and ends with its
//! file: fixed words and values, cleaning, direction, line breaking, tables, fitting, the QR code.

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate};
use parvaneh::print::certificate::{Certificate, LEGAL_BASIS, render};

use crate::bare_page::{BarePage, Faces};
use crate::median;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ALTERNATIONS: usize = 9;
const ROUND: Duration = Duration::from_millis(700);

/// Prints the figures.
pub(crate) fn run() -> Outcome<()> {
    let certificates: Vec<_> = (1..=20).map(certificate).collect::<Outcome<_>>()?;
    let faces = Faces::new()?;
    let pages: Vec<_> = certificates
        .iter()
        .map(|it| BarePage::of(&render(it)?, &it.qr_payload))
        .collect::<Outcome<_>>()?;
    if let Some(folder) = std::env::var_os("PARVANEH_BENCH_KEEP") {
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join("finished.pdf"), render(&certificates[0])?)?;
        std::fs::write(folder.join("bare.pdf"), pages[0].write(&faces)?)?;
    }
    let (mut ratios, mut finished, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    let mut ratios_without_code = Vec::new();
    for _ in 0..ALTERNATIONS {
        let drawn = rate(&mut pages.iter().cycle(), |page| page.write(&faces))?;
        let written = rate(&mut pages.iter().cycle(), |page| {
            page.encode_and_write(&faces)
        })?;
        let printed = rate(&mut certificates.iter().cycle(), |certificate| {
            Ok(render(certificate)?)
        })?;
        ratios.push(printed / written);
        ratios_without_code.push(printed / drawn);
        finished.push(printed);
        bare.push(written);
    }
    println!(
        "print: {:.1} certificates/s, {:.1} bare pages/s on one thread",
        median(finished),
        median(bare)
    );
    println!(
        "print: ratio {:.2} (wanted: at least 0.80); {:.2} where the bare page is given its QR code \
         ready made",
        median(ratios),
        median(ratios_without_code)
    );
    Ok(())
}

/// How often something is done in a second that this thread computes.
fn rate<T>(
    subjects: &mut impl Iterator<Item = T>,
    act: impl Fn(T) -> Outcome<Vec<u8>>,
) -> Outcome<f64> {
    let (began, computed) = (Instant::now(), computing()?);
    let mut done = 0_u32;
    while began.elapsed() < ROUND {
        let subject = subjects.next().ok_or("nothing to print")?;
        std::hint::black_box(act(subject)?);
        done += 1;
    }
    Ok(f64::from(done) / computing()?.saturating_sub(computed).as_secs_f64())
}

/// How long this thread has computed: other programs of the machine don't count.
fn computing() -> Outcome<Duration> {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let time = times.split_whitespace().next().ok_or("no time")?;
    Ok(Duration::from_nanos(time.parse()?))
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
        valid_from: day(2026)?,
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
