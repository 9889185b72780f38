//! Inspections.

use entity::inspection;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::inspection::Inspection;

impl Stored for Inspection {
    type Table = inspection::Entity;

    fn columns(&self) -> inspection::ActiveModel {
        inspection::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            planned_for: Set(self.planned_for()),
            ..Default::default()
        }
    }
}
