//! Directives of the central board.

use std::fmt;

use entity::directive;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::accounts::taken;
use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use crate::domain::kernel::directive::{DirectiveBook, DirectiveMatter};
use crate::domain::kernel::event::Changed;
use crate::domain::placement::directives::{DirectiveKind, PlacementDirective, Terms};
use crate::domain::placement::event::PlacementEvent;
use crate::error::Error;

impl Stored for PlacementDirective {
    type Table = directive::Entity;

    fn columns(&self) -> directive::ActiveModel {
        directive::ActiveModel {
            matter: Set(self.matter().code().to_owned()),
            edition: Set(self.version().into()),
            effective_from: Set(self.approval().map(|approval| approval.effective_from)),
            ..Default::default()
        }
    }
}

/// Saves a new draft, whose number on the matter no other directive may have.
pub async fn insert(
    work: &Work,
    changed: Changed<PlacementDirective, PlacementEvent>,
) -> Result<Versioned<PlacementDirective>, Error> {
    aggregates::insert(work, changed)
        .await
        .map_err(|error| taken(error, "/terms/matter"))
}

/// Every directive that bound somebody at some time.
pub async fn book(at: &impl Connected) -> Result<DirectiveBook<Terms>, Error> {
    let rows = directive::Entity::find()
        .filter(directive::Column::EffectiveFrom.is_not_null())
        .order_by_asc(directive::Column::Id)
        .all(&at.connection())
        .await?;
    let directives = rows
        .iter()
        .map(|row| aggregates::from_row(row).map(|it: Versioned<PlacementDirective>| it.value));
    Ok(DirectiveBook::new(directives.collect::<Result<_, _>>()?))
}

/// Where a directive stands in the list, by its matter and its number on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    matter: DirectiveKind,
    edition: u32,
}

impl Place {
    /// The place of a directive.
    pub fn of(directive: &PlacementDirective) -> Self {
        Self {
            matter: directive.matter(),
            edition: directive.version(),
        }
    }

    /// Reads a place, for example `guarantee_amount.3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (matter, edition) = text.split_once('.')?;
        Some(Self {
            matter: DirectiveKind::ALL
                .into_iter()
                .find(|it| it.code() == matter)?,
            edition: edition.parse().ok()?,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.matter.code(), self.edition)
    }
}

/// The directives on a matter or on all of them that come after a place, drafts included, the newest
/// of each first; at most `limit`.
pub async fn page(
    at: &impl Connected,
    matter: Option<DirectiveKind>,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Versioned<PlacementDirective>>, Error> {
    use directive::Column::{Edition, Matter};
    let later = after.map(|Place { matter, edition }| {
        let older = Matter.eq(matter.code()).and(Edition.lt(i64::from(edition)));
        Matter.gt(matter.code()).or(older)
    });
    let wanted = Condition::all()
        .add_option(matter.map(|it| Matter.eq(it.code())))
        .add_option(later);
    let rows = directive::Entity::find()
        .filter(wanted)
        .order_by_asc(Matter)
        .order_by_desc(Edition)
        .limit(limit)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

/// Every directive on a matter, drafts included, the newest first.
pub async fn of_matter(
    at: &impl Connected,
    matter: DirectiveKind,
) -> Result<Vec<Versioned<PlacementDirective>>, Error> {
    let rows = directive::Entity::find()
        .filter(directive::Column::Matter.eq(matter.code()))
        .order_by_desc(directive::Column::Edition)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}

/// The highest number among the directives on a matter; 0 when there is none.
pub async fn last_edition(at: &impl Connected, matter: DirectiveKind) -> Result<u32, Error> {
    let last: Option<Option<i64>> = directive::Entity::find()
        .select_only()
        .column_as(directive::Column::Edition.max(), "last")
        .filter(directive::Column::Matter.eq(matter.code()))
        .into_tuple()
        .one(&at.connection())
        .await?;
    u32::try_from(last.flatten().unwrap_or(0)).map_err(|error| Error::corrupt("directive", error))
}
