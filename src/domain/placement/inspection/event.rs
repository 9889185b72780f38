//! What happens to inspections. Events name nobody but by account.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{CITED, Citation, DocketNumber, Occasion, Refused};
use crate::domain::kernel::event::Event;
use crate::domain::kernel::province::Province;
use crate::domain::placement::checklist::ItemCode;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::guild::GuildBody;

/// What happens to an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum InspectionEvent {
    /// It was planned.
    InspectionPlanned {
        /// Its number.
        number: DocketNumber,
        /// The licence of the agency.
        licence: Uuid,
        /// The province.
        province: Province,
        /// Why.
        occasion: Occasion,
        /// The day it is planned for.
        planned_for: NaiveDate,
    },
    /// It was assigned.
    InspectionAssigned {
        /// To whom.
        inspectors: Vec<Uuid>,
        /// The association whose representative goes along.
        association: Option<GuildBody>,
    },
    /// The visit began.
    InspectionStarted {
        /// The day.
        on: NaiveDate,
    },
    /// The visit was carried out.
    InspectionCompleted {
        /// The day.
        on: NaiveDate,
        /// What was taken.
        evidence: Vec<Sha256Hex>,
    },
    /// The agency obstructed it.
    InspectionObstructed {
        /// The day.
        on: NaiveDate,
        /// Who was refused.
        refused: Refused,
        /// The case that was opened for it.
        case: Uuid,
        /// What was taken.
        evidence: Vec<Sha256Hex>,
    },
    /// Nobody was found.
    AgencyNotFound {
        /// The day.
        on: NaiveDate,
        /// What was taken.
        evidence: Vec<Sha256Hex>,
    },
    /// A photo or document was brought.
    EvidenceTaken {
        /// Its identity.
        document: Uuid,
        /// Which bytes it is.
        sha256: Sha256Hex,
        /// By whom.
        by: Uuid,
    },
    /// The report was written and waits for the signatures of the others.
    ReportWritten {
        /// By whom.
        by: Uuid,
        /// The day.
        on: NaiveDate,
        /// The score in basis points.
        score: Option<u32>,
    },
    /// One of several inspectors signed.
    ReportSigned {
        /// Who.
        by: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// The report was signed by all.
    InspectionReported {
        /// The day.
        on: NaiveDate,
        /// The checklist, if the visit was carried out.
        checklist: Option<Uuid>,
        /// The score in basis points.
        score: Option<u32>,
        /// The items answered no.
        failed: Vec<ItemCode>,
    },
    /// Something was added to the signed report.
    AddendumMade {
        /// By whom.
        by: Uuid,
        /// The day.
        on: NaiveDate,
        /// What shows it.
        evidence: Vec<Sha256Hex>,
    },
    /// It was closed with nothing amiss.
    InspectionClosedClean {
        /// The day.
        on: NaiveDate,
    },
    /// The agency got a term for mending.
    CorrectiveDeadlineSet {
        /// The day by which it is advised to mend.
        mend_by: NaiveDate,
        /// The last day of the term.
        accepted_until: NaiveDate,
    },
    /// The term was reckoned by another version of the calendar.
    CorrectiveDeadlineRecomputed {
        /// That version.
        calendar_version: i64,
        /// The day by which it is advised to mend.
        mend_by: NaiveDate,
        /// The last day of the term.
        accepted_until: NaiveDate,
    },
    /// It was closed after mending.
    InspectionClosedCorrected {
        /// The day on which the failings were found mended.
        corrected_on: NaiveDate,
    },
    /// It went to a violation case.
    InspectionEscalated {
        /// The case.
        case: Uuid,
    },
}

impl Event for InspectionEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::InspectionPlanned { .. } => "inspection-planned",
            Self::InspectionAssigned { .. } => "inspection-assigned",
            Self::InspectionStarted { .. } => "inspection-started",
            Self::InspectionCompleted { .. } => "inspection-completed",
            Self::InspectionObstructed { .. } => "inspection-obstructed",
            Self::AgencyNotFound { .. } => "agency-not-found",
            Self::EvidenceTaken { .. } => "inspection-evidence-taken",
            Self::ReportWritten { .. } => "inspection-report-written",
            Self::ReportSigned { .. } => "inspection-report-signed",
            Self::InspectionReported { .. } => "inspection-reported",
            Self::AddendumMade { .. } => "addendum-made",
            Self::InspectionClosedClean { .. } => "inspection-closed-clean",
            Self::CorrectiveDeadlineSet { .. } => "corrective-deadline-set",
            Self::CorrectiveDeadlineRecomputed { .. } => "corrective-deadline-recomputed",
            Self::InspectionClosedCorrected { .. } => "inspection-closed-corrected",
            Self::InspectionEscalated { .. } => "inspection-escalated",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::InspectionObstructed { refused, .. } => refused.head().clause().citation(),
            _ => CITED,
        }
    }
}
