//! What lies on the file of an application.

use poem::{Body, IntoResponse, Response};
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Binary, Payload};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiRequest, ApiResponse, OpenApi};
use uuid::Uuid;

use super::names::DocumentKindName;
use super::proceedings::DocumentView;
use crate::api::Tag;
use crate::api::answer::{Created, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, Key};
use crate::context::Context;
use crate::domain::placement::documents::MediaType;
use crate::error::Error;
use crate::use_cases::application::download::{self, Download};
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

/// A file as it comes in.
#[derive(ApiRequest)]
pub(in crate::api) enum DocumentBody {
    /// A PDF.
    #[oai(content_type = "application/pdf")]
    Pdf(Binary<Body>),
    /// A JPEG image.
    #[oai(content_type = "image/jpeg")]
    Jpeg(Binary<Body>),
    /// A PNG image.
    #[oai(content_type = "image/png")]
    Png(Binary<Body>),
    /// One of the three.
    #[oai(content_type = "application/octet-stream")]
    Any(Binary<Body>),
}

impl DocumentBody {
    pub(in crate::api) fn into_parts(self) -> (Option<MediaType>, Body) {
        match self {
            Self::Pdf(body) => (Some(MediaType::Pdf), body.0),
            Self::Jpeg(body) => (Some(MediaType::Jpeg), body.0),
            Self::Png(body) => (Some(MediaType::Png), body.0),
            Self::Any(body) => (None, body.0),
        }
    }
}

/// A file as it goes out: to be saved and never shown in place.
pub(in crate::api) struct DocumentFile(Download);

pub(in crate::api) const DISPOSITION: &str = "Content-Disposition";

impl IntoResponse for DocumentFile {
    fn into_response(self) -> Response {
        let document = &self.0.page.document;
        let name = format!(
            "{}-{}.{}",
            self.0.page.file_number,
            document.id,
            document.media_type.extension()
        );
        Response::builder()
            .content_type(document.media_type.as_str())
            .header(DISPOSITION, format!("attachment; filename=\"{name}\""))
            .body(Body::from_bytes_stream(self.0.bytes))
    }
}

impl ApiResponse for DocumentFile {
    fn meta() -> MetaResponses {
        let types = [MediaType::Pdf, MediaType::Jpeg, MediaType::Png];
        let content = types.map(|media_type| MetaMediaType {
            content_type: media_type.as_str(),
            schema: Binary::<Body>::schema_ref(),
        });
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The file, to be saved.",
                status: Some(200),
                status_range: None,
                content: content.into(),
                headers: vec![MetaHeader {
                    name: DISPOSITION.to_owned(),
                    description: Some("Always an attachment, with a name for it.".to_owned()),
                    required: true,
                    deprecated: false,
                    schema: String::schema_ref(),
                }],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}
