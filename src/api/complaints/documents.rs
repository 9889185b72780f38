//! What whoever complains submits.

use chrono::{DateTime, Utc};
use poem::{Body, IntoResponse, Response};
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::{ApiResponse, Object};
use uuid::Uuid;

use crate::api::documents::{DISPOSITION, DocumentFile};
use crate::api::view::persian;
use crate::clock::date_in_tehran;
use crate::domain::placement::documents::Exhibit;
use crate::use_cases::complaint::download::Download;

/// A document that came from outside.
#[derive(Object)]
pub(in crate::api) struct ExhibitView {
    id: Uuid,
    /// What its bytes are, found by content.
    media_type: String,
    /// How many bytes it has.
    size: u64,
    /// The SHA-256 of its bytes.
    sha256: String,
    /// When it arrived.
    arrived_at: DateTime<Utc>,
    /// The civil day of that in Tehran.
    arrived_on_persian: String,
}

impl ExhibitView {
    pub(in crate::api) fn of(exhibit: &Exhibit) -> Self {
        Self {
            id: exhibit.id,
            media_type: exhibit.media_type.as_str().to_owned(),
            size: exhibit.size,
            sha256: exhibit.sha256.to_string(),
            arrived_at: exhibit.arrived_at,
            arrived_on_persian: persian(date_in_tehran(exhibit.arrived_at)),
        }
    }
}

/// Such a document as it goes out: to be saved and never shown in place.
pub(in crate::api) struct ExhibitFile(pub(in crate::api) Download);

impl IntoResponse for ExhibitFile {
    fn into_response(self) -> Response {
        let exhibit = &self.0.page.exhibit;
        let name = format!(
            "{}-{}.{}",
            self.0.page.number,
            exhibit.id,
            exhibit.media_type.extension()
        );
        Response::builder()
            .content_type(exhibit.media_type.as_str())
            .header(DISPOSITION, format!("attachment; filename=\"{name}\""))
            .body(Body::from_bytes_stream(self.0.bytes))
    }
}

impl ApiResponse for ExhibitFile {
    fn meta() -> MetaResponses {
        DocumentFile::meta()
    }

    fn register(registry: &mut Registry) {
        DocumentFile::register(registry);
    }
}
