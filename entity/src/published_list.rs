//! The versions of the open lists that are published as files.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_list")]
pub struct Model {
    /// Which list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub list: String,
    /// Counted from 1 without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub at: DateTimeUtc,
    /// How many entries it has.
    pub count: i64,
    /// The hash over its entries in the canonical order.
    pub set_hash: String,
    /// Over what the list is, its version, time, count and hash.
    pub signature: String,
    /// The file with all entries, if one was written.
    pub whole_file: Option<String>,
    pub whole_bytes: i64,
    /// The file with what differs from the version before, if there is one.
    pub delta_file: Option<String>,
    pub delta_bytes: i64,
    /// Up to which place of the log its changes are in it.
    pub log_position: i64,
    /// How it names natural persons.
    pub person_names: String,
    /// When it was last found to be all that is known.
    pub confirmed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
