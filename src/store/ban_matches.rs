//! Files that share a party with a running ban: pending applications and licences that have not ended.
//!
//! Nothing is stored: whoever comes onto the list of bans, into a file or off either of them is seen
//! at once. Each search goes from the parties of running bans to the files of these very parties, so
//! it costs as much as there are bans and hits, however many files there are.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{application, ban, ban_subject, licence};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::aggregates;
use super::database::Connected;
use super::licences::ENDS;
use crate::domain::kernel::province::Province;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::ScreenedFile;
use crate::domain::placement::licence::Licence;
use crate::error::Error;

/// A ban and a file that have a party in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The ban.
    pub ban: Uuid,
    /// The file.
    pub file: ScreenedFile,
}

/// Which candidates are looked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Files of these provinces; nothing means of all of them.
    pub provinces: Option<Vec<Province>>,
    /// With this ban.
    pub ban: Option<Uuid>,
}

/// A place in the order of bans and, within each, of files.
pub type Place = (Uuid, Uuid);

/// The states in which an application waits for nobody any more, or was never filed.
const NOT_PENDING: [&str; 6] = [
    "draft",
    "issued",
    "rejected",
    "rejected_final",
    "withdrawn",
    "lapsed",
];

/// The candidates of a day that come after a place; at most `limit`.
pub async fn candidates(
    at: &impl Connected,
    filter: &Filter,
    today: NaiveDate,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Candidate>, Error> {
    use application::Column as A;
    use licence::Column as L;
    let mut applications = BTreeSet::new();
    for key in [A::HolderKey, A::ManagerKey] {
        let files = ban_subject::Entity::belongs_to(application::Entity)
            .from(ban_subject::Column::PartyKey)
            .to(key);
        let found = running(filter, today)
            .column(A::Id)
            .join(JoinType::InnerJoin, files.into())
            .filter(A::State.is_not_in(NOT_PENDING))
            .filter(within(filter, A::Province))
            .filter(beyond(after, A::Id))
            .order_by_asc(A::Id)
            .limit(limit);
        applications.extend(pairs(at, found).await?);
    }
    let mut licences = BTreeSet::new();
    for key in [L::HolderKey, L::ManagerKey] {
        let files = ban_subject::Entity::belongs_to(licence::Entity)
            .from(ban_subject::Column::PartyKey)
            .to(key);
        let found = running(filter, today)
            .column(L::Id)
            .join(JoinType::InnerJoin, files.into())
            .filter(L::State.is_not_in(ENDS))
            .filter(L::TermUntil.gt(today))
            .filter(within(filter, L::Province))
            .filter(beyond(after, L::Id))
            .order_by_asc(L::Id)
            .limit(limit);
        licences.extend(pairs(at, found).await?);
    }
    let applications = applications
        .into_iter()
        .map(|(ban, id)| (ban, id, ScreenedFile::Application { id }));
    let licences = licences
        .into_iter()
        .map(|(ban, id)| (ban, id, ScreenedFile::Licence { id }));
    let mut all: Vec<_> = applications.chain(licences).collect();
    all.sort_by_key(|(ban, id, _)| (*ban, *id));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let candidate = |(ban, _, file)| Candidate { ban, file };
    Ok(all.into_iter().map(candidate).collect())
}

/// The running bans, in the order of their identities, with a row for every party.
fn running(filter: &Filter, today: NaiveDate) -> Select<ban::Entity> {
    let parties = ban::Entity::belongs_to(ban_subject::Entity)
        .from(ban::Column::Id)
        .to(ban_subject::Column::BanId);
    ban::Entity::find()
        .select_only()
        .column(ban::Column::Id)
        .distinct()
        .join(JoinType::InnerJoin, parties.into())
        .filter(ban::Column::State.eq("imposed"))
        .filter(ban::Column::RunsFrom.lte(today))
        .filter(ban::Column::RunsUntil.gt(today))
        .filter(Condition::all().add_option(filter.ban.map(|id| ban::Column::Id.eq(id))))
        .order_by_asc(ban::Column::Id)
}

fn within(filter: &Filter, province: impl ColumnTrait) -> Condition {
    let codes = filter.provinces.as_ref().map(|provinces| {
        let codes = provinces.iter().map(|it| it.code());
        province.is_in(codes)
    });
    Condition::all().add_option(codes)
}

fn beyond(after: Option<Place>, file: impl ColumnTrait) -> Condition {
    let later = after.map(|(ban, id)| {
        let later = Condition::any()
            .add(ban::Column::Id.gt(ban))
            .add(file.gt(id));
        Condition::all().add(ban::Column::Id.gte(ban)).add(later)
    });
    Condition::all().add_option(later)
}

async fn pairs(at: &impl Connected, found: Select<ban::Entity>) -> Result<Vec<Place>, Error> {
    Ok(found.into_tuple().all(&at.connection()).await?)
}

/// The applications with these identities.
pub async fn applications(
    at: &impl Connected,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Application>, Error> {
    let rows = application::Entity::find()
        .filter(application::Column::Id.is_in(ids))
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<Application>(row)?.value))
        .collect()
}

/// The licences with these identities.
pub async fn licences(
    at: &impl Connected,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Licence>, Error> {
    let rows = licence::Entity::find()
        .filter(licence::Column::Id.is_in(ids))
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}
