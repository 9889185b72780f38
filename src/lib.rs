//! Parvaneh (پروانه): registry and inspection system for job-placement offices (دفاتر کاریابی).
//!
//! The modules in reading order:

pub mod domain;
pub mod print;
