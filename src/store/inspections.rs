//! Inspections.

use chrono::NaiveDate;
use entity::inspection::{self, Column};
use entity::{inspection_inspector, licence};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::inspection_turns;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::inspection::{Inspection, InspectionState};
use crate::error::Error;

impl Stored for Inspection {
    type Table = inspection::Entity;

    fn columns(&self) -> inspection::ActiveModel {
        let state = self.inspection_state();
        let score = state.report().and_then(|report| report.score());
        let mend_until = match state {
            InspectionState::CorrectiveDeadline { duty, .. } => Some(duty.deadline.last_accepted()),
            _ => None,
        };
        let small = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        inspection::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            planned_for: Set(self.planned_for()),
            awaited_on: Set(self.awaited_on()),
            visited_on: Set(state.carried_out().map(|visit| visit.ended_on)),
            score: Set(score.and_then(|score| i32::try_from(score.basis_points()).ok())),
            critical_failures: Set(score.map(|score| small(score.critical.len()))),
            signed: Set(state.report().is_some()),
            mend_until: Set(mend_until),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        if let InspectionState::Assigned { team } = self.inspection_state() {
            let accounts = team.inspectors.iter().map(|it| it.account);
            assign(work, self.id(), accounts.collect()).await?;
        }
        inspection_turns::refresh(work, self.respondent().licence).await
    }
}

async fn assign(work: &Work, inspection: Uuid, accounts: Vec<Uuid>) -> Result<(), Error> {
    inspection_inspector::Entity::delete_many()
        .filter(inspection_inspector::Column::InspectionId.eq(inspection))
        .exec(&work.connection())
        .await?;
    let rows = accounts
        .into_iter()
        .map(|account| inspection_inspector::ActiveModel {
            account_id: Set(account),
            inspection_id: Set(inspection),
        });
    inspection_inspector::Entity::insert_many(rows)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// Which inspections a list shows, and in which order.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What the reader may see.
    pub visible: Visible,
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Of one licence.
    pub licence: Option<Uuid>,
    /// Assigned to this account.
    pub inspector: Option<Uuid>,
    /// Which days the list goes by.
    pub by: By,
}

/// What a reader may see.
#[derive(Clone, Debug, Default)]
pub struct Visible {
    /// The inspections of these provinces; nothing means all of them.
    pub provinces: Option<Vec<Province>>,
    /// Besides, the signed ones of agencies that this account applied for.
    pub operator: Option<Uuid>,
}

/// The days by which a list goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The days they are planned for, the latest first.
    #[default]
    Plan,
    /// Only those whose day passed without a visit before this day, the longest missed first.
    Missed(NaiveDate),
    /// Only those whose term for mending ran out before this day, the longest overdue first.
    Overdue(NaiveDate),
}

impl By {
    fn column(self) -> Column {
        match self {
            Self::Plan => Column::PlannedFor,
            Self::Missed(_) => Column::AwaitedOn,
            Self::Overdue(_) => Column::MendUntil,
        }
    }

    fn order(self) -> Order {
        match self {
            Self::Plan => Order::Desc,
            Self::Missed(_) | Self::Overdue(_) => Order::Asc,
        }
    }

    /// The day of an inspection that a list by these days goes by.
    pub fn day(self, inspection: &Inspection) -> NaiveDate {
        match (self, inspection.inspection_state()) {
            (Self::Overdue(_), InspectionState::CorrectiveDeadline { duty, .. }) => {
                duty.deadline.last_accepted()
            }
            _ => inspection.planned_for(),
        }
    }
}

/// Where in a list a page begins: after the inspection with this day and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Its day, of those by which the list goes.
    pub day: NaiveDate,
    /// Its identity.
    pub id: Uuid,
}

/// A page of inspections.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<After>,
    limit: u64,
) -> Result<Vec<Versioned<Inspection>>, Error> {
    inspection::Entity::find()
        .filter(condition(filter))
        .filter(Condition::all().add_option(after.map(|after| beyond(filter.by, after))))
        .order_by(filter.by.column(), filter.by.order())
        .order_by(Column::Id, filter.by.order())
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The inspections whose term for mending runs on a day, by identity.
pub async fn with_open_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Inspection>>, Error> {
    inspection::Entity::find()
        .filter(Column::MendUntil.gte(on))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The inspections of these licences that are planned or under way: licence and inspection.
pub async fn open_of(at: &impl Connected, licences: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Error> {
    Ok(inspection::Entity::find()
        .select_only()
        .columns([Column::LicenceId, Column::Id])
        .filter(Column::LicenceId.is_in(licences.iter().copied()))
        .filter(Column::State.is_in(["planned", "assigned", "in_progress"]))
        .order_by_desc(Column::PlannedFor)
        .into_tuple()
        .all(&at.connection())
        .await?)
}

fn condition(filter: &Filter) -> Condition {
    let before = match filter.by {
        By::Plan => None,
        By::Missed(day) | By::Overdue(day) => Some(filter.by.column().lt(day)),
    };
    Condition::all()
        .add_option(visible(&filter.visible))
        .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
        .add_option(filter.state.map(|state| Column::State.eq(state)))
        .add_option(filter.licence.map(|id| Column::LicenceId.eq(id)))
        .add_option(filter.inspector.map(assigned_to))
        .add_option(before)
}

fn visible(visible: &Visible) -> Option<Condition> {
    let codes: Vec<_> = visible
        .provinces
        .as_ref()?
        .iter()
        .map(|it| it.code())
        .collect();
    let of_province = match codes.as_slice() {
        [] => None,
        [one] => Some(Column::Province.eq(*one)),
        several => Some(Column::Province.is_in(several.iter().copied())),
    };
    // Alternatives keep an index from being used, so none is made where there is but one.
    Some(match (of_province, visible.operator) {
        (Some(province), None) => Condition::all().add(province),
        (None, Some(operator)) => own_reports(operator),
        (Some(province), Some(operator)) => {
            Condition::any().add(province).add(own_reports(operator))
        }
        (None, None) => Condition::all().add(Column::Id.is_in(Vec::<Uuid>::new())),
    })
}

fn assigned_to(account: Uuid) -> Condition {
    let assigned = inspection_inspector::Entity::find()
        .select_only()
        .column(inspection_inspector::Column::InspectionId)
        .filter(inspection_inspector::Column::AccountId.eq(account))
        .into_query();
    Condition::all().add(Column::Id.in_subquery(assigned))
}

fn own_reports(operator: Uuid) -> Condition {
    let own = licence::Entity::find()
        .select_only()
        .column(licence::Column::Id)
        .filter(licence::Column::Operator.eq(operator))
        .into_query();
    Condition::all()
        .add(Column::Signed.eq(true))
        .add(Column::LicenceId.in_subquery(own))
}

fn beyond(by: By, after: After) -> Condition {
    let column = by.column();
    match by.order() {
        Order::Desc => Condition::all().add(column.lte(after.day)).add(
            Condition::any()
                .add(column.lt(after.day))
                .add(Column::Id.lt(after.id)),
        ),
        _ => Condition::all().add(column.gte(after.day)).add(
            Condition::any()
                .add(column.gt(after.day))
                .add(Column::Id.gt(after.id)),
        ),
    }
}
