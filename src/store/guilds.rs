//! Registrations of guild bodies.

use entity::guild;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::placement::guild::{GuildBody, GuildRegistration, GuildScope};
use crate::error::Error;

impl Stored for GuildRegistration {
    type Table = guild::Entity;

    fn columns(&self) -> guild::ActiveModel {
        guild::ActiveModel {
            body: Set(column(self.body())),
            valid_from: Set(self.from()),
            valid_until: Set(self.until()),
            ..Default::default()
        }
    }
}

/// The body as columns tell it.
pub(super) fn column(body: GuildBody) -> String {
    match body {
        GuildBody::Kanoon => "kanoon".to_owned(),
        GuildBody::ForeignAssociation => "foreign_association".to_owned(),
        GuildBody::ProvincialAssociation { province, scope } => {
            let scope = match scope {
                GuildScope::Domestic => "domestic",
                GuildScope::Foreign => "foreign",
            };
            format!("provincial_association:{province}:{scope}")
        }
    }
}

/// The registrations after one of them, the oldest first; at most `limit`.
pub async fn page(
    at: &impl Connected,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<GuildRegistration>>, Error> {
    let later = after.map(|after| guild::Column::Id.gt(after));
    let rows = guild::Entity::find()
        .filter(Condition::all().add_option(later))
        .order_by_asc(guild::Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

/// All registrations as the domain asks for them: at most a few for each province.
pub async fn all(at: &impl Connected) -> Result<Vec<GuildRegistration>, Error> {
    let rows = guild::Entity::find()
        .order_by_asc(guild::Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<GuildRegistration>(row)?.value))
        .collect()
}
