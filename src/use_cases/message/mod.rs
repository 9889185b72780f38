//! Messages to operators: queued in the unit of work of what causes them, delivered afterwards.
//!
//! Whoever has something to say adds its occasion to
//! [`Content`](crate::domain::placement::message::Content) and calls `queue`.

pub mod deliver;
pub mod list;
mod queue;

pub(in crate::use_cases) use queue::queue;
