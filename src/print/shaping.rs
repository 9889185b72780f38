//! A run of text of one direction becomes positioned glyphs, in the order of the eye.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};

use rustybuzz::{BufferClusterLevel, BufferFlags, Direction, UnicodeBuffer, script};

use super::fonts::{Typeface, persian_language};

/// One glyph of a line, left to right. Lengths are points.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u16,
    /// What a reader gets who copies this glyph.
    pub(super) text: Letters,
    /// Where in the paragraph its text begins, in bytes.
    pub(super) start: usize,
    pub(super) advance: f32,
    /// Shift from the pen, to the right.
    pub(super) dx: f32,
    /// Shift from the baseline, upwards.
    pub(super) dy: f32,
    /// Carries text but shows nothing.
    pub(super) hidden: bool,
    /// Text that is cut where this glyph's letters begin looks the same on both sides.
    pub(super) cut_before: bool,
}

/// The letters of a glyph. They are nearly always so few that they take no memory of their own.
#[derive(Debug, Clone)]
pub(super) enum Letters {
    Few { bytes: [u8; 8], length: u8 },
    Many(Box<str>),
}

impl Deref for Letters {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Few { bytes, length } => {
                let bytes = bytes.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(bytes).unwrap_or_default()
            }
            Self::Many(text) => text,
        }
    }
}

impl FromIterator<char> for Letters {
    fn from_iter<I: IntoIterator<Item = char>>(letters: I) -> Self {
        let mut bytes = [0; 8];
        let mut length = 0_u8;
        let mut letters = letters.into_iter();
        for letter in letters.by_ref() {
            let from = usize::from(length);
            let to = from + letter.len_utf8();
            let Some(place) = bytes.get_mut(from..to) else {
                let mut text = String::from_utf8_lossy(&bytes[..from]).into_owned();
                text.push(letter);
                text.extend(letters);
                return Self::Many(text.into());
            };
            letter.encode_utf8(place);
            length = u8::try_from(to).unwrap_or_default();
        }
        Self::Few { bytes, length }
    }
}

impl PartialEq for Letters {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Letters {}

impl Hash for Letters {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Glyph {
    /// Whether it stands for a space.
    pub(super) fn is_space(&self) -> bool {
        &*self.text == " "
    }

    /// The same glyph, larger or smaller.
    pub(super) fn scaled(&self, factor: f32) -> Self {
        Self {
            advance: self.advance * factor,
            dx: self.dx * factor,
            dy: self.dy * factor,
            ..self.clone()
        }
    }
}

/// Whether a character only steers the direction of its neighbours.
pub(super) fn is_direction_mark(ch: char) -> bool {
    matches!(ch, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Shapes `text[run]`; the rest of the text tells how its edges join.
pub(super) fn shape(
    typeface: &Typeface,
    text: &str,
    run: Range<usize>,
    right_to_left: bool,
    size: f32,
) -> Vec<Glyph> {
    let piece = &text[run.clone()];
    let mut buffer = UnicodeBuffer::new();
    for (at, ch) in piece.char_indices() {
        if !is_direction_mark(ch) {
            buffer.add(ch, u32::try_from(run.start + at).unwrap_or(u32::MAX));
        }
    }
    buffer.set_pre_context(&text[..run.start]);
    buffer.set_post_context(&text[run.end..]);
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    buffer.set_flags(BufferFlags::PRESERVE_DEFAULT_IGNORABLES);
    if let Some(language) = persian_language() {
        buffer.set_language(language);
    }
    let (direction, script, plan) = if right_to_left {
        (Direction::RightToLeft, script::ARABIC, &typeface.persian)
    } else if piece.contains(|ch: char| ch.is_ascii_alphabetic()) {
        (Direction::LeftToRight, script::LATIN, &typeface.latin)
    } else {
        (Direction::LeftToRight, script::ARABIC, &typeface.digits)
    };
    buffer.set_direction(direction);
    buffer.set_script(script);
    let shaped = rustybuzz::shape_with_plan(&typeface.face, plan, buffer);

    let scale = size / typeface.units();
    let clusters: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .map(|info| usize::try_from(info.cluster).unwrap_or(run.start))
        .collect();
    let mut glyphs = Vec::with_capacity(clusters.len() + 4);
    let placed = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    for (index, (info, position)) in placed.enumerate() {
        let start = clusters[index];
        // Of several glyphs for the same letters the one read first carries the text.
        let (before, after) = (index.checked_sub(1), Some(index + 1));
        let (read_before, read_after) = if right_to_left {
            (after, before)
        } else {
            (before, after)
        };
        let neighbour = |at: Option<usize>| at.and_then(|at| clusters.get(at)).copied();
        let letters: Letters = if neighbour(read_before) == Some(start) {
            Letters::from_iter([])
        } else {
            let end = match neighbour(read_after) {
                Some(next) if next > start => next,
                _ => {
                    let later = clusters.iter().copied().filter(|&it| it > start);
                    later.min().unwrap_or(run.end)
                }
            };
            let letters = text[start..end].chars();
            letters.filter(|&ch| !is_direction_mark(ch)).collect()
        };
        let joiner = matches!(&*letters, "\u{200C}" | "\u{200D}");
        let glyph = Glyph {
            id: if joiner {
                typeface.blank
            } else {
                u16::try_from(info.glyph_id).unwrap_or(0)
            },
            text: letters,
            start,
            advance: if joiner {
                0.0
            } else {
                to_points(position.x_advance, scale)
            },
            dx: to_points(position.x_offset, scale),
            dy: to_points(position.y_offset, scale),
            hidden: joiner,
            cut_before: !info.unsafe_to_break(),
        };
        push_readable(&mut glyphs, glyph, right_to_left, typeface.blank);
    }
    glyphs
}

/// A viewer that turns a right-to-left line around turns whole glyphs, not the letters inside one.
/// So a ligature keeps its first letter, and blank glyphs to its left carry the others.
fn push_readable(glyphs: &mut Vec<Glyph>, mut glyph: Glyph, right_to_left: bool, blank: u16) {
    if right_to_left && glyph.text.chars().nth(1).is_some() {
        for letter in glyph.text.chars().skip(1).collect::<Vec<_>>().iter().rev() {
            glyphs.push(Glyph {
                id: blank,
                text: Letters::from_iter([*letter]),
                start: glyph.start,
                advance: 0.0,
                dx: 0.0,
                dy: 0.0,
                hidden: true,
                cut_before: glyph.cut_before,
            });
        }
        glyph.text = glyph.text.chars().take(1).collect();
    }
    glyphs.push(glyph);
}

#[expect(
    clippy::cast_precision_loss,
    reason = "font units stay far below the 24 bits that an f32 keeps exactly"
)]
fn to_points(units: i32, scale: f32) -> f32 {
    units as f32 * scale
}

#[cfg(test)]
mod tests {
    use super::super::fonts::{Weight, typeface};
    use super::*;

    fn persian(text: &str) -> Vec<Glyph> {
        let face = typeface(Weight::Regular).unwrap();
        shape(face, text, 0..text.len(), true, 10.0)
    }

    fn read_back(glyphs: &[Glyph]) -> String {
        glyphs.iter().rev().map(|glyph| &*glyph.text).collect()
    }

    #[test]
    fn persian_letters_stand_from_right_to_left_and_read_back_in_order() {
        for text in ["پروانه", "لایق", "الله", "سیّد علی‌رضا", "می‌شود", "آییننامۀ"]
        {
            let glyphs = persian(text);
            assert_eq!(read_back(&glyphs), text, "{glyphs:?}");
        }
    }

    #[test]
    fn letters_join_and_a_zero_width_non_joiner_parts_them_without_room() {
        let whole = persian("میشود");
        let parted = persian("می‌شود");
        let joiner = parted.iter().find(|glyph| &*glyph.text == "\u{200C}");
        let joiner = joiner.unwrap();
        assert!(joiner.hidden && joiner.advance.abs() < f32::EPSILON);
        let ye = |glyphs: &[Glyph]| glyphs.iter().find(|g| &*g.text == "ی").unwrap().id;
        assert_ne!(ye(&whole), ye(&parted));
    }

    #[test]
    fn letters_at_the_edge_of_a_run_join_with_their_context() {
        let face = typeface(Weight::Regular).unwrap();
        let text = "بب";
        let alone = shape(face, "ب", 0..2, true, 10.0);
        let first = shape(face, text, 0..2, true, 10.0);
        assert_ne!(alone[0].id, first[0].id);
    }

    #[test]
    fn latin_runs_go_left_to_right() {
        let face = typeface(Weight::Regular).unwrap();
        let text = "example.ir/23-D";
        let glyphs = shape(face, text, 0..text.len(), false, 10.0);
        let read: String = glyphs.iter().map(|glyph| &*glyph.text).collect();
        assert_eq!(read, text);
    }

    #[test]
    fn direction_marks_are_not_drawn() {
        let glyphs = persian("\u{2067}نام\u{2069}");
        assert_eq!(read_back(&glyphs), "نام");
    }

    #[test]
    fn advances_grow_with_the_size() {
        let face = typeface(Weight::Bold).unwrap();
        let width = |size| -> f32 {
            let glyphs = shape(face, "مجوز", 0..8, true, size);
            glyphs.iter().map(|glyph| glyph.advance).sum()
        };
        assert!((width(24.0) - 2.0 * width(12.0)).abs() < 0.001);
    }
}
