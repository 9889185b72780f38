//! Notices of relocation.

use chrono::NaiveDate;
use entity::relocation::{self, Column};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::due::{self, Due};
use super::licences::{Visible, ids_visible};
use crate::domain::kernel::province::Province;
use crate::domain::placement::relocation::{Relocation, RelocationState};
use crate::error::Error;

impl Stored for Relocation {
    type Table = relocation::Entity;

    fn columns(&self) -> relocation::ActiveModel {
        let announced = *self.relocation_state() == RelocationState::Announced;
        relocation::ActiveModel {
            licence_id: Set(self.licence()),
            branch_id: Set(self.branch()),
            province: Set(self.province().code().to_owned()),
            new_province: Set(self.to().province().map(|it| it.code().to_owned())),
            moved_on: Set(self.moved_on()),
            notified_on: Set(self.notified_on()),
            late: Set(self.is_late()),
            takes_effect: Set(announced.then(|| self.moved_on())),
            ..Default::default()
        }
    }
}

/// Which notices a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those about licences that the reader may see, and those told to or leading into provinces of
    /// the reader's.
    pub visible: Visible,
    /// About one licence.
    pub licence: Option<Uuid>,
    /// Told to the office of one province.
    pub province: Option<Province>,
    /// Only those that were late, or only those that were not.
    pub late: Option<bool>,
    /// In this state.
    pub state: Option<&'static str>,
}

/// A page of notices, the newest first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Relocation>>, Error> {
    relocation::Entity::find()
        .filter(
            Condition::all()
                .add_option(visible(&filter.visible))
                .add_option(filter.licence.map(|it| Column::LicenceId.eq(it)))
                .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
                .add_option(filter.late.map(|it| Column::Late.eq(it)))
                .add_option(filter.state.map(|it| Column::State.eq(it)))
                .add_option(after.map(|it| Column::Id.lt(it))),
        )
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The announced moves whose day has come, the earliest first and from after one of them.
pub async fn due(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let columns = (Column::TakesEffect, Column::Id);
    due::page(at, relocation::Entity::find(), columns, today, after, limit).await
}

fn visible(seen_by: &Visible) -> Option<Condition> {
    let licences = ids_visible(seen_by)?;
    let codes: Vec<_> = seen_by
        .provinces
        .iter()
        .flatten()
        .map(|it| it.code())
        .collect();
    Some(
        Condition::any()
            .add(Column::LicenceId.in_subquery(licences))
            .add(Column::Province.is_in(codes.clone()))
            .add(Column::NewProvince.is_in(codes)),
    )
}
