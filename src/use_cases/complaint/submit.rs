//! Whoever filed a complaint, or reported an office, submits a document.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use super::follow::{Opened, Ticket, opened};
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::{Exhibit, MediaType, Sha256Hex};
use crate::error::Error;
use crate::store::{Versioned, aggregates, documents};
use crate::use_cases::{Acting, Command, IdempotencyKey, document, perform};

/// Takes in a document: its bytes first, then its place on the file.
///
/// # Errors
/// Nothing is taken in from those who cannot open the file. What is neither PDF nor JPEG nor PNG, or
/// not what it is said to be, is refused.
pub async fn submit(
    context: &Context,
    actor: &Actor,
    ticket: Ticket,
    declared: Option<MediaType>,
    key: Option<&IdempotencyKey>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<Exhibit>, Error> {
    // The file says no to what it would not take before any bytes are taken in.
    match opened(context.database(), actor, &ticket).await? {
        Opened::Complaint(complaint) => complaint.value.may_submit()?,
        Opened::Report(report) => report.value.may_submit()?,
    }
    let received = document::take_in(context, declared, bytes).await?;
    let command = AddComplaintDocument {
        number: ticket.number.clone(),
        ticket,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, key).await
}

#[derive(Debug, Serialize)]
struct AddComplaintDocument {
    number: String,
    #[serde(skip)]
    ticket: Ticket,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for AddComplaintDocument {
    const OPERATION: &'static str = "addComplaintDocument";
    const PERMISSION: Option<Permission> = None;
    type Output = Versioned<Exhibit>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let exhibit = Exhibit {
            id: Uuid::now_v7(),
            sha256: self.sha256.clone(),
            media_type: self.media_type,
            size: self.size,
            arrived_at: work.now,
        };
        let value = exhibit.clone();
        let version = match opened(work, acting.actor, &self.ticket).await? {
            Opened::Complaint(complaint) => {
                let submitted = complaint.change(|it| it.submit(exhibit))?;
                aggregates::save(work, submitted).await?.version
            }
            Opened::Report(report) => {
                let submitted = report.change(|it| it.submit(exhibit))?;
                aggregates::save(work, submitted).await?.version
            }
        };
        documents::refer(work, &value.sha256).await?;
        Ok(Versioned { value, version })
    }
}
