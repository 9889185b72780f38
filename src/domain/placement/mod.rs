//! The cabinet bylaw of 1401/11/12 on job-placement offices (دفاتر کاریابی).
//!
//! First who and what ([`agency`], [`party`], [`premises`]), then what a file holds
//! ([`documents`], [`inquiry`], [`article8`]), then the file itself ([`application`]), then who decides and by which rules ([`boards`],
//! [`session`], [`policies`], [`directives`]), and last what comes of it ([`guarantee`],
//! [`licence`], [`ban`], [`register`]).

pub mod access;
pub mod account;
pub mod agency;
pub mod appeal;
pub mod application;
pub mod appointment;
pub mod article8;
pub mod ban;
pub mod boards;
pub mod calendar;
pub mod country;
pub mod demo_clock;
pub mod directives;
pub mod documents;
pub mod event;
pub mod finality;
pub mod guarantee;
pub mod guild;
pub mod inquiry;
pub mod licence;
pub mod match_review;
pub mod notice;
pub mod party;
pub mod penalty;
pub mod policies;
pub mod premises;
pub mod register;
pub mod respondent;
pub mod ruling;
pub mod session;
pub mod settlement;
pub mod violation;
