//! Matches with the list of bans that somebody looked at.

use entity::match_review;
use sea_orm::ActiveValue::Set;

use super::aggregates::Stored;
use crate::domain::placement::match_review::{MatchReview, ScreenedFile};

impl Stored for MatchReview {
    type Table = match_review::Entity;

    fn columns(&self) -> match_review::ActiveModel {
        let file = match self.file() {
            ScreenedFile::Application { id } | ScreenedFile::Licence { id } => id,
        };
        match_review::ActiveModel {
            ban_id: Set(self.ban()),
            file_id: Set(file),
            ..Default::default()
        }
    }
}
