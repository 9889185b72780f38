//! The licence: issued by the director-general, shown, listed, and printed (A7, A10).

pub mod certificate;
pub mod find;
pub mod issue;

/// Which page of a list of licences is wanted.
pub use crate::store::licences::After;

/// The address under which anybody verifies a licence, and the check of a signed one.
pub use crate::store::credentials::{address, verify as verify_credential};
