//! A first licence (A7, A10).

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Checked, signer};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::Name;
use crate::domain::placement::application::Application;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::licence::{
    Grant, Holder, IssueGuards, Licence, LicenceNumber, Series,
};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, licences, serials};
use crate::use_cases::Acting;

/// Issues the licence that a file asks for.
pub(super) async fn issue(
    acting: Acting<'_>,
    id: Uuid,
    checked: &Checked,
) -> Result<Versioned<Licence>, Error> {
    issue_by(acting, id, checked, Licence::issue).await
}

/// Issues a licence that a file asks for, by the transition that fits what it asks.
pub(super) async fn issue_by(
    acting: Acting<'_>,
    id: Uuid,
    checked: &Checked,
    transition: Transition,
) -> Result<Versioned<Licence>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let grant = grant(&checked.file)?;
    let others = others(work, &grant).await?;
    let guards = IssueGuards {
        screening: &checked.screening,
        others: &others,
        guarantee: checked.guarantee.as_ref(),
        measure: checked.rules.measure(),
    };
    let number = number(acting, &grant).await?;
    let signed_by = signer(acting.actor)?;
    let licence = transition(id, number, grant, signed_by, &guards, today)?;
    aggregates::insert(work, licence).await
}

/// A transition of the domain that issues a new licence.
type Transition = fn(
    Uuid,
    LicenceNumber,
    Grant,
    Name,
    &IssueGuards<'_>,
    NaiveDate,
) -> Result<Changed<Licence, PlacementEvent>, Refusal>;

/// What the file asks for, as the licence will say it.
fn grant(file: &Application) -> Result<Grant, Error> {
    let filing = file.filing();
    let unfit = |reason: Invalid| Error::invalid("/filing/applicant", reason);
    let premises = filing.premises.clone().ok_or(Error::Corrupt {
        noun: Application::NOUN,
        detail: "a filed application has no premises".to_owned(),
    })?;
    Ok(Grant {
        application: file.id(),
        operator: file.operator(),
        agency: filing.profile.name.clone(),
        kind: filing.profile.kind,
        channel: filing.profile.channel,
        holder: Holder::of(&filing.applicant).map_err(unfit)?,
        parties: file.subjects(),
        premises,
        website: filing.website.as_ref().map(|site| site.domain.clone()),
        guarantee: file.guarantee().map(|cover| cover.guarantee),
    })
}

async fn others(work: &Work, grant: &Grant) -> Result<Vec<Licence>, Error> {
    match grant.parties.first() {
        Some(holder) => licences::of_holder(work, &holder.party).await,
        None => Ok(Vec::new()),
    }
}

/// The next number of the province, the kind and the year; given again if the issue fails.
async fn number(acting: Acting<'_>, grant: &Grant) -> Result<LicenceNumber, Error> {
    let doing = "numbering a licence";
    let failed = |reason| Error::internal(doing, reason);
    let year = SolarHijri::of(acting.work.today).year();
    let series = Series {
        demo: acting.context.is_demo(),
        province: grant.premises.province,
        kind: grant.kind,
        year: u16::try_from(year).map_err(|error| Error::internal(doing, error))?,
    };
    let name = format!(
        "licence/{}/{}/{year}",
        series.province.code(),
        series.kind.name()
    );
    let serial = serials::next(acting.work, &name).await?;
    let serial = u32::try_from(serial).map_err(|error| Error::internal(doing, error))?;
    LicenceNumber::new(series, serial).map_err(failed)
}
