//! The performance of an agency during a term, as the board looks at it before a renewal (A10, A6.1).

use chrono::NaiveDate;
use uuid::Uuid;

use super::case::{Case, CaseState};
use super::complaint::{Complaint, ComplaintDecision, ComplaintState};
use super::docket::DocketNumber;
use super::inspection::{Inspection, InspectionState};
use super::penalty::Penalty;
use super::ruling::{Ruling, RulingState};
use crate::domain::kernel::event::Aggregate;

/// What is on record about an agency from one day to another (سابقه عملکرد).
#[derive(Clone, Debug)]
pub struct PerformanceRecord {
    /// The first day: the one on which the term began.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// The inspections that were carried out, planned or missed.
    pub inspections: Vec<InspectionEntry>,
    /// The complaints.
    pub complaints: Vec<ComplaintEntry>,
    /// The violation cases.
    pub cases: Vec<CaseEntry>,
    /// The rulings that were issued.
    pub rulings: Vec<RulingEntry>,
}

/// An inspection.
#[derive(Clone, Debug)]
pub struct InspectionEntry {
    /// Its identity.
    pub id: Uuid,
    /// Its number.
    pub number: DocketNumber,
    /// The last day of the visit, or the day it was planned for.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: InspectionState,
}

/// A complaint.
#[derive(Clone, Debug)]
pub struct ComplaintEntry {
    /// Its identity.
    pub id: Uuid,
    /// Its number.
    pub number: DocketNumber,
    /// The day on which it came in.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: ComplaintState,
}

/// A violation case.
#[derive(Clone, Debug)]
pub struct CaseEntry {
    /// Its identity.
    pub id: Uuid,
    /// Its number.
    pub number: DocketNumber,
    /// The day on which it was opened.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: CaseState,
}

/// A ruling.
#[derive(Clone, Debug)]
pub struct RulingEntry {
    /// Its identity.
    pub id: Uuid,
    /// Its number.
    pub number: DocketNumber,
    /// The day of issue.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: RulingState,
    /// The penalty that counts.
    pub penalty: Option<Penalty>,
    /// The day from which it is final as things stand.
    pub final_on: Option<NaiveDate>,
}

/// What there is about an agency, of any time.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Its inspections.
    pub inspections: Vec<Inspection>,
    /// The complaints about it.
    pub complaints: Vec<Complaint>,
    /// The cases against it.
    pub cases: Vec<Case>,
    /// The rulings on them.
    pub rulings: Vec<Ruling>,
}

impl PerformanceRecord {
    /// What of it falls into the days from one to another, both among them.
    pub fn of(files: &Files, from: NaiveDate, until: NaiveDate) -> Self {
        let within = |on: NaiveDate| (from..=until).contains(&on);
        let inspections = files.inspections.iter().map(InspectionEntry::of);
        let complaints = files.complaints.iter().map(ComplaintEntry::of);
        let cases = files.cases.iter().map(CaseEntry::of);
        let rulings = files.rulings.iter().filter_map(RulingEntry::of);
        Self {
            from,
            until,
            inspections: inspections.filter(|it| within(it.on)).collect(),
            complaints: complaints.filter(|it| within(it.on)).collect(),
            cases: cases.filter(|it| within(it.on)).collect(),
            rulings: rulings.filter(|it| within(it.on)).collect(),
        }
    }

    /// How many complaints a board upheld.
    pub fn upheld_complaints(&self) -> usize {
        let upheld =
            |it: &&ComplaintEntry| matches!(it.decision(), Some(ComplaintDecision::Upheld { .. }));
        self.complaints.iter().filter(upheld).count()
    }

    /// How many rulings with a penalty are final on its last day.
    pub fn final_penalties(&self) -> usize {
        let counts = |it: &&RulingEntry| {
            it.penalty.is_some() && it.final_on.is_some_and(|day| day <= self.until)
        };
        self.rulings.iter().filter(counts).count()
    }

    /// How many cases are still open.
    pub fn open_cases(&self) -> usize {
        self.cases.iter().filter(|it| !it.state.is_ended()).count()
    }
}

impl InspectionEntry {
    fn of(inspection: &Inspection) -> Self {
        let state = inspection.inspection_state();
        Self {
            id: inspection.id(),
            number: inspection.number().clone(),
            on: state
                .visit()
                .map_or(inspection.planned_for(), |visit| visit.ended_on),
            state: state.clone(),
        }
    }

    /// What the signed report came to, in basis points.
    pub fn score(&self) -> Option<u32> {
        let score = self.state.report()?.score()?;
        Some(score.basis_points())
    }
}

impl ComplaintEntry {
    fn of(complaint: &Complaint) -> Self {
        Self {
            id: complaint.id(),
            number: complaint.number().clone(),
            on: complaint.filed_on(),
            state: complaint.complaint_state().clone(),
        }
    }

    /// What a board decided on it.
    pub fn decision(&self) -> Option<&ComplaintDecision> {
        match &self.state {
            ComplaintState::Decided { decision, .. } => Some(decision),
            _ => None,
        }
    }
}

impl CaseEntry {
    fn of(case: &Case) -> Self {
        Self {
            id: case.id(),
            number: case.number().clone(),
            on: case.opened_on(),
            state: case.case_state().clone(),
        }
    }
}

impl RulingEntry {
    /// A ruling that nobody has issued counts for nothing.
    fn of(ruling: &Ruling) -> Option<Self> {
        let issue = ruling.issued()?;
        Some(Self {
            id: ruling.id(),
            number: issue.number.clone(),
            on: issue.on,
            state: ruling.ruling_state().clone(),
            penalty: ruling.penalty().cloned(),
            final_on: ruling.final_on(),
        })
    }
}
