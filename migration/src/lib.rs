//! The tables of the registry, one migration per group of nouns.
//!
//! State rules are written here as CHECK constraints, so that no row can break them whoever writes it.

pub use sea_orm_migration::prelude::*;

mod m01_registry;
mod m02_evidence;
mod m03_access;
mod m04_applications;
mod m05_boards;
mod m06_settings;
mod m07_guarantees;
mod m08_licences;
mod m09_publication;
mod m10_discipline;
mod m11_finality;
mod m12_unlicensed;
mod m13_messages;
mod m14_changes;
mod m15_transfers;
mod m19_register_imports;
mod shape;

/// All migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m01_registry::Migration),
            Box::new(m02_evidence::Migration),
            Box::new(m03_access::Migration),
            Box::new(m04_applications::Migration),
            Box::new(m05_boards::Migration),
            Box::new(m06_settings::Migration),
            Box::new(m07_guarantees::Migration),
            Box::new(m08_licences::Migration),
            Box::new(m09_publication::Migration),
            Box::new(m10_discipline::Migration),
            Box::new(m11_finality::Migration),
            Box::new(m12_unlicensed::Migration),
            Box::new(m13_messages::Migration),
            Box::new(m14_changes::Migration),
            Box::new(m15_transfers::Migration),
            Box::new(m19_register_imports::Migration),
        ]
    }
}
