//! Looking at complaints.

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::complaint::Complaint;
use crate::error::Error;
use crate::store::Versioned;
use crate::store::complaints::{self, Filter, Visible};

/// One complaint.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Complaint>, Error> {
    require_any(actor)?;
    Ok(visible(context.database(), actor, id).await?.0)
}

/// Which complaints are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// About one licence.
    pub licence: Option<Uuid>,
    /// Only those whose opinion is overdue.
    pub overdue: bool,
    /// Only those after this one.
    pub after: Option<Uuid>,
}

/// The complaints that the actor may know of, the newest first: at most `limit` of them, and after which
/// the next page begins, if there is one. An office sees those of its province, an association those on which it was asked.
pub async fn list(
    context: &Context,
    actor: &Actor,
    search: Search,
    limit: u64,
) -> Result<(Vec<Complaint>, Option<Uuid>), Error> {
    require_any(actor)?;
    let visible = match actor.require(Permission::ReadComplaints) {
        Ok(_) => Visible::Provinces(actor.provinces_of(Permission::ReadComplaints)),
        Err(_) => Visible::AskedOf(actor.guilds_of(Permission::AdviseOnComplaint)),
    };
    let filter = Filter {
        visible,
        province: search.province,
        state: search.state,
        licence: search.licence,
        overdue_on: search.overdue.then(|| context.today()),
    };
    let at = context.database();
    let mut found = complaints::page(at, &filter, search.after, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|it| it.value.id());
    Ok((found.into_iter().map(|it| it.value).collect(), next))
}

/// Offices read complaints, and so does who may be asked for an opinion.
pub(super) fn require_any(actor: &Actor) -> Result<(), Denied> {
    actor
        .require(Permission::ReadComplaints)
        .or_else(|denied| {
            let advises = actor.require(Permission::AdviseOnComplaint);
            advises.map_err(|_| denied)
        })
        .map(drop)
}
