//! The office accepts a guarantee.

use serde::Serialize;
use uuid::Uuid;

use super::{Rules, decided_on, running};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::issue::PremisesGate;
use crate::domain::placement::article8::cover::GuaranteeCover;
use crate::domain::placement::guarantee::{Guarantee, Measure};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guarantees};
use crate::use_cases::{Acting, Command};

/// Accepts a guarantee that the bank has confirmed, measured by today's directive and policy, and
/// moves its application on. The one that was held before is given back; behind a licence that was
/// issued already the accepted one takes its place for the rest of the term.
#[derive(Debug, Serialize)]
pub struct AcceptGuarantee {
    /// The guarantee.
    pub id: Uuid,
    /// The version that was seen.
    pub expected: i64,
}

impl Command for AcceptGuarantee {
    const OPERATION: &'static str = "acceptGuarantee";
    const PERMISSION: Option<Permission> = Some(Permission::AcceptGuarantee);
    type Output = Versioned<Guarantee>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let (guarantee, application) = decided_on(acting, self.id, self.expected).await?;
        let id = application.value.id();
        if application.value.standing().is_closed() {
            exchange(acting, guarantee, id).await
        } else {
            move_on(acting, guarantee, application).await
        }
    }
}

async fn move_on(
    acting: Acting<'_>,
    guarantee: Versioned<Guarantee>,
    application: Versioned<Application>,
) -> Result<Versioned<Guarantee>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let rules = Rules::for_file(work, &application.value).await?;
    let held = guarantee.change(|guarantee| guarantee.hold(&rules.measure(), today))?;
    let account = acting.actor.account().ok_or(Error::Unauthenticated)?;
    let cover = GuaranteeCover::of(held.value.value(), &rules.measure(), account, today)?;
    let gate = PremisesGate::of(&rules.policies(), &rules.directives, today);
    if let Some(before) = guarantees::held(work, application.value.id()).await? {
        let given_back = before.change(|it| it.replace(held.value.value(), today))?;
        aggregates::save(work, given_back).await?;
    }
    let guarantee = aggregates::save(work, held).await?;
    let covered = application.change(|file| file.guarantee_accepted(cover, gate))?;
    aggregates::save(work, covered).await?;
    Ok(guarantee)
}

async fn exchange(
    acting: Acting<'_>,
    guarantee: Versioned<Guarantee>,
    application: Uuid,
) -> Result<Versioned<Guarantee>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let (licence, before) = running(work, application).await?;
    let rules = Rules::today(work).await?;
    let measure = Measure {
        term: licence.term(),
        ..rules.measure()
    };
    let held = guarantee.change(|guarantee| guarantee.hold(&measure, today))?;
    let given_back = before.change(|it| it.replace(held.value.value(), today))?;
    aggregates::save(work, given_back).await?;
    aggregates::save(work, held).await
}
