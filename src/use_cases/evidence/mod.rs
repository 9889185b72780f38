//! Sealing the evidence.

pub mod seal;
