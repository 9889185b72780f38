//! Rows to domain values and back; the only room that names `entity`.
//!
//! [`database`] opens connections and begins units of work, [`aggregates`] reads and saves whole
//! aggregates with their events, [`evidence`] links, seals and verifies what happened. Beside them
//! one file per noun.

pub mod accounts;
pub mod aggregates;
pub mod database;
pub mod demo_clock;
pub mod evidence;
pub mod idempotency;
pub mod keys;
pub mod leases;
pub mod passwords;
pub mod register;
pub mod registry;
pub mod tokens;

pub use aggregates::Versioned;
pub use database::{Connected, Database, Work};
