//! The scanned documents of guarantees.

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
use crate::use_cases::guarantee::attach_document::{Upload, upload};
use crate::use_cases::guarantee::download::download;

/// Documents of guarantees.
pub struct GuaranteePapersApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Guarantees")]
impl GuaranteePapersApi {
    /// Upload a document to a guarantee
    ///
    /// By the office that holds it, for evidence to point to. The body is the file itself: PDF, JPEG or
    /// PNG, found by its content, of at most 10 MiB. Nothing is ever taken off.
    #[oai(
        path = "/api/v1/guarantees/:id/documents",
        method = "post",
        operation_id = "uploadGuaranteeDocument"
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
            guarantee: id.0,
            expected: request::expected(&if_match)?,
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let guarantee = upload(&self.context, &caller.actor(), wanted, bytes).await?;
        let attached = guarantee.change(|it| {
            let last = it.papers().last().cloned();
            last.ok_or_else(|| Error::corrupt("document", "it is not with the guarantee"))
        })?;
        let location = format!(
            "/api/v1/guarantees/{}/documents/{}",
            id.0, attached.value.id
        );
        Ok(Created::new(attached, location, |it| DocumentView::of(&it)))
    }

    /// Download a document of a guarantee
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/guarantees/:id/documents/:document",
        method = "get",
        operation_id = "downloadGuaranteeDocument"
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

impl GuaranteePapersApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}
