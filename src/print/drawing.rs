//! Paths: lines, curves and areas, written once in the operators that a page understands.

use std::f32::consts::{PI, TAU};
use std::fmt::Write as _;

/// A colour on paper: red, green and blue of 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// The parts as a page wants them, zero to one.
    pub(super) fn parts(self) -> [f32; 3] {
        [self.0, self.1, self.2].map(|part| rounded(f32::from(part) / 255.0, 1000.0))
    }
}

/// How far a quarter circle's control points stand from its ends, in radii.
const QUARTER: f32 = 0.552_285;

/// A point on the sheet, or a size.
pub type Point = (f32, f32);

/// A sequence of paths with their colours, as the text of a content stream.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    content: String,
}

impl Drawing {
    pub fn new() -> Self {
        Self::default()
    }

    /// An operator and what it works on, lengths to the hundredth of a point.
    fn push(&mut self, code: &str, numbers: &[f32]) -> &mut Self {
        for &number in numbers {
            write_hundredths(&mut self.content, number);
            self.content.push(' ');
        }
        self.close_with(code)
    }

    /// An operator and what it works on, as exact as it comes.
    fn push_exact(&mut self, code: &str, numbers: &[f32]) -> &mut Self {
        for number in numbers {
            // Writing to a string cannot fail.
            let _ = write!(self.content, "{number} ");
        }
        self.close_with(code)
    }

    fn close_with(&mut self, code: &str) -> &mut Self {
        self.content.push_str(code);
        self.content.push('\n');
        self
    }

    /// The colour of areas from here on.
    pub fn fill_ink(&mut self, ink: Ink) -> &mut Self {
        self.colour("rg", ink)
    }

    /// The colour and thickness of lines from here on.
    pub fn pen(&mut self, ink: Ink, width: f32) -> &mut Self {
        self.colour("RG", ink).push("w", &[width])
    }

    fn colour(&mut self, code: &str, ink: Ink) -> &mut Self {
        self.push_exact(code, &ink.parts())
    }

    pub fn start(&mut self, at: Point) -> &mut Self {
        self.push("m", &[at.0, at.1])
    }

    pub fn line(&mut self, to: Point) -> &mut Self {
        self.push("l", &[to.0, to.1])
    }

    pub fn curve(&mut self, leave: Point, arrive: Point, to: Point) -> &mut Self {
        self.push("c", &[leave.0, leave.1, arrive.0, arrive.1, to.0, to.1])
    }

    pub fn close(&mut self) -> &mut Self {
        self.push("h", &[])
    }

    pub fn rectangle(&mut self, corner: Point, size: Point) -> &mut Self {
        self.push("re", &[corner.0, corner.1, size.0, size.1])
    }

    pub fn rounded_rectangle(&mut self, corner: Point, size: Point, radius: f32) -> &mut Self {
        let ((left, top), (right, bottom)) = (corner, (corner.0 + size.0, corner.1 + size.1));
        let (r, k) = (radius, radius * (1.0 - QUARTER));
        self.start((left + r, top)).line((right - r, top));
        self.curve((right - k, top), (right, top + k), (right, top + r));
        self.line((right, bottom - r));
        self.curve(
            (right, bottom - k),
            (right - k, bottom),
            (right - r, bottom),
        );
        self.line((left + r, bottom));
        self.curve((left + k, bottom), (left, bottom - k), (left, bottom - r));
        self.line((left, top + r));
        self.curve((left, top + k), (left + k, top), (left + r, top));
        self.close()
    }

    pub fn circle(&mut self, centre: Point, radius: f32) -> &mut Self {
        self.ellipse(centre, (radius, radius))
    }

    pub fn ellipse(&mut self, centre: Point, radii: Point) -> &mut Self {
        let ((x, y), (wide, high)) = (centre, radii);
        let (along, down) = (wide * QUARTER, high * QUARTER);
        self.start((x + wide, y));
        self.curve((x + wide, y + down), (x + along, y + high), (x, y + high));
        self.curve((x - along, y + high), (x - wide, y + down), (x - wide, y));
        self.curve((x - wide, y - down), (x - along, y - high), (x, y - high));
        self.curve((x + along, y - high), (x + wide, y - down), (x + wide, y));
        self.close()
    }

    /// A star of `points` tips between two radii; the first tip is turned by `turn` radians.
    pub fn star(
        &mut self,
        centre: Point,
        points: u16,
        outer: f32,
        inner: f32,
        turn: f32,
    ) -> &mut Self {
        let step = PI / f32::from(points);
        for corner in 0..points * 2 {
            let radius = if corner % 2 == 0 { outer } else { inner };
            let at = polar(centre, radius, turn + step * f32::from(corner));
            if corner == 0 {
                self.start(at);
            } else {
                self.line(at);
            }
        }
        self.close()
    }

    /// A regular polygon whose first corner is turned by `turn` radians.
    pub fn polygon(&mut self, centre: Point, corners: u16, radius: f32, turn: f32) -> &mut Self {
        for corner in 0..corners {
            let angle = turn + TAU * f32::from(corner) / f32::from(corners);
            let at = polar(centre, radius, angle);
            if corner == 0 {
                self.start(at);
            } else {
                self.line(at);
            }
        }
        self.close()
    }

    /// Fills the paths since the last painting.
    pub fn fill(&mut self) -> &mut Self {
        self.push("f", &[])
    }

    /// Fills them except where two overlap.
    pub fn fill_even_odd(&mut self) -> &mut Self {
        self.push("f*", &[])
    }

    /// Draws their outlines.
    pub fn stroke(&mut self) -> &mut Self {
        self.push("S", &[])
    }

    /// Fills them and draws their outlines.
    pub fn fill_and_stroke(&mut self) -> &mut Self {
        self.push("B", &[])
    }

    /// Keeps what follows, up to the matching [`Drawing::restore`], inside the path just drawn.
    pub fn clip(&mut self) -> &mut Self {
        self.push("W", &[]).push("n", &[])
    }

    /// Remembers colours, clip and place.
    pub fn save(&mut self) -> &mut Self {
        self.push("q", &[])
    }

    /// Returns to what [`Drawing::save`] remembered.
    pub fn restore(&mut self) -> &mut Self {
        self.push("Q", &[])
    }

    /// Moves the origin to a point and turns the axes by `turn` radians.
    pub fn move_and_turn(&mut self, to: Point, turn: f32) -> &mut Self {
        let (sin, cos) = turn.sin_cos();
        let [cos, sin, back] = [cos, sin, -sin].map(|n| rounded(n, 100_000.0));
        let (right, down) = (rounded(to.0, 100.0), rounded(to.1, 100.0));
        self.push_exact("cm", &[cos, sin, back, cos, right, down])
    }

    /// Makes one unit `factor` points long.
    pub fn scale(&mut self, factor: f32) -> &mut Self {
        let factor = rounded(factor, 10_000.0);
        self.push_exact("cm", &[factor, 0.0, 0.0, factor, 0.0, 0.0])
    }

    /// Draws a stamp's part, known by its name, at a point.
    pub(super) fn part(&mut self, name: &'static str, at: Point, turn: f32) -> &mut Self {
        self.save().move_and_turn(at, turn);
        // Writing to a string cannot fail.
        let _ = write!(self.content, "/{name} ");
        self.close_with("Do").restore()
    }

    /// The drawing as the text of a content stream.
    pub(super) fn content(&self) -> &str {
        &self.content
    }
}

/// Writes a length without digits that no printer shows, as the shortest number that says it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only lengths far inside the range of an i32 are cast"
)]
fn write_hundredths(out: &mut String, length: f32) {
    let length = rounded(length, 100.0);
    let hundredths = (length * 100.0).round();
    // Writing to a string cannot fail. Beyond a hundred metres an f32 has no hundredths left.
    let _ = if hundredths.abs() < 1_000_000.0 {
        let hundredths = hundredths as i32;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
        match (rest / 10, rest % 10) {
            (0, 0) => write!(out, "{sign}{whole}"),
            (tenth, 0) => write!(out, "{sign}{whole}.{tenth}"),
            (tenth, hundredth) => write!(out, "{sign}{whole}.{tenth}{hundredth}"),
        }
    } else {
        write!(out, "{length}")
    };
}

/// The point at a distance and an angle from another.
pub(super) fn polar(centre: Point, radius: f32, angle: f32) -> Point {
    let (sin, cos) = angle.sin_cos();
    (centre.0 + radius * cos, centre.1 + radius * sin)
}

/// The number without digits that no printer shows; never minus zero.
fn rounded(number: f32, steps: f32) -> f32 {
    (number * steps).round() / steps + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        let mut drawing = Drawing::new();
        drawing.start((-0.001, 1.0 / 3.0)).line((2.0, 3.0)).stroke();
        assert_eq!(drawing.content(), "0 0.33 m\n2 3 l\nS\n");
    }

    #[test]
    fn a_star_has_twice_as_many_corners_as_tips() {
        let mut drawing = Drawing::new();
        drawing.star((0.0, 0.0), 8, 10.0, 7.0, 0.0).fill();
        let lines = drawing.content().lines().filter(|it| it.ends_with(" l"));
        assert_eq!(lines.count(), 15);
    }

    #[test]
    fn lengths_are_written_as_the_shortest_number() {
        for length in [
            0.0, -0.5, 12.05, -841.89, 0.07, 99.99, 9999.99, 12_345.5, 100.1,
        ] {
            let mut written = String::new();
            write_hundredths(&mut written, length);
            assert_eq!(written, length.to_string());
        }
    }
}
