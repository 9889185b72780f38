//! What any licensing regime of the ministry needs, whatever it licenses.
//!
//! First how the law speaks ([`citation`], [`refusal`], [`event`]), then time ([`calendar`],
//! [`closures`], [`deadline`]), then the values that people type, and last how bodies decide and by
//! which dated rules ([`board`], [`policy`], [`directive`]).

pub mod board;
pub mod calendar;
pub mod citation;
pub mod closures;
pub mod collation;
pub mod deadline;
pub mod digits;
pub mod directive;
pub mod event;
pub mod identity;
pub mod money;
pub mod policy;
pub mod province;
pub mod refusal;
mod string_value;
pub mod text;
