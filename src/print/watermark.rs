//! The band that marks a document of a demo registry.

use std::sync::LazyLock;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::PrintError;
use super::drawing::{Drawing, Ink, Point};
use super::fonts::{Weight, typeface};
use super::page::{A4, Page, Stamp};
use super::text::{Line, Paragraph, Style};

/// What a document of a demo registry says of itself.
pub(super) const DEMO: &str = "نمونه نمایشی — فاقد اعتبار";

/// The red of warnings.
pub(super) const ALARM: Ink = Ink(161, 29, 29);

/// The words across the whole sheet as outlines, so that they cover text without mixing with it
/// when it is copied, and cannot be taken away with a font.
static BAND: LazyLock<Result<Stamp, PrintError>> = LazyLock::new(|| {
    let style = Style {
        weight: Weight::Bold,
        size: 50.0,
        leading: 50.0,
        ink: ALARM,
    };
    let line = Paragraph::new(DEMO, style).line()?;
    let (half, rise) = (line.width() / 2.0, 17.0);
    let mut drawing = Drawing::new();
    drawing.move_and_turn((A4.0 / 2.0, 432.0), -0.8);
    drawing.fill_ink(ALARM).pen(ALARM, 1.4);
    outlines(&mut drawing, &line, (-half, rise))?;
    drawing.fill();
    for y in [-48.0, 48.0] {
        drawing.start((-half, y)).line((half, y));
    }
    drawing.stroke().pen(ALARM, 0.5);
    for y in [-52.0, 52.0] {
        drawing.start((-half, y)).line((half, y));
    }
    drawing.stroke();
    Ok(Stamp::translucent("Demo", A4, &drawing, 0.16))
});

/// Lays the band over a page.
pub(super) fn lay(page: &mut Page) -> Result<(), PrintError> {
    match &*BAND {
        Ok(stamp) => {
            page.stamp(stamp);
            Ok(())
        }
        Err(error) => Err(error.clone()),
    }
}

/// Draws a line's glyphs as paths from a point on its baseline.
fn outlines(drawing: &mut Drawing, line: &Line, at: Point) -> Result<(), PrintError> {
    let typeface = typeface(line.style.weight)?;
    let scale = line.style.size / typeface.units();
    let mut pen = at.0;
    for glyph in line.glyphs.iter().filter(|glyph| !glyph.hidden) {
        let mut outline = Outline {
            drawing,
            origin: (pen + glyph.dx, at.1 - glyph.dy),
            scale,
            last: (0.0, 0.0),
        };
        typeface.face.outline_glyph(GlyphId(glyph.id), &mut outline);
        pen += glyph.advance;
    }
    Ok(())
}

struct Outline<'a> {
    drawing: &'a mut Drawing,
    origin: Point,
    scale: f32,
    /// Where the pen stands, in font units.
    last: Point,
}

impl Outline<'_> {
    fn at(&self, x: f32, y: f32) -> Point {
        (
            self.origin.0 + x * self.scale,
            self.origin.1 - y * self.scale,
        )
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.drawing.start(at);
        self.last = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let at = self.at(x, y);
        self.drawing.line(at);
        self.last = (x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let toward = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        let leave = (toward(self.last.0, x1), toward(self.last.1, y1));
        let arrive = (toward(x, x1), toward(y, y1));
        self.curve_to(leave.0, leave.1, arrive.0, arrive.1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (leave, arrive, to) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.drawing.curve(leave, arrive, to);
        self.last = (x, y);
    }

    fn close(&mut self) {
        self.drawing.close();
    }
}
