//! The faces of Vazirmatn, read once, and the glyphs that one document uses of each.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustybuzz::{Direction, Face, Language, ShapePlan, script};
use subsetter::GlyphRemapper;

use super::PrintError;
use super::shaping::Letters;

/// How heavy the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    Regular,
    Medium,
    Bold,
}

impl Weight {
    pub(super) const ALL: [Self; 3] = [Self::Regular, Self::Medium, Self::Bold];
}

/// One face with everything that shaping needs, built once per process.
pub(super) struct Typeface {
    pub(super) face: Face<'static>,
    /// Right-to-left Arabic script.
    pub(super) persian: ShapePlan,
    /// Left-to-right runs of digits and signs between Persian words.
    pub(super) digits: ShapePlan,
    /// Left-to-right Latin script.
    pub(super) latin: ShapePlan,
    /// An outline-free glyph that carries letters which are drawn by a neighbour.
    pub(super) blank: u16,
    data: &'static [u8],
    name: &'static str,
}

static FACES: LazyLock<Option<[Typeface; 3]>> = LazyLock::new(|| {
    Some([
        Typeface::read(
            include_bytes!("../../assets/fonts/Vazirmatn-Regular.ttf"),
            "PARVRG+Vazirmatn-Regular",
        )?,
        Typeface::read(
            include_bytes!("../../assets/fonts/Vazirmatn-Medium.ttf"),
            "PARVMD+Vazirmatn-Medium",
        )?,
        Typeface::read(
            include_bytes!("../../assets/fonts/Vazirmatn-Bold.ttf"),
            "PARVBD+Vazirmatn-Bold",
        )?,
    ])
});

/// The face of a weight.
pub(super) fn typeface(weight: Weight) -> Result<&'static Typeface, PrintError> {
    let [regular, medium, bold] = FACES.as_ref().ok_or(PrintError::Face)?;
    Ok(match weight {
        Weight::Regular => regular,
        Weight::Medium => medium,
        Weight::Bold => bold,
    })
}

/// The language that all text is shaped in.
pub(super) fn persian_language() -> Option<Language> {
    "fa".parse().ok()
}

impl Typeface {
    fn read(data: &'static [u8], name: &'static str) -> Option<Self> {
        let face = Face::from_slice(data, 0)?;
        let plan = |direction, script| {
            let language = persian_language();
            ShapePlan::new(&face, direction, Some(script), language.as_ref(), &[])
        };
        let persian = plan(Direction::RightToLeft, script::ARABIC);
        let digits = plan(Direction::LeftToRight, script::ARABIC);
        let latin = plan(Direction::LeftToRight, script::LATIN);
        let blank = face.glyph_index(' ')?.0;
        Some(Self {
            face,
            persian,
            digits,
            latin,
            blank,
            data,
            name,
        })
    }

    /// Font units to the em.
    pub(super) fn units(&self) -> f32 {
        f32::from(i16::try_from(self.face.units_per_em()).unwrap_or(i16::MAX))
    }

    /// A glyph's advance in thousandths of the em, as whole as a PDF viewer is told it.
    fn thousandths(&self, glyph: u16) -> u16 {
        let units = u32::try_from(self.face.units_per_em()).unwrap_or(1).max(1);
        let advance = self
            .face
            .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(glyph));
        let advance = u32::from(advance.unwrap_or(0));
        u16::try_from((advance * 1000 + units / 2) / units).unwrap_or(u16::MAX)
    }

    fn scaled(&self, value: i16) -> i16 {
        let units = self.face.units_per_em().max(1);
        i16::try_from(i32::from(value) * 1000 / units).unwrap_or(i16::MAX)
    }
}

/// The glyphs that one document uses of one face.
///
/// A code of the document stands for a glyph together with the text it was drawn for, so that the
/// same shape may copy as different letters, and a letter may copy without a shape of its own.
pub(super) struct FontUse {
    typeface: &'static Typeface,
    codes: HashMap<(u16, Letters, bool), u16>,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy)]
struct Slot {
    glyph: u16,
    width: u16,
}

/// A code that a content stream can show, with the width that viewers give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) code: u16,
    /// Thousandths of the em.
    pub(super) width: u16,
}

impl FontUse {
    pub(super) fn new(weight: Weight) -> Result<Self, PrintError> {
        let missing = Slot { glyph: 0, width: 0 };
        Ok(Self {
            typeface: typeface(weight)?,
            codes: HashMap::new(),
            slots: vec![missing],
        })
    }

    /// The document's code for a glyph that stands for `text`; `hidden` ones take no room.
    pub(super) fn code(&mut self, glyph: u16, text: &Letters, hidden: bool) -> Code {
        let fresh = u16::try_from(self.slots.len()).unwrap_or(u16::MAX);
        let code = *self
            .codes
            .entry((glyph, text.clone(), hidden))
            .or_insert(fresh);
        if code == fresh {
            let width = if hidden {
                0
            } else {
                self.typeface.thousandths(glyph)
            };
            self.slots.push(Slot { glyph, width });
        }
        Code {
            code,
            width: self.slots[usize::from(code)].width,
        }
    }

    /// Whether nothing was written in this face.
    pub(super) fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The name that the face bears inside the document.
    pub(super) fn name(&self) -> &'static str {
        self.typeface.name
    }

    /// The face cut down to the used glyphs, and for every code its glyph as two bytes.
    pub(super) fn subset(&self) -> Result<(printpdf::ParsedFont, Vec<u8>), PrintError> {
        let mut remapper = GlyphRemapper::new();
        let mut map = Vec::with_capacity(self.slots.len() * 2);
        for slot in &self.slots {
            map.extend_from_slice(&remapper.remap(slot.glyph).to_be_bytes());
        }
        let program = subsetter::subset(self.typeface.data, 0, &remapper)
            .map_err(|error| PrintError::Subset(error.to_string()))?;
        let widths = self.slots.iter().enumerate();
        let widths = widths.map(|(code, slot)| (u16::try_from(code).unwrap_or(0), slot.width));
        let face = &self.typeface.face;
        let bounds = face.global_bounding_box();
        let mut font = printpdf::ParsedFont::with_glyph_data(
            program,
            0,
            Some(self.typeface.name.to_owned()),
            std::collections::BTreeMap::new(),
            widths.collect(),
            1000,
            printpdf::FontMetrics {
                ascent: self.typeface.scaled(face.ascender()),
                descent: self.typeface.scaled(face.descender()),
            },
        );
        font.pdf_font_metrics.x_min = self.typeface.scaled(bounds.x_min);
        font.pdf_font_metrics.y_min = self.typeface.scaled(bounds.y_min);
        font.pdf_font_metrics.x_max = self.typeface.scaled(bounds.x_max);
        font.pdf_font_metrics.y_max = self.typeface.scaled(bounds.y_max);
        font.pdf_font_metrics.us_weight_class = face.weight().to_number();
        Ok((font, map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Letters {
        text.chars().collect()
    }

    #[test]
    fn one_glyph_with_two_texts_gets_two_codes() {
        let mut used = FontUse::new(Weight::Regular).unwrap();
        let first = used.code(7, &letters("ی"), false);
        let second = used.code(7, &letters("ى"), false);
        assert_ne!(first.code, second.code);
        assert_eq!(first.width, second.width);
        assert_eq!(used.code(7, &letters("ی"), false), first);
    }

    #[test]
    fn a_hidden_letter_takes_no_room() {
        let mut used = FontUse::new(Weight::Bold).unwrap();
        assert_eq!(used.code(9, &letters("ا"), true).width, 0);
    }

    #[test]
    fn a_subset_is_far_smaller_than_its_face() {
        let mut used = FontUse::new(Weight::Medium).unwrap();
        let glyph = used.typeface.face.glyph_index('پ').unwrap().0;
        used.code(glyph, &letters("پ"), false);
        let (font, map) = used.subset().unwrap();
        assert!(font.original_bytes.len() * 10 < used.typeface.data.len());
        assert_eq!(map, [0, 0, 0, 1]);
    }
}
