//! The names under which inspections speak of states, occasions, results and answers.

use poem_openapi::Enum;

use crate::api::view::enumeration;
use crate::domain::placement::checklist::Answer;
use crate::domain::placement::inspection::{InspectionState, Refused};
use crate::use_cases::inspection::find::Late;

/// Where an inspection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum InspectionStateName {
    /// Planned
    Planned,
    /// Assigned to inspectors
    Assigned,
    /// The visit is under way
    InProgress,
    /// Carried out; the report is awaited
    Completed,
    /// Obstructed; the case is open
    Obstructed,
    /// Nobody was found
    NotFound,
    /// The report is written and not signed by all
    Signing,
    /// The report is signed
    Reported,
    /// Closed with nothing amiss
    ClosedClean,
    /// Failings are to be mended
    CorrectiveDeadline,
    /// Closed after mending
    ClosedCorrected,
    /// Handed over to a violation case
    Escalated,
}

impl InspectionStateName {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Obstructed => "obstructed",
            Self::NotFound => "not_found",
            Self::Signing => "signing",
            Self::Reported => "reported",
            Self::ClosedClean => "closed_clean",
            Self::CorrectiveDeadline => "corrective_deadline",
            Self::ClosedCorrected => "closed_corrected",
            Self::Escalated => "escalated",
        }
    }
}

impl From<&InspectionState> for InspectionStateName {
    fn from(state: &InspectionState) -> Self {
        match state {
            InspectionState::Planned => Self::Planned,
            InspectionState::Assigned { .. } => Self::Assigned,
            InspectionState::InProgress { .. } => Self::InProgress,
            InspectionState::Completed { .. } => Self::Completed,
            InspectionState::Obstructed { .. } => Self::Obstructed,
            InspectionState::NotFound { .. } => Self::NotFound,
            InspectionState::Signing { .. } => Self::Signing,
            InspectionState::Reported { .. } => Self::Reported,
            InspectionState::ClosedClean { .. } => Self::ClosedClean,
            InspectionState::CorrectiveDeadline { .. } => Self::CorrectiveDeadline,
            InspectionState::ClosedCorrected { .. } => Self::ClosedCorrected,
            InspectionState::Escalated { .. } => Self::Escalated,
        }
    }
}

enumeration! {
    /// How an inspection can be late: its day passed without a visit, or its term for mending without a
    /// correction.
    InspectionLateName of Late { Missed, Overdue }
}

/// Why an agency is inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum OccasionName {
    /// Its turn has come
    Periodic,
    /// A complaint
    Complaint,
    /// A tip, anonymous or not
    Tip,
    /// An earlier inspection
    FollowUp,
    /// An order of an office
    Order,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum VisitResultName {
    /// It was carried out
    Completed,
    /// The agency obstructed it
    Obstructed,
    /// Nobody was found
    NotFound,
}

enumeration! {
    /// Whom the agency refused: the inspectors (A15.6), or only the association's representative (A13.3).
    RefusedName of Refused { Inspectors, RepresentativeOnly }
}

enumeration! {
    /// The answer to the question of an item.
    AnswerName of Answer { Yes, No, NotApplicable }
}
