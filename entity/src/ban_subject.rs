//! Whom bans cover, so that screening reads only the bans of the parties it is asked about.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ban_subject")]
pub struct Model {
    /// `person:` or `company:` and the number. Personal data.
    #[sea_orm(primary_key, auto_increment = false)]
    pub party_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub ban_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
