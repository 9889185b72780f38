//! Applications.

use chrono::NaiveDate;
use entity::application::{self, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::due::{self, Due};
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::{AgencyCategory, AgencyKind, Channel};
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::ban::SubjectRole;
use crate::error::Error;

impl Stored for Application {
    type Table = application::Entity;

    fn columns(&self) -> application::ActiveModel {
        let subjects = self.subjects();
        let key = |role| {
            let mut of_role = subjects.iter().filter(|it| it.role == role);
            of_role.next().map(|it| it.party.key())
        };
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
            rejection_final_on: Set(self.rejection_final_on()),
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

/// The file of a kind that is open about a licence, drafts included.
pub async fn open_about(
    at: &impl Connected,
    kind: ApplicationKind,
) -> Result<Option<Versioned<Application>>, Error> {
    let Some(licence) = kind.licence() else {
        return Ok(None);
    };
    Entity::find()
        .filter(Column::LicenceId.eq(licence))
        .filter(Column::AsksFor.eq(kind.name()))
        .filter(Column::State.is_not_in(CLOSED))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The renewals that are open about any of these licences, drafts included.
pub async fn open_renewals(
    at: &impl Connected,
    licences: &[Uuid],
) -> Result<Vec<Application>, Error> {
    Entity::find()
        .filter(Column::LicenceId.is_in(licences.iter().copied()))
        .filter(Column::AsksFor.eq("renewal"))
        .filter(Column::State.is_not_in(CLOSED))
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Application>(row)?.value))
        .collect()
}

/// All files of a kind about a licence, oldest first.
pub async fn about(
    at: &impl Connected,
    kind: ApplicationKind,
) -> Result<Vec<Versioned<Application>>, Error> {
    Entity::find()
        .filter(Column::LicenceId.eq(kind.licence()))
        .filter(Column::AsksFor.eq(kind.name()))
        .order_by_asc(Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The states in which nobody works on a file any more.
const CLOSED: [&str; 5] = [
    "issued",
    "rejected",
    "rejected_final",
    "withdrawn",
    "lapsed",
];

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

/// Whether another file asks for the same about the same licence and is open.
pub async fn any_other_open(at: &impl Connected, file: &Application) -> Result<bool, Error> {
    let Some(licence) = file.kind().licence() else {
        return Ok(false);
    };
    let other = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::LicenceId.eq(licence))
        .filter(Column::AsksFor.eq(file.kind().name()))
        .filter(Column::State.is_not_in(CLOSED))
        .filter(Column::Id.ne(file.id()))
        .into_tuple::<Uuid>()
        .one(&at.connection())
        .await?;
    Ok(other.is_some())
}

/// The applications whose rejection is final by the lapse of its term on a day while that is not
/// written down yet.
pub async fn lapsed_rejections(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let rejected = Entity::find().filter(Column::State.eq("rejected"));
    let columns = (Column::RejectionFinalOn, Column::Id);
    due::page(at, rejected, columns, today, after, limit).await
}

/// The rejected applications whose term of appeal runs on a day, or would run but for an appeal, after
/// a place in their order.
pub async fn with_open_appeal_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Application>>, Error> {
    let served = Condition::all()
        .add(Column::State.eq("rejected"))
        .add(Column::RejectionFinalOn.gt(on));
    let open = Condition::any()
        .add(Column::State.eq("under_appeal"))
        .add(served);
    Entity::find()
        .filter(open)
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}
