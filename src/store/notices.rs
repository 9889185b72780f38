//! Notices of final revocations to the provinces.

use chrono::NaiveDate;
use entity::notice::{self, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::notice::ProvinceNotice;
use crate::error::Error;

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

/// Which notices are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// To these provinces; nothing means all of them.
    pub provinces: Option<Vec<Province>>,
    /// Of this ban.
    pub ban: Option<Uuid>,
}

/// Where in the list of one state a page begins: after the notice of this day and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The day of issue of the last notice shown.
    pub issued_on: NaiveDate,
    /// Its identity.
    pub id: Uuid,
}

impl After {
    /// The place after a notice.
    pub fn of(notice: &ProvinceNotice) -> Self {
        Self {
            issued_on: notice.issued_on(),
            id: notice.id(),
        }
    }
}

/// The notices in a state that come after a place, the longest waiting first; at most `limit`.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    state: &str,
    after: Option<After>,
    limit: u64,
) -> Result<Vec<Versioned<ProvinceNotice>>, Error> {
    let provinces = filter.provinces.as_ref().map(|provinces| {
        let codes = provinces.iter().map(|province| province.code());
        Column::Province.is_in(codes)
    });
    let wanted = Condition::all()
        .add(Column::State.eq(state))
        .add_option(provinces)
        .add_option(filter.ban.map(|ban| Column::BanId.eq(ban)))
        .add_option(after.map(beyond));
    let rows = Entity::find()
        .filter(wanted)
        .order_by_asc(Column::IssuedOn)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

fn beyond(after: After) -> Condition {
    let later = Condition::any()
        .add(Column::IssuedOn.gt(after.issued_on))
        .add(Column::Id.gt(after.id));
    Condition::all()
        .add(Column::IssuedOn.gte(after.issued_on))
        .add(later)
}
