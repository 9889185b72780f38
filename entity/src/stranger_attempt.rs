//! Wrong passwords for logins that nobody has.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stranger_attempt")]
pub struct Model {
    /// A hash of the login with the registry's secret: the login itself is written nowhere.
    #[sea_orm(primary_key, auto_increment = false)]
    pub login_hash: String,
    pub failures: i32,
    pub locked_until: Option<DateTimeUtc>,
    pub tried_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
