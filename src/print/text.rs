//! Paragraphs: clean text, its direction, its lines.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use super::PrintError;
use super::drawing::Ink;
use super::fonts::{Typeface, Weight, typeface};
use super::shaping::{Glyph, is_direction_mark, shape};
use crate::domain::kernel::digits;

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub weight: Weight,
    /// Points to the em.
    pub size: f32,
    /// Points from one baseline to the next.
    pub leading: f32,
    pub ink: Ink,
}

impl Style {
    /// The same style, larger or smaller.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self {
            size: self.size * factor,
            leading: self.leading * factor,
            ..self
        }
    }
}

/// Where a paragraph begins to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    RightToLeft,
    LeftToRight,
}

/// Text of one style that is yet to be broken into lines.
#[derive(Debug, Clone)]
pub struct Paragraph {
    text: String,
    style: Style,
    reading: Reading,
    /// What has been shaped, at one point to the font unit: where a text is tried at several sizes, it
    /// is shaped for the first one only.
    shaped: RefCell<HashMap<Shaped, Vec<Glyph>>>,
}

/// A run of one direction in one weight.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Shaped {
    run: Range<usize>,
    right_to_left: bool,
    weight: Weight,
}

/// One line of glyphs, as the eye meets them from the left.
#[derive(Debug, Clone)]
pub struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) style: Style,
    width: f32,
    last: bool,
}

impl Paragraph {
    /// A Persian paragraph.
    pub fn new(text: &str, style: Style) -> Self {
        Self {
            text: normalise(text),
            style,
            reading: Reading::RightToLeft,
            shaped: RefCell::default(),
        }
    }

    /// A code, a number or an address in Latin letters, alone in its paragraph.
    pub fn latin(text: &str, style: Style) -> Self {
        Self {
            text: normalise(text),
            style,
            reading: Reading::LeftToRight,
            shaped: RefCell::default(),
        }
    }

    /// The paragraph as a single line, however long.
    pub fn line(&self) -> Result<Line, PrintError> {
        let mut lines = self.lines(f32::INFINITY)?;
        lines.pop().ok_or(PrintError::DoesNotFit)
    }

    /// Lines no wider than `width`, as few as possible and as even as possible.
    pub fn lines(&self, width: f32) -> Result<Vec<Line>, PrintError> {
        self.lines_in(self.style, width)
    }

    /// The same text's lines in another style.
    pub fn lines_in(&self, style: Style, width: f32) -> Result<Vec<Line>, PrintError> {
        let level = match self.reading {
            Reading::RightToLeft => Level::rtl(),
            Reading::LeftToRight => Level::ltr(),
        };
        let typeface = typeface(style.weight)?;
        let bidi = BidiInfo::new(&self.text, Some(level));
        let whole = self.set(typeface, style, &bidi, 0..self.text.len());
        if whole.width <= width {
            return Ok(vec![whole]);
        }
        let lengths = Lengths::of(&self.text, &whole.glyphs, style.size);
        let ends = break_evenly(&lengths, &break_points(&lengths, width), width);
        let mut lines = Vec::with_capacity(ends.len());
        let mut start = 0;
        for end in ends {
            let mut line = self.set(typeface, style, &bidi, start..end);
            line.last = end == self.text.len();
            lines.push(line);
            start = end;
        }
        Ok(lines)
    }

    fn set(
        &self,
        typeface: &Typeface,
        style: Style,
        bidi: &BidiInfo<'_>,
        range: Range<usize>,
    ) -> Line {
        let trimmed = self.text[range.clone()].trim_end_matches(' ').len();
        let range = range.start..range.start + trimmed;
        let mut glyphs = Vec::with_capacity(trimmed);
        if let Some(paragraph) = bidi.paragraphs.first().filter(|_| trimmed > 0) {
            let (levels, runs) = bidi.visual_runs(paragraph, range);
            for run in runs {
                let right_to_left = levels[run.start].is_rtl();
                let key = Shaped {
                    run: run.clone(),
                    right_to_left,
                    weight: style.weight,
                };
                let mut shaped = self.shaped.borrow_mut();
                let units = typeface.units();
                let shaped = shaped
                    .entry(key)
                    .or_insert_with(|| shape(typeface, &self.text, run, right_to_left, units));
                let scale = style.size / units;
                glyphs.extend(shaped.iter().map(|glyph| glyph.scaled(scale)));
            }
        }
        Line {
            width: glyphs.iter().map(|glyph| glyph.advance).sum(),
            glyphs,
            style,
            last: true,
        }
    }
}

impl Line {
    /// Points from the first glyph's left to the last one's right.
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Points to the next baseline.
    pub fn leading(&self) -> f32 {
        self.style.leading
    }

    /// Stretches the spaces until the line is `width` wide; the last line of a paragraph stays.
    pub fn justify(&mut self, width: f32) {
        let spaces = self.glyphs.iter().filter(|glyph| glyph.text == " ").count();
        let Ok(count) = u16::try_from(spaces) else {
            return;
        };
        if self.last || count == 0 || self.width >= width {
            return;
        }
        let extra = (width - self.width) / f32::from(count);
        for glyph in self.glyphs.iter_mut().filter(|glyph| glyph.text == " ") {
            glyph.advance += extra;
        }
        self.width = width;
    }
}

/// The advance of every stretch of a paragraph, by byte.
struct Lengths<'a> {
    text: &'a str,
    sums: Vec<f32>,
    /// More than a pair of letters is ever drawn together.
    kerning: f32,
}

impl<'a> Lengths<'a> {
    fn of(text: &'a str, glyphs: &[Glyph], size: f32) -> Self {
        let mut advances = vec![0.0; text.len() + 1];
        for glyph in glyphs {
            advances[glyph.start + 1] += glyph.advance;
        }
        let mut sum = 0.0;
        for advance in &mut advances {
            sum += *advance;
            *advance = sum;
        }
        Self {
            text,
            sums: advances,
            kerning: size * 0.2,
        }
    }

    /// The width of a line that ends before its trailing spaces. One that ends inside a word may
    /// lose what drew its last letter to the next, so room is left for it.
    fn between(&self, start: usize, end: usize) -> f32 {
        let piece = &self.text[start..end];
        let stop = start + piece.trim_end_matches(' ').len();
        let whole = stop < end || end == self.text.len();
        let spare = if whole { 0.0 } else { self.kerning };
        self.sums[stop] - self.sums[start] + spare
    }
}

/// Where a line may end: between words, and inside a word only where it is wider than the column.
fn break_points(lengths: &Lengths<'_>, width: f32) -> Vec<usize> {
    let text = lengths.text;
    let mut points = Vec::new();
    let mut start = 0;
    for (end, _) in unicode_linebreak::linebreaks(text) {
        if lengths.between(start, end) > width {
            let mut from = start;
            for (at, _) in text[start..end].char_indices().skip(1) {
                let next = start + at;
                let upto = text[next..end].chars().next().map_or(0, char::len_utf8);
                if lengths.between(from, next + upto) > width && next > from {
                    points.push(next);
                    from = next;
                }
            }
        }
        points.push(end);
        start = end;
    }
    points
}

/// The ends of the fewest lines that fit, chosen so that none is much shorter than the others.
fn break_evenly(lengths: &Lengths<'_>, points: &[usize], width: f32) -> Vec<usize> {
    /// Dearer than the emptiest line, so that no line is added for beauty alone.
    const LINE: f32 = 10.0;
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(points.len());
    for (index, &end) in points.iter().enumerate() {
        let mut choice = (f32::INFINITY, index);
        for first in (0..=index).rev() {
            let start = if first == 0 { 0 } else { points[first - 1] };
            let slack = (width - lengths.between(start, end)) / width;
            if slack < 0.0 && first < index {
                break;
            }
            let uneven = if index + 1 == points.len() {
                0.0
            } else {
                slack * slack
            };
            let before = if first == 0 { 0.0 } else { best[first - 1].0 };
            let cost = before + LINE + uneven;
            if cost < choice.0 {
                choice = (cost, first);
            }
        }
        best.push(choice);
    }
    let mut ends = Vec::new();
    let mut index = points.len();
    while index > 0 {
        ends.push(points[index - 1]);
        index = best[index - 1].1;
    }
    ends.reverse();
    ends
}

/// One spelling for every word: Persian letters and digits, plain single spaces, joiners only
/// between letters, no control characters. Isolates set by [`value`] stay.
pub fn normalise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for ch in text.chars() {
        let ch = match ch {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            '٠'..='٩' => digits::persian_digit(digits::ascii_digit(ch)),
            '\u{654}' if clean.ends_with('ه') => {
                clean.pop();
                'ۀ'
            }
            '\u{2066}'..='\u{2069}' => ch,
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' => continue,
            _ if is_direction_mark(ch) => continue,
            _ if ch.is_whitespace() || ch.is_control() => ' ',
            _ => ch,
        };
        let at_gap = clean.is_empty() || clean.ends_with([' ', '\u{200C}']);
        match ch {
            ' ' => {
                if clean.ends_with('\u{200C}') {
                    clean.pop();
                }
                if !clean.is_empty() && !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            '\u{200C}' if at_gap => {}
            _ => clean.push(ch),
        }
    }
    clean.truncate(clean.trim_end_matches([' ', '\u{200C}']).len());
    clean
}

/// A value given by somebody, made fit to stand inside a Persian sentence: clean, isolated from the
/// sentence's direction, its hyphenated numbers in one piece, its digits Persian unless it has Latin letters.
pub fn value(text: &str) -> String {
    let bare: String = text.chars().filter(|&ch| !is_direction_mark(ch)).collect();
    let clean = normalise(&bare);
    let latin = clean.contains(|ch: char| ch.is_ascii_alphabetic());
    let persian =
        clean.contains(|ch: char| matches!(ch, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}'));
    let clean = if latin {
        clean
    } else {
        digits::to_persian(&clean)
    };
    let open = if latin && !persian {
        '\u{2066}'
    } else {
        '\u{2067}'
    };
    format!("{open}{}\u{2069}", isolate_numbers(&clean))
}

/// Wraps numbers and codes with hyphens, slashes or masks, whose halves would otherwise change places.
fn isolate_numbers(text: &str) -> String {
    let is_mask = |ch: char| matches!(ch, '*' | '•');
    let is_digit = |ch: char| ch.is_ascii_digit() || matches!(ch, '۰'..='۹') || is_mask(ch);
    let is_solid = |ch: char| ch.is_ascii_alphabetic() || is_digit(ch);
    let is_part = |ch: char| is_solid(ch) || matches!(ch, '-' | '–' | '/' | ':' | '.' | '_' | '+');
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(is_solid) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let end = tail.find(|ch| !is_part(ch)).unwrap_or(tail.len());
        let code = tail[..end].trim_end_matches(|ch| !is_solid(ch));
        let in_pieces = code.contains(|ch| !is_solid(ch) || is_mask(ch));
        if in_pieces && code.contains(is_digit) {
            out.push('\u{2066}');
            out.push_str(code);
            out.push('\u{2069}');
        } else {
            out.push_str(code);
        }
        rest = &tail[code.len()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
