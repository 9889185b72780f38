//! The violation case (پرونده تخلف): charged, served, defended, heard, ruled, closed (A5.2, A15).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::docket::{Docket, DocketNumber};
use super::documents::DocumentRef;
use super::event::PlacementEvent;
use super::policies::Policies;
use super::respondent::Respondent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod charge;
mod documents;
mod event;
mod heard;
mod hearing;
mod joinder;
mod notice;
mod referral;
mod state;

pub use charge::{
    Accusation, Charge, CrimeFlag, FactDates, Offence, Raised, Source, bylaw_adopted_on,
};
pub use event::CaseEvent;
pub use heard::HeardCase;
pub(super) use heard::is_same;
pub use hearing::{Execution, RulingStanding};
pub use notice::{ChargeService, Defence, Notice, NoticeMethod};
pub use referral::JudicialReferral;
pub use state::{CaseState, Hearing, Verdict, VerdictFinding};

/// A violation case against a licensed agency, before the board of one province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    id: Uuid,
    number: DocketNumber,
    respondent: Respondent,
    province: Province,
    opened_on: NaiveDate,
    charges: Vec<Charge>,
    notices: Vec<Notice>,
    defences: Vec<Defence>,
    referrals: Vec<JudicialReferral>,
    documents: Vec<DocumentRef>,
    state: CaseState,
}

impl Case {
    /// Opens a case with its first charge. Once open it goes its own way: what becomes of the
    /// complaint or inspection it came from does not end it.
    pub fn open(
        id: Uuid,
        number: DocketNumber,
        respondent: Respondent,
        accusation: Accusation,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        number.require(Docket::Case, respondent.province)?;
        let charge = Charge::bring(accusation, respondent.kind, policies, today)?;
        let event = CaseEvent::CaseOpened {
            number: number.clone(),
            licence: respondent.licence,
            kind: respondent.kind,
            province: respondent.province,
            charge: charge.id(),
            head: charge.head().clone(),
            dates: charge.dates(),
            source: charge.source().clone(),
            crime: charge.crime().is_some(),
        };
        let case = Self {
            id,
            number,
            province: respondent.province,
            respondent,
            opened_on: today,
            charges: vec![charge],
            notices: Vec::new(),
            defences: Vec::new(),
            referrals: Vec::new(),
            documents: Vec::new(),
            state: CaseState::Opened,
        };
        Ok(Changed::new(case, event))
    }

    /// Its number.
    pub fn number(&self) -> &DocketNumber {
        &self.number
    }

    /// The agency.
    pub fn respondent(&self) -> &Respondent {
        &self.respondent
    }

    /// The province whose board is competent.
    pub fn province(&self) -> Province {
        self.province
    }

    /// The day of opening.
    pub fn opened_on(&self) -> NaiveDate {
        self.opened_on
    }

    /// The charges, in the order in which they were brought.
    pub fn charges(&self) -> &[Charge] {
        &self.charges
    }

    /// Whether a charge comes from this inspection or complaint.
    pub fn comes_from(&self, source: &Source) -> bool {
        self.charges.iter().any(|charge| charge.source() == source)
    }

    /// Where it stands.
    pub fn case_state(&self) -> &CaseState {
        &self.state
    }
}

impl Aggregate for Case {
    type Event = PlacementEvent;

    const NOUN: &'static str = "case";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

#[cfg(test)]
mod any_sequence;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;
