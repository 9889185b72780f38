//! What lies on the file of an application.

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use uuid::Uuid;

use crate::api::Tag;
use crate::api::answer::{Created, Result};
use crate::api::caller::Caller;
use crate::api::documents::{DocumentBody, DocumentFile, DocumentKindName, DocumentView};
use crate::api::request::{self, IfMatch, Key};
use crate::context::Context;
use crate::error::Error;
use crate::use_cases::application::download;
use crate::use_cases::application::upload::{self, Upload};

/// Documents.
pub struct DocumentsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl DocumentsApi {
    /// Upload a document
    ///
    /// The body is the file itself: PDF, JPEG or PNG, found by its content, of at most 10 MiB. Nothing is
    /// ever taken off a file.
    #[oai(
        path = "/api/v1/applications/:id/documents",
        method = "post",
        operation_id = "uploadDocument"
    )]
    async fn upload(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// What the document shows.
        kind: Query<DocumentKindName>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<DocumentView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let upload = Upload {
            application: id.0,
            expected: request::expected(&if_match)?,
            kind: kind.0.into(),
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let file = upload::upload(&self.context, &caller.actor(), upload, bytes).await?;
        let attached = file.change(|file| {
            let last = file.documents().last().cloned();
            last.ok_or_else(|| Error::corrupt("document", "it is not on the file"))
        })?;
        let location = format!(
            "/api/v1/applications/{}/documents/{}",
            id.0, attached.value.id
        );
        Ok(Created::new(attached, location, |it| DocumentView::of(&it)))
    }

    /// Download a document
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/applications/:id/documents/:document",
        method = "get",
        operation_id = "downloadDocument"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let actor = caller.actor();
        let download = download::download(&self.context, &actor, id.0, document.0).await?;
        Ok(DocumentFile(download))
    }
}

impl DocumentsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
