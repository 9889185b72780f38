//! What happens to guarantees.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::CITED;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::text::{Name, ShortText};

/// What happens to a guarantee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum GuaranteeEvent {
    /// It was lodged.
    GuaranteeLodged {
        /// The application.
        application: Uuid,
        /// The bank.
        bank: Name,
        /// The amount in rial.
        amount: Rial,
        /// Its last day.
        expires_on: NaiveDate,
    },
    /// The bank confirmed it.
    GuaranteeVerified {
        /// The application.
        application: Uuid,
        /// The bank's letter.
        reference: ShortText,
    },
    /// It was rejected.
    GuaranteeRejected {
        /// The application.
        application: Uuid,
        /// Why.
        reason: ShortText,
    },
    /// The provincial office accepted it.
    GuaranteeHeld {
        /// The application.
        application: Uuid,
        /// The amount in rial.
        amount: Rial,
        /// The directive whose amount it meets.
        directive: Uuid,
    },
    /// Another one took its place.
    GuaranteeReplaced {
        /// The application.
        application: Uuid,
        /// The guarantee that is held instead.
        by: Uuid,
    },
}

impl Event for GuaranteeEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::GuaranteeLodged { .. } => "guarantee-lodged",
            Self::GuaranteeVerified { .. } => "guarantee-verified",
            Self::GuaranteeRejected { .. } => "guarantee-rejected",
            Self::GuaranteeHeld { .. } => "guarantee-held",
            Self::GuaranteeReplaced { .. } => "guarantee-replaced",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}
