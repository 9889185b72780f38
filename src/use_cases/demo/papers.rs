//! The sample documents: small PDF files that say what they are not.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, Utc};

use crate::domain::placement::documents::DocumentKind;
use crate::error::Error;
use crate::print::PrintError;
use crate::print::document::Document;
use crate::print::drawing::Ink;
use crate::print::fonts::Weight;
use crate::print::page::{A4, Align, Column, Page};
use crate::print::text::{Paragraph, Style};

/// One file for each kind of document; the same kind is the same bytes.
#[derive(Default)]
pub(super) struct Papers(BTreeMap<DocumentKind, Bytes>);

impl Papers {
    /// The file that stands for a document of this kind.
    pub(super) async fn of(&mut self, kind: DocumentKind) -> Result<Bytes, Error> {
        if let Some(paper) = self.0.get(&kind) {
            return Ok(paper.clone());
        }
        let doing = "printing a sample document";
        let printed = tokio::task::spawn_blocking(move || print(kind.persian()))
            .await
            .map_err(|error| Error::internal(doing, error))?;
        let paper = Bytes::from(printed.map_err(|error| Error::internal(doing, error))?);
        self.0.insert(kind, paper.clone());
        Ok(paper)
    }
}

const INK: Ink = Ink(0x8a, 0x1c, 0x1c);
const COLUMN: Column = Column {
    left: 72.0,
    width: A4.0 - 144.0,
};

fn print(kind: &str) -> Result<Vec<u8>, PrintError> {
    let title = format!("نمونه نمایشی: {kind}");
    let style = |weight, size: f32| Style {
        weight,
        size,
        leading: size * 1.9,
        ink: INK,
    };
    let mut page = Page::new(A4);
    let heading = Paragraph::new(&title, style(Weight::Bold, 22.0));
    let below = page.write(&heading, COLUMN, 220.0, Align::Centre)?;
    let text = Paragraph::new(
        "این برگ ساختگی است و تنها برای نمایش سامانه پروانه ساخته شده است. هیچ مرجعی آن را صادر نکرده و درباره هیچ شخصی نیست.",
        style(Weight::Regular, 13.0),
    );
    page.write(&text, COLUMN, below + 24.0, Align::Centre)?;
    let mut document = Document::new(&title, DateTime::<Utc>::UNIX_EPOCH);
    document.add(page);
    document.into_pdf()
}
