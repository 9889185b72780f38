//! Sealing the evidence, and reading it again.

pub mod seal;
pub mod verify;
