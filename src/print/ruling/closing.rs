//! The end of a ruling: signature, code, and where to check it.

use super::{COLUMN, QUIET, RulingPrint, TEAL, TEXT, persian_date, style, value};
use crate::print::PrintError;
use crate::print::drawing::{Drawing, Ink};
use crate::print::flow::Flow;
use crate::print::fonts::Weight;
use crate::print::ornament::GOLD;
use crate::print::page::{Align, Column, Page};
use crate::print::qr::Code;
use crate::print::text::Paragraph;

const QR_BOX: f32 = 116.0;
const INSET: f32 = 7.0;

/// Signs the ruling and lets it be checked, on one sheet.
pub(super) fn sign(flow: &mut Flow, ruling: &RulingPrint) -> Result<(), PrintError> {
    flow.skip(16.0);
    flow.put(QR_BOX, |page, _, top| {
        code(page, ruling, top)?;
        hint(page, ruling, top)?;
        signature(page, ruling, top)?;
        Ok(top + QR_BOX)
    })
}

fn code(page: &mut Page, ruling: &RulingPrint, top: f32) -> Result<(), PrintError> {
    let mut drawing = Drawing::new();
    drawing.fill_ink(Ink(255, 255, 255)).pen(GOLD, 0.9);
    drawing.rounded_rectangle((COLUMN.left, top), (QR_BOX, QR_BOX), 5.0);
    drawing.fill_and_stroke();
    let corner = (COLUMN.left + INSET, top + INSET);
    let code = Code::new(&ruling.qr_payload)?;
    code.draw(&mut drawing, corner, QR_BOX - 2.0 * INSET, Ink(10, 50, 50));
    page.draw(drawing);
    Ok(())
}

fn hint(page: &mut Page, ruling: &RulingPrint, top: f32) -> Result<(), PrintError> {
    let column = Column {
        left: COLUMN.left + QR_BOX + 12.0,
        width: 162.0,
    };
    let words = Paragraph::new(
        "اصالت این رأی و وضعیت آن با پویش رمزینه روشن می‌شود. پاسخ از نشانی زیر داده می‌شود و متن رأی را نشان نمی‌دهد:",
        style(Weight::Regular, 8.4, 14.0, QUIET),
    );
    let y = page.write(&words, column, top + 20.0, Align::Right)? + 4.0;
    let small = style(Weight::Regular, 7.6, 12.0, TEAL);
    let address = Paragraph::latin(&ruling.verification_url, small);
    // A little narrower than the column, since widths are rounded glyph by glyph.
    let factor = 0.99 * column.width / address.line()?.width();
    let lines = address.lines_in(small.scaled(factor.clamp(0.74, 1.0)), column.width)?;
    let end = page.place(lines, column, y, Align::Right);
    if end > top + QR_BOX {
        return Err(PrintError::DoesNotFit);
    }
    page.link(
        (column.left, y),
        (column.width, end - y),
        &ruling.qr_payload,
    );
    Ok(())
}

fn signature(page: &mut Page, ruling: &RulingPrint, top: f32) -> Result<(), PrintError> {
    let column = Column {
        left: COLUMN.right() - 160.0,
        width: 160.0,
    };
    let centre = |page: &mut Page, text: &str, style, y| {
        page.write(&Paragraph::new(text, style), column, y, Align::Centre)
    };
    let title = style(Weight::Medium, 10.0, 16.0, TEAL);
    let y = centre(page, &value(&ruling.signer_title), title, top)?;
    let name = style(Weight::Regular, 10.5, 18.0, TEXT);
    let y = centre(page, &value(&ruling.signer_name), name, y)?;
    let quiet = style(Weight::Regular, 8.6, 14.0, QUIET);
    let signed = format!("تاریخ امضا: {}", persian_date(ruling.signed_on));
    let y = centre(page, &signed, quiet, y)?;
    let rule = top + QR_BOX - 17.0;
    if y > rule {
        return Err(PrintError::DoesNotFit);
    }
    let mut drawing = Drawing::new();
    drawing.pen(GOLD, 0.7);
    drawing
        .start((column.left + 8.0, rule))
        .line((column.right() - 8.0, rule))
        .stroke();
    page.draw(drawing);
    centre(page, "مهر و امضا", quiet, rule + 2.0)?;
    Ok(())
}
