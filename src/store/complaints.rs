//! Complaints.

use entity::complaint;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::aggregates::Stored;
use super::database::{Connected, Work};
use super::inspection_turns;
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;

impl Stored for Complaint {
    type Table = complaint::Entity;

    fn columns(&self) -> complaint::ActiveModel {
        complaint::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            complainant: Set(self.complainant().account),
            filed_on: Set(self.filed_on()),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        inspection_turns::refresh(work, self.respondent().licence).await
    }
}

/// Whether a complaint about the holder of a licence is open.
pub async fn any_open(at: &impl Connected, licence: Uuid) -> Result<bool, Error> {
    let open = complaint::Entity::find()
        .filter(complaint::Column::LicenceId.eq(licence))
        .filter(complaint::Column::State.is_not_in(["decided", "withdrawn"]))
        .count(&at.connection())
        .await?;
    Ok(open > 0)
}
