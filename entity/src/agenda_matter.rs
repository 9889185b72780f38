//! What stands on the agendas of sessions that are not over; a matter stands on one at a time.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_matter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub matter_id: Uuid,
    pub session_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
