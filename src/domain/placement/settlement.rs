//! The settlement file (پرونده تسویه) of a licence that ended: what the agency owes within ten days
//! (A16), and what becomes of each of its job seekers through the association (A6.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::documents::DocumentRef;
use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use super::respondent::Respondent;
use super::ruling::{FinalRevocation, Service};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;

mod claim;
mod duty;
mod ending;
mod event;
mod line;
mod paper;
mod reconciliation;
mod seekers;

pub use claim::{Both, apportion, claim_unpaid, repay};
pub use duty::{Checklist, Duty};
pub use ending::{EndOfLicence, brings_settlement, renewal_closed_on};
pub use event::SettlementEvent;
pub use line::{Evidence, Payer, Payment, Remainder, SeekerClaim, SeekerLine, SeekerOutcome};
pub use paper::Proof;
pub use reconciliation::{ClaimAccount, GuaranteeAccount, Reconciliation};

/// The days of article 16.
pub const A16_DAYS: u16 = 10;

const OFFICE: Citation = Citation::clause(6, 4);
const AGENCY: Citation = Citation::article(16);

/// A settlement file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementFile {
    id: Uuid,
    office: Respondent,
    end: EndOfLicence,
    opened_on: NaiveDate,
    ended_on: NaiveDate,
    term: SettlementTerm,
    checklist: Checklist,
    papers: Vec<DocumentRef>,
    lines: Vec<SeekerLine>,
    state: SettlementState,
}

/// The ten days of article 16.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "term")]
pub enum SettlementTerm {
    /// They start with the service of the notice of finality (policy `a16.start`), or of another end.
    AwaitsNotice,
    /// They run, or have run out.
    Running {
        /// The reckoning.
        due: Deadline,
        /// The service of the notice, if there was one.
        notice: Option<Service>,
    },
}

/// Where a file stands. That it is overdue is seen from its term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SettlementState {
    /// باز
    Opened,
    /// The provincial association settles with the job seekers.
    HandedToAssociation {
        /// The letter.
        letter: ShortText,
        /// The day.
        on: NaiveDate,
    },
    /// مختومه
    Closed {
        /// The day.
        on: NaiveDate,
    },
}

impl SettlementFile {
    /// Opens the file of a licence that a final ruling revoked. Only together with the ban.
    pub(super) fn open(
        id: Uuid,
        proof: FinalRevocation<'_>,
        seekers: Vec<SeekerClaim>,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Changed<Self, PlacementEvent> {
        let office = proof.ruling().respondent().clone();
        let end = EndOfLicence::Revoked {
            ruling: proof.ruling().id(),
        };
        let term = first_term(&office, proof.final_on(), closed, policies);
        let mut file = Self::ended(id, office, end, proof.final_on(), term, today);
        file.lines = seekers.into_iter().map(SeekerLine::of).collect();
        let event = file.opened();
        Changed::new(file, event)
    }

    fn ended(
        id: Uuid,
        office: Respondent,
        end: EndOfLicence,
        ended_on: NaiveDate,
        term: SettlementTerm,
        today: NaiveDate,
    ) -> Self {
        Self {
            id,
            office,
            end,
            opened_on: today,
            ended_on,
            term,
            checklist: Checklist::default(),
            papers: Vec::new(),
            lines: Vec::new(),
            state: SettlementState::Opened,
        }
    }

    fn opened(&self) -> SettlementEvent {
        SettlementEvent::SettlementOpened {
            licence: self.office.licence,
            end: self.end,
            ended_on: self.ended_on,
            lines: self.lines.len(),
        }
    }

    /// Serves the notice of the end on the agency: the ten days run from the later of both.
    pub fn serve_notice(
        mut self,
        service: Service,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        if self.term != SettlementTerm::AwaitsNotice {
            return Err(self.illegal(AGENCY));
        }
        if !(self.ended_on..=today).contains(&service.on) {
            return Err(Refusal::rule(
                "service-date",
                AGENCY,
                "تاریخ ابلاغ پیش از پایان مجوز یا پس از امروز نیست.",
                "The notice is served no earlier than the end of the licence and no later than today.",
            ));
        }
        let due = ten_days(service.on.max(self.ended_on), closed, self.office.province);
        let event = SettlementEvent::SettlementNoticeServed {
            served_on: service.on,
            due: due.advised(),
            overdue_from: due.final_on(),
        };
        self.term = SettlementTerm::Running {
            due,
            notice: Some(service),
        };
        Ok(Changed::new(self, event))
    }

    /// The same file with the ten days by another version of the calendar of closed days, if that moves
    /// them. Days that have run out stay as they are.
    pub fn reckon_term_anew(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, PlacementEvent>> {
        if !self.is_open() {
            return None;
        }
        let SettlementTerm::Running { due, .. } = &mut self.term else {
            return None;
        };
        if due.has_run_out(today) {
            return None;
        }
        let later = due.recomputed(closed);
        if later.advised() == due.advised() && later.last_accepted() == due.last_accepted() {
            return None;
        }
        let event = SettlementEvent::SettlementTermExtended {
            due: later.advised(),
            overdue_from: later.final_on(),
            calendar_version: later.calendar_version(),
        };
        *due = later;
        Some(Changed::new(self, event))
    }

    /// Hands the job seekers over to the provincial association, at any time from the opening on.
    pub fn hand_to_association(
        mut self,
        letter: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != SettlementState::Opened {
            return Err(self.illegal(OFFICE));
        }
        let event = SettlementEvent::HandedToAssociation {
            letter: letter.clone(),
            on: today,
        };
        self.state = SettlementState::HandedToAssociation { letter, on: today };
        Ok(Changed::new(self, event))
    }

    /// Closes the file when every line is settled, and documents and licence are back.
    pub fn close(mut self, today: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let closable = match self.state {
            SettlementState::Opened => self.lines.is_empty(),
            SettlementState::HandedToAssociation { .. } => true,
            SettlementState::Closed { .. } => false,
        };
        if !closable {
            return Err(self.illegal(OFFICE));
        }
        let open = self.open_lines().count();
        let returned =
            self.checklist.documents.is_some() && self.checklist.original_licence.is_some();
        let paid = self.checklist.money.is_some()
            || self.lines.iter().any(|line| line.remainder().is_some());
        if open > 0 || !returned || !paid {
            return Err(Refusal::rule(
                "settlement-open",
                OFFICE,
                "پرونده تسویه تا تعیین تکلیف همه کارجویان، وجوه، مدارک و اصل مجوز بسته نمی‌شود.",
                format!("{open} lines are open, or moneys, documents or licence are not returned."),
            ));
        }
        let event = SettlementEvent::SettlementClosed { on: today };
        self.state = SettlementState::Closed { on: today };
        Ok(Changed::new(self, event))
    }

    /// The lines on which something is still to be done.
    pub fn open_lines(&self) -> impl Iterator<Item = &SeekerLine> {
        self.lines.iter().filter(|line| !line.is_settled())
    }

    /// Whether anything of article 16 is open, so that a guarantee must not be released.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, SettlementState::Closed { .. })
    }

    /// The office that is closed, as its licence named it.
    pub fn office(&self) -> &Respondent {
        &self.office
    }

    /// The licence.
    pub fn licence(&self) -> Uuid {
        self.office.licence
    }

    /// What ended it.
    pub fn end(&self) -> EndOfLicence {
        self.end
    }

    /// The province.
    pub fn province(&self) -> Province {
        self.office.province
    }

    /// The day of opening.
    pub fn opened_on(&self) -> NaiveDate {
        self.opened_on
    }

    /// The day on which the licence ended.
    pub fn ended_on(&self) -> NaiveDate {
        self.ended_on
    }

    /// The ten days.
    pub fn term(&self) -> &SettlementTerm {
        &self.term
    }

    /// The three duties.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The job seekers.
    pub fn lines(&self) -> &[SeekerLine] {
        &self.lines
    }

    /// Where it stands.
    pub fn settlement_state(&self) -> &SettlementState {
        &self.state
    }

    fn require_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        Err(self.illegal(OFFICE))
    }

    fn illegal(&self, citation: Citation) -> Refusal {
        let next: &'static [&'static str] = match self.state {
            SettlementState::Opened => &["handed_to_association", "closed"],
            SettlementState::HandedToAssociation { .. } => &["closed"],
            SettlementState::Closed { .. } => &[],
        };
        Refusal::state(self.state(), next, citation)
    }
}

/// The ten days as the file is opened: they await the notice, unless the policy `a16.start` lets them
/// run from the end itself.
fn first_term(
    office: &Respondent,
    ended_on: NaiveDate,
    closed: &ClosedDays,
    policies: &Policies<'_>,
) -> SettlementTerm {
    if policies.is(PolicyKey::A16Start, "finality") {
        SettlementTerm::Running {
            due: ten_days(ended_on, closed, office.province),
            notice: None,
        }
    } else {
        SettlementTerm::AwaitsNotice
    }
}

fn ten_days(from: NaiveDate, closed: &ClosedDays, province: Province) -> Deadline {
    Deadline::days(from, A16_DAYS, closed, Some(province), AGENCY)
}

impl Aggregate for SettlementFile {
    type Event = PlacementEvent;

    const NOUN: &'static str = "settlement";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            SettlementState::Opened => "opened",
            SettlementState::HandedToAssociation { .. } => "handed_to_association",
            SettlementState::Closed { .. } => "closed",
        }
    }
}
