//! Notices of final revocations to the provinces.

use entity::notice;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::notice::ProvinceNotice;

impl Stored for ProvinceNotice {
    type Table = notice::Entity;

    fn columns(&self) -> notice::ActiveModel {
        notice::ActiveModel {
            ban_id: Set(self.statement().ban),
            province: Set(self.to().code().to_owned()),
            issued_on: Set(self.issued_on()),
            ..Default::default()
        }
    }
}
