//! Appeals to the central board.

use entity::appeal;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::appeal::{Appeal, ContestedSubject};

impl Stored for Appeal {
    type Table = appeal::Entity;

    fn columns(&self) -> appeal::ActiveModel {
        let (ruling, application) = match self.subject() {
            ContestedSubject::Ruling { id } => (Some(id), None),
            ContestedSubject::BoardRejection { application }
            | ContestedSubject::OfficeRejection { application } => (None, Some(application)),
        };
        appeal::ActiveModel {
            ruling_id: Set(ruling),
            application_id: Set(application),
            kind: Set(self.kind().name().to_owned()),
            filed_on: Set(self.filed_on()),
            ..Default::default()
        }
    }
}
