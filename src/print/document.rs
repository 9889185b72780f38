//! Pages become a PDF file: the same pages give the same bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};
use printpdf::PdfSaveOptions;
use sha2::{Digest, Sha256};

use super::PrintError;
use super::page::Page;
use super::writing::Writer;

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
        let mut writer = Writer::new(&self.title)?;
        for page in &self.pages {
            writer.page(page);
        }
        let (pdf, maps) = writer.into_parts()?;
        let options = PdfSaveOptions {
            secure: false,
            subset_fonts: false,
            optimize: false,
            image_optimization: None,
        };
        let mut file = pdf.to_lopdf_document(&options, &mut Vec::new());
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
            // Two bytes for each glyph are not worth a compressor.
            let map = Stream::new(Dictionary::new(), map).with_compression(false);
            let map = file.add_object(map);
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

#[cfg(test)]
mod tests {
    use super::super::drawing::Ink;
    use super::super::fonts::Weight;
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
}
