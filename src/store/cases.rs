//! Violation cases.

use entity::violation_case;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::case::Case;

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
