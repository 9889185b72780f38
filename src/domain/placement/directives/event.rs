//! What happens to directives.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::DirectiveKind;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::directive::DirectiveMatter;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::text::ShortText;

/// What happens to a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DirectiveEvent {
    /// It was drafted.
    DirectiveDrafted {
        /// Its matter.
        kind: DirectiveKind,
        /// Its version.
        version: u32,
    },
    /// The central board approved it.
    DirectiveApproved {
        /// Its matter.
        kind: DirectiveKind,
        /// Its version.
        version: u32,
        /// Its number.
        number: ShortText,
        /// Its first day.
        effective_from: NaiveDate,
        /// The first day without it.
        effective_to: Option<NaiveDate>,
    },
    /// A later version took its place.
    DirectiveSuperseded {
        /// Its matter.
        kind: DirectiveKind,
        /// The later version.
        by: Uuid,
        /// The first day without it.
        until: NaiveDate,
    },
    /// An order annulled it.
    DirectiveAnnulled {
        /// Its matter.
        kind: DirectiveKind,
        /// The order.
        order: ShortText,
        /// The first day without it.
        until: NaiveDate,
    },
}

impl Event for DirectiveEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::DirectiveDrafted { .. } => "directive-drafted",
            Self::DirectiveApproved { .. } => "directive-approved",
            Self::DirectiveSuperseded { .. } => "directive-superseded",
            Self::DirectiveAnnulled { .. } => "directive-annulled",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::DirectiveDrafted { kind, .. }
            | Self::DirectiveApproved { kind, .. }
            | Self::DirectiveSuperseded { kind, .. }
            | Self::DirectiveAnnulled { kind, .. } => kind.citation(),
        }
    }
}
