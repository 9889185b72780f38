//! The notice of a final revocation to every province, with its receipt (A15.n2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::docket::DocketNumber;
use super::event::PlacementEvent;
use super::licence::LicenceNumber;
use super::ruling::FinalRevocation;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name};

const CITED: Citation = Citation::note(15, 2);

/// A notice to the office of one province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceNotice {
    id: Uuid,
    to: Province,
    statement: Statement,
    issued_on: NaiveDate,
    state: NoticeState,
}

/// What every province is told in detail (مشروح).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The ruling.
    pub ruling: Uuid,
    /// Its number.
    pub ruling_number: DocketNumber,
    /// The ban.
    pub ban: Uuid,
    /// The province whose board revoked.
    pub from: Province,
    /// The name of the agency.
    pub agency: Name,
    /// The number of its licence.
    pub licence_number: LicenceNumber,
    /// The reasons of the ruling.
    pub reasons: LongText,
    /// The day of finality.
    pub final_on: NaiveDate,
    /// The five years in which no application of its subjects is accepted.
    pub term: Term,
}

/// Whether the province has taken note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum NoticeState {
    /// صادرشده
    Issued,
    /// اعلام وصول‌شده
    Acknowledged {
        /// The account of the province's office.
        by: Uuid,
        /// The officer's name.
        person: Name,
        /// The day.
        on: NaiveDate,
    },
}

impl NoticeState {
    /// The Persian word.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Issued => "صادرشده",
            Self::Acknowledged { .. } => "اعلام وصول‌شده",
        }
    }
}

impl Statement {
    /// What a final revocation and its ban say.
    pub(super) fn of(
        proof: FinalRevocation<'_>,
        ban: Uuid,
        term: Term,
        ruling_number: DocketNumber,
        licence_number: LicenceNumber,
    ) -> Self {
        let ruling = proof.ruling();
        Self {
            ruling: ruling.id(),
            ruling_number,
            ban,
            from: ruling.respondent().province,
            agency: ruling.respondent().agency.clone(),
            licence_number,
            reasons: ruling.content().reasons.clone(),
            final_on: proof.final_on(),
            term,
        }
    }
}

impl ProvinceNotice {
    /// Issues the notice; its own province gets one too. Only together with the ban.
    pub(super) fn issue(
        id: Uuid,
        to: Province,
        statement: Statement,
        today: NaiveDate,
    ) -> Changed<Self, PlacementEvent> {
        let event = NoticeEvent::NoticeIssued {
            to,
            ruling: statement.ruling,
            ban: statement.ban,
        };
        let notice = Self {
            id,
            to,
            statement,
            issued_on: today,
            state: NoticeState::Issued,
        };
        Changed::new(notice, event)
    }

    /// The office of the province acknowledges it.
    pub fn acknowledge(
        mut self,
        by: Uuid,
        person: Name,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != NoticeState::Issued || today < self.issued_on {
            return Err(Refusal::state(self.state(), &[], CITED));
        }
        let event = NoticeEvent::NoticeAcknowledged {
            to: self.to,
            by,
            on: today,
        };
        self.state = NoticeState::Acknowledged {
            by,
            person,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// The province that is told.
    pub fn to(&self) -> Province {
        self.to
    }

    /// What it is told.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The day of issue.
    pub fn issued_on(&self) -> NaiveDate {
        self.issued_on
    }

    /// Whether the province has acknowledged it.
    pub fn is_acknowledged(&self) -> bool {
        matches!(self.state, NoticeState::Acknowledged { .. })
    }

    /// The days for which it has waited, until it was acknowledged or until today.
    pub fn waited(&self, today: NaiveDate) -> i64 {
        let until = match self.state {
            NoticeState::Issued => today,
            NoticeState::Acknowledged { on, .. } => on,
        };
        (until - self.issued_on).num_days()
    }

    /// Whether it has taken note.
    pub fn notice_state(&self) -> &NoticeState {
        &self.state
    }
}

impl Aggregate for ProvinceNotice {
    type Event = PlacementEvent;

    const NOUN: &'static str = "notice";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            NoticeState::Issued => "issued",
            NoticeState::Acknowledged { .. } => "acknowledged",
        }
    }
}

/// What happens to a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum NoticeEvent {
    /// It was issued.
    NoticeIssued {
        /// The province that is told.
        to: Province,
        /// The ruling.
        ruling: Uuid,
        /// The ban.
        ban: Uuid,
    },
    /// The province acknowledged it.
    NoticeAcknowledged {
        /// The province.
        to: Province,
        /// The account.
        by: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

impl Event for NoticeEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::NoticeIssued { .. } => "notice-issued",
            Self::NoticeAcknowledged { .. } => "notice-acknowledged",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}
