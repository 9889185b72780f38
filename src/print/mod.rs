//! Domain values become paper: a writer of Persian PDF pages and the documents made with it.
//!
//! The rooms in reading order: [`certificate`] is the licence as its holder hangs it on the wall,
//! [`ruling`] what a board decided on a case;
//! [`document`] makes a file of pages, which `writing` turns into operators; [`page`] is a list of
//! marks on a sheet; [`table`] lays out labelled rows; [`flow`] lets text run over many pages; [`text`] breaks paragraphs into lines and
//! `shaping` turns their runs into glyphs of the faces in [`fonts`]; [`drawing`] holds paths;
//! [`ornament`], `watermark` and [`qr`] draw with them.
//!
//! All lengths are points (1/72 inch); `y` grows downwards from the sheet's upper edge.

pub mod certificate;
pub mod document;
pub mod drawing;
pub mod flow;
pub mod fonts;
pub mod ornament;
pub mod page;
pub mod qr;
pub mod ruling;
mod shaping;
pub mod table;
pub mod text;
mod watermark;
mod writing;

/// Why a document could not be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A face that is built into the program cannot be read.
    #[error("a built-in typeface cannot be read")]
    Face,
    /// A face cannot be cut down to the glyphs that a document uses.
    #[error("a typeface cannot be subset: {0}")]
    Subset(String),
    /// The text is longer than the sheet holds at the smallest readable size.
    #[error("the text does not fit the sheet")]
    DoesNotFit,
    /// The payload is longer than a QR code holds.
    #[error("the payload does not fit a QR code")]
    Payload,
    /// The file could not be assembled.
    #[error("the document cannot be written: {0}")]
    Write(String),
}
