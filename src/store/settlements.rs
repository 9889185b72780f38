//! Settlement files of licences that ended.

use entity::settlement;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::settlement::{SettlementFile, SettlementTerm};

impl Stored for SettlementFile {
    type Table = settlement::Entity;

    fn columns(&self) -> settlement::ActiveModel {
        let overdue_from = match self.term() {
            SettlementTerm::AwaitsNotice => None,
            SettlementTerm::Running { due, .. } => Some(due.final_on()),
        };
        settlement::ActiveModel {
            licence_id: Set(self.licence()),
            province: Set(self.province().code().to_owned()),
            overdue_from: Set(overdue_from),
            ..Default::default()
        }
    }
}
