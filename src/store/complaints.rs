//! Complaints.

use entity::complaint;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::complaint::Complaint;

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
}
