//! The register that a directorate kept before this one: its columns, its lines, and what is wrong
//! with them.
//!
//! A table is read by the names of its columns, whatever their order and spelling ([`Columns`]); each
//! line becomes an [`Entry`] or tells in [`Finding`]s why it does not.

mod cell;
mod column;
mod entry;
mod finding;
mod import;
mod value;

pub use cell::{Cell, Line};
pub use column::{Column, Columns, MOST_LINES_BEFORE_HEADER};
pub use entry::{Entry, Read, number_key};
pub use finding::{Finding, Severity};
pub use import::{ImportEvent, RegisterImport, Taken};

#[cfg(test)]
mod tests;
