//! Bank guarantees.

use entity::guarantee;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::placement::guarantee::Guarantee;
use crate::error::Error;

impl Stored for Guarantee {
    type Table = guarantee::Entity;

    fn columns(&self) -> guarantee::ActiveModel {
        guarantee::ActiveModel {
            application_id: Set(self.application()),
            amount: Set(self.deed().amount.get()),
            expires_on: Set(self.deed().expires_on),
            ..Default::default()
        }
    }
}

/// The guarantees lodged for an application, oldest first.
pub async fn of_application(
    at: &impl Connected,
    application: Uuid,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    guarantee::Entity::find()
        .filter(guarantee::Column::ApplicationId.eq(application))
        .order_by_asc(guarantee::Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The guarantee of an application that the bank or the office still has to confirm.
pub async fn pending(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Guarantee>>, Error> {
    in_states(at, application, &["submitted", "verified"]).await
}

/// The guarantee that is held for an application.
pub async fn held(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Guarantee>>, Error> {
    in_states(at, application, &["held"]).await
}

async fn in_states(
    at: &impl Connected,
    application: Uuid,
    states: &[&str],
) -> Result<Option<Versioned<Guarantee>>, Error> {
    guarantee::Entity::find()
        .filter(guarantee::Column::ApplicationId.eq(application))
        .filter(guarantee::Column::State.is_in(states.iter().copied()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}
