//! The registry as people use it: every test has a registry of its own, on the database that
//! `PARVANEH_TEST_POSTGRES` names, or else on SQLite.

mod access;
mod given_licences;
mod harness;
mod pages;
mod publication;
mod verification;
