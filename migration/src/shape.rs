//! The shapes that tables share.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, json_binary, string, uuid};

/// A table of aggregates: identity, version, state and document; the caller adds its columns.
pub(crate) fn aggregate(table: &'static str, states: &[&'static str]) -> TableCreateStatement {
    let state = Expr::col("state").is_in(states.iter().copied());
    Table::create()
        .table(table)
        .col(uuid("id").primary_key())
        .col(big_integer("version"))
        .col(string("state"))
        .col(json_binary("document"))
        .check(Expr::col("version").gte(1))
        .check(state)
        .to_owned()
}

/// An index named after its table and columns.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name(table, columns)).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// A unique index named after its table and columns.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().to_owned()
}

fn name(table: &str, columns: &[&str]) -> String {
    format!("{table}_by_{}", columns.join("_"))
}
