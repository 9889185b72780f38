//! What happens to guarantees.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::CITED;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::documents::Sha256Hex;

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
    /// A claim was ordered.
    ClaimOrdered {
        /// The application.
        application: Uuid,
        /// The claim.
        claim: Uuid,
        /// The amount in rial.
        amount: Rial,
    },
    /// The bank paid a claim.
    GuaranteeCalled {
        /// The application.
        application: Uuid,
        /// The claim.
        claim: Uuid,
        /// The amount in rial.
        amount: Rial,
        /// The bank's record.
        record: ShortText,
    },
    /// The operator asked for it back.
    ReleaseRequested {
        /// The application.
        application: Uuid,
    },
    /// It was given back.
    GuaranteeReleased {
        /// The application.
        application: Uuid,
        /// The office's letter to the bank.
        letter: ShortText,
    },
    /// The bank stands for it until a later day.
    GuaranteeExtended {
        /// The application.
        application: Uuid,
        /// The last day before.
        before: NaiveDate,
        /// The last day now.
        until: NaiveDate,
        /// The bank's word.
        record: ShortText,
    },
    /// The bank stands for more.
    GuaranteeToppedUp {
        /// The application.
        application: Uuid,
        /// By how much, in rial.
        amount: Rial,
        /// The amount of the deed now, in rial.
        sum: Rial,
        /// The bank's word.
        record: ShortText,
    },
    /// A document was put to it.
    DocumentAttached {
        /// The application.
        application: Uuid,
        /// The document.
        document: Uuid,
        /// The SHA-256 of its bytes.
        sha256: Sha256Hex,
    },
    /// A person got a share of a claim.
    SeekerRepaid {
        /// The application.
        application: Uuid,
        /// The claim.
        claim: Uuid,
        /// The line of the settlement file.
        line: Uuid,
        /// The amount in rial.
        amount: Rial,
    },
}

impl Event for GuaranteeEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::GuaranteeLodged { .. } => "guarantee-lodged",
            Self::GuaranteeVerified { .. } => "guarantee-verified",
            Self::GuaranteeRejected { .. } => "guarantee-rejected",
            Self::GuaranteeHeld { .. } => "guarantee-held",
            Self::ClaimOrdered { .. } => "guarantee-claim-ordered",
            Self::GuaranteeCalled { .. } => "guarantee-called",
            Self::SeekerRepaid { .. } => "guarantee-seeker-repaid",
            Self::GuaranteeReplaced { .. } => "guarantee-replaced",
            Self::ReleaseRequested { .. } => "guarantee-release-requested",
            Self::GuaranteeReleased { .. } => "guarantee-released",
            Self::GuaranteeExtended { .. } => "guarantee-extended",
            Self::GuaranteeToppedUp { .. } => "guarantee-topped-up",
            Self::DocumentAttached { .. } => "guarantee-document-attached",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::ClaimOrdered { .. }
            | Self::GuaranteeCalled { .. }
            | Self::SeekerRepaid { .. } => Citation::article(16),
            _ => CITED,
        }
    }
}
