//! The scanned documents of settlement files.

use poem_openapi::OpenApi;
use poem_openapi::param::Path;
use uuid::Uuid;

use crate::api::Tag;
use crate::api::answer::{Created, Result};
use crate::api::caller::Caller;
use crate::api::documents::{DocumentBody, DocumentFile, DocumentView};
use crate::api::request::{self, IfMatch, Key};
use crate::context::Context;
use crate::error::Error;
use crate::use_cases::settlement::attach_document::{Upload, upload};
use crate::use_cases::settlement::download::download;

/// Documents of settlement files.
pub struct PapersApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settlement")]
impl PapersApi {
    /// Upload a document to a settlement file
    ///
    /// For evidence to point to. The body is the file itself: PDF, JPEG or PNG, found by its content, of
    /// at most 10 MiB. Nothing is ever taken off a file.
    #[oai(
        path = "/api/v1/settlements/:id/documents",
        method = "post",
        operation_id = "uploadSettlementDocument"
    )]
    async fn upload(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<DocumentView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let wanted = Upload {
            settlement: id.0,
            expected: request::expected(&if_match)?,
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let file = upload(&self.context, &caller.actor(), wanted, bytes).await?;
        let attached = file.change(|file| {
            let last = file.papers().last().cloned();
            last.ok_or_else(|| Error::corrupt("document", "it is not on the file"))
        })?;
        let location = format!(
            "/api/v1/settlements/{}/documents/{}",
            id.0, attached.value.id
        );
        Ok(Created::new(attached, location, |it| DocumentView::of(&it)))
    }

    /// Download a document of a settlement file
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/settlements/:id/documents/:document",
        method = "get",
        operation_id = "downloadSettlementDocument"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let found = download(&self.context, &caller.actor(), id.0, document.0).await?;
        Ok(DocumentFile(found))
    }
}

impl PapersApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
