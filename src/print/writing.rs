//! Marks become the operators of printpdf's pages.

use std::collections::BTreeMap;

use printpdf::{
    Actions, Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, LinkAnnotation,
    Mm, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, Pt, Rgb, TextItem, TextMatrix, XObject,
    XObjectId, XObjectTransform,
};

use super::PrintError;
use super::drawing::{Drawing, Point};
use super::fonts::{FontUse, Weight};
use super::page::{Mark, Page, STATE, Stamp};
use super::shaping::Glyph;
use super::text::Line;

/// A file in the making.
pub(super) struct Writer {
    pdf: PdfDocument,
    fonts: BTreeMap<Weight, FontUse>,
}

/// For every embedded face its name and the glyph of each of its codes, two bytes each.
pub(super) type GlyphMaps = BTreeMap<&'static str, Vec<u8>>;

impl Writer {
    pub(super) fn new(title: &str) -> Result<Self, PrintError> {
        let fonts = Weight::ALL.map(|weight| Ok((weight, FontUse::new(weight)?)));
        Ok(Self {
            pdf: PdfDocument::new(title),
            fonts: fonts.into_iter().collect::<Result<_, PrintError>>()?,
        })
    }

    pub(super) fn page(&mut self, page: &Page) {
        let mut ops = Vec::new();
        for mark in &page.marks {
            match mark {
                Mark::Stamp(stamp) => ops.push(self.stamp(stamp)),
                Mark::Drawing(drawing) => draw(&mut ops, drawing, page.size.1),
                Mark::Text {
                    line,
                    left,
                    baseline,
                } => self.text(&mut ops, line, (*left, page.size.1 - baseline)),
                Mark::Link {
                    corner,
                    size,
                    address,
                } => ops.push(link(*corner, *size, address, page.size.1)),
            }
        }
        let millimetres = |points: f32| Mm(points * 25.4 / 72.0);
        let (width, height) = (millimetres(page.size.0), millimetres(page.size.1));
        self.pdf.pages.push(PdfPage::new(width, height, ops));
    }

    fn stamp(&mut self, stamp: &Stamp) -> Op {
        let id = XObjectId(stamp.name.to_owned());
        self.pdf
            .resources
            .xobjects
            .map
            .entry(id.clone())
            .or_insert_with(|| {
                XObject::External(ExternalXObject {
                    stream: form(stamp, true),
                    width: None,
                    height: None,
                    dpi: None,
                })
            });
        Op::UseXobject {
            id,
            transform: XObjectTransform::default(),
        }
    }

    fn text(&mut self, ops: &mut Vec<Op>, line: &Line, at: Point) {
        let Some(font) = self.fonts.get_mut(&line.style.weight) else {
            return;
        };
        let [red, green, blue] = line.style.ink.parts();
        ops.extend([
            Op::StartTextSection,
            Op::SetFillColor {
                col: Color::Rgb(Rgb::new(red, green, blue, None)),
            },
            Op::SetFont {
                font: PdfFontHandle::External(font_id(line.style.weight)),
                size: Pt(line.style.size),
            },
        ]);
        let mut pen = at.0;
        let mut rest = &line.glyphs[..];
        while let Some(first) = rest.first() {
            let level = |glyph: &Glyph| (glyph.dy - first.dy).abs() < 0.005;
            let count = rest.iter().take_while(|glyph| level(glyph)).count();
            let (group, later) = rest.split_at(count);
            let left = pen + first.dx;
            let (codes, end) = show(font, group, pen, line.style.size);
            pen = end;
            rest = later;
            ops.push(Op::SetTextMatrix {
                matrix: TextMatrix::Translate(
                    Pt(hundredths(left)),
                    Pt(hundredths(at.1 + first.dy)),
                ),
            });
            ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(codes)],
            });
        }
        ops.push(Op::EndTextSection);
    }

    /// Embeds the faces that were written in.
    pub(super) fn into_parts(mut self) -> Result<(PdfDocument, GlyphMaps), PrintError> {
        let mut maps = BTreeMap::new();
        for (weight, used) in self.fonts.iter().filter(|(_, used)| !used.is_empty()) {
            let (font, map) = used.subset()?;
            maps.insert(used.name(), map);
            let fonts = &mut self.pdf.resources.fonts.map;
            fonts.insert(font_id(*weight), PdfFont::new(font));
        }
        Ok((self.pdf, maps))
    }
}

/// Glyphs of one height as codes, each with the correction that brings the reader's pen, which
/// knows only whole thousandths, to the next glyph; and where the pen ends.
fn show(font: &mut FontUse, glyphs: &[Glyph], pen: f32, size: f32) -> (Vec<Codepoint>, f32) {
    let mut codes = Vec::with_capacity(glyphs.len());
    let mut pen = pen;
    let mut drawn = pen + glyphs.first().map_or(0.0, |glyph| glyph.dx);
    for (index, glyph) in glyphs.iter().enumerate() {
        let code = font.code(glyph.id, &glyph.text, glyph.hidden);
        pen += glyph.advance;
        drawn += f32::from(code.width) * size / 1000.0;
        let next = glyphs.get(index + 1).map(|next| pen + next.dx);
        let correction = next.map_or(0.0, |next| ((drawn - next) * 1000.0 / size).round());
        drawn -= correction * size / 1000.0;
        codes.push(Codepoint::with_cid(
            code.code,
            correction,
            glyph.text.to_string(),
        ));
    }
    (codes, pen)
}

/// A drawing as a single operator: printpdf writes the name of one that it does not know as it stands, so
/// nothing is taken apart that would only be put together again.
fn draw(ops: &mut Vec<Op>, drawing: &Drawing, height: f32) {
    ops.push(Op::Unknown {
        key: format!("q\n1 0 0 -1 0 {height} cm\n{}Q", drawing.content()),
        value: Vec::new(),
    });
}

fn link(corner: Point, size: Point, address: &str, height: f32) -> Op {
    let rectangle = printpdf::Rect::from_xywh(
        Pt(corner.0),
        Pt(height - corner.1 - size.1),
        Pt(size.0),
        Pt(size.1),
    );
    Op::LinkAnnotation {
        link: LinkAnnotation::new(
            rectangle,
            Actions::uri(address.to_owned()),
            Some(printpdf::BorderArray::Solid([0.0, 0.0, 0.0])),
            None,
            None,
        ),
    }
}

/// A stamp as a form; the outermost one turns `y` around for all its parts.
fn form(stamp: &Stamp, outermost: bool) -> ExternalStream {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dictionary = |entries: Vec<(&str, DictItem)>| DictItem::Dict {
        map: entries
            .into_iter()
            .map(|(key, item)| (key.to_owned(), item))
            .collect(),
    };
    let numbers =
        |numbers: &[f32]| DictItem::Array(numbers.iter().copied().map(DictItem::Real).collect());
    let parts = stamp.parts.iter().map(|part| {
        let stream = form(part, false);
        (part.name, DictItem::Stream { stream })
    });
    let mut resources = vec![("XObject", dictionary(parts.collect()))];
    let (width, height) = stamp.size;
    let mut dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Form")),
    ]);
    if outermost {
        dict.insert("BBox".to_owned(), numbers(&[0.0, 0.0, width, height]));
        dict.insert(
            "Matrix".to_owned(),
            numbers(&[1.0, 0.0, 0.0, -1.0, 0.0, height]),
        );
    } else {
        dict.insert(
            "BBox".to_owned(),
            numbers(&[-width, -height, width, height]),
        );
    }
    if stamp.opacity < 1.0 {
        let state = dictionary(vec![
            ("ca", DictItem::Real(stamp.opacity)),
            ("CA", DictItem::Real(stamp.opacity)),
        ]);
        resources.push(("ExtGState", dictionary(vec![(STATE, state)])));
    }
    dict.insert("Resources".to_owned(), dictionary(resources));
    if stamp.compressed {
        dict.insert("Filter".to_owned(), name("FlateDecode"));
    }
    ExternalStream {
        dict,
        content: stamp.content.clone(),
        compress: false,
    }
}

fn font_id(weight: Weight) -> FontId {
    FontId(
        match weight {
            Weight::Regular => "VF0",
            Weight::Medium => "VF1",
            Weight::Bold => "VF2",
        }
        .to_owned(),
    )
}

fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::drawing::Ink;
    use super::super::text::{Paragraph, Style};
    use super::*;

    const STYLE: Style = Style {
        weight: Weight::Regular,
        size: 10.0,
        leading: 20.0,
        ink: Ink(0, 0, 0),
    };

    #[test]
    fn the_readers_pen_is_never_a_thousandth_off() {
        let line = Paragraph::new("به استناد مواد ۷ و ۱۰ آیین‌نامه اجرایی", STYLE);
        let line = line.line().unwrap();
        let mut font = FontUse::new(Weight::Regular).unwrap();
        let (codes, end) = show(&mut font, &line.glyphs, 0.0, 10.0);
        let mut drawn = 0.0;
        for (code, glyph) in codes.iter().zip(&line.glyphs) {
            let width = f32::from(font.code(glyph.id, &glyph.text, glyph.hidden).width);
            drawn += (width - code.offset) * 10.0 / 1000.0;
        }
        assert!((drawn - end).abs() <= 0.011, "{drawn} {end}");
        assert!((end - line.width()).abs() < 0.001);
    }
}
