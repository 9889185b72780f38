//! The register that a directorate kept before this one, taken over line by line (A17).
//!
//! `table` reads the lines of a file on a thread of their own, `pass` compares them with each other
//! and with the registry, and [`import`] says what becomes of them: [`import::check`] only tells, and
//! [`import::ImportRegister`] takes all of them over or none.

pub mod import;
mod numbers;
mod pass;
pub mod report;
pub mod source;
mod table;
pub mod template;
