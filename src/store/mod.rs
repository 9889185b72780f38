//! Rows to domain values and back; the only room that names `entity`.
//!
//! [`database`] opens connections and begins units of work, [`aggregates`] reads and saves whole
//! aggregates with their events, [`evidence`] links, seals and verifies what happened. Beside them
//! one file per noun.

pub mod access_log;
pub mod accounts;
pub mod aggregates;
pub mod appeals;
pub mod applications;
pub mod appointments;
pub mod ban_matches;
pub mod bans;
pub mod branches;
pub mod cases;
pub mod checklists;
pub mod closures;
pub mod complaints;
pub mod credentials;
pub mod database;
pub mod demo_clock;
pub mod directives;
pub mod documents;
pub mod due;
pub mod evidence;
pub mod guarantees;
pub mod guilds;
pub mod idempotency;
pub mod inspection_turns;
pub mod inspections;
pub mod introductions;
pub mod keys;
pub mod leases;
pub mod licences;
pub mod marks;
pub mod match_reviews;
pub mod messages;
pub mod notices;
pub mod nouns;
pub mod old_registers;
pub mod passwords;
pub mod policies;
pub mod register;
pub mod registry;
pub mod relocations;
pub mod rulings;
pub mod serials;
pub mod sessions;
pub mod settlements;
pub mod strangers;
pub mod tokens;
pub mod tracking;
pub mod transfer_files;
pub mod unlicensed;

pub use aggregates::Versioned;
pub use database::{Connected, Database, Work};
