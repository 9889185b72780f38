//! The dated facts that rules ask for: closures, policies and directives.

pub mod published_closures;
