//! Directives of the central board.

use entity::directive;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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

/// The directives on a matter or on all of them, drafts included, the newest of each first.
pub async fn list(
    at: &impl Connected,
    matter: Option<DirectiveKind>,
) -> Result<Vec<Versioned<PlacementDirective>>, Error> {
    let mut query = directive::Entity::find()
        .order_by_asc(directive::Column::Matter)
        .order_by_desc(directive::Column::Edition);
    if let Some(matter) = matter {
        query = query.filter(directive::Column::Matter.eq(matter.code()));
    }
    let rows = query.all(&at.connection()).await?;
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
