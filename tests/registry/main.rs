//! The registry as people use it: every test has a registry of its own, on the database that
//! `PARVANEH_TEST_POSTGRES` names, or else on SQLite.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod appeals;
mod applications;
mod architecture;
mod bans;
mod boards;
mod bylaw;
mod calendar;
mod cases;
mod certificate;
mod changes;
mod command_line;
mod complaints;
mod demo;
mod disciplinary_path;
mod document;
mod evidence;
mod faults;
mod finality;
mod given;
mod guarantees;
mod harness;
mod inspections;
mod licence_history;
mod licence_status;
mod licences;
mod main_job;
mod managers;
mod notices;
mod old_registers;
mod openapi;
mod pages;
mod permissions;
mod printed_ruling;
mod provincial_board;
mod publication;
mod rejections;
mod reminders;
mod renewals;
mod ruling_terms;
mod rulings;
mod settings;
mod settlements;
mod transfers;
mod verification;
