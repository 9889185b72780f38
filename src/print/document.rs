//! Pages become a PDF file: the same pages give the same bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use printpdf::{
    Actions, Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, LinkAnnotation,
    Mm, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rgb, TextItem,
    TextMatrix, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::PrintError;
use super::drawing::{Drawing, Point};
use super::fonts::{FontUse, Weight};
use super::page::{Mark, Page, STATE, Stamp};
use super::shaping::Glyph;
use super::text::Line;

/// A file of pages.
#[derive(Debug)]
pub struct Document {
    title: String,
    created_at: DateTime<Utc>,
    pages: Vec<Page>,
}

impl Document {
    /// An empty document; `created_at` is the only time that the file bears.
    pub fn new(title: &str, created_at: DateTime<Utc>) -> Self {
        Self {
            title: title.to_owned(),
            created_at,
            pages: Vec::new(),
        }
    }

    pub fn add(&mut self, page: Page) {
        self.pages.push(page);
    }

    /// The file's bytes.
    pub fn into_pdf(self) -> Result<Vec<u8>, PrintError> {
        let mut writer = Writer {
            pdf: PdfDocument::new(&self.title),
            fonts: Weight::ALL
                .into_iter()
                .map(|weight| Ok((weight, FontUse::new(weight)?)))
                .collect::<Result<_, PrintError>>()?,
        };
        for page in &self.pages {
            writer.page(page);
        }
        let maps = writer.embed_fonts()?;
        let options = PdfSaveOptions {
            secure: false,
            subset_fonts: false,
            optimize: false,
            image_optimization: None,
        };
        let mut file = writer.pdf.to_lopdf_document(&options, &mut Vec::new());
        self.finish(&mut file, maps);
        file.compress();
        let mut bytes = Vec::new();
        file.save_to(&mut bytes)
            .map_err(|error| PrintError::Write(error.to_string()))?;
        Ok(bytes)
    }

    /// Sets what printpdf leaves to chance or leaves out.
    fn finish(&self, file: &mut lopdf::Document, maps: BTreeMap<&'static str, Vec<u8>>) {
        "1.7".clone_into(&mut file.version);
        for (name, map) in maps {
            let map = file.add_object(Stream::new(Dictionary::new(), map));
            map_codes_to_glyphs(file, name, map);
        }
        if let Ok(catalog) = file.catalog_mut() {
            catalog.set("Lang", Object::string_literal("fa-IR"));
            let mut viewer = Dictionary::new();
            viewer.set("DisplayDocTitle", true);
            catalog.set("ViewerPreferences", viewer);
        }
        let information = file.trailer.get(b"Info").and_then(Object::as_reference);
        if let Ok(information) = information.and_then(|id| file.get_dictionary_mut(id)) {
            let at = self.created_at.format("D:%Y%m%d%H%M%SZ").to_string();
            information.set("CreationDate", Object::string_literal(at.clone()));
            information.set("ModDate", Object::string_literal(at));
            let own = [
                &b"GTS_PDFXVersion"[..],
                b"Identifier",
                b"Trapped",
                b"Keywords",
                b"Subject",
                b"Author",
            ];
            for key in own {
                information.remove(key);
            }
            information.set("Producer", Object::string_literal("Parvaneh"));
            information.set("Creator", Object::string_literal("Parvaneh"));
        }
        let mut digest = Sha256::new();
        digest.update(self.title.as_bytes());
        digest.update(self.created_at.timestamp_micros().to_be_bytes());
        for object in file.objects.values() {
            if let Object::Stream(stream) = object {
                digest.update(&stream.content);
            }
        }
        let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
        file.trailer.set("ID", vec![id.clone(), id]);
    }
}

/// Tells the reader which glyph of the subset each code of a face stands for.
fn map_codes_to_glyphs(file: &mut lopdf::Document, name: &str, map: ObjectId) {
    for object in file.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else {
            continue;
        };
        let named = font.get(b"BaseFont").and_then(Object::as_name);
        if named.ok() != Some(name.as_bytes()) {
            continue;
        }
        let descendants = font.get_mut(b"DescendantFonts");
        if let Ok(descendants) = descendants.and_then(Object::as_array_mut) {
            for descendant in descendants.iter_mut() {
                if let Ok(descendant) = descendant.as_dict_mut() {
                    descendant.set("CIDToGIDMap", Object::Reference(map));
                }
            }
        }
    }
}

struct Writer {
    pdf: PdfDocument,
    fonts: BTreeMap<Weight, FontUse>,
}

impl Writer {
    fn page(&mut self, page: &Page) {
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

    fn embed_fonts(&mut self) -> Result<BTreeMap<&'static str, Vec<u8>>, PrintError> {
        let mut maps = BTreeMap::new();
        for (weight, used) in self.fonts.iter().filter(|(_, used)| !used.is_empty()) {
            let (font, map) = used.subset()?;
            maps.insert(used.name(), map);
            let fonts = &mut self.pdf.resources.fonts.map;
            fonts.insert(font_id(*weight), PdfFont::new(font));
        }
        Ok(maps)
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
            glyph.text.clone(),
        ));
    }
    (codes, pen)
}

fn draw(ops: &mut Vec<Op>, drawing: &Drawing, height: f32) {
    let operator = |key: &str, value| Op::Unknown {
        key: key.to_owned(),
        value,
    };
    ops.push(operator("q", Vec::new()));
    let flip = [1.0, 0.0, 0.0, -1.0, 0.0, height];
    ops.push(operator("cm", flip.map(DictItem::Real).to_vec()));
    for it in drawing.operators() {
        let numbers = it.numbers.iter().copied().map(DictItem::Real);
        ops.push(operator(it.code, numbers.collect()));
    }
    ops.push(operator("Q", Vec::new()));
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
    use super::super::page::{A4, Align, Column};
    use super::super::text::{Paragraph, Style};
    use super::*;

    const STYLE: Style = Style {
        weight: Weight::Regular,
        size: 10.0,
        leading: 20.0,
        ink: Ink(0, 0, 0),
    };

    fn document(at: i64, texts: &[&str]) -> Vec<u8> {
        let column = Column {
            left: 72.0,
            width: 400.0,
        };
        let mut document = Document::new("رأی", DateTime::from_timestamp(at, 0).unwrap());
        for text in texts {
            let mut page = Page::new(A4);
            let paragraph = Paragraph::new(text, STYLE);
            page.write(&paragraph, column, 72.0, Align::Justify)
                .unwrap();
            document.add(page);
        }
        document.into_pdf().unwrap()
    }

    #[test]
    fn the_file_bears_only_the_time_it_was_given() {
        assert_eq!(document(1, &["متن"]), document(1, &["متن"]));
        assert_ne!(document(1, &["متن"]), document(2, &["متن"]));
    }

    #[test]
    fn every_page_is_in_the_file_and_unused_faces_are_not() {
        let bytes = document(1, &["یک", "دو", "سه"]);
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        assert_eq!(file.get_pages().len(), 3);
        let programs = file.objects.values().filter(|object| {
            let dictionary = object.as_dict();
            dictionary.is_ok_and(|it| it.has(b"FontFile2"))
        });
        assert_eq!(programs.count(), 1);
    }

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
