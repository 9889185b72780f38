//! Violation cases (A5.2, A15): charged, served, defended, heard, and closed after the ruling.
//!
//! The office of the licence's province prepares a case, the secretary or the chair of its board
//! brings it before the board, and the operator of the licence defends it.

pub mod add_charge;
pub mod close;
pub mod defend;
pub mod documents;
pub mod flag_crime;
pub mod hand_over;
pub mod hear;
pub mod join;
pub mod notify;
pub mod open;
pub mod read;
pub(super) mod recompute;
pub mod refer;
pub mod schedule;

use serde::Serialize;
use uuid::Uuid;

use super::Acting;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::case::{Accusation, Case, FactDates, Offence, Source};
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::inspection::Inspection;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::respondent::{Answerable, Respondent};
use crate::domain::placement::violation::Head;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates, directives};

/// A charge as an officer brings it.
#[derive(Debug, Serialize)]
pub struct Charging {
    /// Under what it falls.
    pub head: Head,
    /// What happened.
    pub facts: LongText,
    /// When it happened.
    pub dates: FactDates,
    /// Where it comes from.
    pub source: Source,
    /// The text by which facts before the bylaw are judged, where policy accepts them.
    pub legacy_basis: Option<LongText>,
    /// The crime that the officer sees in the facts.
    pub offence: Option<ShortText>,
}

impl Charging {
    /// The accusation of the agency that holds the licence; what it refers to must be there.
    pub(super) async fn against(
        &self,
        acting: Acting<'_>,
        licence: &Licence,
    ) -> Result<Accusation, Error> {
        let charged = Respondent::of(licence);
        match &self.source {
            Source::Inspection { id } => {
                let found = aggregates::get::<Inspection>(acting.work, *id).await?;
                Source::require_about(found.value.respondent(), &charged)?;
            }
            Source::Complaint { id } => {
                let found = aggregates::get::<Complaint>(acting.work, *id).await?;
                Source::require_about(found.value.respondent(), &charged)?;
            }
            Source::Evaluation { .. }
            | Source::Report { .. }
            | Source::Media { .. }
            | Source::OtherProvince { .. } => {}
        }
        if let Some(breached) = self.head.breached() {
            let directives = directives::book(acting.work).await?;
            breached.require_in_force(&directives, self.dates.to())?;
        }
        let seen_by = account(acting.actor)?;
        let offence = self.offence.clone();
        Ok(Accusation {
            id: Uuid::now_v7(),
            head: self.head.clone(),
            facts: self.facts.clone(),
            dates: self.dates,
            answerable: Answerable::during(licence, self.dates)
                .ok_or_else(|| Error::corrupt(Licence::NOUN, "it names no holder"))?,
            source: self.source.clone(),
            legacy_basis: self.legacy_basis.clone(),
            offence: offence.map(|name| Offence { name, seen_by }),
        })
    }
}

/// A case that the actor may know of: the offices and boards of its province, the centre, and the
/// operator of the licence.
pub(super) async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<Versioned<Case>, Error> {
    let case = aggregates::get::<Case>(at, id).await?;
    if in_sight_of_office(actor, &case.value) || is_own(at, actor, &case.value).await? {
        Ok(case)
    } else {
        Err(Error::NotFound { noun: Case::NOUN })
    }
}

/// A case before the board of a province in which the actor has a permission of offices. Nobody
/// prepares a case against the own agency.
pub(super) async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Case>, Error> {
    let case = visible(acting.work, acting.actor, id).await?;
    require_office(acting.work, acting.actor, permission, &case.value).await?;
    case.expect_version(expected)
}

async fn require_office(
    at: &impl Connected,
    actor: &Actor,
    permission: Permission,
    case: &Case,
) -> Result<(), Error> {
    let office = actor.require_at(permission, Some(case.province()));
    if is_party(at, actor, case).await? {
        return Err(Denied(permission).into());
    }
    office?;
    Ok(())
}

/// Whether the actor sees the case by an office: there it is seen with what it comes from.
pub fn in_sight_of_office(actor: &Actor, case: &Case) -> bool {
    [case.province(), case.respondent().province]
        .into_iter()
        .any(|province| actor.require_in(Permission::ReadCases, province).is_ok())
}

async fn is_own(at: &impl Connected, actor: &Actor, case: &Case) -> Result<bool, Error> {
    let may = actor.require(Permission::DefendCase).is_ok();
    Ok(may && is_party(at, actor, case).await?)
}

async fn is_party(at: &impl Connected, actor: &Actor, case: &Case) -> Result<bool, Error> {
    let licence = aggregates::get::<Licence>(at, case.respondent().licence).await?;
    Ok(actor.account() == Some(licence.value.grant().operator))
}

fn account(actor: &Actor) -> Result<Uuid, Error> {
    actor.account().ok_or(Error::Unauthenticated)
}
