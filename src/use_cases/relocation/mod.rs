//! Notices of relocation (A13.n1): told by the agency, followed by licence or branch on the day of the
//! move.

pub mod find;
pub mod notify;
pub mod take_effect;
