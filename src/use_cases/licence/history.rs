//! What a licence's status was on a day, as known on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::{Fact, Licence, Status};
use crate::domain::placement::ruling::Ruling;
use crate::error::{Error, InvalidField};
use crate::store::aggregates;

/// The status of a licence with the rulings among the decisions that made it so.
#[derive(Clone, Debug)]
pub struct LicenceHistory {
    /// The licence.
    pub licence: Licence,
    /// Its status.
    pub status: Status,
    /// The rulings that its decisions name.
    pub rulings: BTreeMap<Uuid, Ruling>,
}

/// Shows the status of a licence on a day as it was known at the end of another, both today if
/// nothing is said.
pub async fn show(
    context: &Context,
    actor: &Actor,
    id: Uuid,
    on: Option<NaiveDate>,
    known_on: Option<NaiveDate>,
) -> Result<LicenceHistory, Error> {
    actor.require(Permission::ReadLicences)?;
    let (database, today) = (context.database(), context.today());
    let licence = visible(database, actor, id).await?.value;
    let known_on = known_on.unwrap_or(today);
    if known_on > today {
        let field = InvalidField::parameter("known_on", NOT_KNOWN_YET);
        return Err(Error::Invalid(vec![field]));
    }
    let status = licence
        .status(on.unwrap_or(today), known_on)
        .ok_or_else(unknown)?;
    let mut rulings = BTreeMap::new();
    for id in status.decisions.iter().filter_map(ruling) {
        if !rulings.contains_key(&id)
            && let Some(found) = aggregates::find::<Ruling>(database, id).await?
        {
            rulings.insert(id, found.value);
        }
    }
    Ok(LicenceHistory {
        licence,
        status,
        rulings,
    })
}

fn ruling(fact: &Fact) -> Option<Uuid> {
    fact.what.ruling()
}

fn unknown() -> Refusal {
    Refusal::rule(
        "licence-not-known-yet",
        Citation::article(7),
        "در آن تاریخ هنوز چنین مجوزی صادر نشده بود.",
        "On that day the licence had not been issued yet.",
    )
}

const NOT_KNOWN_YET: Invalid = Invalid {
    code: "known-on",
    fa: "تاریخ دانسته‌ها پس از امروز نیست.",
    en: "What will be known after today is not known yet.",
};
