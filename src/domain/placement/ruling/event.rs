//! What happens to rulings.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::service::ServiceMethod;
use super::state::{AmendmentKind, Finality};
use super::{DocketNumber, LongText, ShortText};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::placement::penalty::PenaltyClass;

/// What happens to a ruling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RulingEvent {
    /// It was drafted, or its draft rewritten.
    RulingDrafted {
        /// The case.
        case: Uuid,
        /// The licence.
        licence: Uuid,
        /// The class of the penalty, if there is one.
        penalty: Option<PenaltyClass>,
        /// Whether no matching directive was in force.
        no_matching_directive: bool,
    },
    /// The board voted for it.
    RulingVoted {
        /// The session.
        session: Uuid,
        /// The day.
        decided_on: NaiveDate,
        /// Votes for what is proposed.
        in_favour: usize,
        /// Votes against it.
        against: usize,
        /// The presence that was needed.
        quorum_needed: usize,
    },
    /// The chair signed it.
    RulingSigned {
        /// The account.
        account: Uuid,
    },
    /// It was issued under its number.
    RulingIssued {
        /// The number.
        number: DocketNumber,
        /// The day.
        issued_on: NaiveDate,
    },
    /// It was served (ابلاغ).
    RulingServed {
        /// The day of service.
        served_on: NaiveDate,
        /// How.
        method: ServiceMethod,
        /// The proof.
        proof: ShortText,
        /// The day by which the party is advised to appeal.
        file_by: NaiveDate,
        /// The last day on which an appeal is accepted.
        last_accepted: NaiveDate,
        /// The version of the calendar of closed days.
        calendar_version: i64,
    },
    /// The term was reckoned anew because of further closed days.
    AppealTermExtended {
        /// The last day on which an appeal is accepted.
        last_accepted: NaiveDate,
        /// The version of the calendar of closed days.
        calendar_version: i64,
    },
    /// What surrounds it was amended.
    RulingAmended {
        /// What.
        amendment: AmendmentKind,
        /// Why.
        reason: LongText,
        /// The day of service that counts now, if it was served.
        served_on: Option<NaiveDate>,
    },
    /// It was appealed in time.
    RulingAppealed {
        /// The appeal.
        appeal: Uuid,
        /// The day of receipt.
        received_on: NaiveDate,
    },
    /// The appeal against it was found inadmissible.
    RulingAppealDismissed {
        /// The appeal.
        appeal: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// It became final (قطعیت).
    RulingBecameFinal {
        /// When and how.
        finality: Finality,
    },
    /// Its penalty was carried out.
    RulingExecuted {
        /// The day.
        executed_on: NaiveDate,
        /// Letter or record.
        record: ShortText,
    },
}

impl Event for RulingEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::RulingDrafted { .. } => "ruling-drafted",
            Self::RulingVoted { .. } => "ruling-voted",
            Self::RulingSigned { .. } => "ruling-signed",
            Self::RulingIssued { .. } => "ruling-issued",
            Self::RulingServed { .. } => "ruling-served",
            Self::AppealTermExtended { .. } => "appeal-term-extended",
            Self::RulingAmended { .. } => "ruling-amended",
            Self::RulingAppealed { .. } => "ruling-appealed",
            Self::RulingAppealDismissed { .. } => "ruling-appeal-dismissed",
            Self::RulingBecameFinal { .. } => "ruling-became-final",
            Self::RulingExecuted { .. } => "ruling-executed",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::RulingDrafted { .. } | Self::RulingSigned { .. } | Self::RulingIssued { .. } => {
                Citation::note(5, 1)
            }
            Self::RulingVoted { .. } => Citation::clause(5, 2),
            Self::RulingServed { .. }
            | Self::RulingAmended { .. }
            | Self::RulingAppealed { .. }
            | Self::RulingAppealDismissed { .. } => Citation::note(5, 2),
            Self::AppealTermExtended { .. } => Citation::CivilProcedure(444),
            Self::RulingBecameFinal { finality } => match finality {
                Finality::NoAppeal { .. } => Citation::note(5, 2),
                Finality::Upheld { .. } | Finality::Modified { .. } | Finality::Quashed { .. } => {
                    Citation::clause(3, 3)
                }
            },
            Self::RulingExecuted { .. } => Citation::article(15),
        }
    }
}
