//! The settlement file (پرونده تسویه) of a licence that ended: what the agency owes within ten days
//! (A16), and what becomes of each of its job seekers through the association (A6.4).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use super::ruling::{FinalRevocation, Service};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;

mod claim;
mod event;
mod line;

pub use claim::{Both, apportion, claim_unpaid, repay};
pub use event::SettlementEvent;
pub use line::{Evidence, Payer, Payment, Remainder, SeekerClaim, SeekerLine, SeekerOutcome};

/// The days of article 16.
pub const A16_DAYS: u16 = 10;

const OFFICE: Citation = Citation::clause(6, 4);
const AGENCY: Citation = Citation::article(16);

/// A settlement file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementFile {
    id: Uuid,
    licence: Uuid,
    ruling: Uuid,
    province: Province,
    opened_on: NaiveDate,
    ended_on: NaiveDate,
    term: SettlementTerm,
    checklist: Checklist,
    lines: Vec<SeekerLine>,
    state: SettlementState,
}

/// The ten days of article 16.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "term")]
pub enum SettlementTerm {
    /// They start with the service of the notice of finality (policy `a16.start`).
    AwaitsNotice,
    /// They run, or have run out.
    Running {
        /// The reckoning.
        due: Deadline,
        /// The service of the notice, if there was one.
        notice: Option<Service>,
    },
}

/// The agency's three duties (A16), each ticked with evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// The moneys are paid.
    pub money: Option<Evidence>,
    /// All documents are back with their job seekers.
    pub documents: Option<Evidence>,
    /// The original licence is back at the office.
    pub original_licence: Option<Evidence>,
}

/// One of the three duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// پرداخت وجوه
    Money,
    /// استرداد مدارک
    Documents,
    /// استرداد اصل مجوز
    OriginalLicence,
}

impl Duty {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Money, Self::Documents, Self::OriginalLicence];
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
        let respondent = proof.ruling().respondent();
        let province = respondent.province;
        let term = if policies.is(PolicyKey::A16Start, "finality") {
            SettlementTerm::Running {
                due: ten_days(proof.final_on(), closed, province),
                notice: None,
            }
        } else {
            SettlementTerm::AwaitsNotice
        };
        let lines: Vec<_> = seekers.into_iter().map(SeekerLine::of).collect();
        let event = SettlementEvent::SettlementOpened {
            licence: respondent.licence,
            ruling: proof.ruling().id(),
            ended_on: proof.final_on(),
            lines: lines.len(),
        };
        let file = Self {
            id,
            licence: respondent.licence,
            ruling: proof.ruling().id(),
            province,
            opened_on: today,
            ended_on: proof.final_on(),
            term,
            checklist: Checklist::default(),
            lines,
            state: SettlementState::Opened,
        };
        Changed::new(file, event)
    }

    /// Serves the notice of finality on the agency: the ten days run from the later of both.
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
        service.require_possible(self.ended_on, today)?;
        let due = ten_days(service.on.max(self.ended_on), closed, self.province);
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

    /// Adds a job seeker who was found later.
    pub fn add_seeker(
        mut self,
        seeker: SeekerClaim,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        if self.lines.iter().any(|line| line.id() == seeker.line) {
            return Err(Refusal::rule(
                "line-exists",
                OFFICE,
                "این کارجو در پرونده تسویه هست.",
                "The job seeker is in the file already.",
            ));
        }
        let event = SettlementEvent::SeekerAdded {
            line: seeker.line,
            owed: seeker.owed,
        };
        // What was ticked as paid no longer covers everybody.
        self.checklist.money = None;
        self.lines.push(SeekerLine::of(seeker));
        Ok(Changed::new(self, event))
    }

    /// Ticks one of the agency's three duties with evidence.
    pub fn tick(
        mut self,
        duty: Duty,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        evidence.require_between(self.ended_on, today)?;
        let unpaid = self.lines.iter().any(|line| !line.is_paid());
        if duty == Duty::Money && unpaid {
            return Err(Refusal::rule(
                "moneys-outstanding",
                AGENCY,
                "هنوز وجوه همه کارجویان پرداخت نشده است.",
                "Some job seekers are still owed money.",
            ));
        }
        let place = match duty {
            Duty::Money => &mut self.checklist.money,
            Duty::Documents => &mut self.checklist.documents,
            Duty::OriginalLicence => &mut self.checklist.original_licence,
        };
        if place.is_some() {
            return Err(Refusal::rule(
                "duty-ticked",
                AGENCY,
                "انجام این تکلیف پیش‌تر ثبت شده است.",
                "This duty is ticked already.",
            ));
        }
        let event = SettlementEvent::DutyTicked {
            duty,
            on: evidence.on,
            record: evidence.record.clone(),
        };
        *place = Some(evidence);
        Ok(Changed::new(self, event))
    }

    /// Records money that the agency paid to a job seeker.
    pub fn pay(
        self,
        line: Uuid,
        payment: Payment,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if payment.by != Payer::Agency {
            return Err(Refusal::rule(
                "not-paid-by-the-agency",
                AGENCY,
                "پرداخت از محل ضمانت‌نامه همراه با خود ضمانت‌نامه ثبت می‌شود.",
                "Money from a guarantee is recorded together with the guarantee.",
            ));
        }
        self.paid(line, payment, today)
    }

    fn paid(
        mut self,
        line: Uuid,
        payment: Payment,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        payment.evidence.require_between(NaiveDate::MIN, today)?;
        let event = SettlementEvent::SeekerPaid {
            line,
            amount: payment.amount,
            by: payment.by,
        };
        self.line_mut(line)?.pay(payment)?;
        Ok(Changed::new(self, event))
    }

    /// Records what became of a job seeker, through the association (A6.4).
    pub fn settle(
        mut self,
        line: Uuid,
        outcome: SeekerOutcome,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !matches!(self.state, SettlementState::HandedToAssociation { .. }) {
            return Err(self.illegal(OFFICE));
        }
        let own_licence = self.licence;
        let event = SettlementEvent::SeekerSettled {
            line,
            outcome: outcome.clone(),
        };
        self.line_mut(line)?.settle(outcome, own_licence, today)?;
        Ok(Changed::new(self, event))
    }

    /// Records where a job seeker goes for what neither the agency nor a guarantee paid.
    pub fn refer_remainder(
        mut self,
        line: Uuid,
        remainder: Remainder,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let event = SettlementEvent::RemainderReferred {
            line,
            remainder: remainder.clone(),
        };
        self.line_mut(line)?.refer(remainder)?;
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

    /// The duties that are late on a day, accepted until the latest reading of the ten days.
    pub fn overdue(&self, on: NaiveDate) -> Vec<Duty> {
        let SettlementTerm::Running { due, .. } = &self.term else {
            return Vec::new();
        };
        let done = |duty| match duty {
            Duty::Money => &self.checklist.money,
            Duty::Documents => &self.checklist.documents,
            Duty::OriginalLicence => &self.checklist.original_licence,
        };
        Duty::ALL
            .into_iter()
            .filter(|duty| {
                let counted = done(*duty)
                    .as_ref()
                    .map_or(on, |evidence| evidence.on.min(on));
                due.has_run_out(counted)
            })
            .collect()
    }

    /// The lines on which something is still to be done.
    pub fn open_lines(&self) -> impl Iterator<Item = &SeekerLine> {
        self.lines.iter().filter(|line| !line.is_settled())
    }

    /// Whether anything of article 16 is open, so that a guarantee must not be released.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, SettlementState::Closed { .. })
    }

    /// The licence.
    pub fn licence(&self) -> Uuid {
        self.licence
    }

    /// The ruling that revoked it.
    pub fn ruling(&self) -> Uuid {
        self.ruling
    }

    /// The province.
    pub fn province(&self) -> Province {
        self.province
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

    fn line_mut(&mut self, id: Uuid) -> Result<&mut SeekerLine, Refusal> {
        self.lines
            .iter_mut()
            .find(|line| line.id() == id)
            .ok_or_else(|| {
                Refusal::rule(
                    "no-such-line",
                    OFFICE,
                    "چنین کارجویی در پرونده تسویه نیست.",
                    "The file has no such line.",
                )
            })
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
