//! Applications.

use chrono::NaiveDate;
use entity::application::{self, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::{AgencyCategory, AgencyKind, Channel};
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::{Party, Screened, SubjectRole};
use crate::error::Error;

impl Stored for Application {
    type Table = application::Entity;

    fn columns(&self) -> application::ActiveModel {
        let screened = Screened::application(self);
        let key = |role| screened.party(role).map(Party::key);
        application::ActiveModel {
            file_number: Set(self.file_number().as_str().to_owned()),
            operator: Set(self.operator()),
            province: Set(self.province().code().to_owned()),
            asks_for: Set(self.kind().name().to_owned()),
            licence_id: Set(self.licence()),
            kind: Set(self.profile().kind.name().to_owned()),
            channel: Set(self.profile().channel.name().to_owned()),
            holder_key: Set(key(SubjectRole::Holder).unwrap_or_default()),
            manager_key: Set(key(SubjectRole::TechnicalManager)),
            filed_on: Set(self.filed_on()),
            cure_due: Set(self.completion_term().map(Deadline::last_accepted)),
            ..Default::default()
        }
    }
}

/// Whose applications somebody may see.
#[derive(Clone, Debug, Default)]
pub struct Visible {
    /// Those of this operator, drafts included.
    pub operator: Option<Uuid>,
    /// Those filed in these provinces; nothing means in all of them.
    pub provinces: Option<Vec<Province>>,
}

/// Which applications are looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this state.
    pub state: Option<&'static str>,
    /// Of this category.
    pub category: Option<AgencyCategory>,
    /// In this province.
    pub province: Option<Province>,
    /// Older than this one.
    pub after: Option<Uuid>,
}

/// The newest applications that somebody may see, at most `limit` of them.
pub async fn list(
    at: &impl Connected,
    visible: &Visible,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<Versioned<Application>>, Error> {
    let mut query = Entity::find().filter(may_be_seen(visible));
    if let Some(state) = filter.state {
        query = query.filter(Column::State.eq(state));
    }
    if let Some(province) = filter.province {
        query = query.filter(Column::Province.eq(province.code()));
    }
    if let Some(category) = filter.category {
        query = query.filter(of_category(category));
    }
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

fn may_be_seen(visible: &Visible) -> Condition {
    let mut any = Condition::any();
    if let Some(operator) = visible.operator {
        any = any.add(Column::Operator.eq(operator));
    }
    let filed = Condition::all().add(Column::FiledOn.is_not_null());
    match &visible.provinces {
        None => any.add(filed),
        Some(provinces) => {
            let codes = provinces.iter().map(|province| province.code());
            any.add(filed.add(Column::Province.is_in(codes)))
        }
    }
}

fn of_category(category: AgencyCategory) -> Condition {
    let kind = |kind: AgencyKind| Condition::all().add(Column::Kind.eq(kind.name()));
    match category {
        AgencyCategory::Domestic => kind(AgencyKind::Domestic),
        AgencyCategory::Foreign => kind(AgencyKind::Foreign),
        AgencyCategory::Maritime => kind(AgencyKind::Maritime),
        AgencyCategory::Online => {
            let electronic = Channel::ALL
                .into_iter()
                .filter(|channel| channel.is_electronic())
                .map(Channel::name);
            Condition::all().add(Column::Channel.is_in(electronic))
        }
    }
}

/// The applications whose term for completion ended before a day, in the order of their terms,
/// from after one of them; at most `limit`.
pub async fn overdue(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
    limit: u64,
) -> Result<Vec<(NaiveDate, Uuid)>, Error> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::CureDue)
        .column(Column::Id)
        .filter(Column::CureDue.lt(today));
    if let Some((due, id)) = after {
        let same_day = Condition::all()
            .add(Column::CureDue.eq(due))
            .add(Column::Id.gt(id));
        query = query.filter(Condition::any().add(Column::CureDue.gt(due)).add(same_day));
    }
    Ok(query
        .order_by_asc(Column::CureDue)
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(&at.connection())
        .await?)
}
