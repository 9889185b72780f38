//! The cabinet bylaw of 1401/11/12 on job-placement offices (دفاتر کاریابی).
//!
//! First who and what ([`agency`], [`party`], [`premises`]), then what a file holds
//! ([`documents`], [`inquiry`], [`article8`]), then the file itself ([`application`]), then who decides and by which rules ([`boards`],
//! [`session`], [`policies`], [`directives`]), and last what comes of it ([`guarantee`],
//! [`licence`], [`ban`], [`register`]).
//! [`session`], [`policies`], [`directives`]), what comes of it ([`guarantee`],
//! [`licence`], [`ban`]), and last how agencies are watched: they are inspected ([`inspection`]),
//! complained about ([`complaint`]) and charged ([`violation`], [`case`]).
//! [`licence`], [`ban`], [`register`]), how agencies are watched: they are inspected
//! ([`inspection`]), complained about ([`complaint`]) and charged ([`violation`], [`case`]), and
//! last how a case ends ([`ruling`], [`appeal`], [`finality`], [`notice`], [`settlement`]).

pub mod access;
pub mod account;
pub mod agency;
pub mod appeal;
pub mod application;
pub mod appointment;
pub mod article8;
pub mod ban;
pub mod boards;
pub mod branch;
pub mod bylaw;
pub mod calendar;
pub mod case;
pub mod checklist;
pub mod complaint;
pub mod country;
pub mod demo_clock;
pub mod directives;
pub mod docket;
pub mod documents;
pub mod event;
pub mod finality;
pub mod guarantee;
pub mod guild;
pub mod inquiry;
pub mod inspection;
pub mod inspection_plan;
pub mod introduction;
pub mod licence;
pub mod match_review;
pub mod message;
pub mod notice;
pub mod old_register;
pub mod party;
pub mod penalty;
pub mod performance;
pub mod policies;
pub mod premises;
pub mod register;
pub mod relocation;
pub mod respondent;
pub mod ruling;
mod series;
pub mod session;
pub mod settlement;
pub mod tracking;
pub mod transfer;
pub mod unlicensed;
pub mod violation;
