//! What happens to appeals.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{AppealOutcome, Appellant, CITED, ContestedSubject, Ground, ShortText};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::placement::ruling::ServiceMethod;

/// What happens to an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AppealEvent {
    /// It came in.
    AppealFiled {
        /// What it contests.
        subject: ContestedSubject,
        /// As what its author appeals.
        appellant: Appellant,
        /// The day that counts as filing.
        filed_on: NaiveDate,
        /// What is plainly wrong with it.
        manifest: Option<Ground>,
    },
    /// It was found inadmissible.
    AppealDismissed {
        /// What it contests.
        subject: ContestedSubject,
        /// Why.
        ground: Ground,
        /// The day.
        on: NaiveDate,
    },
    /// It was admitted.
    AppealAdmitted {
        /// What it contests.
        subject: ContestedSubject,
        /// The day.
        on: NaiveDate,
    },
    /// It was put before a session.
    AppealScheduled {
        /// The session.
        session: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// It was heard.
    AppealHeard {
        /// The session.
        session: Uuid,
        /// The day.
        on: NaiveDate,
        /// Whether the appellant came.
        attended: bool,
    },
    /// The central board decided.
    AppealDecided {
        /// What it contests.
        subject: ContestedSubject,
        /// The outcome.
        outcome: AppealOutcome,
        /// The day.
        decided_on: NaiveDate,
    },
    /// The decision was served.
    AppealDecisionServed {
        /// The day of service.
        served_on: NaiveDate,
        /// How.
        method: ServiceMethod,
        /// The proof.
        proof: ShortText,
    },
}

impl Event for AppealEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::AppealFiled { .. } => "appeal-filed",
            Self::AppealDismissed { .. } => "appeal-dismissed",
            Self::AppealAdmitted { .. } => "appeal-admitted",
            Self::AppealScheduled { .. } => "appeal-scheduled",
            Self::AppealHeard { .. } => "appeal-heard",
            Self::AppealDecided { .. } => "appeal-decided",
            Self::AppealDecisionServed { .. } => "appeal-decision-served",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::AppealFiled { .. }
            | Self::AppealDismissed { .. }
            | Self::AppealAdmitted { .. }
            | Self::AppealDecisionServed { .. } => CITED,
            Self::AppealScheduled { .. }
            | Self::AppealHeard { .. }
            | Self::AppealDecided { .. } => Citation::clause(3, 3),
        }
    }
}
