//! Matches with the list of bans that somebody looked at.

use entity::match_review::{self, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::province::Province;
use crate::domain::placement::match_review::MatchReview;
use crate::error::Error;

impl Stored for MatchReview {
    type Table = match_review::Entity;

    fn columns(&self) -> match_review::ActiveModel {
        match_review::ActiveModel {
            ban_id: Set(self.ban()),
            file_id: Set(self.file().id()),
            province: Set(self.province().code().to_owned()),
            ..Default::default()
        }
    }
}

/// What was ever found about these files, withdrawn findings included.
pub async fn of_files(
    at: &impl Connected,
    files: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<MatchReview>, Error> {
    let rows = Entity::find()
        .filter(Column::FileId.is_in(files))
        .order_by_asc(Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<MatchReview>(row)?.value))
        .collect()
}

/// Which findings are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// About files of these provinces; nothing means all of them.
    pub provinces: Option<Vec<Province>>,
    /// About matches with this ban.
    pub ban: Option<Uuid>,
    /// About this application or licence.
    pub file: Option<Uuid>,
}

/// The findings that come after one in the list, the newest first; at most `limit`.
pub async fn list(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<MatchReview>>, Error> {
    let provinces = filter.provinces.as_ref().map(|provinces| {
        let codes = provinces.iter().map(|province| province.code());
        Column::Province.is_in(codes)
    });
    let wanted = Condition::all()
        .add_option(provinces)
        .add_option(filter.ban.map(|ban| Column::BanId.eq(ban)))
        .add_option(filter.file.map(|file| Column::FileId.eq(file)))
        .add_option(after.map(|after| Column::Id.lt(after)));
    let rows = Entity::find()
        .filter(wanted)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}
