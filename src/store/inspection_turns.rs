//! Whose turn it is to be inspected: one row for every licence, in the order of risk.
//!
//! A row follows from the licence, its inspections and its complaints, and is written in the units of
//! work that change them. The order of risk does not change from day to day, and within equal points
//! it is the order of days: so a page is read from the ends of at most a hundred short ranges of an
//! index, however many licences there are.

use std::cmp::Ordering;

use chrono::NaiveDate;
use entity::inspection_turn::{self, Column, Entity};
use entity::{complaint, inspection};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult,
    Iterable, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates;
use super::database::{Connected, Work};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::inspection_plan::{AgencyFacts, Place};
use crate::domain::placement::licence::Licence;
use crate::error::Error;

/// Writes the row of a licence anew.
pub(super) async fn refresh(work: &Work, licence: Uuid) -> Result<(), Error> {
    match aggregates::find::<Licence>(work, licence).await? {
        Some(found) => refresh_of(work, &found.value).await,
        None => Ok(()),
    }
}

/// Writes the row of this licence anew; one that has ended or is over has none.
pub(super) async fn refresh_of(work: &Work, licence: &Licence) -> Result<(), Error> {
    if !has_turn(licence, work.today) {
        Entity::delete_by_id(licence.id())
            .exec(&work.connection())
            .await?;
        return Ok(());
    }
    let row = row(licence, &facts(work, licence).await?);
    let told = [
        Column::Province,
        Column::TermFrom,
        Column::TermUntil,
        Column::LicensedSince,
        Column::LastInspected,
        Column::LastScore,
        Column::CriticalFailures,
        Column::Complaints,
        Column::Standing,
        Column::SeenOn,
    ];
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::LicenceId)
                .update_columns(told)
                .to_owned(),
        )
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}

/// The row of a licence of which so much is known.
fn row(licence: &Licence, facts: &AgencyFacts) -> inspection_turn::ActiveModel {
    let place = Place::of(facts);
    inspection_turn::ActiveModel {
        licence_id: Set(facts.licence),
        province: Set(licence.province().code().to_owned()),
        term_from: Set(licence.span().from),
        term_until: Set(licence.span().until_exclusive),
        licensed_since: Set(facts.licensed_since),
        last_inspected: Set(facts.last_inspected),
        last_score: Set(facts.last_score.map(number)),
        critical_failures: Set(number(facts.critical_failures)),
        complaints: Set(number(facts.complaints)),
        standing: Set(number(place.standing)),
        seen_on: Set(place.seen_on),
    }
}

/// Writes the rows of licences that have just come into the registry: nobody has visited or
/// complained about them yet.
pub(super) async fn insert_new(work: &Work, licences: &[Licence]) -> Result<(), Error> {
    let rows = licences.iter().filter(|it| has_turn(it, work.today));
    let rows = rows.map(|licence| {
        let facts = AgencyFacts {
            licence: licence.id(),
            licensed_since: licensed_since(licence),
            last_inspected: None,
            last_score: None,
            critical_failures: 0,
            complaints: 0,
        };
        row(licence, &facts)
    });
    aggregates::insert_rows::<Entity>(work, rows.collect()).await
}

/// Whether a licence has neither ended nor is over.
fn has_turn(licence: &Licence, today: NaiveDate) -> bool {
    !licence.has_ended() && today < licence.span().until_exclusive
}

fn licensed_since(licence: &Licence) -> NaiveDate {
    let first_issue = licence.documents().first().map(|it| it.issued_on);
    first_issue.unwrap_or(licence.term().from)
}

async fn facts(work: &Work, licence: &Licence) -> Result<AgencyFacts, Error> {
    let licensed_since = licensed_since(licence);
    let visit: Option<(NaiveDate, Option<i32>, Option<i32>)> = inspection::Entity::find()
        .select_only()
        .columns([
            inspection::Column::VisitedOn,
            inspection::Column::Score,
            inspection::Column::CriticalFailures,
        ])
        .filter(inspection::Column::LicenceId.eq(licence.id()))
        .filter(inspection::Column::VisitedOn.is_not_null())
        .order_by_desc(inspection::Column::VisitedOn)
        .order_by_desc(inspection::Column::Id)
        .limit(1)
        .into_tuple()
        .one(&work.connection())
        .await?;
    let last_inspected = visit.map(|(on, ..)| on);
    let complaints: i64 = complaint::Entity::find()
        .select_only()
        .expr(Expr::col(complaint::Column::Id).count())
        .filter(complaint::Column::LicenceId.eq(licence.id()))
        .filter(complaint::Column::FiledOn.gte(last_inspected.unwrap_or(licensed_since)))
        .filter(complaint::Column::State.is_not_in(["filed", "withdrawn"]))
        .into_tuple()
        .one(&work.connection())
        .await?
        .unwrap_or(0);
    Ok(AgencyFacts {
        licence: licence.id(),
        licensed_since,
        last_inspected,
        last_score: visit.and_then(|(_, score, _)| score).map(whole),
        critical_failures: visit.and_then(|(.., failures)| failures).map_or(0, whole),
        complaints: u32::try_from(complaints).unwrap_or(u32::MAX),
    })
}

/// Which turns are listed.
#[derive(Clone, Debug)]
pub struct Due {
    /// Of these provinces; nothing means all of them.
    pub provinces: Option<Vec<Province>>,
    /// Of agencies last seen on this day or earlier.
    pub seen_by: NaiveDate,
    /// Only what comes after this place.
    pub after: Option<Place>,
}

/// The agencies whose turn has come, the riskiest first. Only those whose licence runs today.
pub async fn due(
    at: &impl Connected,
    wanted: &Due,
    today: NaiveDate,
    limit: u64,
) -> Result<Vec<AgencyFacts>, Error> {
    let mut found = Vec::new();
    let provinces: Vec<Option<Province>> = match &wanted.provinces {
        None => vec![None],
        Some(provinces) => provinces.iter().copied().map(Some).collect(),
    };
    for province in provinces {
        let standings = standings(at, province).await?;
        let ranges = standings
            .into_iter()
            .filter_map(|standing| range(wanted, province, standing, today, limit));
        let Some(query) =
            ranges.reduce(|mut all, range| all.union(UnionType::All, range).to_owned())
        else {
            continue;
        };
        for row in at.connection().query_all(&query).await? {
            let row = inspection_turn::Model::from_query_result(&row, "")?;
            found.push(of_row(&row));
        }
    }
    found.sort_by_key(|facts| Place::of(facts).order());
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// The different standing points that there are, found by jumping from each to the next.
async fn standings(at: &impl Connected, province: Option<Province>) -> Result<Vec<u32>, Error> {
    let mut found = Vec::new();
    let mut below = i32::MAX;
    loop {
        let next: Option<i32> = Entity::find()
            .select_only()
            .column(Column::Standing)
            .filter(in_province(province))
            .filter(Column::Standing.lt(below))
            .order_by_desc(Column::Standing)
            .limit(1)
            .into_tuple()
            .one(&at.connection())
            .await?;
        let Some(standing) = next else {
            return Ok(found);
        };
        found.extend(u32::try_from(standing));
        below = standing;
    }
}

/// The first turns with these points, longest unseen first: a range of an index, read from its end.
fn range(
    wanted: &Due,
    province: Option<Province>,
    standing: u32,
    today: NaiveDate,
    limit: u64,
) -> Option<SelectStatement> {
    let inner = Query::select()
        .columns(Column::iter())
        .from(Entity)
        .cond_where(in_province(province))
        .and_where(Column::Standing.eq(number(standing)))
        .and_where(Column::SeenOn.lte(wanted.seen_by))
        .and_where(Column::TermFrom.lte(today))
        .and_where(Column::TermUntil.gt(today))
        .cond_where(match wanted.after {
            Some(after) => beyond(after, standing)?,
            None => Condition::all(),
        })
        .order_by(Column::SeenOn, Order::Asc)
        .order_by(Column::LicenceId, Order::Asc)
        .limit(limit)
        .to_owned();
    let columns = Query::select()
        .columns(Column::iter())
        .from_subquery(inner, "standing_range")
        .to_owned();
    Some(columns)
}

fn in_province(province: Option<Province>) -> Condition {
    Condition::all().add_option(province.map(|it| Column::Province.eq(it.code())))
}

/// What comes after a place among turns with these points.
fn beyond(after: Place, standing: u32) -> Option<Condition> {
    let level = after.level_with(standing)?;
    // Of those that weigh the same the longest unseen comes first.
    let beyond = match level.cmp(&after.seen_on) {
        Ordering::Greater => Condition::all().add(Column::SeenOn.gte(level)),
        Ordering::Less => Condition::all().add(Column::SeenOn.gt(level)),
        Ordering::Equal => Condition::all().add(Column::SeenOn.gte(level)).add(
            Condition::any()
                .add(Column::SeenOn.gt(level))
                .add(Column::LicenceId.gt(after.licence)),
        ),
    };
    Some(beyond)
}

/// Forgets the turns of licences whose term is over; a renewed licence gets its row with its renewal.
pub async fn forget_ended(work: &Work) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::TermUntil.lte(work.today))
        .exec(&work.connection())
        .await?;
    Ok(())
}

/// Whether there are turns to be forgotten.
pub async fn any_ended(at: &impl Connected, today: NaiveDate) -> Result<bool, Error> {
    let ended: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::LicenceId)
        .filter(Column::TermUntil.lte(today))
        .limit(1)
        .into_tuple()
        .one(&at.connection())
        .await?;
    Ok(ended.is_some())
}

fn of_row(row: &inspection_turn::Model) -> AgencyFacts {
    AgencyFacts {
        licence: row.licence_id,
        licensed_since: row.licensed_since,
        last_inspected: row.last_inspected,
        last_score: row.last_score.map(whole),
        critical_failures: whole(row.critical_failures),
        complaints: whole(row.complaints),
    }
}

/// Counts and basis points are far below what a column holds.
fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

fn whole(value: i32) -> u32 {
    u32::try_from(value).unwrap_or_default()
}
