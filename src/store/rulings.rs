//! Rulings of provincial boards.

use entity::ruling;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::ruling::Ruling;

impl Stored for Ruling {
    type Table = ruling::Entity;

    fn columns(&self) -> ruling::ActiveModel {
        ruling::ActiveModel {
            case_id: Set(self.case()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            number: Set(self.number().map(ToString::to_string)),
            final_on: Set(self.final_on()),
            ..Default::default()
        }
    }
}
