//! Inspections (بازرسی) of agencies: planned, assigned, carried out, reported, closed (A6.2, A13.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::docket::{Docket, DocketNumber};
use super::documents::DocumentRef;
use super::event::PlacementEvent;
use super::respondent::Respondent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod closing;
mod documents;
mod event;
mod report;
mod state;
mod team;
mod visit;

pub use event::InspectionEvent;
pub use report::{Addendum, CitedFinding, Report};
pub use state::{CorrectiveDuty, InspectionState};
pub use team::{Inspector, InspectorCandidate, Representative, Team};
pub use visit::{Obstruction, Refused, Visit, VisitResult};

const CITED: Citation = Citation::clause(6, 2);

/// An inspection of an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    id: Uuid,
    number: DocketNumber,
    respondent: Respondent,
    occasion: Occasion,
    planned_for: NaiveDate,
    appended: Vec<DocumentRef>,
    addenda: Vec<Addendum>,
    state: InspectionState,
}

/// Why an agency is inspected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "occasion")]
pub enum Occasion {
    /// ادواری: its turn has come.
    Periodic,
    /// A complaint.
    Complaint {
        /// Which one.
        id: Uuid,
    },
    /// A tip, anonymous or not.
    Tip {
        /// Its number and date, or what it says.
        reference: ShortText,
    },
    /// An earlier inspection, whose outcome is checked.
    FollowUp {
        /// Which one.
        inspection: Uuid,
    },
    /// An order of the central or the provincial office.
    Order {
        /// Its number and date.
        reference: ShortText,
    },
}

impl Inspection {
    /// Plans an inspection.
    pub fn plan(
        id: Uuid,
        number: DocketNumber,
        respondent: Respondent,
        occasion: Occasion,
        planned_for: NaiveDate,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        number.require(Docket::Inspection, respondent.province)?;
        if planned_for < today {
            return Err(Refusal::rule(
                "inspection-in-the-past",
                CITED,
                "بازرسی برای روزی در گذشته برنامه‌ریزی نمی‌شود.",
                "An inspection cannot be planned for a day in the past.",
            ));
        }
        let event = InspectionEvent::InspectionPlanned {
            number: number.clone(),
            licence: respondent.licence,
            province: respondent.province,
            occasion: occasion.clone(),
            planned_for,
        };
        let inspection = Self {
            id,
            number,
            respondent,
            occasion,
            planned_for,
            appended: Vec::new(),
            addenda: Vec::new(),
            state: InspectionState::Planned,
        };
        Ok(Changed::new(inspection, event))
    }

    /// Its number.
    pub fn number(&self) -> &DocketNumber {
        &self.number
    }

    /// The agency.
    pub fn respondent(&self) -> &Respondent {
        &self.respondent
    }

    /// Why the agency is inspected.
    pub fn occasion(&self) -> &Occasion {
        &self.occasion
    }

    /// The day it is planned for.
    pub fn planned_for(&self) -> NaiveDate {
        self.planned_for
    }

    /// What was added to the report after it was signed.
    pub fn addenda(&self) -> &[Addendum] {
        &self.addenda
    }

    /// Where it stands.
    pub fn inspection_state(&self) -> &InspectionState {
        &self.state
    }

    /// Whether its day has passed without a visit.
    pub fn missed(&self, today: NaiveDate) -> bool {
        self.awaited_on().is_some_and(|day| day < today)
    }

    /// The day on which a visit is awaited that has not begun.
    pub fn awaited_on(&self) -> Option<NaiveDate> {
        let waits = matches!(
            self.state,
            InspectionState::Planned | InspectionState::Assigned { .. }
        );
        waits.then_some(self.planned_for)
    }

    fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), self.state.next(), CITED)
    }
}

impl Aggregate for Inspection {
    type Event = PlacementEvent;

    const NOUN: &'static str = "inspection";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

#[cfg(test)]
mod tests;
