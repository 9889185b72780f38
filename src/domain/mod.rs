//! The bylaw as code: pure, without I/O, clock, web or ORM; every rule cites its article.
//!
//! [`kernel`] holds what any licensing regime needs; [`placement`] is the bylaw of 1401/11/12 on
//! job-placement offices. `kernel` never names `placement`.

pub mod kernel;
pub mod placement;
