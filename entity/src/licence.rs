//! Licences of agencies.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "licence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub state: String,
    pub document: Json,
    #[sea_orm(unique)]
    pub number: String,
    #[sea_orm(unique)]
    pub application_id: Uuid,
    /// The account of the operator who applied.
    pub operator: Uuid,
    /// ISO 3166-2.
    pub province: String,
    pub kind: String,
    pub channel: String,
    /// The name of the agency.
    pub agency: String,
    /// The same under which spellings of one name are equal.
    pub agency_key: String,
    /// The holder by kind of party and number.
    pub holder_key: String,
    /// The technical manager likewise, if a company holds the licence.
    pub manager_key: Option<String>,
    /// The first day of the term.
    pub term_from: Date,
    /// The first day after the term.
    pub term_until: Date,
    /// The first day after the suspension that is written down and not over yet.
    pub suspended_until: Option<Date>,
    /// The number on the old paper of a licence that was granted before the bylaw.
    pub old_number: Option<String>,
    /// The first day on which such a licence is prevented, while it does not conform.
    pub prevented_from: Option<Date>,
    /// The day of first issue of a company's licence, while its articles are not registered.
    pub articles_since: Option<Date>,
    /// Whether the registry has seen to its end: a settlement file is opened, or none is due. It is told
    /// of the settlement and not of the document.
    pub end_seen_to: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::aggregate_table!();
