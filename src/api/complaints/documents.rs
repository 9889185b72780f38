//! What whoever complains submits.

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::view::persian;
use crate::clock::date_in_tehran;
use crate::domain::placement::complaint::Disclosure;
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

/// A document of a complaint, and whether boards and associations read it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ComplaintDocumentView {
    #[oai(flatten)]
    exhibit: ExhibitView,
    /// Whether it is disclosed to the board and the association.
    disclosed: bool,
    /// The day of the disclosure.
    disclosed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    disclosed_on_persian: Option<String>,
    /// Why they need it.
    disclosure_reason: Option<String>,
}

impl ComplaintDocumentView {
    pub(super) fn of(exhibit: &Exhibit, disclosure: Option<&Disclosure>) -> Self {
        let on = disclosure.map(|it| it.on);
        Self {
            exhibit: ExhibitView::of(exhibit),
            disclosed: disclosure.is_some(),
            disclosed_on: on,
            disclosed_on_persian: on.map(persian),
            disclosure_reason: disclosure.map(|it| it.reason.to_string()),
        }
    }
}
