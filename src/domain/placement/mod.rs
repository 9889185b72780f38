//! The cabinet bylaw of 1401/11/12 on job-placement offices (دفاتر کاریابی).
//!
//! First who and what ([`agency`], [`party`], [`premises`]), then what a file holds
//! ([`documents`], [`inquiry`], [`article8`]), then the file itself ([`application`]).

pub mod agency;
pub mod application;
pub mod article8;
pub mod ban;
pub mod country;
pub mod documents;
pub mod event;
pub mod inquiry;
pub mod party;
pub mod premises;
