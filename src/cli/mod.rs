//! The commands, one file each: their arguments, and what they do with the house.

pub(crate) mod account;
pub(crate) mod import;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod serve;
pub(crate) mod sweep;
pub(crate) mod verify;

use std::process::ExitCode;

/// How a command ends.
pub(crate) type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;
