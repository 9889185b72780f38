//! The rows of the registry, one file per table.
//!
//! An aggregate's row holds its identity, version, state and document, and beside them the columns
//! that are filtered or checked. Only `store` reads and writes these types.

use sea_orm::EntityTrait;

pub mod access_entry;
pub mod account;
pub mod agenda_matter;
pub mod appeal;
pub mod application;
pub mod appointment;
pub mod ban;
pub mod ban_subject;
pub mod branch;
pub mod calendar;
pub mod checklist;
pub mod checkpoint;
pub mod complaint;
pub mod demo_clock;
pub mod directive;
pub mod document_blob;
pub mod event;
pub mod guarantee;
pub mod guild;
pub mod idempotent_answer;
pub mod inspection;
pub mod inspection_inspector;
pub mod inspection_turn;
pub mod inspector_office;
pub mod introduction;
pub mod lease;
pub mod licence;
pub mod log_entry;
pub mod mark;
pub mod match_review;
pub mod message;
pub mod notice;
pub mod policy;
pub mod published_list;
pub mod register_import;
pub mod registry;
pub mod relocation;
pub mod ruling;
pub mod serial;
pub mod session;
pub mod settlement;
pub mod stranger_attempt;
pub mod token;
pub mod unlicensed_report;
pub mod violation_case;

/// A table whose rows are aggregates.
pub trait AggregateTable: EntityTrait {
    /// The identity.
    const ID: Self::Column;
    /// The number of the last change, from 1.
    const VERSION: Self::Column;
    /// The name of the state.
    const STATE: Self::Column;
    /// The whole aggregate as JSON.
    const DOCUMENT: Self::Column;
}

/// Says that a table has the four columns every aggregate has.
macro_rules! aggregate_table {
    () => {
        impl crate::AggregateTable for Entity {
            const ID: Column = Column::Id;
            const VERSION: Column = Column::Version;
            const STATE: Column = Column::State;
            const DOCUMENT: Column = Column::Document;
        }
    };
}
pub(crate) use aggregate_table;
