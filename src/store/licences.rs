//! Licences.

use chrono::NaiveDate;
use entity::licence::{self, Column};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::due::{self, Due};
use super::inspection_turns;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{Name, ShortText, joined_key};
use crate::domain::placement::agency::{AgencyCategory, AgencyKind, Channel};
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::{Licence, LicenceNumber, LicenceState, Standing};
use crate::error::Error;

impl Stored for Licence {
    type Table = licence::Entity;

    fn columns(&self) -> licence::ActiveModel {
        let grant = self.grant();
        licence::ActiveModel {
            number: Set(self.number().to_string()),
            application_id: Set(grant.application),
            operator: Set(grant.operator),
            province: Set(self.province().code().to_owned()),
            kind: Set(grant.kind.name().to_owned()),
            channel: Set(grant.channel.name().to_owned()),
            agency: Set(grant.agency.to_string()),
            agency_key: Set(joined_key(grant.agency.as_str())),
            holder_key: Set(self.holder_party().map(Party::key).unwrap_or_default()),
            manager_key: Set(self.manager_party().as_ref().map(Party::key)),
            term_from: Set(self.span().from),
            term_until: Set(self.span().until_exclusive),
            suspended_until: Set(match self.licence_state() {
                LicenceState::Suspended {
                    until_exclusive, ..
                } => Some(until_exclusive),
                LicenceState::Granted
                | LicenceState::Revoked { .. }
                | LicenceState::Transferred { .. }
                | LicenceState::Surrendered { .. } => None,
            }),
            old_number: Set(self.old().map(|it| joined_key(it.old_number.as_str()))),
            prevented_from: Set(self.prevented_from()),
            articles_since: Set(self.articles_open_since()),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        inspection_turns::refresh_of(work, self).await
    }

    async fn project_new(values: &[Self], work: &Work) -> Result<(), Error> {
        inspection_turns::insert_new(work, values).await
    }
}

/// Which licences a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that the reader may see.
    pub visible: Visible,
    /// Of one province.
    pub province: Option<Province>,
    /// Of one category.
    pub category: Option<AgencyCategory>,
    /// That stand so on a day.
    pub standing: Option<(Standing, NaiveDate)>,
    /// Whose last day lies before this day.
    pub expiring_before: Option<NaiveDate>,
    /// With this number.
    pub number: Option<LicenceNumber>,
    /// Of an agency of this name, however it is spelt.
    pub agency: Option<Name>,
    /// With this number on the paper from before the bylaw, however it is spelt.
    pub old_number: Option<ShortText>,
    /// Granted before the bylaw and not conforming to it yet.
    pub unconformed: bool,
}

/// What a reader may see.
#[derive(Clone, Debug, Default)]
pub struct Visible {
    /// The licences of these provinces; nothing means all of them.
    pub provinces: Option<Vec<Province>>,
    /// Besides, those that this account applied for.
    pub operator: Option<Uuid>,
}

/// Where in a list a page begins: after the licence with this end of term and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The first day after the term of the last licence shown.
    pub until: NaiveDate,
    /// Its identity.
    pub id: Uuid,
}

impl After {
    /// The place after a licence.
    pub fn of(licence: &Licence) -> Self {
        use crate::domain::kernel::event::Aggregate;
        Self {
            until: licence.span().until_exclusive,
            id: licence.id(),
        }
    }
}

/// A page of licences by the end of their terms, the earliest first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<After>,
    limit: u64,
) -> Result<Vec<Versioned<Licence>>, Error> {
    licence::Entity::find()
        .filter(condition(filter))
        .filter(Condition::all().add_option(after.map(beyond)))
        .order_by_asc(Column::TermUntil)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The licence with a number.
pub async fn find_by_number(
    at: &impl Connected,
    number: &LicenceNumber,
) -> Result<Option<Versioned<Licence>>, Error> {
    licence::Entity::find()
        .filter(Column::Number.eq(number.to_string()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The licence that answered an application, if one was issued.
pub async fn of_application(
    at: &impl Connected,
    application: Uuid,
) -> Result<Option<Versioned<Licence>>, Error> {
    licence::Entity::find()
        .filter(Column::ApplicationId.eq(application))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The licences that answered these applications, in any order.
pub async fn of_applications(
    at: &impl Connected,
    applications: &[Uuid],
) -> Result<Vec<Licence>, Error> {
    licence::Entity::find()
        .filter(Column::ApplicationId.is_in(applications.iter().copied()))
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The licences that a person or a company holds or held.
pub async fn of_holder(at: &impl Connected, holder: &Party) -> Result<Vec<Licence>, Error> {
    licence::Entity::find()
        .filter(Column::HolderKey.eq(holder.key()))
        .order_by_asc(Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The licences that any of these parties hold or held.
pub async fn of_holders(at: &impl Connected, keys: Vec<String>) -> Result<Vec<Licence>, Error> {
    licence::Entity::find()
        .filter(Column::HolderKey.is_in(keys))
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The licences whose old papers have one of these numbers, each by the key of its number.
pub async fn with_old_numbers(
    at: &impl Connected,
    keys: Vec<String>,
) -> Result<Vec<Licence>, Error> {
    licence::Entity::find()
        .filter(Column::OldNumber.is_in(keys))
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The licences whose suspension is over on a day and still stands written down, the earliest first
/// and from after one of them; at most `limit`.
pub async fn suspensions_over(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let columns = (Column::SuspendedUntil, Column::Id);
    due::page(at, licence::Entity::find(), columns, today, after, limit).await
}

/// The licences in force by decision whose term is over later than one day and by another at the latest,
/// the earliest first and from after one of them; at most `limit`.
pub async fn ending(
    at: &impl Connected,
    (later_than, by): (NaiveDate, NaiveDate),
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let running = licence::Entity::find()
        .filter(Column::State.is_in(["granted", "suspended"]))
        .filter(Column::TermUntil.gt(later_than));
    let columns = (Column::TermUntil, Column::Id);
    due::page(at, running, columns, by, after, limit).await
}

/// The states of a licence that has ended for good, as its rows name them.
pub(super) const ENDS: [&str; 3] = ["revoked", "transferred", "surrendered"];

/// The licences whose latest term was over on a day and to whose end nobody has seen, the earliest
/// first and from after one of them; at most `limit`.
pub async fn ends_unseen(
    at: &impl Connected,
    over_by: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let unseen = licence::Entity::find().filter(Column::EndSeenTo.eq(false));
    let columns = (Column::TermUntil, Column::Id);
    due::page(at, unseen, columns, over_by, after, limit).await
}

/// Notes that the end of a licence is seen to; answers whether nobody had noted it before.
pub async fn see_to_end(work: &Work, licence: Uuid) -> Result<bool, Error> {
    let noted = licence::Entity::update_many()
        .col_expr(Column::EndSeenTo, true.into())
        .filter(Column::Id.eq(licence))
        .filter(Column::EndSeenTo.eq(false))
        .exec(&work.connection())
        .await?;
    Ok(noted.rows_affected == 1)
}

fn condition(filter: &Filter) -> Condition {
    let category = filter.category.map(|category| match category {
        AgencyCategory::Domestic => Column::Kind.eq(AgencyKind::Domestic.name()),
        AgencyCategory::Foreign => Column::Kind.eq(AgencyKind::Foreign.name()),
        AgencyCategory::Maritime => Column::Kind.eq(AgencyKind::Maritime.name()),
        AgencyCategory::Online => {
            Column::Channel.is_in([Channel::Electronic.name(), Channel::Both.name()])
        }
    });
    let standing = filter.standing.map(|(standing, today)| match standing {
        Standing::NotYet => Condition::all().add(Column::TermFrom.gt(today)),
        Standing::Active => Condition::all()
            .add(Column::State.is_not_in(ENDS))
            .add(suspended(today).not())
            .add(Column::TermFrom.lte(today))
            .add(Column::TermUntil.gt(today)),
        Standing::Suspended => suspended(today).add(Column::TermUntil.gt(today)),
        Standing::Expired => Condition::all()
            .add(Column::State.is_not_in(ENDS))
            .add(Column::TermUntil.lte(today)),
        Standing::Revoked => Condition::all().add(Column::State.eq("revoked")),
        Standing::Transferred => Condition::all().add(Column::State.eq("transferred")),
        Standing::Surrendered => Condition::all().add(Column::State.eq("surrendered")),
    });
    let agency = filter.agency.as_ref();
    Condition::all()
        .add_option(visible(&filter.visible))
        .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
        .add_option(category)
        .add_option(standing)
        .add_option(filter.expiring_before.map(|day| Column::TermUntil.lte(day)))
        .add_option(
            filter
                .number
                .as_ref()
                .map(|it| Column::Number.eq(it.to_string())),
        )
        .add_option(agency.map(|it| Column::AgencyKey.eq(joined_key(it.as_str()))))
        .add_option(
            filter
                .old_number
                .as_ref()
                .map(|it| Column::OldNumber.eq(joined_key(it.as_str()))),
        )
        .add_option(
            filter
                .unconformed
                .then(|| Column::PreventedFrom.is_not_null()),
        )
}

/// Under a suspension that is not over, whether that is written down yet or not.
fn suspended(today: NaiveDate) -> Condition {
    Condition::all()
        .add(Column::SuspendedUntil.is_not_null())
        .add(Column::SuspendedUntil.gt(today))
}

fn visible(visible: &Visible) -> Option<Condition> {
    let codes = visible.provinces.as_ref()?.iter().map(|it| it.code());
    Some(
        Condition::any()
            .add(Column::Province.is_in(codes))
            .add_option(visible.operator.map(|id| Column::Operator.eq(id))),
    )
}

fn beyond(after: After) -> Condition {
    let later = Condition::any()
        .add(Column::TermUntil.gt(after.until))
        .add(Column::Id.gt(after.id));
    Condition::all()
        .add(Column::TermUntil.gte(after.until))
        .add(later)
}

/// The licences with these identities, in any order.
pub async fn of_ids(at: &impl Connected, ids: &[Uuid]) -> Result<Vec<Licence>, Error> {
    licence::Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// Where a list of open duties begins: after the licence of this first issue and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterIssue {
    /// The day of first issue of the last licence shown.
    pub since: NaiveDate,
    /// Its identity.
    pub id: Uuid,
}

/// The licences of companies whose articles are not registered, the longest waiting first; only those
/// whose term is not over.
pub async fn articles_open(
    at: &impl Connected,
    seen_by: &Visible,
    province: Option<Province>,
    today: NaiveDate,
    after: Option<AfterIssue>,
    limit: u64,
) -> Result<Vec<Licence>, Error> {
    let beyond = after.map(|after| {
        let later = Condition::any()
            .add(Column::ArticlesSince.gt(after.since))
            .add(Column::Id.gt(after.id));
        Condition::all()
            .add(Column::ArticlesSince.gte(after.since))
            .add(later)
    });
    licence::Entity::find()
        .filter(Column::ArticlesSince.is_not_null())
        .filter(Column::TermUntil.gt(today))
        .filter(
            Condition::all()
                .add_option(visible(seen_by))
                .add_option(province.map(|it| Column::Province.eq(it.code())))
                .add_option(beyond),
        )
        .order_by_asc(Column::ArticlesSince)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// What a reader may see, as the identities of licences: for what belongs to them.
pub(super) fn ids_visible(seen_by: &Visible) -> Option<SelectStatement> {
    let seen = visible(seen_by)?;
    Some(
        Query::select()
            .column(Column::Id)
            .from(licence::Entity)
            .cond_where(seen)
            .to_owned(),
    )
}
