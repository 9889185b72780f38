//! Parvaneh (پروانه): registry and inspection system for job-placement offices (دفاتر کاریابی).
//!
//! The modules in reading order: what the law says ([`domain`]), how it is kept ([`store`]), what
//! people and the calendar do ([`use_cases`], [`jobs`]), the doors they come through ([`api`],
//! [`public`], [`doors`], over [`http`]), and what is printed ([`mod@print`]).

pub mod domain;

pub mod clock;
pub mod config;
pub mod context;
pub mod error;

pub mod jobs;
pub mod store;
pub mod use_cases;

pub mod api;
pub mod doors;
pub mod http;
pub mod public;

pub mod print;
