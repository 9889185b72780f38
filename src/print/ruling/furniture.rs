//! What the sheets of a ruling have in common: headings, the framed decision, page numbers.

use super::{COLUMN, HAIR, QUIET, RulingPrint, TEAL, TEXT, style, value};
use crate::domain::kernel::digits;
use crate::print::PrintError;
use crate::print::drawing::{Drawing, Ink};
use crate::print::flow::Flow;
use crate::print::fonts::Weight;
use crate::print::ornament::{FRAME, GOLD};
use crate::print::page::{Align, Column, Page};
use crate::print::text::{Line, Paragraph};
use crate::print::watermark::{ALARM, DEMO};

/// A heading with its star and rule, which stays with the lines below.
pub(super) fn heading(flow: &mut Flow, text: &str) -> Result<(), PrintError> {
    const HEIGHT: f32 = 22.0;
    const STAR: f32 = 4.6;
    flow.skip(9.0);
    let style = style(Weight::Bold, 11.5, HEIGHT, TEAL);
    let line = Paragraph::new(text, style).line()?;
    flow.put(HEIGHT + 44.0, |page, column, top| {
        let middle = top + HEIGHT / 2.0;
        let mut drawing = Drawing::new();
        drawing.fill_ink(GOLD);
        let star = (column.right() - STAR, middle);
        drawing.star(star, 8, STAR, STAR * 0.765, 0.0).fill();
        drawing.pen(HAIR, 0.7);
        let words = column.right() - 2.0 * STAR - 6.0;
        drawing
            .start((column.left, middle))
            .line((words - line.width() - 8.0, middle))
            .stroke();
        page.draw(drawing);
        let room = Column {
            left: column.left,
            width: words - column.left,
        };
        Ok(page.place(vec![line], room, top, Align::Right) + 2.0)
    })
}

/// The decision in a frame of its own; a short text, never torn apart.
pub(super) fn boxed(flow: &mut Flow, text: &str) -> Result<(), PrintError> {
    const INSET: f32 = 12.0;
    let style = style(Weight::Medium, 11.0, 21.0, TEXT);
    let paragraph = Paragraph::new(&value(text), style);
    let inner = |column: Column| Column {
        left: column.left + INSET,
        width: column.width - 2.0 * INSET,
    };
    let lines = paragraph.lines(inner(COLUMN).width)?;
    let height = lines.iter().map(Line::leading).sum::<f32>() + 14.0;
    flow.put(height, |page, column, top| {
        let mut drawing = Drawing::new();
        drawing.fill_ink(Ink(225, 239, 238)).pen(TEAL, 0.9);
        drawing.rounded_rectangle((column.left, top), (column.width, height), 5.0);
        drawing.fill_and_stroke();
        page.draw(drawing);
        page.place(lines, inner(column), top + 7.0, Align::Justify);
        Ok(top + height)
    })
}

/// Number and page on every sheet, the running head on all but the first, and the strip of a demo.
pub(super) fn lay(
    page: &mut Page,
    ruling: &RulingPrint,
    (at, count): (usize, usize),
) -> Result<(), PrintError> {
    let ((left, top), (width, height)) = FRAME;
    let small = style(Weight::Regular, 8.0, 12.0, QUIET);
    if ruling.demo {
        let mut drawing = Drawing::new();
        drawing.fill_ink(Ink(248, 226, 220));
        drawing.rounded_rectangle((left + 4.0, top + 4.0), (width - 8.0, 17.0), 2.5);
        drawing.fill();
        page.draw(drawing);
        let words = Paragraph::new(DEMO, style(Weight::Medium, 10.0, 17.0, ALARM));
        page.write(&words, COLUMN, top + 3.6, Align::Centre)?;
    }
    if at > 1 {
        let words = format!("رأی هیئت استان {}", value(&ruling.province));
        page.write(&Paragraph::new(&words, small), COLUMN, 76.0, Align::Right)?;
        let number = Paragraph::latin(&ruling.number, small);
        page.write(&number, COLUMN, 76.0, Align::Left)?;
        let mut drawing = Drawing::new();
        drawing.pen(GOLD, 0.6);
        drawing
            .start((COLUMN.left, 92.0))
            .line((COLUMN.right(), 92.0))
            .stroke();
        page.draw(drawing);
    }
    let words = digits::to_persian(&format!("صفحه {at} از {count}"));
    let foot = top + height - 18.0;
    page.write(&Paragraph::new(&words, small), COLUMN, foot, Align::Centre)?;
    Ok(())
}
