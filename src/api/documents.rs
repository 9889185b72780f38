//! Documents as they come in, as they go out, and as they are shown.

use chrono::{DateTime, Utc};
use poem::{Body, IntoResponse, Response};
use poem_openapi::payload::{Binary, Payload};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiRequest, ApiResponse, Object};
use uuid::Uuid;

use super::view::{enumeration, persian};
use crate::clock::date_in_tehran;
use crate::domain::placement::documents::{DocumentKind, DocumentRef, MediaType};
use crate::use_cases::document::Download;

/// A file as it comes in.
#[derive(ApiRequest)]
pub(super) enum DocumentBody {
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
    pub(super) fn into_parts(self) -> (Option<MediaType>, Body) {
        match self {
            Self::Pdf(body) => (Some(MediaType::Pdf), body.0),
            Self::Jpeg(body) => (Some(MediaType::Jpeg), body.0),
            Self::Png(body) => (Some(MediaType::Png), body.0),
            Self::Any(body) => (None, body.0),
        }
    }
}

/// A file as it goes out: to be saved and never shown in place.
pub(super) struct DocumentFile(pub(super) Download);

pub(super) const DISPOSITION: &str = "Content-Disposition";

impl IntoResponse for DocumentFile {
    fn into_response(self) -> Response {
        let page = &self.0.page;
        let name = format!(
            "{}-{}.{}",
            page.file,
            page.document,
            page.media_type.extension()
        );
        Response::builder()
            .content_type(page.media_type.as_str())
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

/// A document on a file.
#[derive(Object)]
pub(super) struct DocumentView {
    id: Uuid,
    /// What it shows.
    kind: DocumentKindName,
    /// The same in Persian.
    kind_persian: String,
    /// What its bytes are, found by content.
    media_type: String,
    /// How many bytes it has.
    size: u64,
    /// The SHA-256 of its bytes.
    sha256: String,
    /// When it arrived.
    uploaded_at: DateTime<Utc>,
    /// The civil day of that in Tehran.
    uploaded_on_persian: String,
    /// The account that brought it.
    uploaded_by: Uuid,
}

impl DocumentView {
    pub(super) fn of(document: &DocumentRef) -> Self {
        Self {
            id: document.id,
            kind: document.kind.into(),
            kind_persian: document.kind.persian().to_owned(),
            media_type: document.media_type.as_str().to_owned(),
            size: document.size,
            sha256: document.sha256.to_string(),
            uploaded_at: document.uploaded_at,
            uploaded_on_persian: persian(date_in_tehran(document.uploaded_at)),
            uploaded_by: document.by,
        }
    }
}

enumeration! {
    /// What a document shows.
    DocumentKindName of DocumentKind {
        IdentityCard, Degree, ServiceCard, CriminalRecordCertificate, LanguageCertificate,
        EmploymentProof, Enamad, PremisesDeed, CompanyRegistration, Photo, GuaranteeLetter,
        InquiryAnswer, Other,
    }
}
