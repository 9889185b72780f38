//! The registry as people use it: every test has a registry of its own, on the database that
//! `PARVANEH_TEST_POSTGRES` names, or else on SQLite.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod given_licences;
mod harness;
mod pages;
mod publication;
mod verification;
