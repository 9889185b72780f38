//! What whoever complains submits.

use chrono::{DateTime, Utc};
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::view::persian;
use crate::clock::date_in_tehran;
use crate::domain::placement::documents::Exhibit;

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
