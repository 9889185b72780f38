//! Bans, and the search for those that run against a party.

use chrono::NaiveDate;
use entity::{ban, ban_subject};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::due::{self, Due};
use super::{match_reviews, policies};
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::placement::ban::{Ban, BanStanding, Party, Screened, Screening, Subject};
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::policies::Policies;
use crate::error::Error;

impl Stored for Ban {
    type Table = ban::Entity;

    fn columns(&self) -> ban::ActiveModel {
        ban::ActiveModel {
            province: Set(self.revocation().province.code().to_owned()),
            runs_from: Set(self.term().from),
            runs_until: Set(self.term().until_exclusive),
            ..Default::default()
        }
    }
}

/// Saves a new ban with the keys under which its subjects are found.
pub async fn insert(
    work: &Work,
    changed: Changed<Ban, PlacementEvent>,
) -> Result<Versioned<Ban>, Error> {
    let saved = aggregates::insert(work, changed).await?;
    let mut keys: Vec<String> = saved.value.subjects().iter().map(key).collect();
    keys.sort();
    keys.dedup();
    let rows = keys.into_iter().map(|party_key| ban_subject::ActiveModel {
        party_key: Set(party_key),
        ban_id: Set(saved.value.id()),
    });
    ban_subject::Entity::insert_many(rows)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(saved)
}

/// The bans whose five years are over on a day while that is not written down yet.
pub async fn over(
    at: &impl Connected,
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let imposed = ban::Entity::find().filter(ban::Column::State.eq("imposed"));
    let columns = (ban::Column::RunsUntil, ban::Column::Id);
    due::page(at, imposed, columns, today, after, limit).await
}

/// Looks for bans that bar what a file asks for on a day, by the policies of that day (A15.n2).
/// What somebody found to be another person in this very file is left out.
pub async fn screen_file(
    at: &impl Connected,
    file: &Screened,
    on: NaiveDate,
) -> Result<Screening, Error> {
    let bans = running_against(at, file.subjects(), on).await?;
    let reviews = match_reviews::of_files(at, file.files()).await?;
    let book = policies::book(at).await?;
    let policies = Policies::on(&book, on);
    Ok(Screening::of_file(file, &bans, &reviews, &policies, on))
}

/// Looks for bans that run on a day against any of the subjects, whatever they ask for.
pub async fn screen(
    at: &impl Connected,
    subjects: &[Subject],
    on: NaiveDate,
) -> Result<Screening, Error> {
    let bans = running_against(at, subjects, on).await?;
    Ok(Screening::of(subjects, &bans, on))
}

/// The bans that run on a day against any of the subjects. Only bans of these very parties are read,
/// however long the list of bans is.
pub async fn running_against(
    at: &impl Connected,
    subjects: &[Subject],
    on: NaiveDate,
) -> Result<Vec<Ban>, Error> {
    let keys = subjects.iter().map(key).collect();
    let rows = ban::Entity::find()
        .filter(ban::Column::Id.is_in(against(at, keys).await?))
        .filter(ban::Column::RunsFrom.lte(on))
        .filter(ban::Column::RunsUntil.gt(on))
        .order_by_asc(ban::Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<Ban>(row)?.value))
        .collect()
}

async fn against(at: &impl Connected, keys: Vec<String>) -> Result<Vec<Uuid>, Error> {
    Ok(ban_subject::Entity::find()
        .select_only()
        .column(ban_subject::Column::BanId)
        .distinct()
        .filter(ban_subject::Column::PartyKey.is_in(keys))
        .into_tuple()
        .all(&at.connection())
        .await?)
}

/// Every ban that ever covered a party, the one that runs longest first.
pub async fn of_party(at: &impl Connected, party: &Party) -> Result<Vec<Versioned<Ban>>, Error> {
    let rows = ban::Entity::find()
        .filter(ban::Column::Id.is_in(against(at, vec![party.key()]).await?))
        .order_by_desc(ban::Column::RunsUntil)
        .order_by_desc(ban::Column::Id)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

/// The bans with these identities.
pub async fn with_ids(
    at: &impl Connected,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Ban>, Error> {
    let rows = ban::Entity::find()
        .filter(ban::Column::Id.is_in(ids))
        .all(&at.connection())
        .await?;
    rows.iter()
        .map(|row| Ok(aggregates::from_row::<Ban>(row)?.value))
        .collect()
}

/// Which bans are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// That stand so on a day.
    pub standing: Option<(BanStanding, NaiveDate)>,
    /// After a revocation in this province.
    pub province: Option<Province>,
}

/// Where in the list a page begins: after the ban with this end and identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// The first day without the last ban shown.
    pub until: NaiveDate,
    /// Its identity.
    pub id: Uuid,
}

impl After {
    /// The place after a ban.
    pub fn of(ban: &Ban) -> Self {
        Self {
            until: ban.term().until_exclusive,
            id: ban.id(),
        }
    }
}

/// A page of bans by their ends, the latest first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<After>,
    limit: u64,
) -> Result<Vec<Versioned<Ban>>, Error> {
    use ban::Column;
    let standing = filter.standing.map(|(standing, on)| match standing {
        BanStanding::Running => Condition::all()
            .add(Column::State.ne("annulled"))
            .add(Column::RunsUntil.gt(on)),
        BanStanding::Ended => Condition::all()
            .add(Column::State.ne("annulled"))
            .add(Column::RunsUntil.lte(on)),
        BanStanding::Annulled => Condition::all().add(Column::State.eq("annulled")),
    });
    let beyond = after.map(|after| {
        let earlier = Condition::any()
            .add(Column::RunsUntil.lt(after.until))
            .add(Column::Id.lt(after.id));
        Condition::all()
            .add(Column::RunsUntil.lte(after.until))
            .add(earlier)
    });
    let wanted = Condition::all()
        .add_option(standing)
        .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
        .add_option(beyond);
    let rows = ban::Entity::find()
        .filter(wanted)
        .order_by_desc(Column::RunsUntil)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

fn key(subject: &Subject) -> String {
    subject.party.key()
}
