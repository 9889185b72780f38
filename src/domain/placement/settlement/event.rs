//! What happens to settlement files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{AGENCY, Duty, OFFICE, Payer, Remainder, SeekerOutcome, ShortText};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::money::Rial;

/// What happens to a settlement file. It names no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum SettlementEvent {
    /// It was opened.
    SettlementOpened {
        /// The licence that ended.
        licence: Uuid,
        /// The ruling.
        ruling: Uuid,
        /// The day of finality.
        ended_on: NaiveDate,
        /// How many job seekers it has.
        lines: usize,
    },
    /// The notice of finality was served on the agency.
    SettlementNoticeServed {
        /// The day.
        served_on: NaiveDate,
        /// The day by which the agency is advised to act.
        due: NaiveDate,
        /// The first day on which it is late.
        overdue_from: NaiveDate,
    },
    /// The association took over.
    HandedToAssociation {
        /// The letter.
        letter: ShortText,
        /// The day.
        on: NaiveDate,
    },
    /// A job seeker was added.
    SeekerAdded {
        /// The line.
        line: Uuid,
        /// What is owed, in rial.
        owed: Rial,
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
        outcome: SeekerOutcome,
    },
    /// What nobody paid was referred elsewhere.
    RemainderReferred {
        /// The line.
        line: Uuid,
        /// Where.
        remainder: Remainder,
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
            Self::HandedToAssociation { .. } => "settlement-handed-to-association",
            Self::SeekerAdded { .. } => "settlement-seeker-added",
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
            | Self::SeekerAdded { .. }
            | Self::SeekerSettled { .. }
            | Self::SettlementClosed { .. } => OFFICE,
            Self::SettlementNoticeServed { .. }
            | Self::DutyTicked { .. }
            | Self::SeekerPaid { .. }
            | Self::RemainderReferred { .. }
            | Self::ClaimOrdered { .. } => AGENCY,
        }
    }
}
