//! Text that runs over as many pages as it needs.

use super::PrintError;
use super::page::{Align, Column, Page};
use super::table::Table;
use super::text::{Line, Paragraph};

/// The room for text on a page.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Between these edges.
    pub column: Column,
    /// From here on every page but the first.
    pub top: f32,
    /// Down to here.
    pub bottom: f32,
}

/// Pages that are being written from the first to the last.
#[derive(Debug)]
pub struct Flow {
    room: Room,
    blank: fn() -> Page,
    done: Vec<Page>,
    page: Page,
    y: f32,
    fresh: bool,
}

impl Flow {
    /// Goes on below what stands on the first page; the others begin as `blank` gives them.
    pub fn new(first: Page, y: f32, room: Room, blank: fn() -> Page) -> Self {
        Self {
            room,
            blank,
            done: Vec::new(),
            page: first,
            y,
            fresh: false,
        }
    }

    /// Leaves a gap, but none at the top of a page.
    pub fn skip(&mut self, gap: f32) {
        if !self.fresh {
            self.y += gap;
        }
    }

    /// Goes to the next page unless this much room is left on this one.
    pub fn keep(&mut self, height: f32) {
        if self.y + height > self.room.bottom && !self.fresh {
            self.turn();
        }
    }

    /// The page with the place on it where the next thing comes; the caller says where it ends.
    pub fn put(
        &mut self,
        height: f32,
        draw: impl FnOnce(&mut Page, Column, f32) -> Result<f32, PrintError>,
    ) -> Result<(), PrintError> {
        self.keep(height);
        self.y = draw(&mut self.page, self.room.column, self.y)?;
        self.fresh = false;
        Ok(())
    }

    /// Writes a paragraph that begins `indent` inside the right edge. No page ends after its first
    /// line, and none begins with its last one.
    pub fn write(
        &mut self,
        paragraph: &Paragraph,
        indent: f32,
        align: Align,
    ) -> Result<(), PrintError> {
        let column = Column {
            left: self.room.column.left,
            width: self.room.column.width - indent,
        };
        let mut lines = paragraph.lines(column.width)?;
        while !lines.is_empty() {
            let fit = self.fitting(&lines);
            let rest = lines.split_off(fit);
            self.y = self.page.place(lines, column, self.y, align);
            self.fresh = self.fresh && fit == 0;
            if !rest.is_empty() {
                self.turn();
            }
            lines = rest;
        }
        Ok(())
    }

    /// Draws a table, on a new page if it doesn't fit on this one.
    pub fn table(&mut self, table: Table<'_>) -> Result<(), PrintError> {
        self.put(table.height(), |page, _, top| {
            let end = table.draw_ground(page, top);
            table.write(page, top);
            Ok(end)
        })
    }

    /// The finished pages.
    pub fn into_pages(mut self) -> Vec<Page> {
        self.done.push(self.page);
        self.done
    }

    /// How many of the lines go on this page.
    fn fitting(&self, lines: &[Line]) -> usize {
        let mut end = self.y;
        let fit = lines
            .iter()
            .take_while(|line| {
                end += line.leading();
                end <= self.room.bottom
            })
            .count();
        let rest = lines.len() - fit;
        if rest == 0 {
            return fit;
        }
        if self.fresh {
            return fit.max(1);
        }
        // A last line takes the one before along.
        let fit = if rest == 1 {
            fit.saturating_sub(1)
        } else {
            fit
        };
        if fit < 2 { 0 } else { fit }
    }

    fn turn(&mut self) {
        let next = (self.blank)();
        self.done.push(std::mem::replace(&mut self.page, next));
        self.y = self.room.top;
        self.fresh = true;
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Ink;
    use super::super::fonts::Weight;
    use super::super::page::{A4, Mark};
    use super::super::text::Style;
    use super::*;

    const ROOM: Room = Room {
        column: Column {
            left: 60.0,
            width: 200.0,
        },
        top: 100.0,
        bottom: 200.0,
    };

    fn written(words: usize, from: f32) -> Vec<Vec<f32>> {
        let style = Style {
            weight: Weight::Regular,
            size: 10.0,
            leading: 20.0,
            ink: Ink(0, 0, 0),
        };
        let text = "کلمه‌ای ".repeat(words);
        let mut flow = Flow::new(Page::new(A4), from, ROOM, || Page::new(A4));
        let paragraph = Paragraph::new(&text, style);
        flow.write(&paragraph, 0.0, Align::Justify).unwrap();
        let baselines = |page: &Page| {
            let texts = page.marks.iter().filter_map(|mark| match mark {
                Mark::Text { baseline, .. } => Some(*baseline),
                _ => None,
            });
            texts.collect()
        };
        flow.into_pages().iter().map(baselines).collect()
    }

    #[test]
    fn a_long_text_runs_over_pages_and_keeps_between_their_edges() {
        let pages = written(120, 60.0);
        assert!(pages.len() > 2);
        for (at, lines) in pages.iter().enumerate() {
            let first = if at == 0 { 60.0 } else { ROOM.top };
            assert!(lines.iter().all(|y| (first..ROOM.bottom).contains(y)));
            assert!(lines.len() > 1, "page {at} has a line that stands alone");
        }
    }

    #[test]
    fn no_page_ends_with_a_first_line() {
        let pages = written(60, 175.0);
        assert!(pages[0].is_empty());
        assert!(pages[1].len() > 1);
    }

    #[test]
    fn a_gap_is_left_out_at_the_top_of_a_page() {
        let mut flow = Flow::new(Page::new(A4), 150.0, ROOM, || Page::new(A4));
        flow.keep(80.0);
        flow.skip(30.0);
        assert!((flow.y - ROOM.top).abs() < 0.01);
    }
}
