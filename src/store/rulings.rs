//! Rulings of provincial boards.

use chrono::NaiveDate;
use entity::licence;
use entity::ruling::{self, Column};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::accounts::taken;
use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::due::{self, Due};
use super::licences::Visible;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::province::Province;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;

impl Stored for Ruling {
    type Table = ruling::Entity;

    fn columns(&self) -> ruling::ActiveModel {
        ruling::ActiveModel {
            case_id: Set(self.case()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            number: Set(self.number().map(ToString::to_string)),
            final_on: Set(self.final_on()),
            ..Default::default()
        }
    }
}

/// Which rulings are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that the reader may see; an operator sees what was issued against the own agency.
    pub visible: Visible,
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Against this licence.
    pub licence: Option<Uuid>,
    /// On this case.
    pub case: Option<Uuid>,
    /// Served, and final on this day or before if nobody appeals.
    pub lapsing_by: Option<NaiveDate>,
}

/// Saves a new draft; a case has one ruling.
pub async fn insert(
    work: &Work,
    drafted: Changed<Ruling, PlacementEvent>,
) -> Result<Versioned<Ruling>, Error> {
    aggregates::insert(work, drafted)
        .await
        .map_err(|error| taken(error, "/case"))
}

/// The rulings that come after one in the list, the last drafted first; one more than `limit` says
/// that there is a next page.
pub async fn list(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Ruling>>, Error> {
    ruling::Entity::find()
        .filter(condition(filter))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.lt(id))))
        .order_by_desc(Column::Id)
        .limit(limit + 1)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The rulings that are final by the lapse of their term on a day while that is not written down yet.
pub async fn lapsed(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let served = ruling::Entity::find().filter(Column::State.eq("served"));
    let columns = (Column::FinalOn, Column::Id);
    due::page(at, served, columns, today, after, limit).await
}

/// The licences of those rulings.
pub async fn lapsed_licences(at: &impl Connected, today: NaiveDate) -> Result<Vec<Uuid>, Error> {
    Ok(ruling::Entity::find()
        .select_only()
        .column(Column::LicenceId)
        .distinct()
        .filter(Column::State.eq("served"))
        .filter(Column::FinalOn.lte(today))
        .into_tuple()
        .all(&at.connection())
        .await?)
}

/// The rulings whose term of appeal runs on a day, or would run but for an appeal, after a place in
/// their order.
pub async fn with_open_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Ruling>>, Error> {
    let served = Condition::all().add(Column::State.eq("served"));
    ruling::Entity::find()
        .filter(
            Condition::any()
                .add(Column::State.eq("appealed"))
                .add(served.add(Column::FinalOn.gt(on))),
        )
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The ruling with a number.
pub async fn find_by_number(
    at: &impl Connected,
    number: &DocketNumber,
) -> Result<Option<Versioned<Ruling>>, Error> {
    one(at, Column::Number.eq(number.as_str()).into()).await
}

/// The ruling of a case, if one is drafted.
pub async fn of_case(at: &impl Connected, case: Uuid) -> Result<Option<Versioned<Ruling>>, Error> {
    one(at, Column::CaseId.eq(case).into()).await
}

async fn one(at: &impl Connected, wanted: Condition) -> Result<Option<Versioned<Ruling>>, Error> {
    ruling::Entity::find()
        .filter(wanted)
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

fn condition(filter: &Filter) -> Condition {
    let lapsing = filter.lapsing_by.map(|day| {
        Condition::all()
            .add(Column::State.eq("served"))
            .add(Column::FinalOn.lte(day))
    });
    Condition::all()
        .add_option(visible(&filter.visible))
        .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
        .add_option(filter.state.map(|it| Column::State.eq(it)))
        .add_option(filter.licence.map(|it| Column::LicenceId.eq(it)))
        .add_option(filter.case.map(|it| Column::CaseId.eq(it)))
        .add_option(lapsing)
}

fn visible(visible: &Visible) -> Option<Condition> {
    let codes = visible.provinces.as_ref()?.iter().map(|it| it.code());
    let own = visible.operator.map(|operator| {
        let licences = Query::select()
            .column(licence::Column::Id)
            .from(licence::Entity)
            .and_where(licence::Column::Operator.eq(operator))
            .to_owned();
        Condition::all()
            .add(Column::Number.is_not_null())
            .add(Column::LicenceId.in_subquery(licences))
    });
    Some(
        Condition::any()
            .add(Column::Province.is_in(codes))
            .add_option(own),
    )
}
