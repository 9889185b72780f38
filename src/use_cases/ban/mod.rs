//! Bans, and the search for those that stand against an application.

pub mod record;
pub mod screen;
