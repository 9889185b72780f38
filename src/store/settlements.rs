//! Settlement files of licences that ended.

use chrono::NaiveDate;
use entity::licence;
use entity::settlement::{self, Column};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::licences;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Reach;
use crate::domain::placement::settlement::{SettlementFile, SettlementTerm};
use crate::error::Error;

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
            kind: Set(self.office().kind.name().to_owned()),
            duties_open: Set(!self.checklist().open().is_empty()),
            overdue_from: Set(overdue_from),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        licences::see_to_end(work, self.licence()).await.map(drop)
    }
}

/// Which files a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of the agencies that the reader reaches by an office.
    pub reach: Vec<Reach>,
    /// Besides, of the licences that this account applied for.
    pub operator: Option<Uuid>,
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Of which a duty is still open on this day though the ten days have run out.
    pub overdue_on: Option<NaiveDate>,
}

/// A page of files, the last opened first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<SettlementFile>>, Error> {
    let overdue = filter.overdue_on.map(|today| {
        Condition::all()
            .add(Column::DutiesOpen.eq(true))
            .add(Column::OverdueFrom.lte(today))
    });
    settlement::Entity::find()
        .filter(
            Condition::all()
                .add_option(visible(filter))
                .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
                .add_option(filter.state.map(|it| Column::State.eq(it)))
                .add_option(overdue)
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

/// The open files whose ten days run on a day, after a place in their order.
pub async fn with_open_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<SettlementFile>>, Error> {
    settlement::Entity::find()
        .filter(Column::OverdueFrom.gt(on))
        .filter(Column::State.ne("closed"))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The file of a licence, if one was opened.
pub async fn of_licence(
    at: &impl Connected,
    licence: Uuid,
) -> Result<Option<Versioned<SettlementFile>>, Error> {
    settlement::Entity::find()
        .filter(Column::LicenceId.eq(licence))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

fn visible(filter: &Filter) -> Option<Condition> {
    let everything = |it: &Reach| it.province.is_none() && it.scope.is_none();
    if filter.reach.iter().any(everything) {
        return None;
    }
    let reached = |it: &Reach| {
        let kinds = it.kinds().iter().map(|kind| kind.name());
        Condition::all()
            .add_option(it.province.map(|it| Column::Province.eq(it.code())))
            .add_option(it.scope.map(|_| Column::Kind.is_in(kinds)))
    };
    let own = filter.operator.map(|account| {
        let licences = Query::select()
            .column(licence::Column::Id)
            .from(licence::Entity)
            .and_where(licence::Column::Operator.eq(account))
            .to_owned();
        Column::LicenceId.in_subquery(licences)
    });
    // Somebody who reaches nothing sees nothing; an empty condition would show all.
    let nothing = Column::Id.is_null();
    let visible = Condition::any().add(nothing).add_option(own);
    Some(
        filter
            .reach
            .iter()
            .map(reached)
            .fold(visible, Condition::add),
    )
}
