//! Rows of labelled values in a rounded frame.

use super::PrintError;
use super::drawing::{Drawing, Ink};
use super::page::{Align, Column, Page};
use super::text::{Paragraph, Shaped, Style};

/// A label with its value.
///
/// The table's look decides on their styles, so that one field may be tried in several.
#[derive(Debug, Clone)]
pub struct Field {
    pub label: Paragraph,
    pub value: Paragraph,
}

/// A field shaped in the weights of a look.
pub struct ShapedField<'a> {
    label: Shaped<'a>,
    value: Shaped<'a>,
}

impl Field {
    /// The field shaped once for looks that differ in their sizes only.
    pub fn shaped(&self, look: &Look) -> Result<ShapedField<'_>, PrintError> {
        Ok(ShapedField {
            label: self.label.shaped(look.label.weight)?,
            value: self.value.shaped(look.value.weight)?,
        })
    }
}

/// Rows of fields shaped once for looks that differ in their sizes only.
pub fn shaped<'a>(
    rows: &'a [Vec<Field>],
    look: &Look,
) -> Result<Vec<Vec<ShapedField<'a>>>, PrintError> {
    let row = |fields: &'a Vec<Field>| fields.iter().map(|field| field.shaped(look)).collect();
    rows.iter().map(row).collect()
}

/// How a table looks. Lengths are points.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub label: Style,
    pub value: Style,
    pub label_width: f32,
    /// Room above and below the text of a row.
    pub padding: f32,
    pub frame: Ink,
    pub rule: Ink,
    pub label_ground: Ink,
    pub value_ground: Ink,
}

/// Rows of one or two fields, measured and ready to be drawn.
pub struct Table<'a> {
    look: Look,
    column: Column,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    cells: Vec<Cell<'a>>,
    height: f32,
}

struct Cell<'a> {
    column: Column,
    text: &'a Shaped<'a>,
    style: Style,
    /// Where the lines of the text end.
    ends: Vec<usize>,
    is_label: bool,
}

/// Room between a cell's edge and its text.
const INSET: f32 = 11.0;
const RADIUS: f32 = 5.0;

impl<'a> Table<'a> {
    /// Breaks every value to its cell; fields of one row share its width evenly.
    pub fn new(rows: &'a [Vec<ShapedField<'a>>], column: Column, look: Look) -> Self {
        let rows = rows.iter().map(|fields| Row::new(fields, column, &look));
        Self {
            look,
            column,
            rows: rows.collect(),
        }
    }

    pub fn height(&self) -> f32 {
        self.rows.iter().map(|row| row.height).sum()
    }

    /// Draws grounds and rules, and returns where the table ends.
    pub fn draw_ground(&self, page: &mut Page, top: f32) -> f32 {
        let Look {
            frame,
            rule,
            label_ground,
            value_ground,
            ..
        } = self.look;
        let (left, width, height) = (self.column.left, self.column.width, self.height());
        let mut drawing = Drawing::new();
        drawing.save();
        drawing
            .rounded_rectangle((left, top), (width, height), RADIUS)
            .clip();
        drawing
            .fill_ink(value_ground)
            .rectangle((left, top), (width, height))
            .fill();
        drawing.fill_ink(label_ground);
        let mut y = top;
        for row in &self.rows {
            for cell in row.cells.iter().filter(|cell| cell.is_label) {
                drawing.rectangle((cell.column.left, y), (cell.column.width, row.height));
            }
            y += row.height;
        }
        drawing.fill().pen(rule, 0.5);
        let mut y = top;
        for row in &self.rows {
            if y > top {
                drawing.start((left, y)).line((left + width, y));
            }
            y += row.height;
        }
        drawing.stroke().restore();
        drawing
            .pen(frame, 0.9)
            .rounded_rectangle((left, top), (width, height), RADIUS)
            .stroke();
        page.draw(drawing);
        top + height
    }

    /// Writes labels and values over the ground.
    pub fn write(self, page: &mut Page, top: f32) {
        let mut y = top;
        for row in self.rows {
            for cell in row.cells {
                let height = cell.height();
                let room = Column {
                    left: cell.column.left + INSET,
                    width: cell.column.width - 2.0 * INSET,
                };
                let first = y + (row.height - height) / 2.0;
                let lines = cell.text.lines(cell.style, &cell.ends);
                page.place(lines, room, first, Align::Right);
            }
            y += row.height;
        }
    }
}

impl<'a> Row<'a> {
    fn new(fields: &'a [ShapedField<'a>], column: Column, look: &Look) -> Self {
        let share = u16::try_from(fields.len().max(1)).map_or(1.0, f32::from);
        let width = column.width / share;
        let mut cells = Vec::with_capacity(fields.len() * 2);
        let mut right = column.right();
        for field in fields {
            let label = Column {
                left: right - look.label_width,
                width: look.label_width,
            };
            let value = Column {
                left: right - width,
                width: width - look.label_width,
            };
            right -= width;
            cells.push(Cell::new(label, &field.label, look.label, true));
            cells.push(Cell::new(value, &field.value, look.value, false));
        }
        let heights = cells.iter().map(Cell::height);
        Self {
            height: heights.fold(0.0, f32::max) + 2.0 * look.padding,
            cells,
        }
    }
}

impl<'a> Cell<'a> {
    fn new(column: Column, text: &'a Shaped<'a>, style: Style, is_label: bool) -> Self {
        Self {
            column,
            text,
            style,
            ends: text.ends(style.size, column.width - 2.0 * INSET),
            is_label,
        }
    }

    fn height(&self) -> f32 {
        self.ends.iter().map(|_| self.style.leading).sum()
    }
}
