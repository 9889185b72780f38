//! Branches and representations.

use entity::branch::{self, Column};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::licences::{Visible, ids_visible};
use crate::domain::kernel::province::Province;
use crate::domain::placement::branch::{Branch, BranchKind};
use crate::error::Error;

impl Stored for Branch {
    type Table = branch::Entity;

    fn columns(&self) -> branch::ActiveModel {
        branch::ActiveModel {
            licence_id: Set(self.licence()),
            kind: Set(match self.kind() {
                BranchKind::Branch => "branch".to_owned(),
                BranchKind::Representation => "representation".to_owned(),
            }),
            province: Set(self.place().province().map(|it| it.code().to_owned())),
            ..Default::default()
        }
    }
}

/// Which branches a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those of licences that the reader may see, and those in provinces of the reader's.
    pub visible: Visible,
    /// Of one licence.
    pub licence: Option<Uuid>,
    /// In one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
}

/// A page of branches, the last opened first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Branch>>, Error> {
    branch::Entity::find()
        .filter(
            Condition::all()
                .add_option(visible(&filter.visible))
                .add_option(filter.licence.map(|it| Column::LicenceId.eq(it)))
                .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
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

fn visible(seen_by: &Visible) -> Option<Condition> {
    let licences = ids_visible(seen_by)?;
    let codes = seen_by.provinces.iter().flatten().map(|it| it.code());
    Some(
        Condition::any()
            .add(Column::LicenceId.in_subquery(licences))
            .add(Column::Province.is_in(codes)),
    )
}
