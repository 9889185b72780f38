//! The cabinet bylaw of 1401/11/12 on job-placement offices (دفاتر کاریابی).

pub mod access;
pub mod account;
pub mod demo_clock;
pub mod event;
