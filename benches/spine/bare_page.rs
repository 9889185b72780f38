//! A page that somebody writes who knows beforehand where everything stands.
//!
//! [`BarePage::of`] reads a finished file back and is not measured. [`BarePage::write`] shapes every
//! run of its texts with rustybuzz, turns the glyphs and the ready operators into a page of printpdf,
//! cuts the faces to the used glyphs and lets lopdf compress and write the file, at the compression
//! that the certificate has too. [`BarePage::encode_and_write`] encodes the QR code besides, as the
//! certificate does: whoever prints another payload has to. Nothing is cleaned, measured, broken into lines
//! or fitted, and no run of one direction is looked for; the background was compressed beforehand, as
//! the certificate's is.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Object, Stream};
use parvaneh::print::qr::Code;
use printpdf::{
    Actions, BorderArray, Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId,
    FontMetrics, LinkAnnotation, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, Rect, Rgb, TextItem, TextMatrix, XObject, XObjectId,
};
use rustybuzz::{BufferClusterLevel, Direction, Face, ShapePlan, UnicodeBuffer, script};
use subsetter::GlyphRemapper;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What stands on a page, in the order of painting.
pub(crate) struct BarePage {
    marks: Vec<Mark>,
    forms: Vec<(XObjectId, ExternalXObject)>,
    /// What the QR code carries.
    payload: String,
}

enum Mark {
    Operator(String, Vec<DictItem>),
    Line {
        face: usize,
        size: f32,
        ink: [f32; 3],
        left: f32,
        baseline: f32,
        runs: Vec<Run>,
    },
}

struct Run {
    text: String,
    right_to_left: bool,
}

/// The faces with their plans, read once.
pub(crate) struct Faces([Ready; 3]);

struct Ready {
    data: &'static [u8],
    face: Face<'static>,
    persian: ShapePlan,
    latin: ShapePlan,
}

impl Faces {
    pub(crate) fn new() -> Outcome<Self> {
        Ok(Self([
            Ready::new(include_bytes!("../../assets/fonts/Vazirmatn-Regular.ttf"))?,
            Ready::new(include_bytes!("../../assets/fonts/Vazirmatn-Medium.ttf"))?,
            Ready::new(include_bytes!("../../assets/fonts/Vazirmatn-Bold.ttf"))?,
        ]))
    }
}

impl Ready {
    fn new(data: &'static [u8]) -> Outcome<Self> {
        let face = Face::from_slice(data, 0).ok_or("no face")?;
        let language = "fa".parse().ok();
        let plan = |direction, script| {
            ShapePlan::new(&face, direction, Some(script), language.as_ref(), &[])
        };
        Ok(Self {
            persian: plan(Direction::RightToLeft, script::ARABIC),
            latin: plan(Direction::LeftToRight, script::LATIN),
            face,
            data,
        })
    }
}

impl BarePage {
    /// The same, with the QR code encoded from its payload.
    pub(crate) fn encode_and_write(&self, faces: &Faces) -> Outcome<Vec<u8>> {
        std::hint::black_box(Code::new(&self.payload)?);
        self.write(faces)
    }

    /// The page as a program would write it that does nothing but shape and write.
    pub(crate) fn write(&self, faces: &Faces) -> Outcome<Vec<u8>> {
        let mut used: [GlyphRemapper; 3] = std::array::from_fn(|_| GlyphRemapper::new());
        let mut widths: [BTreeMap<u16, u16>; 3] = Default::default();
        let mut ops = Vec::new();
        for mark in &self.marks {
            match mark {
                Mark::Operator(key, value) => ops.push(Op::Unknown {
                    key: key.clone(),
                    value: value.clone(),
                }),
                Mark::Line {
                    face,
                    size,
                    ink,
                    left,
                    baseline,
                    runs,
                } => {
                    let [red, green, blue] = *ink;
                    ops.push(Op::StartTextSection);
                    ops.push(Op::SetFillColor {
                        col: Color::Rgb(Rgb::new(red, green, blue, None)),
                    });
                    ops.push(Op::SetFont {
                        font: PdfFontHandle::External(font_id(*face)),
                        size: Pt(*size),
                    });
                    let mut pen = Pen {
                        ops: &mut ops,
                        left: *left,
                        baseline: *baseline,
                        size: *size,
                    };
                    for run in runs {
                        let (glyphs, widths) = (&mut used[*face], &mut widths[*face]);
                        pen.write(run, &faces.0[*face], glyphs, widths);
                    }
                    ops.push(Op::EndTextSection);
                }
            }
        }
        ops.push(link());
        let mut pdf = PdfDocument::new("مجوز دفتر کاریابی");
        pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
        for (id, form) in &self.forms {
            let form = XObject::External(form.clone());
            pdf.resources.xobjects.map.insert(id.clone(), form);
        }
        for (index, (glyphs, widths)) in used.iter().zip(widths).enumerate() {
            let ready = &faces.0[index];
            let program = subsetter::subset(ready.data, 0, glyphs)?;
            let metrics = FontMetrics {
                ascent: ready.face.ascender(),
                descent: ready.face.descender(),
            };
            let font = ParsedFont::with_glyph_data(
                program,
                0,
                Some(format!("BARE{index}")),
                BTreeMap::new(),
                widths,
                1000,
                metrics,
            );
            let fonts = &mut pdf.resources.fonts.map;
            fonts.insert(font_id(index), PdfFont::new(font));
        }
        let options = PdfSaveOptions {
            secure: false,
            subset_fonts: false,
            optimize: false,
            image_optimization: None,
        };
        let mut file = pdf.to_lopdf_document(&options, &mut Vec::new());
        file.compress();
        let mut bytes = Vec::new();
        file.save_to(&mut bytes)?;
        Ok(bytes)
    }
}

struct Pen<'a> {
    ops: &'a mut Vec<Op>,
    left: f32,
    baseline: f32,
    size: f32,
}

impl Pen<'_> {
    /// Shapes one run and shows its glyphs where the pen is.
    fn write(
        &mut self,
        run: &Run,
        ready: &Ready,
        used: &mut GlyphRemapper,
        widths: &mut BTreeMap<u16, u16>,
    ) {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&run.text);
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        if let Ok(language) = "fa".parse() {
            buffer.set_language(language);
        }
        let plan = if run.right_to_left {
            buffer.set_direction(Direction::RightToLeft);
            buffer.set_script(script::ARABIC);
            &ready.persian
        } else {
            buffer.set_direction(Direction::LeftToRight);
            buffer.set_script(script::LATIN);
            &ready.latin
        };
        let shaped = rustybuzz::shape_with_plan(&ready.face, plan, buffer);
        let em = small(ready.face.units_per_em());
        let mut codes = Vec::new();
        let mut shift = (0, 0);
        let mut start = self.left;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let glyph = u16::try_from(info.glyph_id).unwrap_or_default();
            let text = run.text.get(info.cluster as usize..).unwrap_or_default();
            let text: String = text.chars().take(1).collect();
            if (position.x_offset, position.y_offset) != shift {
                self.show(&mut codes, start, shift, em);
                shift = (position.x_offset, position.y_offset);
                start = self.left;
            }
            let glyph_id = rustybuzz::ttf_parser::GlyphId(glyph);
            let natural = ready.face.glyph_hor_advance(glyph_id).unwrap_or_default();
            let code = used.remap(glyph);
            widths
                .entry(code)
                .or_insert_with(|| thousandths(natural, ready.face.units_per_em()));
            let kern = (f32::from(natural) - small(position.x_advance)) * 1000.0 / em;
            codes.push(Codepoint::with_cid(code, kern.round(), text));
            self.left += small(position.x_advance) * self.size / em;
        }
        self.show(&mut codes, start, shift, em);
    }

    fn show(&mut self, codes: &mut Vec<Codepoint>, left: f32, shift: (i32, i32), em: f32) {
        if codes.is_empty() {
            return;
        }
        let along = small(shift.0) * self.size / em;
        let up = small(shift.1) * self.size / em;
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(Pt(left + along), Pt(self.baseline + up)),
        });
        self.ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(std::mem::take(codes))],
        });
    }
}

fn thousandths(units: u16, em: i32) -> u16 {
    let units = i32::from(units) * 1000 / em.max(1);
    u16::try_from(units).unwrap_or(u16::MAX)
}

/// Font units as points of the em; no glyph is as large as an `i16` is long.
fn small(units: i32) -> f32 {
    i16::try_from(units).map_or(0.0, f32::from)
}

fn link() -> Op {
    Op::LinkAnnotation {
        link: LinkAnnotation::new(
            Rect::from_xywh(Pt(198.0), Pt(100.0), Pt(160.0), Pt(12.0)),
            Actions::uri("https://parvaneh.example/v/23-F-1405-000001-K".to_owned()),
            Some(BorderArray::Solid([0.0, 0.0, 0.0])),
            None,
            None,
        ),
    }
}

const FONTS: [&str; 3] = ["VF0", "VF1", "VF2"];

fn font_id(index: usize) -> FontId {
    FontId(FONTS[index].to_owned())
}

impl BarePage {
    /// Reads back what stands on the one page of a finished file.
    pub(crate) fn of(bytes: &[u8], payload: &str) -> Outcome<Self> {
        let file = lopdf::Document::load_mem(bytes)?;
        let page = *file.get_pages().get(&1).ok_or("no page")?;
        let fonts = file.get_page_fonts(page)?;
        let mut letters = BTreeMap::new();
        for (name, font) in fonts {
            let map = file.get_object(font.get(b"ToUnicode")?.as_reference()?)?;
            let map = String::from_utf8(map.as_stream()?.decompressed_content()?)?;
            letters.insert(name, code_letters(&map)?);
        }
        let mut marks = Vec::new();
        let mut line: Option<Reader> = None;
        for it in Content::decode(&file.get_page_content(page))?.operations {
            let numbers: Vec<f32> = it.operands.iter().flat_map(Object::as_float).collect();
            match (it.operator.as_str(), &mut line) {
                ("BT", _) => line = Some(Reader::default()),
                ("ET", open) => marks.push(open.take().ok_or("no line")?.mark()?),
                ("Tf", Some(line)) => {
                    line.font = it.operands[0].as_name()?.to_vec();
                    line.size = numbers[0];
                }
                ("rg", Some(line)) => line.ink = [numbers[0], numbers[1], numbers[2]],
                ("Tm", Some(line)) => {
                    line.at.get_or_insert((numbers[4], numbers[5]));
                }
                ("TJ", Some(line)) => {
                    let letters = letters.get(&line.font).ok_or("an unknown face")?;
                    for code in it.operands[0].as_array()?.iter().flat_map(Object::as_str) {
                        let code = u16::from_be_bytes([code[0], code[1]]);
                        line.seen.extend(letters.get(&code).cloned());
                    }
                }
                (other, Some(_)) => return Err(format!("{other} in a line").into()),
                (key, None) => {
                    let value = it.operands.iter().map(DictItem::from_lopdf).collect();
                    marks.push(Mark::Operator(key.to_owned(), value));
                }
            }
        }
        Ok(Self {
            marks,
            forms: forms(&file, page)?,
            payload: payload.to_owned(),
        })
    }
}

/// One line of text as it is read.
#[derive(Default)]
struct Reader {
    font: Vec<u8>,
    size: f32,
    ink: [f32; 3],
    at: Option<(f32, f32)>,
    /// The letters of every glyph from the left.
    seen: Vec<String>,
}

impl Reader {
    fn mark(self) -> Outcome<Mark> {
        let (left, baseline) = self.at.ok_or("a line without a place")?;
        let mut runs: Vec<Run> = Vec::new();
        for letters in self.seen {
            let direction = letters.chars().find_map(direction);
            match runs.last_mut() {
                Some(run) if direction.is_none_or(|it| it == run.right_to_left) => {
                    if run.right_to_left {
                        run.text.insert_str(0, &letters);
                    } else {
                        run.text.push_str(&letters);
                    }
                }
                _ => runs.push(Run {
                    right_to_left: direction.unwrap_or(true),
                    text: letters,
                }),
            }
        }
        let face = FONTS.iter().position(|it| it.as_bytes() == self.font);
        Ok(Mark::Line {
            face: face.ok_or("an unknown face")?,
            size: self.size,
            ink: self.ink,
            left,
            baseline,
            runs,
        })
    }
}

/// Whether a letter is read from the right; signs and spaces go with what stands before them.
fn direction(letter: char) -> Option<bool> {
    match letter {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '۰'..='۹' => Some(false),
        '\u{620}'..='\u{6D3}' => Some(true),
        _ => None,
    }
}

/// The letters of every code, from the pairs of a ToUnicode map.
fn code_letters(map: &str) -> Outcome<BTreeMap<u16, String>> {
    let hexadecimal = |text: &str| -> Outcome<Vec<u16>> {
        let text = text.trim_start_matches('<').trim_end_matches('>');
        let digits = (0..text.len() / 4).map(|at| &text[at * 4..at * 4 + 4]);
        let units = digits.map(|it| u16::from_str_radix(it, 16));
        Ok(units.collect::<Result<_, _>>()?)
    };
    let mut letters = BTreeMap::new();
    let mut lines = map.lines();
    while let Some(line) = lines.next() {
        if !line.ends_with("beginbfchar") {
            continue;
        }
        for pair in lines.by_ref().take_while(|it| !it.contains("endbfchar")) {
            let (code, text) = pair.trim().split_once(' ').ok_or("no pair")?;
            let code = *hexadecimal(code)?.first().ok_or("no code")?;
            letters.insert(code, String::from_utf16(&hexadecimal(text.trim())?)?);
        }
    }
    Ok(letters)
}

/// The forms that a page repeats by name: the background, compressed once for all.
fn forms(
    file: &lopdf::Document,
    page: lopdf::ObjectId,
) -> Outcome<Vec<(XObjectId, ExternalXObject)>> {
    let resources = file.get_dictionary(page)?.get(b"Resources")?;
    let resources = file.dereference(resources)?.1.as_dict()?;
    let named = file.dereference(resources.get(b"XObject")?)?.1.as_dict()?;
    let mut forms = Vec::new();
    for (name, form) in named {
        let stream = external(file, file.dereference(form)?.1.as_stream()?)?;
        forms.push((
            XObjectId(String::from_utf8(name.clone())?),
            ExternalXObject {
                stream,
                width: None,
                height: None,
                dpi: None,
            },
        ));
    }
    Ok(forms)
}

fn external(file: &lopdf::Document, stream: &Stream) -> Outcome<ExternalStream> {
    Ok(ExternalStream {
        dict: entries(file, &stream.dict)?,
        content: stream.content.clone(),
        compress: false,
    })
}

fn entries(
    file: &lopdf::Document,
    dictionary: &lopdf::Dictionary,
) -> Outcome<BTreeMap<String, DictItem>> {
    let entry = |(key, object): (&Vec<u8>, &Object)| {
        Ok((String::from_utf8(key.clone())?, resolved(file, object)?))
    };
    dictionary.iter().map(entry).collect()
}

fn resolved(file: &lopdf::Document, object: &Object) -> Outcome<DictItem> {
    Ok(match file.dereference(object)?.1 {
        Object::Stream(stream) => DictItem::Stream {
            stream: external(file, stream)?,
        },
        Object::Dictionary(dictionary) => DictItem::Dict {
            map: entries(file, dictionary)?,
        },
        other => DictItem::from_lopdf(other),
    })
}
