//! Parvaneh (پروانه): registry and inspection system for job-placement offices (دفاتر کاریابی).
//!
//! The modules in reading order:

pub mod config;
pub mod clock;
pub mod error;
pub mod domain;
pub mod store;
pub mod context;
pub mod use_cases;
