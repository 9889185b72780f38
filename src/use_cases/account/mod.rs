//! Signing up, signing in and out, and the accounts that an administrator opens.

pub mod close;
pub mod open;
pub mod sign_in;
pub mod sign_up;

/// Doors hash a password before the unit of work begins, since hashing is slow on purpose.
pub use crate::store::passwords;
