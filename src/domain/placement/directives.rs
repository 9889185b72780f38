//! The directives of the central board (دستورالعمل‌های هیئت مرکزی): which the bylaw calls for, what
//! rules read of them, and how they come and go.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::boards::BoardKind;
use super::event::PlacementEvent;
use super::session::{BoardDecision, Matter, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::directive::{
    Approval, ApprovalSource, Directive, DirectiveBook, DirectiveMatter, DirectiveState,
    DirectiveTerms,
};
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, ShortText};

mod event;
mod terms;

pub use event::DirectiveEvent;
pub use terms::{DirectiveKind, OpaqueKind, Terms};

/// A directive of this regime.
pub type PlacementDirective = Directive<Terms>;

/// The directives of this regime.
pub type PlacementDirectives = DirectiveBook<Terms>;

/// The text of a directive, as it is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its number among the directives on its matter, from 1.
    pub version: u32,
    /// Its title.
    pub title: ShortText,
    /// Its text.
    pub body: LongText,
    /// What rules read of it.
    pub terms: Terms,
}

/// When and under which number an adopted directive binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communication {
    /// The number under which it is communicated.
    pub number: ShortText,
    /// The first day on which it binds.
    pub effective_from: NaiveDate,
    /// The first day on which it no longer binds, if it sets one itself.
    pub effective_to: Option<NaiveDate>,
}

impl PlacementDirective {
    /// Drafts a directive.
    pub fn draft(
        id: Uuid,
        proposal: Proposal,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Proposal {
            version,
            title,
            body,
            terms,
        } = proposal;
        let kind = terms.matter();
        if version == 0 {
            return Err(Refusal::rule(
                "directive-version",
                kind.citation(),
                "شماره نسخه دستورالعمل از یک آغاز می‌شود.",
                "Versions of a directive are counted from one.",
            ));
        }
        if let Terms::GuaranteeAmount { amounts } = &terms
            && (amounts.is_empty() || amounts.values().any(|amount| *amount == Rial::ZERO))
        {
            return Err(Refusal::rule(
                "directive-without-amount",
                kind.citation(),
                "دستورالعمل مبلغ ضمانت باید دست‌کم یک مبلغ بیش از صفر داشته باشد.",
                "A directive on the guarantee states at least one amount, each above zero.",
            ));
        }
        let directive = Self {
            id,
            version,
            title,
            body,
            terms,
            drafted_on: today,
            state: DirectiveState::Draft,
        };
        let event = DirectiveEvent::DirectiveDrafted { kind, version };
        Ok(Changed::new(directive, event))
    }

    /// Approves the draft by the decision of a session of the central board (A3.2).
    pub fn approve(
        self,
        decision: &BoardDecision,
        communication: Communication,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if decision.board() != BoardKind::Central
            || decision.matter() != Matter::directive(self.id)
            || decision.decision().outcome() != Outcome::Approved
            || !decision.session_closed()
        {
            return Err(Refusal::rule(
                "not-approved-by-central-board",
                Citation::clause(3, 2),
                "دستورالعمل تنها با تصویب هیئت مرکزی در جلسه رسمی، پس از پایان جلسه، معتبر می‌شود.",
                "A directive needs the approval of a quorate session of the central board, once it is closed.",
            ));
        }
        let source = ApprovalSource::Session {
            id: decision.session(),
        };
        self.approved(source, decision.decision().decided_on(), communication)
    }

    /// Records that the draft was approved in a session held outside this registry.
    pub fn record_approval(
        self,
        minutes: ShortText,
        approved_on: NaiveDate,
        communication: Communication,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let source = ApprovalSource::Minutes { reference: minutes };
        self.approved(source, approved_on, communication)
    }

    /// Lets an approved successor take its place on the successor's first day.
    pub fn supersede(self, by: &Self) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let kind = self.matter();
        let DirectiveState::Approved(approval) = self.state else {
            return Err(illegal(&self));
        };
        let successor = match &by.state {
            DirectiveState::Approved(next)
                if by.matter() == kind
                    && by.version > self.version
                    && next.effective_from >= approval.effective_from =>
            {
                next
            }
            _ => {
                return Err(Refusal::rule(
                    "not-a-successor",
                    kind.citation(),
                    "جایگزین باید نسخه مصوب بعدی همین دستورالعمل باشد.",
                    "Only an approved later version on the same matter supersedes a directive.",
                ));
            }
        };
        let until = successor.effective_from;
        let event = DirectiveEvent::DirectiveSuperseded {
            kind,
            by: by.id,
            until,
        };
        let superseded = Self {
            state: DirectiveState::Superseded {
                approval,
                by: by.id,
                until,
            },
            ..self
        };
        Ok(Changed::new(superseded, event))
    }

    /// Annuls it by an order, from a day on; facts before that day keep it.
    pub fn annul(
        self,
        order: ShortText,
        until: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let kind = self.matter();
        let DirectiveState::Approved(approval) = self.state else {
            return Err(illegal(&self));
        };
        let event = DirectiveEvent::DirectiveAnnulled {
            kind,
            order: order.clone(),
            until,
        };
        let annulled = Self {
            state: DirectiveState::Annulled {
                approval,
                order,
                until,
            },
            ..self
        };
        Ok(Changed::new(annulled, event))
    }

    fn approved(
        self,
        source: ApprovalSource,
        approved_on: NaiveDate,
        communication: Communication,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let kind = self.matter();
        if self.state != DirectiveState::Draft {
            return Err(illegal(&self));
        }
        let Communication {
            number,
            effective_from,
            effective_to,
        } = communication;
        if effective_from < approved_on || effective_to.is_some_and(|to| to <= effective_from) {
            return Err(Refusal::rule(
                "directive-dates",
                kind.citation(),
                "دستورالعمل پیش از تصویب اثر ندارد و پایان آن پس از آغاز آن است.",
                "A directive binds no earlier than its approval and ends after it starts.",
            ));
        }
        let event = DirectiveEvent::DirectiveApproved {
            kind,
            version: self.version,
            number: number.clone(),
            effective_from,
            effective_to,
        };
        let approval = Approval {
            source,
            number,
            approved_on,
            effective_from,
            effective_to,
        };
        let approved = Self {
            state: DirectiveState::Approved(approval),
            ..self
        };
        Ok(Changed::new(approved, event))
    }
}

fn illegal(directive: &PlacementDirective) -> Refusal {
    let allowed: &'static [&'static str] = match directive.state {
        DirectiveState::Draft => &["approved"],
        DirectiveState::Approved(_) => &["superseded", "annulled"],
        DirectiveState::Superseded { .. } | DirectiveState::Annulled { .. } => &[],
    };
    Refusal::state(directive.state(), allowed, Citation::clause(3, 2))
}

impl Aggregate for PlacementDirective {
    type Event = PlacementEvent;

    const NOUN: &'static str = "directive";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            DirectiveState::Draft => "draft",
            DirectiveState::Approved(_) => "approved",
            DirectiveState::Superseded { .. } => "superseded",
            DirectiveState::Annulled { .. } => "annulled",
        }
    }
}

#[cfg(test)]
mod tests;
