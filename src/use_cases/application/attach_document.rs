//! A document that has arrived joins its file.

use serde::Serialize;
use uuid::Uuid;

use super::{account, is_own, requires_office, visible};
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::Application;
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType, Sha256Hex};
use crate::error::Error;
use crate::store::{Versioned, aggregates, documents};
use crate::use_cases::{Acting, Command};

/// Adds a document to a file; the applicant and the directorate may.
#[derive(Debug, Serialize)]
pub struct AttachDocument {
    /// The application.
    pub id: Uuid,
    /// The version the caller has seen, if they say so.
    pub expected: Option<i64>,
    /// What it shows.
    pub kind: DocumentKind,
    /// The hash of its bytes.
    pub sha256: Sha256Hex,
    /// What its bytes are.
    pub media_type: MediaType,
    /// How many there are.
    pub size: u64,
}

impl Command for AttachDocument {
    const OPERATION: &'static str = "uploadDocument";
    const PERMISSION: Option<Permission> = Some(Permission::ReadApplications);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let application = visible(acting.work, acting.actor, self.id).await?;
        if !is_own(acting.actor, &application.value) {
            let permission = Permission::ExamineApplication;
            requires_office(acting.actor, permission, &application.value)?;
        }
        let document = DocumentRef {
            id: Uuid::now_v7(),
            kind: self.kind,
            sha256: self.sha256.clone(),
            media_type: self.media_type,
            size: self.size,
            uploaded_at: acting.work.now,
            by: account(acting.actor)?,
        };
        let attached = application
            .expect_version(self.expected)?
            .change(|application| application.attach_document(document))?;
        documents::refer(acting.work, &self.sha256).await?;
        aggregates::save(acting.work, attached).await
    }
}
