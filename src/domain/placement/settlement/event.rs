//! What happens to settlement files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{AGENCY, Duty, EndOfLicence, OFFICE, Payer, ShortText};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::documents::Sha256Hex;

/// What happens to a settlement file. It names no person, and repeats no text in which somebody could
/// have named one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SettlementEvent {
    /// It was opened.
    SettlementOpened {
        /// The licence that ended.
        licence: Uuid,
        /// What ended it.
        #[serde(flatten)]
        end: EndOfLicence,
        /// The day of the end.
        ended_on: NaiveDate,
        /// How many job seekers it has.
        lines: usize,
    },
    /// The notice of the end was served on the agency.
    SettlementNoticeServed {
        /// The day.
        served_on: NaiveDate,
        /// The day by which the agency is advised to act.
        due: NaiveDate,
        /// The first day on which it is late.
        overdue_from: NaiveDate,
    },
    /// A new version of the calendar of closed days moved the ten days.
    SettlementTermExtended {
        /// The day by which the agency is advised to act.
        due: NaiveDate,
        /// The first day on which it is late.
        overdue_from: NaiveDate,
        /// The version of the calendar.
        calendar_version: i64,
    },
    /// The association took over.
    HandedToAssociation {
        /// The letter.
        letter: ShortText,
        /// The day.
        on: NaiveDate,
    },
    /// Job seekers were added.
    SeekersAdded {
        /// What each line is owed, in rial.
        lines: BTreeMap<Uuid, Rial>,
        /// The duties that were ticked and are open again.
        reopened: Vec<Duty>,
    },
    /// A document was put on the file.
    DocumentAttached {
        /// The document.
        document: Uuid,
        /// The SHA-256 of its bytes.
        sha256: Sha256Hex,
    },
    /// A duty was ticked.
    DutyTicked {
        /// Which.
        duty: Duty,
        /// The day on which it was done.
        on: NaiveDate,
        /// What shows it.
        record: ShortText,
    },
    /// A job seeker was paid.
    SeekerPaid {
        /// The line.
        line: Uuid,
        /// In rial.
        amount: Rial,
        /// By whom.
        by: Payer,
    },
    /// A job seeker has an outcome.
    SeekerSettled {
        /// The line.
        line: Uuid,
        /// What became of the person.
        outcome: &'static str,
        /// The licence that the person went to.
        licence: Option<Uuid>,
    },
    /// What nobody paid was referred elsewhere.
    RemainderReferred {
        /// The line.
        line: Uuid,
        /// Where.
        to: &'static str,
    },
    /// A claim on the guarantee was ordered.
    ClaimOrdered {
        /// The guarantee.
        guarantee: Uuid,
        /// The claim.
        claim: Uuid,
        /// The share of each line, in rial.
        shares: BTreeMap<Uuid, Rial>,
    },
    /// It was closed.
    SettlementClosed {
        /// The day.
        on: NaiveDate,
    },
}

impl Event for SettlementEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::SettlementOpened { .. } => "settlement-opened",
            Self::SettlementNoticeServed { .. } => "settlement-notice-served",
            Self::SettlementTermExtended { .. } => "settlement-term-extended",
            Self::HandedToAssociation { .. } => "settlement-handed-to-association",
            Self::SeekersAdded { .. } => "settlement-seekers-added",
            Self::DocumentAttached { .. } => "settlement-document-attached",
            Self::DutyTicked { .. } => "settlement-duty-ticked",
            Self::SeekerPaid { .. } => "settlement-seeker-paid",
            Self::SeekerSettled { .. } => "settlement-seeker-settled",
            Self::RemainderReferred { .. } => "settlement-remainder-referred",
            Self::ClaimOrdered { .. } => "settlement-claim-ordered",
            Self::SettlementClosed { .. } => "settlement-closed",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::SettlementOpened { .. }
            | Self::HandedToAssociation { .. }
            | Self::SeekersAdded { .. }
            | Self::SeekerSettled { .. }
            | Self::SettlementClosed { .. } => OFFICE,
            Self::SettlementNoticeServed { .. }
            | Self::SettlementTermExtended { .. }
            | Self::DutyTicked { .. }
            | Self::DocumentAttached { .. }
            | Self::SeekerPaid { .. }
            | Self::RemainderReferred { .. }
            | Self::ClaimOrdered { .. } => AGENCY,
        }
    }
}
