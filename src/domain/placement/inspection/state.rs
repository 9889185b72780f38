//! Where an inspection stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LongText, Obstruction, Report, Team, Visit, VisitResult};
use crate::domain::kernel::deadline::Deadline;
use crate::domain::placement::documents::DocumentRef;

/// The state of an inspection. That a corrective deadline has passed is not stored but seen from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum InspectionState {
    /// برنامه‌ریزی‌شده
    Planned,
    /// ارجاع‌شده به بازرس
    Assigned {
        /// Who goes.
        team: Team,
    },
    /// در حال انجام
    InProgress {
        /// Who went.
        team: Team,
        /// The day.
        started_on: NaiveDate,
        /// The photos and documents taken so far.
        evidence: Vec<DocumentRef>,
    },
    /// انجام‌شده: the report is awaited.
    Completed {
        /// The visit.
        visit: Visit,
    },
    /// ممانعت از بازرسی: the case is open.
    Obstructed {
        /// The visit.
        visit: Visit,
        /// Who was refused, and how.
        obstruction: Obstruction,
        /// The case that was opened for it.
        case: Uuid,
    },
    /// تعطیل یا یافت‌نشده: nobody was found at the place.
    NotFound {
        /// The visit.
        visit: Visit,
        /// What was found instead.
        statement: LongText,
    },
    /// در انتظار امضای همه بازرسان
    Signing {
        /// The report, with the signatures so far.
        report: Report,
    },
    /// گزارش امضاشده
    Reported {
        /// The report.
        report: Report,
    },
    /// خاتمه بدون ایراد
    ClosedClean {
        /// The report.
        report: Report,
        /// The day.
        on: NaiveDate,
    },
    /// مهلت رفع نقص
    CorrectiveDeadline {
        /// The report.
        report: Report,
        /// What is to be mended until when.
        duty: CorrectiveDuty,
    },
    /// خاتمه با رفع نقص
    ClosedCorrected {
        /// The report.
        report: Report,
        /// What was to be mended until when.
        duty: CorrectiveDuty,
        /// The day on which it was found mended.
        corrected_on: NaiveDate,
        /// Who found it so.
        verified_by: Uuid,
        /// What shows it.
        proof: LongText,
    },
    /// ارجاع به پرونده تخلف
    Escalated {
        /// The report.
        report: Report,
        /// The violation case.
        case: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

/// What an agency has to mend, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectiveDuty {
    /// What is to be done.
    pub demand: LongText,
    /// Until when.
    pub deadline: Deadline,
}

impl InspectionState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Assigned { .. } => "assigned",
            Self::InProgress { .. } => "in_progress",
            Self::Completed { .. } => "completed",
            Self::Obstructed { .. } => "obstructed",
            Self::NotFound { .. } => "not_found",
            Self::Signing { .. } => "signing",
            Self::Reported { .. } => "reported",
            Self::ClosedClean { .. } => "closed_clean",
            Self::CorrectiveDeadline { .. } => "corrective_deadline",
            Self::ClosedCorrected { .. } => "closed_corrected",
            Self::Escalated { .. } => "escalated",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Planned => "برنامه‌ریزی‌شده",
            Self::Assigned { .. } => "ارجاع‌شده به بازرس",
            Self::InProgress { .. } => "در حال انجام",
            Self::Completed { .. } => "انجام‌شده، در انتظار گزارش",
            Self::Obstructed { .. } => "ممانعت از بازرسی",
            Self::NotFound { .. } => "تعطیل یا یافت‌نشده",
            Self::Signing { .. } => "گزارش در انتظار امضای همه بازرسان",
            Self::Reported { .. } => "گزارش امضاشده",
            Self::ClosedClean { .. } => "خاتمه بدون ایراد",
            Self::CorrectiveDeadline { .. } => "در مهلت رفع نقص",
            Self::ClosedCorrected { .. } => "خاتمه با رفع نقص",
            Self::Escalated { .. } => "ارجاع به پرونده تخلف",
        }
    }

    /// The states that may follow.
    pub const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Planned => &["assigned"],
            Self::Assigned { .. } => &["assigned", "in_progress"],
            Self::InProgress { .. } => &["completed", "obstructed", "not_found"],
            Self::Completed { .. }
            | Self::Obstructed { .. }
            | Self::NotFound { .. }
            | Self::Signing { .. } => &["signing", "reported"],
            Self::Reported { .. } => &["closed_clean", "corrective_deadline", "escalated"],
            Self::CorrectiveDeadline { .. } => &["closed_corrected", "escalated"],
            Self::ClosedClean { .. } | Self::ClosedCorrected { .. } | Self::Escalated { .. } => &[],
        }
    }

    /// The signed report, once there is one.
    pub const fn report(&self) -> Option<&Report> {
        match self {
            Self::Reported { report }
            | Self::ClosedClean { report, .. }
            | Self::CorrectiveDeadline { report, .. }
            | Self::ClosedCorrected { report, .. }
            | Self::Escalated { report, .. } => Some(report),
            Self::Planned
            | Self::Assigned { .. }
            | Self::InProgress { .. }
            | Self::Completed { .. }
            | Self::Obstructed { .. }
            | Self::NotFound { .. }
            | Self::Signing { .. } => None,
        }
    }

    /// The report, whether all have signed it or not.
    pub const fn written_report(&self) -> Option<&Report> {
        match self {
            Self::Signing { report } => Some(report),
            _ => self.report(),
        }
    }

    /// Who inspects, once that is decided.
    pub fn team(&self) -> Option<&Team> {
        match self {
            Self::Planned => None,
            Self::Assigned { team } | Self::InProgress { team, .. } => Some(team),
            _ => self.visit().map(|visit| &visit.team),
        }
    }

    /// The visit, once it is over.
    pub fn visit(&self) -> Option<&Visit> {
        match self {
            Self::Planned | Self::Assigned { .. } | Self::InProgress { .. } => None,
            Self::Completed { visit }
            | Self::Obstructed { visit, .. }
            | Self::NotFound { visit, .. } => Some(visit),
            _ => self.written_report().map(Report::visit),
        }
    }

    /// The visit, if the agency was really inspected.
    pub fn carried_out(&self) -> Option<&Visit> {
        let in_vain = match self {
            Self::Obstructed { .. } | Self::NotFound { .. } => true,
            _ => self
                .written_report()
                .is_some_and(|it| *it.result() != VisitResult::Completed),
        };
        if in_vain { None } else { self.visit() }
    }
}
