//! The registry as people use it: every test has a registry of its own, on the database that
//! `PARVANEH_TEST_POSTGRES` names, or else on SQLite.

mod access;
mod boards;
mod calendar;
mod harness;
mod settings;
mod applications;
mod architecture;
mod command_line;
mod document;
mod evidence;
mod given;
mod harness;
mod openapi;
mod permissions;
