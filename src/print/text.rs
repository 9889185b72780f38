//! Paragraphs: clean text, its direction, its lines.

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
}

/// A paragraph shaped in one weight: where it is tried at several sizes, it is shaped once, and glyphs are
/// copied for the size that is chosen.
pub struct Shaped<'a> {
    text: &'a str,
    typeface: &'static Typeface,
    bidi: BidiInfo<'a>,
    /// The whole paragraph as one line, as the eye meets it from the left, at one point to the font unit.
    runs: Vec<Run>,
}

/// A run of one direction.
struct Run {
    range: Range<usize>,
    right_to_left: bool,
    glyphs: Vec<Glyph>,
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
        }
    }

    /// A code, a number or an address in Latin letters, alone in its paragraph.
    pub fn latin(text: &str, style: Style) -> Self {
        Self {
            text: normalise(text),
            style,
            reading: Reading::LeftToRight,
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
        let shaped = self.shaped(style.weight)?;
        Ok(shaped.lines(style, &shaped.ends(style.size, width)))
    }

    /// The text shaped in a weight, to be tried at several sizes.
    pub fn shaped(&self, weight: Weight) -> Result<Shaped<'_>, PrintError> {
        let level = match self.reading {
            Reading::RightToLeft => Level::rtl(),
            Reading::LeftToRight => Level::ltr(),
        };
        let typeface = typeface(weight)?;
        let mut shaped = Shaped {
            text: &self.text,
            typeface,
            bidi: BidiInfo::new(&self.text, Some(level)),
            runs: Vec::new(),
        };
        let runs = shaped.runs_of(0..self.text.len()).into_iter();
        shaped.runs = runs
            .map(|(range, right_to_left)| Run {
                glyphs: shaped.shape(range.clone(), right_to_left),
                range,
                right_to_left,
            })
            .collect();
        Ok(shaped)
    }
}

impl Shaped<'_> {
    /// The width of the text as a single line, however long.
    pub fn width(&self, size: f32) -> f32 {
        let scale = size / self.typeface.units();
        let advances = self.glyphs().map(|glyph| glyph.advance * scale);
        advances.sum()
    }

    fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.runs.iter().flat_map(|run| &run.glyphs)
    }

    /// Where the lines end that are no wider than `width`, as few as possible and as even as possible.
    pub fn ends(&self, size: f32, width: f32) -> Vec<usize> {
        let scale = size / self.typeface.units();
        if self.width(size) <= width {
            return vec![self.text.len()];
        }
        let advances = self
            .glyphs()
            .map(|glyph| (glyph.start, glyph.advance * scale));
        let lengths = Lengths::of(self.text, advances, size);
        break_evenly(&lengths, &break_points(&lengths, width), width)
    }

    /// The lines between these ends.
    pub fn lines(&self, style: Style, ends: &[usize]) -> Vec<Line> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts
            .zip(ends)
            .map(|(start, &end)| self.set(style, start..end))
            .collect()
    }

    fn set(&self, style: Style, range: Range<usize>) -> Line {
        let scale = style.size / self.typeface.units();
        let mut glyphs = Vec::with_capacity(range.len());
        for (range, right_to_left) in self.runs_of(range.clone()) {
            if let Some(cut) = self.cut(range.clone(), right_to_left) {
                glyphs.extend(cut.map(|glyph| glyph.scaled(scale)));
            } else {
                let shaped = self.shape(range, right_to_left);
                glyphs.extend(shaped.iter().map(|glyph| glyph.scaled(scale)));
            }
        }
        Line {
            width: glyphs.iter().map(|glyph| glyph.advance).sum(),
            glyphs,
            style,
            last: range.end == self.text.len(),
        }
    }

    /// The runs of one direction in a part of the text without its trailing spaces, in the order of the eye.
    fn runs_of(&self, range: Range<usize>) -> Vec<(Range<usize>, bool)> {
        let trimmed = self.text[range.clone()].trim_end_matches(' ').len();
        let Some(paragraph) = self.bidi.paragraphs.first().filter(|_| trimmed > 0) else {
            return Vec::new();
        };
        let range = range.start..range.start + trimmed;
        let (levels, runs) = self.bidi.visual_runs(paragraph, range);
        runs.into_iter()
            .map(|run| (run.clone(), levels[run.start].is_rtl()))
            .collect()
    }

    fn shape(&self, run: Range<usize>, right_to_left: bool) -> Vec<Glyph> {
        let units = self.typeface.units();
        shape(self.typeface, self.text, run, right_to_left, units)
    }

    /// The glyphs of a part of a run, if it looks the same alone.
    fn cut(&self, part: Range<usize>, right_to_left: bool) -> Option<impl Iterator<Item = &Glyph>> {
        let run = self.runs.iter().find(|run| {
            run.right_to_left == right_to_left
                && run.range.start <= part.start
                && part.end <= run.range.end
        })?;
        let clean = |at: usize| {
            let after = run.glyphs.iter().filter(|glyph| glyph.start >= at);
            let next = after.min_by_key(|glyph| glyph.start)?;
            let between = self.text.get(at..next.start)?;
            Some(next.cut_before && between.chars().all(is_direction_mark))
        };
        let begins = part.start == run.range.start || clean(part.start)?;
        let ends = part.end == run.range.end || clean(part.end)?;
        (begins && ends).then(|| {
            let glyphs = run.glyphs.iter();
            glyphs.filter(move |glyph| part.contains(&glyph.start))
        })
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
        let spaces = self.glyphs.iter().filter(|glyph| glyph.is_space()).count();
        let Ok(count) = u16::try_from(spaces) else {
            return;
        };
        if self.last || count == 0 || self.width >= width {
            return;
        }
        let extra = (width - self.width) / f32::from(count);
        for glyph in self.glyphs.iter_mut().filter(|glyph| glyph.is_space()) {
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
    /// Takes where each glyph's letters begin, with its advance.
    fn of(text: &'a str, glyphs: impl Iterator<Item = (usize, f32)>, size: f32) -> Self {
        let mut advances = vec![0.0; text.len() + 1];
        for (start, advance) in glyphs {
            advances[start + 1] += advance;
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
