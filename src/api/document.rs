//! Documents as they come in and go out, for all nouns that keep some.

use std::io;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use poem::{Body, IntoResponse, Response};
use poem_openapi::payload::{Binary, Payload};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiRequest, ApiResponse};

use crate::domain::placement::documents::MediaType;

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
    /// What it is said to be, if it is said, and its bytes.
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
pub(super) struct DocumentFile {
    name: String,
    media_type: MediaType,
    bytes: BoxStream<'static, io::Result<Bytes>>,
}

impl DocumentFile {
    /// A file under a name, which gets the extension of its type.
    pub(super) fn new(
        name: &str,
        media_type: MediaType,
        bytes: BoxStream<'static, io::Result<Bytes>>,
    ) -> Self {
        Self {
            name: format!("{name}.{}", media_type.extension()),
            media_type,
            bytes,
        }
    }
}

const DISPOSITION: &str = "Content-Disposition";

impl IntoResponse for DocumentFile {
    fn into_response(self) -> Response {
        Response::builder()
            .content_type(self.media_type.as_str())
            .header(
                DISPOSITION,
                format!("attachment; filename=\"{}\"", self.name),
            )
            .body(Body::from_bytes_stream(self.bytes))
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
