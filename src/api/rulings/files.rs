//! Files that belong to a ruling: its print, and the scanned proofs of its service.

use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Binary, Payload};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;

use crate::api::documents::DISPOSITION;
use crate::domain::placement::documents::MediaType;
use crate::use_cases::ruling::proof::Download;

/// The printed ruling, or the word that the reader has it already.
#[derive(ApiResponse)]
pub(super) enum PrintAnswer {
    /// The ruling.
    #[oai(status = 200, content_type = "application/pdf")]
    Print(
        Binary<Vec<u8>>,
        /// Of this content.
        #[oai(header = "ETag")]
        String,
        /// The name under which the file is saved.
        #[oai(header = "Content-Disposition")]
        String,
        /// Who may keep it.
        #[oai(header = "Cache-Control")]
        String,
    ),
    /// The reader has it already.
    #[oai(status = 304)]
    NotModified(
        /// Of the content that the reader has.
        #[oai(header = "ETag")]
        String,
    ),
}

/// A scanned proof as it goes out: to be saved and never shown in place.
pub(super) struct ProofFile {
    pub(super) sha256: String,
    pub(super) download: Download,
}

impl IntoResponse for ProofFile {
    fn into_response(self) -> Response {
        let media_type = self.download.media_type;
        let short = self.sha256.get(..12).unwrap_or_default();
        let name = format!("service-{short}.{}", media_type.extension());
        Response::builder()
            .content_type(media_type.as_str())
            .header(DISPOSITION, format!("attachment; filename=\"{name}\""))
            .body(Body::from_bytes_stream(self.download.bytes))
    }
}

impl ApiResponse for ProofFile {
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
