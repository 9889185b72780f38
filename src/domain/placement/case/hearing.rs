//! The board deals with a case: agenda, hearing, ruling, closing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Aggregate, Case, CaseEvent, CaseState, Changed, Citation, Hearing, LongText, PlacementEvent,
    Refusal, Verdict, VerdictFinding,
};
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::session::{BoardDecision, Matter, Outcome, Session, SessionState};

/// How the ruling of a case stands when somebody wants to close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulingStanding {
    /// The ruling.
    pub ruling: Uuid,
    /// The day on which it became final (قطعیت), if it has.
    pub final_on: Option<NaiveDate>,
    /// Whether its penalty is executed.
    pub execution: Execution,
}

/// Whether the penalty of a ruling is executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "execution")]
pub enum Execution {
    /// It sets no penalty, or the central board has quashed it.
    Nothing,
    /// Not yet.
    Pending,
    /// اجراشده
    Executed {
        /// The day.
        on: NaiveDate,
    },
}

impl Case {
    /// Puts the case on the agenda of a session of its province and scope, on a day on which it is
    /// ripe; also of another session, when the first one did not decide.
    pub fn schedule(mut self, session: &Session) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        match self.state {
            CaseState::Notified
            | CaseState::DefenceReceived
            | CaseState::Scheduled { .. }
            | CaseState::Heard { .. } => {}
            _ => return Err(self.illegal()),
        }
        let under_way = matches!(
            session.session_state(),
            SessionState::Called | SessionState::Open(_)
        );
        if !under_way || !self.awaited_in(session) {
            return Err(not_on_agenda());
        }
        self.require_ripe(session.called_for())?;
        self.state = CaseState::Scheduled {
            session: session.id(),
            called_for: session.called_for(),
        };
        let event = CaseEvent::CaseScheduled {
            session: session.id(),
            called_for: session.called_for(),
        };
        Ok(Changed::new(self, event))
    }

    /// The session on whose agenda it is.
    pub fn scheduled_session(&self) -> Result<Uuid, Refusal> {
        match self.state {
            CaseState::Scheduled { session, .. } => Ok(session),
            _ => Err(self.illegal()),
        }
    }

    /// How it was heard, if it was and nothing has put it back since.
    pub fn hearing(&self) -> Option<&Hearing> {
        match &self.state {
            CaseState::Heard { hearing }
            | CaseState::Ruled { hearing, .. }
            | CaseState::Closed { hearing, .. } => Some(hearing),
            _ => None,
        }
    }

    /// The ruling that decided it, by which it is closed.
    pub fn decided_ruling(&self) -> Result<Uuid, Refusal> {
        match self.state {
            CaseState::Ruled { verdict, .. } => Ok(verdict.ruling),
            _ => Err(self.illegal()),
        }
    }

    /// Hears the case in the session for which it is scheduled, while that sits.
    pub fn hear(
        mut self,
        session: &Session,
        attended: bool,
        record: LongText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let CaseState::Scheduled {
            session: scheduled, ..
        } = self.state
        else {
            return Err(self.illegal());
        };
        let SessionState::Open(sitting) = session.session_state() else {
            return Err(not_on_agenda());
        };
        if scheduled != session.id() || !self.awaited_in(session) {
            return Err(not_on_agenda());
        }
        self.require_ripe(sitting.opened_on)?;
        let event = CaseEvent::CaseHeard {
            session: session.id(),
            on: sitting.opened_on,
            attended,
        };
        self.state = CaseState::Heard {
            hearing: Hearing {
                session: session.id(),
                on: sitting.opened_on,
                attended,
                record,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// Takes over what the session decided, and the ruling that says so. What is put to the vote is
    /// that a violation is established.
    pub fn rule(
        mut self,
        decision: &BoardDecision,
        ruling: Uuid,
        finding: VerdictFinding,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let CaseState::Heard { hearing } = &self.state else {
            return Err(self.illegal());
        };
        let session = hearing.session;
        if decision.session() != session
            || decision.matter() != Matter::case(self.id)
            || decision.board() != BoardKind::Provincial(self.province)
        {
            return Err(Refusal::rule(
                "decision-of-another-matter",
                Citation::clause(5, 2),
                "این تصمیم درباره این پرونده و در جلسه رسیدگی آن نیست.",
                "The decision is not on this case in the session that heard it.",
            ));
        }
        let as_voted = match (decision.decision().outcome(), finding) {
            (Outcome::Approved, VerdictFinding::Guilty)
            | (Outcome::Rejected, VerdictFinding::Acquitted | VerdictFinding::NoJurisdiction) => {
                true
            }
            (Outcome::Approved, VerdictFinding::Acquitted | VerdictFinding::NoJurisdiction)
            | (Outcome::Rejected, VerdictFinding::Guilty) => false,
        };
        if !as_voted {
            return Err(Refusal::rule(
                "against-the-vote",
                Citation::clause(5, 2),
                "نتیجه رأی با تصمیم اکثریت هیئت یکی نیست.",
                "The finding is not what the majority of the board voted.",
            ));
        }
        let verdict = Verdict {
            session,
            ruling,
            finding,
            decided_on: decision.decision().decided_on(),
        };
        self.state = CaseState::Ruled {
            hearing: hearing.clone(),
            verdict,
        };
        Ok(Changed::new(self, CaseEvent::CaseRuled { verdict }))
    }

    /// Closes the case: its ruling is final, the penalty executed, and every crime reported.
    pub fn close(
        mut self,
        standing: &RulingStanding,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let CaseState::Ruled { hearing, verdict } = &self.state else {
            return Err(self.illegal());
        };
        if standing.ruling != verdict.ruling {
            return Err(Refusal::rule(
                "ruling-of-another-case",
                Citation::clause(5, 2),
                "این رأی درباره این پرونده نیست.",
                "The ruling is not the one of this case.",
            ));
        }
        if standing.final_on.is_none_or(|on| on > today) {
            return Err(Refusal::rule(
                "ruling-not-final",
                Citation::note(5, 2),
                "پیش از قطعیت رأی پرونده مختومه نمی‌شود.",
                "A case is not closed before its ruling is final.",
            ));
        }
        let executed = match standing.execution {
            Execution::Nothing => true,
            Execution::Pending => verdict.finding != VerdictFinding::Guilty,
            Execution::Executed { on } => on <= today,
        };
        if !executed {
            return Err(Refusal::rule(
                "penalty-not-executed",
                Citation::article(15),
                "پیش از اجرای مجازات پرونده مختومه نمی‌شود.",
                "A case is not closed before its penalty is executed.",
            ));
        }
        self.require_reported()?;
        let verdict = *verdict;
        self.state = CaseState::Closed {
            hearing: hearing.clone(),
            verdict,
            on: today,
        };
        Ok(Changed::new(
            self,
            CaseEvent::CaseClosed {
                ruling: verdict.ruling,
                on: today,
            },
        ))
    }

    fn awaited_in(&self, session: &Session) -> bool {
        session.board() == BoardKind::Provincial(self.province)
            && session.scope() == self.respondent.scope()
            && session
                .agenda()
                .iter()
                .any(|item| item.matter() == Matter::case(self.id) && item.is_pending())
    }
}

fn not_on_agenda() -> Refusal {
    Refusal::rule(
        "not-on-agenda-of-its-board",
        Citation::clause(5, 2),
        "این پرونده در دستور جلسه هیئت همان استان و همان حوزه نیست.",
        "The case does not await a decision in a session of its province's board and scope.",
    )
}
