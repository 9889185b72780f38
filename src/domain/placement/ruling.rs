//! The ruling (رأی) of a provincial board on a violation case: drafted, voted, signed, issued,
//! served, and final when the term of appeal lapses or the central board decides (A5, A15).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::boards::BoardKind;
use super::case::{Case, Execution, HeardCase, RulingStanding};
use super::directives::PlacementDirectives;
use super::docket::{Docket, DocketNumber};
use super::documents::Sha256Hex;
use super::event::PlacementEvent;
use super::penalty::Penalty;
use super::policies::Policies;
use super::respondent::Respondent;
use super::session::{BoardDecision, Matter, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

pub mod credential;
mod draft;
mod ending;
mod event;
mod service;
mod state;

pub(super) use draft::measured;
pub use draft::{Content, Draft, Finding, Matching};
pub use ending::FinalRevocation;
pub use event::RulingEvent;
pub use service::{APPEAL_DAYS, AppealTerm, Service, ServiceMethod};
pub use state::{
    Amendment, AmendmentKind, ExecutionRecord, Finality, Issue, RulingState, Served, Signature,
    VoteRecord,
};

const CITED: Citation = Citation::clause(5, 2);

/// A ruling on a violation case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    id: Uuid,
    case: Uuid,
    respondent: Respondent,
    content: Content,
    amendments: Vec<Amendment>,
    state: RulingState,
}

type Outcomes = Result<Changed<Ruling, PlacementEvent>, Refusal>;

impl Ruling {
    /// Drafts the ruling of a case that the board has heard.
    pub fn draft(
        id: Uuid,
        case: &HeardCase,
        draft: Draft,
        directives: &PlacementDirectives,
        policies: &Policies<'_>,
    ) -> Outcomes {
        let content = draft.checked(case, directives, policies)?;
        let ruling = Self {
            id,
            case: case.case(),
            respondent: case.respondent().clone(),
            content,
            amendments: Vec::new(),
            state: RulingState::Drafted,
        };
        let event = ruling.drafted();
        Ok(Changed::new(ruling, event))
    }

    /// Rewrites a draft on which nobody has voted.
    pub fn redraft(
        mut self,
        case: &Case,
        draft: Draft,
        directives: &PlacementDirectives,
        policies: &Policies<'_>,
    ) -> Outcomes {
        if self.state != RulingState::Drafted {
            return Err(self.illegal(Citation::note(5, 1)));
        }
        if case.id() != self.case {
            return Err(Refusal::rule(
                "ruling-of-another-case",
                CITED,
                "این رأی درباره این پرونده نیست.",
                "The ruling is not the one of this case.",
            ));
        }
        self.content = draft.checked(&case.heard()?, directives, policies)?;
        let event = self.drafted();
        Ok(Changed::new(self, event))
    }

    /// Takes over the vote of the competent board in a session of the case's scope (A5.2, A5.3).
    /// Whoever voted, and with which quorum, is in the session's count.
    pub fn vote(mut self, decision: Option<&BoardDecision>, today: NaiveDate) -> Outcomes {
        if self.state != RulingState::Drafted {
            return Err(self.illegal(CITED));
        }
        let decision = decision.ok_or_else(|| {
            Refusal::rule(
                "not-decided-yet",
                CITED,
                "هیئت در جلسه رسیدگی هنوز درباره این پرونده تصمیم نگرفته است.",
                "The board has not decided on the case in the session that heard it.",
            )
        })?;
        let decided = decision.decision();
        let fits = decision.board() == BoardKind::Provincial(self.respondent.province)
            && decision.scope() == self.respondent.scope()
            && decision.matter() == Matter::case(self.case)
            && decided.decided_on() <= today;
        if !fits {
            return Err(Refusal::rule(
                "decision-of-another-matter",
                CITED,
                "این تصمیم درباره این پرونده، از هیئت استان آن و در جلسه حوزه آن نیست.",
                "The decision is not on this case, by the board of its province in its scope.",
            ));
        }
        let established = matches!(self.content.finding, Finding::Violation { .. });
        if established != (decided.outcome() == Outcome::Approved) {
            return Err(Refusal::rule(
                "against-the-vote",
                CITED,
                "رأی نوشته‌شده با تصمیم اکثریت هیئت یکی نیست.",
                "The ruling does not say what the majority of the board voted.",
            ));
        }
        let tally = decided.tally().clone();
        let event = RulingEvent::RulingVoted {
            session: decision.session(),
            decided_on: decided.decided_on(),
            in_favour: tally.in_favour,
            against: tally.against,
            quorum_needed: tally.quorum_needed,
        };
        self.state = RulingState::Voted {
            vote: VoteRecord {
                session: decision.session(),
                decided_on: decided.decided_on(),
                tally,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// The chair of the board signs; from here on the content is closed.
    pub fn sign(mut self, signature: Signature) -> Outcomes {
        let RulingState::Voted { vote } = &self.state else {
            return Err(self.illegal(CITED));
        };
        let chair = BoardKind::Provincial(self.respondent.province).chair();
        if signature.seat != chair || signature.on < vote.decided_on {
            return Err(state::not_by_the_chair());
        }
        let event = RulingEvent::RulingSigned {
            account: signature.account,
        };
        self.state = RulingState::Signed {
            vote: vote.clone(),
            signature,
        };
        Ok(Changed::new(self, event))
    }

    /// Issues it under its number.
    pub fn issue(mut self, number: DocketNumber, today: NaiveDate) -> Outcomes {
        let RulingState::Signed { vote, signature } = &self.state else {
            return Err(self.illegal(CITED));
        };
        number.require(Docket::Ruling, self.respondent.province)?;
        if today < signature.on {
            return Err(self.illegal(CITED));
        }
        let event = RulingEvent::RulingIssued {
            number: number.clone(),
            issued_on: today,
        };
        self.state = RulingState::Issued {
            issue: Issue {
                vote: vote.clone(),
                signature: signature.clone(),
                number,
                on: today,
            },
            interrupted_until: None,
        };
        Ok(Changed::new(self, event))
    }

    /// Serves it (ابلاغ): the twenty days of appeal start (A5.n2).
    pub fn serve(
        mut self,
        service: Service,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcomes {
        let (issue, appeal, interrupted_until) = match &self.state {
            RulingState::Issued {
                issue,
                interrupted_until,
            } => (issue.clone(), None, *interrupted_until),
            RulingState::Appealed {
                issue,
                served: None,
                appeal,
            } => (issue.clone(), Some(*appeal), None),
            _ => return Err(self.illegal(Citation::note(5, 2))),
        };
        service.require_possible(issue.on, today)?;
        let term = AppealTerm::from_service(&service, closed, self.respondent.province, policies);
        let event = RulingEvent::RulingServed {
            served_on: service.on,
            method: service.method,
            proof: service.proof.clone(),
            file_by: term.advised(),
            last_accepted: term.last_accepted(),
            calendar_version: term.deadline().calendar_version(),
        };
        let served = Served {
            service,
            term,
            interrupted_until,
        };
        self.state = match appeal {
            None => RulingState::Served { issue, served },
            Some(appeal) => RulingState::Appealed {
                issue,
                served: Some(served),
                appeal,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// The case.
    pub fn case(&self) -> Uuid {
        self.case
    }

    /// The agency.
    pub fn respondent(&self) -> &Respondent {
        &self.respondent
    }

    /// What it says.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The scanned proofs of its services, corrected ones included.
    pub fn proofs(&self) -> impl Iterator<Item = &Sha256Hex> {
        let before = self.amendments.iter().filter_map(|it| match &it.kind {
            AmendmentKind::ServiceCorrected { before } | AmendmentKind::ServedAgain { before } => {
                Some(before)
            }
            AmendmentKind::Clerical { .. } => None,
        });
        let now = self.served().map(|served| &served.service);
        before.chain(now).filter_map(|it| it.document.as_ref())
    }

    /// What was amended around it, oldest first.
    pub fn amendments(&self) -> &[Amendment] {
        &self.amendments
    }

    /// Where it stands.
    pub fn ruling_state(&self) -> &RulingState {
        &self.state
    }

    /// How it was issued, once it was.
    pub fn issued(&self) -> Option<&Issue> {
        match &self.state {
            RulingState::Drafted | RulingState::Voted { .. } | RulingState::Signed { .. } => None,
            RulingState::Issued { issue, .. }
            | RulingState::Served { issue, .. }
            | RulingState::Appealed { issue, .. }
            | RulingState::Final { issue, .. }
            | RulingState::Executed { issue, .. } => Some(issue),
        }
    }

    /// How it was issued; refuses what goes out no earlier than that.
    pub fn require_issued(&self) -> Result<&Issue, Refusal> {
        self.issued()
            .ok_or_else(|| self.illegal(Citation::note(5, 1)))
    }

    /// Its number, once it is issued.
    pub fn number(&self) -> Option<&DocketNumber> {
        self.issued().map(|issue| &issue.number)
    }

    /// Its service, once it is served.
    pub fn served(&self) -> Option<&Served> {
        match &self.state {
            RulingState::Served { served, .. } => Some(served),
            RulingState::Appealed { served, .. }
            | RulingState::Final { served, .. }
            | RulingState::Executed { served, .. } => served.as_ref(),
            RulingState::Drafted
            | RulingState::Voted { .. }
            | RulingState::Signed { .. }
            | RulingState::Issued { .. } => None,
        }
    }

    /// How it became final, once that is written down.
    pub fn finality(&self) -> Option<&Finality> {
        match &self.state {
            RulingState::Final { finality, .. } | RulingState::Executed { finality, .. } => {
                Some(finality)
            }
            _ => None,
        }
    }

    /// The day from which it is final as things stand: written down, or that on which its term
    /// lapses if nobody appeals. None while an appeal is pending, and before service.
    pub fn final_on(&self) -> Option<NaiveDate> {
        match &self.state {
            RulingState::Served { served, .. } => Some(served.final_on()),
            _ => self.finality().map(Finality::final_on),
        }
    }

    /// Whether it is final on a day, written down or not.
    pub fn is_final(&self, on: NaiveDate) -> bool {
        self.final_on().is_some_and(|day| on >= day)
    }

    /// The penalty that counts: as ruled, as the central board modified it, or none.
    pub fn penalty(&self) -> Option<&Penalty> {
        match self.finality() {
            Some(Finality::Quashed { .. }) => None,
            Some(Finality::Modified { penalty, .. }) => Some(penalty),
            Some(Finality::NoAppeal { .. } | Finality::Upheld { .. }) | None => {
                self.content.finding.penalty()
            }
        }
    }

    /// How it stands for the closing of its case.
    pub fn standing_for_case(&self) -> RulingStanding {
        let execution = match &self.state {
            RulingState::Executed { execution, .. } => Execution::Executed { on: execution.on },
            _ if self.penalty().is_none() => Execution::Nothing,
            _ => Execution::Pending,
        };
        RulingStanding {
            ruling: self.id,
            final_on: self.finality().map(Finality::final_on),
            execution,
        }
    }

    fn drafted(&self) -> RulingEvent {
        RulingEvent::RulingDrafted {
            case: self.case,
            licence: self.respondent.licence,
            penalty: self.content.finding.penalty().map(Penalty::class),
            no_matching_directive: matches!(
                self.content.matching,
                Matching::NoMatchingDirective { .. }
            ),
        }
    }

    fn illegal(&self, citation: Citation) -> Refusal {
        Refusal::state(self.state(), self.state.next(), citation)
    }
}

impl Aggregate for Ruling {
    type Event = PlacementEvent;

    const NOUN: &'static str = "ruling";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}
