//! The licence of a job-placement office (مجوز دفتر کاریابی, Articles 7 and 10) on one sheet.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Asia::Tehran;

use super::PrintError;
use super::document::Document;
use super::drawing::{Drawing, Ink};
use super::fonts::Weight;
use super::ornament::{BACKGROUND, FRAME, GOLD, TEAL, divider};
use super::page::{A4, Align, Column, Page};
use super::qr::Code;
use super::table::{Field, Look, Table, shaped};
use super::text::{Paragraph, Style, value};
use super::watermark::{self, ALARM, DEMO};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::digits;

/// What a licence certificate says. It is printed as given: what may not be shown in full, such as
/// a national code, comes masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// In Latin letters and digits, for example `23-D-1405-000123-K`.
    pub number: String,
    /// Whether the registry is a demo, whose documents are void.
    pub demo: bool,
    /// The natural person or the company.
    pub holder: String,
    /// The office's own name.
    pub agency_name: String,
    /// Label and value, for example «شناسه ملی» and the company's number.
    pub identity: Option<(String, String)>,
    /// The technical manager of a company (مدیر فنی, Article 9).
    pub technical_manager: Option<String>,
    /// Kind and channel, for example «کاریابی خارجی، حضوری».
    pub activity: String,
    pub province: String,
    pub address: String,
    pub website: Option<String>,
    /// The day of issue of this version.
    pub issued_on: NaiveDate,
    /// The first day of the time for which the licence is valid without a gap.
    pub valid_from: NaiveDate,
    /// The last day on which the licence is valid.
    pub last_day: NaiveDate,
    /// What the licence rests on, as it follows «به استناد»; see [`LEGAL_BASIS`].
    pub legal_basis: String,
    pub signer_title: String,
    pub signer_name: String,
    /// Counts the printings whose content differs.
    pub version: u32,
    /// The address that a person types.
    pub verification_url: String,
    /// What the QR code carries.
    pub qr_payload: String,
    /// The only time that the file bears.
    pub created_at: DateTime<Utc>,
}

/// The articles that every licence rests on.
pub const LEGAL_BASIS: &str = "مواد ۷ و ۱۰ آیین‌نامه اجرایی قانون مجازات اشتغال به حرفه کاریابی و \
    مشاوره شغلی بدون داشتن پروانه کار (مصوب ۱۴۰۱/۱۱/۱۲ هیئت وزیران)";

/// The certificate as a PDF file: the same certificate gives the same bytes.
pub fn render(certificate: &Certificate) -> Result<Vec<u8>, PrintError> {
    let title = format!("مجوز دفتر کاریابی {}", certificate.number);
    let mut document = Document::new(&title, certificate.created_at);
    document.add(page(certificate)?);
    document.into_pdf()
}

/// The certificate's sheet.
pub fn page(certificate: &Certificate) -> Result<Page, PrintError> {
    let mut page = Page::new(A4);
    page.stamp(LazyLock::force(&BACKGROUND));
    let mut ground = Drawing::new();
    divider(&mut ground, (A4.0 / 2.0, 279.0), 122.0);
    page.draw(ground);
    head(&mut page, certificate)?;
    middle(&mut page, certificate)?;
    foot(&mut page, certificate)?;
    if certificate.demo {
        watermark::lay(&mut page)?;
    }
    Ok(page)
}

const TEXT: Ink = Ink(28, 33, 32);
const QUIET: Ink = Ink(106, 106, 98);

/// The column of the text.
const COLUMN: Column = Column {
    left: 78.0,
    width: A4.0 - 156.0,
};
const BODY_TOP: f32 = 331.0;
const FOOT_TOP: f32 = 668.0;
const QR_BOX: f32 = 108.0;

const fn style(weight: Weight, size: f32, leading: f32, ink: Ink) -> Style {
    Style {
        weight,
        size,
        leading,
        ink,
    }
}

/// Issuing authority, title and number.
fn head(page: &mut Page, certificate: &Certificate) -> Result<(), PrintError> {
    if certificate.demo {
        demo_strip(page)?;
    }
    let ministry = style(Weight::Medium, 13.0, 21.0, TEAL);
    let text = Paragraph::new("وزارت تعاون، کار و رفاه اجتماعی", ministry);
    let y = page.write(&text, COLUMN, 184.0, Align::Centre)?;

    let directorate = style(Weight::Regular, 11.0, 18.0, TEAL);
    let text = format!(
        "اداره کل تعاون، کار و رفاه اجتماعی استان {}",
        value(&certificate.province)
    );
    let y = page.write(
        &Paragraph::new(&text, directorate),
        COLUMN,
        y,
        Align::Centre,
    )?;

    let title = style(Weight::Bold, 31.0, 48.0, TEAL);
    let text = Paragraph::new("مجوز دفتر کاریابی", title);
    page.write(&text, COLUMN, y, Align::Centre)?;

    let label = style(Weight::Regular, 9.0, 14.0, QUIET);
    let y = page.write(
        &Paragraph::new("شماره مجوز", label),
        COLUMN,
        291.0,
        Align::Centre,
    )?;
    let number = style(Weight::Medium, 14.0, 20.0, TEXT);
    // The number stands alone in its line so that it is copied as it reads.
    let text = Paragraph::latin(&certificate.number, number);
    page.write(&text, COLUMN, y, Align::Centre)?;
    Ok(())
}

/// Words that are copied with the text, unlike the band.
fn demo_strip(page: &mut Page) -> Result<(), PrintError> {
    let ((left, top), (width, _)) = FRAME;
    let mut drawing = Drawing::new();
    drawing.fill_ink(Ink(248, 226, 220));
    drawing.rounded_rectangle((left + 4.0, top + 4.0), (width - 8.0, 17.0), 2.5);
    drawing.fill();
    page.draw(drawing);
    let words = Paragraph::new(DEMO, style(Weight::Medium, 10.0, 17.0, ALARM));
    page.write(&words, COLUMN, top + 3.6, Align::Centre)?;
    Ok(())
}

/// The sentence of grant and the table, at the largest size at which both fit.
fn middle(page: &mut Page, certificate: &Certificate) -> Result<(), PrintError> {
    /// Usual names fit at the first; the last, under five points, is for five fields of two hundred
    /// wide letters each, which are still better printed small than not at all.
    const SIZES: [f32; 12] = [
        1.0, 0.96, 0.92, 0.88, 0.84, 0.79, 0.74, 0.69, 0.63, 0.57, 0.51, 0.46,
    ];
    let room = FOOT_TOP - 12.0 - BODY_TOP;
    let body = style(Weight::Regular, 12.0, 22.0, TEXT);
    let text = Paragraph::new(&grant(certificate), body);
    let text = text.shaped(body.weight)?;
    let rows = rows(certificate);
    let whole = look(1.0);
    let rows = shaped(&rows, &whole)?;
    for factor in SIZES {
        let body = body.scaled(factor);
        let ends = text.ends(body.size, COLUMN.width);
        let table = Table::new(&rows, COLUMN, look(factor));
        let body_height: f32 = ends.iter().map(|_| body.leading).sum();
        let spare = room - body_height - 8.0 - table.height();
        if spare >= 0.0 {
            let gap = (spare / 3.0).min(14.0);
            let lines = text.lines(body, &ends);
            let y = page.place(lines, COLUMN, BODY_TOP + gap, Align::Justify);
            let top = y + 8.0 + gap;
            table.draw_ground(page, top);
            table.write(page, top);
            return Ok(());
        }
    }
    Err(PrintError::DoesNotFit)
}

fn grant(certificate: &Certificate) -> String {
    format!(
        "به استناد {basis}، به «{holder}» اجازه داده می‌شود با رعایت قوانین و مقررات، {office} \
         «{agency}» را در زمینه «{activity}» در استان {province} دایر کند. این مجوز از تاریخ {from} تا \
         پایان روز {until} معتبر است و انتقال آن به غیر تنها به ترتیب مقرر در تبصره ۴ ماده ۷ \
         آیین‌نامه یادشده ممکن است.",
        basis = certificate.legal_basis,
        holder = value(&certificate.holder),
        office = office(&certificate.agency_name),
        agency = value(&certificate.agency_name),
        activity = value(&certificate.activity),
        province = value(&certificate.province),
        from = persian_date(certificate.valid_from),
        until = persian_date(certificate.last_day),
    )
}

/// What stands before the name of an agency, without a word that the name begins with.
fn office(agency: &str) -> &'static str {
    if agency.starts_with("کاریابی") {
        "دفتر"
    } else {
        "دفتر کاریابی"
    }
}

fn rows(certificate: &Certificate) -> Vec<Vec<Field>> {
    let look = look(1.0);
    let field = |label: &str, value: Paragraph| Field {
        label: Paragraph::new(label, look.label),
        value,
    };
    let persian = |label: &str, text: &str| field(label, Paragraph::new(&value(text), look.value));
    let mut rows = vec![vec![persian("دارنده مجوز", &certificate.holder)]];
    if let Some((label, number)) = &certificate.identity {
        rows.push(vec![persian(label, number)]);
    }
    rows.push(vec![persian("نام کاریابی", &certificate.agency_name)]);
    if let Some(manager) = &certificate.technical_manager {
        rows.push(vec![persian("مدیر فنی", manager)]);
    }
    rows.push(vec![persian("نوع و شیوه فعالیت", &certificate.activity)]);
    rows.push(vec![persian("استان", &certificate.province)]);
    rows.push(vec![persian("نشانی", &certificate.address)]);
    if let Some(website) = &certificate.website {
        let website = Paragraph::latin(website, look.value);
        rows.push(vec![field("نشانی وب", website)]);
    }
    let date = |label: &str, date| field(label, Paragraph::new(&persian_date(date), look.value));
    rows.push(vec![
        date("تاریخ صدور", certificate.issued_on),
        date("پایان اعتبار", certificate.last_day),
    ]);
    rows
}

fn look(factor: f32) -> Look {
    Look {
        label: style(Weight::Medium, 10.0, 16.0, TEAL).scaled(factor),
        value: style(Weight::Regular, 10.5, 16.0, TEXT).scaled(factor),
        label_width: 112.0,
        padding: 3.6 * factor,
        frame: GOLD,
        rule: Ink(226, 208, 160),
        label_ground: Ink(241, 234, 217),
        value_ground: Ink(254, 253, 248),
    }
}

/// QR code, hint, signature, and the small print below.
fn foot(page: &mut Page, certificate: &Certificate) -> Result<(), PrintError> {
    let mut drawing = Drawing::new();
    drawing.fill_ink(Ink(255, 255, 255)).pen(GOLD, 0.9);
    drawing.rounded_rectangle((COLUMN.left, FOOT_TOP), (QR_BOX, QR_BOX), 5.0);
    drawing.fill_and_stroke();
    let inset = 7.0;
    let corner = (COLUMN.left + inset, FOOT_TOP + inset);
    let code = Code::new(&certificate.qr_payload)?;
    code.draw(&mut drawing, corner, QR_BOX - 2.0 * inset, Ink(10, 50, 50));
    page.draw(drawing);

    let hint = Column {
        left: COLUMN.left + QR_BOX + 12.0,
        width: 160.0,
    };
    let words = Paragraph::new(
        "برای راستی‌آزمایی، رمزینه را پویش کنید یا به نشانی زیر بروید:",
        style(Weight::Regular, 8.6, 15.0, QUIET),
    );
    let y = page.write(&words, hint, FOOT_TOP + 26.0, Align::Right)? + 5.0;
    let small = style(Weight::Regular, 7.6, 12.0, TEAL);
    let address = Paragraph::latin(&certificate.verification_url, small);
    // A little narrower than the column, since widths are rounded glyph by glyph.
    let address = address.shaped(small.weight)?;
    let factor = 0.99 * hint.width / address.width(small.size);
    let small = small.scaled(factor.clamp(0.74, 1.0));
    let lines = address.lines(small, &address.ends(small.size, hint.width));
    let end = page.place(lines, hint, y, Align::Right);
    if end > FOOT_TOP + QR_BOX {
        return Err(PrintError::DoesNotFit);
    }
    page.link(
        (hint.left, y),
        (hint.width, end - y),
        &certificate.verification_url,
    );
    signature(page, certificate)?;

    let ((_, top), (_, height)) = FRAME;
    let words = format!(
        "نسخه {} · تهیه‌شده در {}",
        digits::to_persian(&certificate.version.to_string()),
        persian_date(certificate.created_at.with_timezone(&Tehran).date_naive()),
    );
    let words = Paragraph::new(&words, style(Weight::Regular, 7.0, 11.0, QUIET));
    page.write(&words, COLUMN, top + height - 16.0, Align::Centre)?;
    Ok(())
}

fn signature(page: &mut Page, certificate: &Certificate) -> Result<(), PrintError> {
    let column = Column {
        left: COLUMN.right() - 146.0,
        width: 146.0,
    };
    let title = style(Weight::Medium, 10.5, 17.0, TEAL);
    let title = Paragraph::new(&value(&certificate.signer_title), title);
    let y = page.write(&title, column, FOOT_TOP, Align::Centre)?;
    let name = style(Weight::Regular, 10.5, 18.0, TEXT);
    let name = Paragraph::new(&value(&certificate.signer_name), name);
    let y = page.write(&name, column, y, Align::Centre)?;
    let rule = FOOT_TOP + QR_BOX - 17.0;
    if y > rule {
        return Err(PrintError::DoesNotFit);
    }
    let mut drawing = Drawing::new();
    drawing.pen(GOLD, 0.7);
    drawing
        .start((column.left + 8.0, rule))
        .line((column.right() - 8.0, rule));
    drawing.stroke();
    page.draw(drawing);
    let words = Paragraph::new("مهر و امضا", style(Weight::Regular, 8.6, 14.0, QUIET));
    page.write(&words, column, rule + 2.0, Align::Centre)?;
    Ok(())
}

/// A day of the Solar Hijri calendar, in one piece.
fn persian_date(date: NaiveDate) -> String {
    value(&SolarHijri::of(date).persian())
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
