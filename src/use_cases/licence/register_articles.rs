//! A company shows that its activity is registered in its articles of association (A9).

use std::io;

use bytes::Bytes;
use chrono::NaiveDate;
use futures_util::Stream;
use serde::Serialize;
use uuid::Uuid;

use super::{is_own, own, visible};
use crate::context::Context;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::domain::placement::licence::{ArticlesRegistration, Licence};
use crate::error::Error;
use crate::store::{Versioned, aggregates, documents};
use crate::use_cases::{Acting, Command, IdempotencyKey, document, perform};

/// The scan of the official notice on its way to the licence.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The licence.
    pub licence: Uuid,
    /// The day on which the register of companies entered it.
    pub registered_on: NaiveDate,
    /// Number and date of the official notice.
    pub notice: ShortText,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What the caller says its bytes are, if they say so.
    pub declared: Option<MediaType>,
    /// The key under which the request may come again.
    pub key: Option<&'a IdempotencyKey>,
}

/// Takes in the scan and then what it shows.
///
/// # Errors
/// Nothing is taken in from those who don't run the agency.
pub async fn register_articles(
    context: &Context,
    actor: &Actor,
    shown: Shown<'_>,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Versioned<Licence>, Error> {
    let permission = Permission::RunAgency;
    actor.require(permission)?;
    let licence = visible(context.database(), actor, shown.licence).await?;
    if !is_own(actor, &licence.value) {
        return Err(Denied(permission).into());
    }
    let received = document::take_in(context, shown.declared, bytes).await?;
    let command = RecordArticlesRegistration {
        licence: shown.licence,
        registered_on: shown.registered_on,
        notice: shown.notice,
        expected: shown.expected,
        sha256: received.sha256,
        media_type: received.media_type,
        size: received.size,
    };
    perform(context, actor, &command, shown.key).await
}

#[derive(Debug, Serialize)]
struct RecordArticlesRegistration {
    licence: Uuid,
    registered_on: NaiveDate,
    notice: ShortText,
    expected: Option<i64>,
    sha256: Sha256Hex,
    media_type: MediaType,
    size: u64,
}

impl Command for RecordArticlesRegistration {
    const OPERATION: &'static str = "recordArticlesRegistration";
    const PERMISSION: Option<Permission> = Some(Permission::RunAgency);
    type Output = Versioned<Licence>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let licence = own(acting, Permission::RunAgency, self.licence, self.expected).await?;
        let registration = ArticlesRegistration {
            registered_on: self.registered_on,
            notice: self.notice.clone(),
            evidence: DocumentRef {
                id: Uuid::now_v7(),
                kind: DocumentKind::CompanyRegistration,
                sha256: self.sha256.clone(),
                media_type: self.media_type,
                size: self.size,
                uploaded_at: work.now,
                by: acting.actor.account().ok_or(Error::Unauthenticated)?,
            },
        };
        let registered = licence.change(|it| it.register_articles(registration, work.today))?;
        documents::refer(work, &self.sha256).await?;
        aggregates::save(work, registered).await
    }
}
