//! Bank guarantees.

use chrono::NaiveDate;
use entity::guarantee::{self, Column};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::due::{self, Due};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Reach;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::licence::{Licence, LicenceState};
use crate::error::Error;

impl Stored for Guarantee {
    type Table = guarantee::Entity;

    fn columns(&self) -> guarantee::ActiveModel {
        guarantee::ActiveModel {
            application_id: Set(self.application()),
            province: Set(self.province().code().to_owned()),
            kind: Set(self.kind().name().to_owned()),
            live: Set(self.guarantee_state().is_live()),
            amount: Set(self.deed().amount.get()),
            cover: Set(self.remaining().get()),
            expires_on: Set(self.deed().expires_on),
            ..Default::default()
        }
    }
}

/// The guarantees lodged for an application, oldest first.
pub async fn of_application(
    at: &impl Connected,
    application: Uuid,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    guarantee::Entity::find()
        .filter(Column::ApplicationId.eq(application))
        .order_by_asc(Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The guarantee of an application that the bank or the office still has to confirm.
pub async fn pending(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Guarantee>>, Error> {
    in_states(at, application, &["submitted", "verified"]).await
}

/// The guarantee that is held for an application.
pub async fn held(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Guarantee>>, Error> {
    in_states(at, application, &["held"]).await
}

async fn in_states(
    at: &impl Connected,
    application: Uuid,
    states: &[&str],
) -> Result<Option<Versioned<Guarantee>>, Error> {
    guarantee::Entity::find()
        .filter(Column::ApplicationId.eq(application))
        .filter(Column::State.is_in(states.iter().copied()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The guarantee behind a licence today: the one that it was issued on, or what took its place since. A
/// guarantee that another licence stands on after a transfer is not behind this one any more.
pub async fn behind(
    at: &impl Connected,
    licence: &Licence,
) -> Result<Option<Versioned<Guarantee>>, Error> {
    let grant = licence.grant();
    let Some(first) = grant.guarantee else {
        return Ok(None);
    };
    let handed_over = matches!(licence.licence_state(), LicenceState::Transferred { .. });
    let mut found = aggregates::get::<Guarantee>(at, first).await?;
    while let Some(next) = found.value.replaced_by() {
        let next = aggregates::get::<Guarantee>(at, next).await?;
        if handed_over && next.value.application() != found.value.application() {
            break;
        }
        found = next;
    }
    Ok(Some(found))
}

/// The guarantees that a reader reaches by an office.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// By which offices.
    pub reach: Vec<Reach>,
    /// Of these, only those of one province.
    pub province: Option<Province>,
}

/// Where a page begins: after the guarantee with this last day, or this cover in rial, and identity.
pub type After<T> = (T, Uuid);

/// A page of guarantees that are held and expire on a day or before, the earliest first.
pub async fn expiring(
    at: &impl Connected,
    reached: &Reached,
    until: NaiveDate,
    after: Option<After<NaiveDate>>,
    limit: u64,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    let wanted = Condition::all()
        .add(Column::ExpiresOn.lte(until))
        .add_option(after.map(|(day, id)| beyond(Column::ExpiresOn, day, id)));
    at_risk(at, reached, wanted, Column::ExpiresOn, limit).await
}

/// A page of guarantees of one kind that are held and cover less than an amount, the least first.
pub async fn below(
    at: &impl Connected,
    reached: &Reached,
    kind: AgencyKind,
    amount: Rial,
    after: Option<After<Rial>>,
    limit: u64,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    let wanted = Condition::all()
        .add(Column::Kind.eq(kind.name()))
        .add(Column::Cover.lt(amount.get()))
        .add_option(after.map(|(cover, id)| beyond(Column::Cover, cover.get(), id)));
    at_risk(at, reached, wanted, Column::Cover, limit).await
}

/// The guarantees that are held and expire on a day of a span, the earliest first and from after one of
/// them; at most `limit`.
pub async fn expiring_from(
    at: &impl Connected,
    (from, until): (NaiveDate, NaiveDate),
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let live = guarantee::Entity::find()
        .filter(Column::Live.eq(true))
        .filter(Column::ExpiresOn.gte(from));
    let columns = (Column::ExpiresOn, Column::Id);
    due::page(at, live, columns, until, after, limit).await
}

async fn at_risk(
    at: &impl Connected,
    reached: &Reached,
    wanted: Condition,
    by: Column,
    limit: u64,
) -> Result<Vec<Versioned<Guarantee>>, Error> {
    let province = reached.province.map(|it| Column::Province.eq(it.code()));
    guarantee::Entity::find()
        .filter(Column::Live.eq(true))
        .filter(wanted.add_option(province).add_option(visible(reached)))
        .order_by_asc(by)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

fn beyond<V: Into<sea_orm::Value> + Clone>(column: Column, value: V, id: Uuid) -> Condition {
    let later = Condition::any()
        .add(column.gt(value.clone()))
        .add(Column::Id.gt(id));
    Condition::all().add(column.gte(value)).add(later)
}

fn visible(reached: &Reached) -> Option<Condition> {
    let everything = |it: &Reach| it.province.is_none() && it.scope.is_none();
    if reached.reach.iter().any(everything) {
        return None;
    }
    // Somebody who reaches nothing sees nothing; an empty condition would show all.
    let nothing = Condition::any().add(Column::Id.is_null());
    Some(reached.reach.iter().fold(nothing, |any, it| {
        let kinds = it.kinds().iter().map(|kind| kind.name());
        let one = Condition::all()
            .add_option(it.province.map(|it| Column::Province.eq(it.code())))
            .add_option(it.scope.map(|_| Column::Kind.is_in(kinds)));
        any.add(one)
    }))
}
