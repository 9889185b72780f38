//! Registering, tabling, deciding and withdrawing a complaint.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Aggregate, Changed, Citation, Complaint, ComplaintDecision, ComplaintEvent, ComplaintState,
    Consultation, LongText, PlacementEvent, Refusal, ShortText,
};
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::case::{Case, CaseState, Source};
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::session::{BoardDecision, Matter, Outcome, Session, SessionState};

/// What the board made of a complaint.
#[derive(Clone, Copy, Debug)]
pub enum ComplaintOutcome<'a> {
    /// It is upheld; the case has a charge that comes from it.
    Upheld(&'a Case),
    /// It is dismissed.
    Dismissed,
    /// The parties have settled it, in these words.
    Settled(&'a LongText),
}

impl Complaint {
    /// The provincial office takes the complaint in (A6.6).
    pub fn register(
        mut self,
        by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != ComplaintState::Filed {
            return Err(self.illegal());
        }
        self.state = ComplaintState::Registered { on: today, by };
        let event = ComplaintEvent::ComplaintRegistered {
            province: self.respondent.province,
        };
        Ok(Changed::new(self, event))
    }

    /// Refuses a complaint that no session may deal with yet, or any more (A6.6).
    pub fn require_consulted(&self, today: NaiveDate) -> Result<(), Refusal> {
        self.consultation(today).map(drop)
    }

    /// The session on whose agenda it stands.
    pub fn session(&self) -> Result<Uuid, Refusal> {
        match &self.state {
            ComplaintState::Tabled { session, .. } => Ok(*session),
            _ => Err(self.illegal()),
        }
    }

    /// Tables the complaint in a session of its province and scope, on whose agenda it stands; also
    /// in another session, when the first one did not decide.
    pub fn table(
        mut self,
        session: &Session,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let consultation = self.consultation(today)?;
        let awaited = session.board() == BoardKind::Provincial(self.respondent.province)
            && session.scope() == self.respondent.scope()
            && matches!(
                session.session_state(),
                SessionState::Called | SessionState::Open(_)
            )
            && session
                .agenda()
                .iter()
                .any(|item| item.matter() == Matter::complaint(self.id) && item.is_pending());
        if !awaited {
            return Err(Refusal::rule(
                "not-on-agenda-of-its-board",
                Citation::clause(5, 4),
                "این شکایت در دستور جلسه هیئت همان استان و همان حوزه نیست.",
                "The complaint does not stand on an agenda of its province's board and scope.",
            ));
        }
        self.state = ComplaintState::Tabled {
            consultation,
            session: session.id(),
            on: today,
        };
        let event = ComplaintEvent::ComplaintTabled {
            session: session.id(),
        };
        Ok(Changed::new(self, event))
    }

    /// Takes over what the board decided. What is put to the vote is that the complaint is upheld;
    /// the association's opinion does not enter here.
    pub fn decide(
        mut self,
        decision: &BoardDecision,
        outcome: ComplaintOutcome<'_>,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let ComplaintState::Tabled {
            consultation,
            session,
            ..
        } = &self.state
        else {
            return Err(self.illegal());
        };
        let (consultation, session) = (consultation.clone(), *session);
        if decision.session() != session
            || decision.matter() != Matter::complaint(self.id)
            || decision.board() != BoardKind::Provincial(self.respondent.province)
        {
            return Err(Refusal::rule(
                "decision-of-another-matter",
                Citation::clause(5, 4),
                "این تصمیم درباره این شکایت و در جلسه آن نیست.",
                "The decision is not on this complaint in its session.",
            ));
        }
        let on = decision.decision().decided_on();
        let decided = match (decision.decision().outcome(), outcome) {
            (Outcome::Approved, ComplaintOutcome::Upheld(case)) => ComplaintDecision::Upheld {
                case: self.rightful_case(case)?,
                session,
                on,
            },
            (Outcome::Rejected, ComplaintOutcome::Dismissed) => {
                ComplaintDecision::Dismissed { session, on }
            }
            (Outcome::Rejected, ComplaintOutcome::Settled(agreement)) => {
                ComplaintDecision::Settled {
                    agreement: agreement.clone(),
                    session,
                    on,
                }
            }
            (Outcome::Rejected, ComplaintOutcome::Upheld(_))
            | (Outcome::Approved, ComplaintOutcome::Dismissed | ComplaintOutcome::Settled(_)) => {
                return Err(Refusal::rule(
                    "against-the-vote",
                    Citation::clause(5, 4),
                    "نتیجه شکایت با تصمیم اکثریت هیئت یکی نیست.",
                    "The outcome is not what the majority of the board voted.",
                ));
            }
        };
        let event = match &decided {
            ComplaintDecision::Upheld { case, .. } => ComplaintEvent::ComplaintUpheld {
                session,
                case: *case,
            },
            ComplaintDecision::Dismissed { .. } => ComplaintEvent::ComplaintDismissed { session },
            ComplaintDecision::Settled { .. } => ComplaintEvent::ComplaintSettled { session },
        };
        self.state = ComplaintState::Decided {
            consultation,
            decision: decided,
        };
        Ok(Changed::new(self, event))
    }

    /// The complainant takes it back. A case that is open goes on.
    pub fn withdraw(
        mut self,
        reason: Option<ShortText>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state.next().is_empty() {
            return Err(self.illegal());
        }
        let request = self.opinion_request().cloned();
        self.state = ComplaintState::Withdrawn {
            on: today,
            reason,
            request,
        };
        Ok(Changed::new(self, ComplaintEvent::ComplaintWithdrawn {}))
    }

    fn consultation(&self, today: NaiveDate) -> Result<Consultation, Refusal> {
        match &self.state {
            ComplaintState::Filed | ComplaintState::Registered { .. } => Err(Refusal::rule(
                "opinion-not-requested",
                Citation::clause(6, 6),
                "پیش از درخواست نظر مشورتی انجمن، شکایت در هیئت مطرح نمی‌شود.",
                "A complaint is not tabled before the association's opinion is requested.",
            )),
            ComplaintState::OpinionRequested { request } => {
                if request.deadline.accepts(today) {
                    return Err(Refusal::rule(
                        "opinion-pending",
                        PolicyKey::OpinionDays.citation(),
                        "مهلت نظر مشورتی انجمن هنوز پایان نیافته است.",
                        "The association's term for its opinion has not run out.",
                    ));
                }
                Ok(Consultation::Silent {
                    request: request.clone(),
                })
            }
            ComplaintState::OpinionReceived { request, opinion } => Ok(Consultation::Heard {
                request: request.clone(),
                opinion: opinion.clone(),
            }),
            ComplaintState::NoAssociation { body, .. } => {
                Ok(Consultation::NoAssociation { body: *body })
            }
            ComplaintState::Tabled { consultation, .. } => Ok(consultation.clone()),
            ComplaintState::Decided { .. } | ComplaintState::Withdrawn { .. } => {
                Err(self.illegal())
            }
        }
    }

    /// An upheld complaint stands in a case of the same agency that is not closed.
    fn rightful_case(&self, case: &Case) -> Result<Uuid, Refusal> {
        let source = Source::Complaint { id: self.id };
        if case.respondent().licence == self.respondent.licence
            && case.comes_from(&source)
            && !matches!(case.case_state(), CaseState::Closed { .. })
        {
            return Ok(case.id());
        }
        Err(Refusal::rule(
            "case-of-another-complaint",
            Citation::clause(5, 4),
            "شکایت وارد باید در پرونده تخلف جاری همان کاریابی آمده باشد.",
            "An upheld complaint is charged in an open case of the same agency.",
        ))
    }
}
