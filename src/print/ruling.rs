//! The ruling (رأی) of a provincial board on a violation case (Articles 5 and 15), on as many sheets
//! as it needs.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};

use super::PrintError;
use super::document::Document;
use super::drawing::{Drawing, Ink};
use super::flow::{Flow, Room};
use super::fonts::Weight;
use super::ornament::{EMBLEM, GOLD, SHEET, TEAL, divider, emblem};
use super::page::{A4, Align, Column, Page};
use super::table::{Field, Look, Table, shaped};
use super::text::{Paragraph, Style, value};
use super::watermark;
use crate::domain::kernel::calendar::SolarHijri;

mod closing;
mod furniture;

/// What a printed ruling says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingPrint {
    /// For example `R23-1405-000341`.
    pub number: String,
    /// Whether the registry is a demo, whose documents are void.
    pub demo: bool,
    pub province: String,
    /// The field that the session dealt with, «داخلی».
    pub scope: String,
    pub issued_on: NaiveDate,
    pub case_number: String,
    pub agency: String,
    /// The kind of agency.
    pub kind: String,
    pub licence_number: String,
    /// The day of the session that decided.
    pub session_on: NaiveDate,
    /// Who was present with which quorum, in words.
    pub quorum: String,
    /// The seats with those who sat on them.
    pub seats: Vec<(String, String)>,
    pub charges: Vec<ChargeText>,
    /// What the agency answered, each piece under what it is.
    pub defence: Vec<(String, String)>,
    /// The reasons, each part under what it is; the first one needs no words before it.
    pub reasons: Vec<(Option<String>, String)>,
    pub legal_basis: Vec<String>,
    /// What the board rules, in one sentence.
    pub decision: String,
    /// Slips of the pen that were explained after the issue, with their days.
    pub explanations: Vec<(NaiveDate, String)>,
    pub signer_title: String,
    pub signer_name: String,
    pub signed_on: NaiveDate,
    /// The address that a person types.
    pub verification_url: String,
    /// What the QR code carries.
    pub qr_payload: String,
    /// The only time that the file bears.
    pub created_at: DateTime<Utc>,
}

/// A charge as the ruling repeats it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeText {
    /// The clause with the violation in the words of the bylaw.
    pub head: String,
    /// What happened.
    pub facts: String,
    /// When.
    pub dates: String,
}

/// The right of appeal, as every ruling tells it (A5.n2).
pub const APPEAL: &str = "این رأی ظرف بیست روز از تاریخ ابلاغ قابل تجدیدنظرخواهی است (تبصره ۲ ماده ۵ آیین‌نامه). \
    مدیر کاریابی می‌تواند درخواست کتبی خود را با ذکر دلایل، خطاب به هیئت مرکزی موضوع ماده ۲ آیین‌نامه، به وزارت \
    تعاون، کار و رفاه اجتماعی، واحد سازمانی متولی هدایت نیروی کار و کاریابی‌ها، تسلیم کند. تصمیم هیئت مرکزی \
    نهایی است (بند ۳ ماده ۳).";

/// The ruling as a PDF file: the same ruling gives the same bytes.
pub fn render(ruling: &RulingPrint) -> Result<Vec<u8>, PrintError> {
    let title = format!("رأی هیئت استان {} {}", ruling.province, ruling.number);
    let mut document = Document::new(&title, ruling.created_at);
    for page in pages(ruling)? {
        document.add(page);
    }
    document.into_pdf()
}

/// The ruling's sheets.
pub fn pages(ruling: &RulingPrint) -> Result<Vec<Page>, PrintError> {
    let mut first = blank();
    let y = head(&mut first, ruling)?;
    let mut flow = Flow::new(first, y, ROOM, blank);
    body(&mut flow, ruling)?;
    closing::sign(&mut flow, ruling)?;
    let mut pages = flow.into_pages();
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        furniture::lay(page, ruling, (at + 1, count))?;
        if ruling.demo {
            watermark::lay(page)?;
        }
    }
    Ok(pages)
}

const TEXT: Ink = Ink(28, 33, 32);
const QUIET: Ink = Ink(106, 106, 98);
const HAIR: Ink = Ink(226, 208, 160);

/// The column of the text.
const COLUMN: Column = Column {
    left: 66.0,
    width: A4.0 - 132.0,
};

const ROOM: Room = Room {
    column: COLUMN,
    top: 102.0,
    bottom: 770.0,
};

const BODY: Style = style(Weight::Regular, 10.5, 19.0, TEXT);
const SMALL: Style = style(Weight::Regular, 9.6, 17.0, TEXT);

const fn style(weight: Weight, size: f32, leading: f32, ink: Ink) -> Style {
    Style {
        weight,
        size,
        leading,
        ink,
    }
}

fn blank() -> Page {
    let mut page = Page::new(A4);
    page.stamp(LazyLock::force(&SHEET));
    page
}

/// Emblem, issuing authority, title, number, and what the ruling is about. Returns where it ends.
fn head(page: &mut Page, ruling: &RulingPrint) -> Result<f32, PrintError> {
    let mut drawing = Drawing::new();
    emblem(&mut drawing, (EMBLEM.0, 104.0), 31.0);
    divider(&mut drawing, (A4.0 / 2.0, 222.0), 110.0);
    page.draw(drawing);
    let centre = |page: &mut Page, text: &str, style, y| {
        page.write(&Paragraph::new(text, style), COLUMN, y, Align::Centre)
    };
    let ministry = style(Weight::Medium, 11.5, 18.0, TEAL);
    let y = centre(page, "وزارت تعاون، کار و رفاه اجتماعی", ministry, 138.0)?;
    let directorate = style(Weight::Regular, 10.0, 16.0, TEAL);
    let text = format!(
        "اداره کل تعاون، کار و رفاه اجتماعی استان {}",
        value(&ruling.province)
    );
    let y = centre(page, &text, directorate, y)?;
    let title = style(Weight::Bold, 23.0, 38.0, TEAL);
    centre(page, "رأی هیئت استانی", title, y + 2.0)?;
    let label = style(Weight::Regular, 8.6, 13.0, QUIET);
    let y = centre(page, "شماره رأی", label, 231.0)?;
    let number = style(Weight::Medium, 13.0, 19.0, TEXT);
    // The number stands alone in its line so that it is copied as it reads.
    let text = Paragraph::latin(&ruling.number, number);
    let y = page.write(&text, COLUMN, y, Align::Centre)? + 7.0;
    let (rows, look) = (facts(ruling), look(80.0));
    let rows = shaped(&rows, &look)?;
    let table = Table::new(&rows, COLUMN, look);
    let end = table.draw_ground(page, y);
    table.write(page, y);
    Ok(end)
}

fn facts(ruling: &RulingPrint) -> Vec<Vec<Field>> {
    let look = look(80.0);
    let field = |label: &str, value: Paragraph| Field {
        label: Paragraph::new(label, look.label),
        value,
    };
    let persian = |label: &str, text: &str| field(label, Paragraph::new(&value(text), look.value));
    let latin = |label: &str, text: &str| field(label, Paragraph::latin(text, look.value));
    let date = |label: &str, day| persian(label, &persian_date(day));
    vec![
        vec![
            date("تاریخ صدور", ruling.issued_on),
            latin("شماره پرونده", &ruling.case_number),
        ],
        vec![persian("کاریابی", &ruling.agency)],
        vec![
            persian("نوع کاریابی", &ruling.kind),
            latin("شماره مجوز", &ruling.licence_number),
        ],
        vec![
            date("تاریخ جلسه", ruling.session_on),
            persian("حوزه جلسه", &ruling.scope),
        ],
        vec![persian("حد نصاب", &ruling.quorum)],
    ]
}

fn look(label_width: f32) -> Look {
    Look {
        label: style(Weight::Medium, 9.2, 14.5, TEAL),
        value: style(Weight::Regular, 9.6, 14.5, TEXT),
        label_width,
        padding: 3.2,
        frame: GOLD,
        rule: HAIR,
        label_ground: Ink(241, 234, 217),
        value_ground: Ink(254, 253, 248),
    }
}

fn body(flow: &mut Flow, ruling: &RulingPrint) -> Result<(), PrintError> {
    furniture::heading(flow, "اعضای حاضر در جلسه")?;
    let (rows, look) = (seats(ruling), look(250.0));
    flow.table(Table::new(&shaped(&rows, &look)?, COLUMN, look))?;

    furniture::heading(flow, "موارد اتهام")?;
    for (at, charge) in ruling.charges.iter().enumerate() {
        let head = format!("{}. {}", at + 1, charge.head);
        let medium = style(Weight::Medium, 10.5, 19.0, TEXT);
        flow.write(&Paragraph::new(&value(&head), medium), 0.0, Align::Justify)?;
        lines(flow, &charge.facts, BODY, 12.0)?;
        let quiet = style(Weight::Regular, 9.2, 16.0, QUIET);
        flow.write(
            &Paragraph::new(&value(&charge.dates), quiet),
            12.0,
            Align::Right,
        )?;
        flow.skip(3.0);
    }

    furniture::heading(flow, "دفاع کاریابی")?;
    for (what, text) in &ruling.defence {
        part(flow, what, text)?;
    }

    furniture::heading(flow, "دلایل و جهات رأی")?;
    for (what, text) in &ruling.reasons {
        match what {
            Some(what) => part(flow, what, text)?,
            None => lines(flow, text, BODY, 0.0)?,
        }
    }

    furniture::heading(flow, "مستندات قانونی")?;
    for basis in &ruling.legal_basis {
        let text = format!("– {}", value(basis));
        flow.write(&Paragraph::new(&text, BODY), 0.0, Align::Right)?;
    }

    furniture::heading(flow, "متن رأی")?;
    furniture::boxed(flow, &ruling.decision)?;

    furniture::heading(flow, "حق تجدیدنظرخواهی")?;
    flow.write(&Paragraph::new(APPEAL, SMALL), 0.0, Align::Justify)?;

    if !ruling.explanations.is_empty() {
        furniture::heading(flow, "توضیح سهو قلم")?;
        for (day, text) in &ruling.explanations {
            part(flow, &format!("مورخ {}", persian_date(*day)), text)?;
        }
    }
    Ok(())
}

/// Words of the form «what it is» with the text below.
fn part(flow: &mut Flow, what: &str, text: &str) -> Result<(), PrintError> {
    let medium = style(Weight::Medium, 9.8, 17.0, TEAL);
    flow.keep(medium.leading + 2.0 * BODY.leading);
    flow.write(&Paragraph::new(&value(what), medium), 0.0, Align::Right)?;
    lines(flow, text, BODY, 0.0)
}

/// A text of several lines, each a paragraph of its own.
fn lines(flow: &mut Flow, text: &str, style: Style, indent: f32) -> Result<(), PrintError> {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        flow.write(&Paragraph::new(&value(line), style), indent, Align::Justify)?;
        flow.skip(2.5);
    }
    Ok(())
}

fn seats(ruling: &RulingPrint) -> Vec<Vec<Field>> {
    let look = look(250.0);
    let rows = ruling.seats.iter().map(|(seat, person)| {
        vec![Field {
            label: Paragraph::new(&value(seat), look.label),
            value: Paragraph::new(&value(person), look.value),
        }]
    });
    rows.collect()
}

/// A day of the Solar Hijri calendar, in one piece.
fn persian_date(date: NaiveDate) -> String {
    value(&SolarHijri::of(date).persian())
}

#[cfg(test)]
#[path = "ruling_tests.rs"]
mod tests;
