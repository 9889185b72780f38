//! Finding inspections that one may see.

use uuid::Uuid;

use super::{After, By, operator, visible};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::inspection::Inspection;
use crate::error::Error;
use crate::store::inspections::{Filter, Visible};
use crate::store::{Versioned, inspections};

/// Shows one inspection.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Inspection>, Error> {
    actor.require(Permission::ReadInspections)?;
    visible(context.database(), actor, id).await
}

/// Which inspections are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Of one licence.
    pub licence: Option<Uuid>,
    /// Only those assigned to oneself.
    pub own: bool,
    /// Only those that stand so today.
    pub late: Option<Late>,
    /// Only those after this place.
    pub after: Option<After>,
}

/// How an inspection can be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Its day passed without a visit.
    Missed,
    /// Its term for mending ran out without a correction.
    Overdue,
}

/// Lists the inspections that one may see: at most `limit`, and where the next page begins if there
/// is one. Late ones go by the day since which they are late.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u8,
) -> Result<(Vec<Inspection>, Option<After>), Error> {
    actor.require(Permission::ReadInspections)?;
    let (database, today) = (context.database(), context.today());
    if search.own && actor.require(Permission::Inspect).is_err() {
        return Ok((Vec::new(), None));
    }
    let by = match search.late {
        None => By::Plan,
        Some(Late::Missed) => By::Missed(today),
        Some(Late::Overdue) => By::Overdue(today),
    };
    let filter = Filter {
        // Whoever is assigned sees the inspection, wherever the office is.
        visible: if search.own {
            Visible::default()
        } else {
            sight(actor)
        },
        province: search.province,
        state: search.state,
        licence: search.licence,
        inspector: actor.account().filter(|_| search.own),
        by,
    };
    let limit = usize::from(limit);
    // One more than wanted tells whether there is another page.
    let wanted = u64::try_from(limit + 1).unwrap_or(u64::MAX);
    let found = inspections::page(database, &filter, search.after, wanted).await?;
    let next = found
        .get(limit.saturating_sub(1))
        .filter(|_| found.len() > limit);
    let next = next.map(|last| After {
        day: by.day(&last.value),
        id: last.value.id(),
    });
    let shown = found.into_iter().take(limit).map(|it| it.value);
    Ok((shown.collect(), next))
}

/// What a list may show: everything of one's provinces, and the signed reports on one's own agencies.
fn sight(actor: &Actor) -> Visible {
    Visible {
        provinces: actor.provinces_of(Permission::ReadInspections),
        operator: operator(actor),
    }
}
