//! The performance that a board looks at before it decides on a renewal (A10).

use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::application::not_a_renewal;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::performance::{Files, PerformanceRecord};
use crate::error::Error;
use crate::store::{aggregates, cases, complaints, inspections, rulings};
use crate::use_cases::Versioned;

/// How many of each kind a record shows at most, the newest ones.
const MOST: u64 = 10_000;

/// Shows what is on record about the agency in the term that a renewal is to follow, to the directorate
/// and the board of its province.
pub async fn show(
    context: &Context,
    actor: &Actor,
    application: Uuid,
) -> Result<PerformanceRecord, Error> {
    actor.require(Permission::ReadComplaints)?;
    let database = context.database();
    let application = visible(database, actor, application).await?.value;
    actor.require_in(Permission::ReadComplaints, application.province())?;
    let licence = application.renews().ok_or_else(not_a_renewal)?;
    let today = context.today();
    let term = aggregates::get::<Licence>(database, licence)
        .await?
        .value
        .term_at(application.filed_on().unwrap_or(today));
    let files = files(context, licence).await?;
    Ok(PerformanceRecord::of(&files, term.from, today))
}

async fn files(context: &Context, licence: Uuid) -> Result<Files, Error> {
    let database = context.database();
    let about = inspections::Filter {
        licence: Some(licence),
        ..Default::default()
    };
    let inspections = inspections::page(database, &about, None, MOST).await?;
    let about = complaints::Filter {
        visible: complaints::Visible::Provinces(None),
        licence: Some(licence),
        ..Default::default()
    };
    let complaints = complaints::page(database, &about, None, MOST).await?;
    let about = cases::Filter {
        licence: Some(licence),
        ..Default::default()
    };
    let cases = cases::page(database, &about, None, MOST).await?;
    let about = rulings::Filter {
        licence: Some(licence),
        ..Default::default()
    };
    let rulings = rulings::list(database, &about, None, MOST).await?;
    Ok(Files {
        inspections: values(inspections),
        complaints: values(complaints),
        cases: values(cases),
        rulings: values(rulings),
    })
}

fn values<T>(found: Vec<Versioned<T>>) -> Vec<T> {
    found.into_iter().map(|it| it.value).collect()
}
