//! Whoever filed a complaint, or reported an office, follows it.

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Actor;
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::docket::{Docket, DocketNumber};
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::tracking::TrackingSecret;
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;
use crate::store::{Connected, Versioned, complaints, tracking, unlicensed};

/// What opens a file to whoever filed it: its number with the secret, or with the own account.
#[derive(Clone, Debug, Default)]
pub struct Ticket {
    /// The number as it was typed.
    pub number: String,
    /// The secret as it was typed, if one was.
    pub secret: Option<String>,
}

/// What is followed.
#[derive(Debug)]
pub enum Followed {
    /// A complaint.
    Complaint(Box<Versioned<Complaint>>),
    /// A report of an unlicensed office.
    Report(Box<Versioned<UnlicensedReport>>),
}

/// Shows what somebody filed. A wrong number, a wrong secret and somebody else's file are one and the
/// same: not found.
pub async fn track(context: &Context, actor: &Actor, ticket: &Ticket) -> Result<Followed, Error> {
    let at = context.database();
    match opened(at, actor, ticket).await? {
        Opened::Complaint(complaint) => Ok(Followed::Complaint(complaint)),
        Opened::Report(report) => Ok(Followed::Report(report)),
    }
}

/// What a ticket opens.
pub(super) enum Opened {
    Complaint(Box<Versioned<Complaint>>),
    Report(Box<Versioned<UnlicensedReport>>),
}

/// Opens a file to whoever filed it.
pub(super) async fn opened(
    at: &impl Connected,
    actor: &Actor,
    ticket: &Ticket,
) -> Result<Opened, Error> {
    let hash = hash(ticket.secret.as_deref())?;
    let own = |account| account == actor.account() && actor.account().is_some();
    if let Ok(number) = ticket.number.parse::<DocketNumber>() {
        match number.docket() {
            Some(Docket::Complaint) => {
                let found = complaints::find_by_number(at, &number).await?;
                let opens = |it: &Complaint| it.opens_with(&hash) | own(it.complainant().account);
                if let Some(found) = found.filter(|it| opens(&it.value)) {
                    return Ok(Opened::Complaint(Box::new(found)));
                }
            }
            Some(Docket::UnlicensedReport) => {
                let found = unlicensed::find_by_number(at, &number).await?;
                let opens = |it: &UnlicensedReport| {
                    let account = it.reporter().and_then(|it| it.account);
                    it.opens_with(&hash) | own(account)
                };
                if let Some(found) = found.filter(|it| opens(&it.value)) {
                    return Ok(Opened::Report(Box::new(found)));
                }
            }
            Some(Docket::Application | Docket::Inspection | Docket::Case | Docket::Ruling)
            | None => {}
        }
    }
    Err(Error::NotFound {
        noun: Complaint::NOUN,
    })
}

/// The hash of what was typed; where that is no secret, of one that was never given to anybody.
fn hash(typed: Option<&str>) -> Result<Sha256Hex, Error> {
    let typed = typed.and_then(|it| it.parse::<TrackingSecret>().ok());
    tracking::hash(&typed.unwrap_or_else(tracking::new_secret))
}
