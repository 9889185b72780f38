//! A sheet as a list of marks, not yet bound to any file.

use super::PrintError;
use super::drawing::{Drawing, Point};
use super::text::{Line, Paragraph};

/// A4 upright.
pub const A4: Point = (595.276, 841.89);

/// The name under which a translucent stamp finds its opacity.
pub(super) const STATE: &str = "See";

/// A drawing that is compressed once per process and laid under or over many pages.
#[derive(Debug, Clone)]
pub struct Stamp {
    pub(super) name: &'static str,
    pub(super) content: Vec<u8>,
    pub(super) compressed: bool,
    pub(super) size: Point,
    /// Zero is invisible, one is solid.
    pub(super) opacity: f32,
    pub(super) parts: Vec<Stamp>,
}

impl Stamp {
    /// A solid stamp as large as the sheet.
    pub fn new(name: &'static str, size: Point, drawing: &Drawing) -> Self {
        Self::pressed(name, size, drawing.content().to_owned(), 1.0)
    }

    /// A stamp that lets what lies under it shine through.
    pub fn translucent(name: &'static str, size: Point, drawing: &Drawing, opacity: f32) -> Self {
        let content = format!("/{STATE} gs\n{}", drawing.content());
        Self::pressed(name, size, content, opacity)
    }

    fn pressed(name: &'static str, size: Point, content: String, opacity: f32) -> Self {
        let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), content.into_bytes());
        // An uncompressed stamp prints the same.
        let compressed = stream.compress().is_ok() && stream.dict.has(b"Filter");
        Self {
            name,
            content: stream.content,
            compressed,
            size,
            opacity,
            parts: Vec::new(),
        }
    }

    /// The same stamp with a smaller one that its drawing repeats by name.
    #[must_use]
    pub(super) fn with_part(mut self, part: Self) -> Self {
        self.parts.push(part);
        self
    }
}

/// What is put on a sheet.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    Stamp(&'static Stamp),
    Drawing(Drawing),
    Text {
        line: Line,
        left: f32,
        baseline: f32,
    },
    Link {
        corner: Point,
        size: Point,
        address: String,
    },
}

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// To the right, spaces stretched to both edges, but for the last line.
    Justify,
}

/// The room between two vertical edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    pub left: f32,
    pub width: f32,
}

impl Column {
    pub fn right(self) -> f32 {
        self.left + self.width
    }
}

/// One sheet.
#[derive(Debug, Clone)]
pub struct Page {
    pub(super) size: Point,
    pub(super) marks: Vec<Mark>,
}

impl Page {
    pub fn new(size: Point) -> Self {
        Self {
            size,
            marks: Vec::new(),
        }
    }

    pub fn stamp(&mut self, stamp: &'static Stamp) {
        self.marks.push(Mark::Stamp(stamp));
    }

    pub fn draw(&mut self, drawing: Drawing) {
        self.marks.push(Mark::Drawing(drawing));
    }

    /// Makes an area open an address.
    pub fn link(&mut self, corner: Point, size: Point, address: &str) {
        self.marks.push(Mark::Link {
            corner,
            size,
            address: address.to_owned(),
        });
    }

    /// Writes a paragraph from `top` down and returns where it ends.
    pub fn write(
        &mut self,
        paragraph: &Paragraph,
        column: Column,
        top: f32,
        align: Align,
    ) -> Result<f32, PrintError> {
        let lines = paragraph.lines(column.width)?;
        Ok(self.place(lines, column, top, align))
    }

    /// Places lines from `top` down and returns where they end.
    pub fn place(&mut self, lines: Vec<Line>, column: Column, top: f32, align: Align) -> f32 {
        let mut top = top;
        for mut line in lines {
            if align == Align::Justify {
                line.justify(column.width);
            }
            let left = match align {
                Align::Left => column.left,
                Align::Right | Align::Justify => column.right() - line.width(),
                Align::Centre => column.left + (column.width - line.width()) / 2.0,
            };
            let style = line.style;
            // Persian letters reach about as far above the line's middle as below it when the
            // baseline lies a third of the em under it.
            let baseline = top + style.leading / 2.0 + style.size / 3.0;
            top += style.leading;
            self.marks.push(Mark::Text {
                line,
                left,
                baseline,
            });
        }
        top
    }
}
