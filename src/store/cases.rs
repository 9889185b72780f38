//! Violation cases.

use entity::violation_case;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::aggregates::Stored;
use super::database::Connected;
use crate::domain::placement::case::Case;
use crate::error::Error;

impl Stored for Case {
    type Table = violation_case::Entity;

    fn columns(&self) -> violation_case::ActiveModel {
        violation_case::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.province().code().to_owned()),
            opened_on: Set(self.opened_on()),
            ..Default::default()
        }
    }
}

/// Whether a violation case against the holder of a licence is open.
pub async fn any_open(at: &impl Connected, licence: Uuid) -> Result<bool, Error> {
    let open = violation_case::Entity::find()
        .filter(violation_case::Column::LicenceId.eq(licence))
        .filter(violation_case::Column::State.is_not_in(["closed", "joined"]))
        .count(&at.connection())
        .await?;
    Ok(open > 0)
}
