//! Registrations of guild bodies.

use entity::guild;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};

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

/// All registrations, oldest first: at most a few for each province.
pub async fn list(at: &impl Connected) -> Result<Vec<Versioned<GuildRegistration>>, Error> {
    let rows = guild::Entity::find()
        .order_by_asc(guild::Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

/// All registrations as the domain asks for them.
pub async fn all(at: &impl Connected) -> Result<Vec<GuildRegistration>, Error> {
    Ok(list(at).await?.into_iter().map(|it| it.value).collect())
}
