//! Introductions of transferees.

use entity::introduction::{self, Column, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::placement::introduction::Introduction;
use crate::error::Error;

impl Stored for Introduction {
    type Table = introduction::Entity;

    fn columns(&self) -> introduction::ActiveModel {
        introduction::ActiveModel {
            licence_id: Set(self.licence()),
            province: Set(self.province().code().to_owned()),
            application_id: Set(self.application()),
            ..Default::default()
        }
    }
}

/// The introduction that stands for a licence, if there is one.
pub async fn standing(
    at: &impl Connected,
    licence: Uuid,
) -> Result<Option<Versioned<Introduction>>, Error> {
    Entity::find()
        .filter(Column::LicenceId.eq(licence))
        .filter(Column::State.is_in(["open", "answered"]))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The introduction that an application answers, if it answers one that was not taken back.
pub async fn of_application(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Introduction>>, Error> {
    Entity::find()
        .filter(Column::ApplicationId.eq(application))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// All introductions for a licence, the newest first.
pub async fn of_licence(
    at: &impl Connected,
    licence: Uuid,
) -> Result<Vec<Versioned<Introduction>>, Error> {
    Entity::find()
        .filter(Column::LicenceId.eq(licence))
        .order_by_desc(Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}
