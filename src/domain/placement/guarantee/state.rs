//! Where a guarantee stands (A8.11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Claim, ShortText};

/// Where a guarantee stands. Expiry is not stored but seen: [`Guarantee::expired`](super::Guarantee::expired).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum GuaranteeState {
    /// سپرده‌شده: awaits the bank's confirmation.
    Submitted,
    /// تأییدشده: the bank has confirmed it.
    Verified(Confirmation),
    /// ردشده
    Rejected {
        /// Why.
        reason: ShortText,
        /// The day.
        on: NaiveDate,
    },
    /// پذیرفته‌شده: the provincial office holds it.
    Held {
        /// The bank's confirmation.
        confirmation: Confirmation,
        /// The directive whose amount it meets.
        directive: Uuid,
        /// The day of acceptance.
        held_on: NaiveDate,
    },
    /// جایگزین‌شده: given back for another one that is held in its place.
    Replaced {
        /// The guarantee in its place.
        by: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// A claim is ordered and the bank has not paid it yet.
    ClaimOrdered {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// The bank has paid a part of the deed.
    PartiallyCalled {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// The bank has paid all of the deed.
    Called {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// آزادسازی درخواست‌شده: the operator asks for what is left of it; it can still be claimed.
    ReleaseRequested {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
        /// The day.
        on: NaiveDate,
    },
    /// آزادشده: given back to the bank for good.
    Released {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
        /// The office's letter to the bank.
        letter: ShortText,
        /// The day.
        on: NaiveDate,
    },
}

/// How a guarantee was held before it was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The bank's confirmation.
    pub confirmation: Confirmation,
    /// The directive whose amount it met.
    pub directive: Uuid,
    /// The day of acceptance.
    pub held_on: NaiveDate,
}

/// The bank's answer that the deed is genuine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Number and date of the bank's letter, or of the answer of its system.
    pub reference: ShortText,
    /// The day on which the office recorded it.
    pub verified_on: NaiveDate,
}

impl GuaranteeState {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Verified(_) => "verified",
            Self::Rejected { .. } => "rejected",
            Self::Held { .. } => "held",
            Self::Replaced { .. } => "replaced",
            Self::ClaimOrdered { .. } => "claim_ordered",
            Self::PartiallyCalled { .. } => "partially_called",
            Self::Called { .. } => "called",
            Self::ReleaseRequested { .. } => "release_requested",
            Self::Released { .. } => "released",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Submitted => "سپرده‌شده",
            Self::Verified(_) => "تأییدشده",
            Self::Rejected { .. } => "ردشده",
            Self::Held { .. } => "پذیرفته‌شده",
            Self::Replaced { .. } => "جایگزین‌شده",
            Self::ClaimOrdered { .. } => "در انتظار وصول",
            Self::PartiallyCalled { .. } => "بخشی وصول‌شده",
            Self::Called { .. } => "وصول‌شده",
            Self::ReleaseRequested { .. } => "در انتظار آزادسازی",
            Self::Released { .. } => "آزادشده",
        }
    }

    /// Whether the office holds it and somebody may still be paid out of it.
    pub const fn is_live(&self) -> bool {
        matches!(
            self,
            Self::Held { .. } | Self::ClaimOrdered { .. } | Self::PartiallyCalled { .. }
        )
    }

    /// What may come next.
    pub(super) const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Submitted => &["verified", "rejected"],
            Self::Verified(_) => &["held", "rejected"],
            Self::Held { .. } => &["replaced", "claim_ordered", "release_requested"],
            Self::ClaimOrdered { .. } => &["partially_called", "called"],
            Self::PartiallyCalled { .. } => &["claim_ordered", "release_requested"],
            Self::ReleaseRequested { .. } => &["claim_ordered", "released"],
            Self::Rejected { .. }
            | Self::Replaced { .. }
            | Self::Called { .. }
            | Self::Released { .. } => &[],
        }
    }

    /// The bank's confirmation, if the bank gave one and the guarantee was not rejected or replaced.
    pub const fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Verified(confirmation) | Self::Held { confirmation, .. } => Some(confirmation),
            Self::ClaimOrdered { holding, .. }
            | Self::PartiallyCalled { holding, .. }
            | Self::Called { holding, .. }
            | Self::ReleaseRequested { holding, .. }
            | Self::Released { holding, .. } => Some(&holding.confirmation),
            Self::Submitted | Self::Rejected { .. } | Self::Replaced { .. } => None,
        }
    }

    /// The day of acceptance, as long as it was not replaced.
    pub const fn held_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Held { held_on, .. } => Some(*held_on),
            Self::ClaimOrdered { holding, .. }
            | Self::PartiallyCalled { holding, .. }
            | Self::Called { holding, .. }
            | Self::ReleaseRequested { holding, .. }
            | Self::Released { holding, .. } => Some(holding.held_on),
            Self::Submitted | Self::Verified(_) | Self::Rejected { .. } | Self::Replaced { .. } => {
                None
            }
        }
    }
}
