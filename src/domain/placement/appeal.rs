//! The appeal (تجدیدنظرخواهی) to the central board, against a provincial ruling or a rejection
//! (A5.n2, A3.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::boards::{BoardKind, Scope};
use super::directives::PlacementDirectives;
use super::event::PlacementEvent;
use super::penalty::Penalty;
use super::policies::{Policies, PolicyKey};
use super::ruling::{self, Service};
use super::session::{BoardDecision, LegalBasis, Matter, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod contested;
mod event;
mod state;

pub use contested::{Contested, ContestedSubject};
pub use event::AppealEvent;
pub use state::{AppealDecision, AppealOutcome, AppealState, Ground, Hearing};

const CITED: Citation = Citation::note(5, 2);

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    id: Uuid,
    subject: ContestedSubject,
    kind: AgencyKind,
    province: Province,
    petition: Petition,
    filed_on: NaiveDate,
    manifest: Option<Ground>,
    state: AppealState,
}

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// Who appeals, as what.
    pub appellant: Appellant,
    /// The name.
    pub person: Name,
    /// The account, if it came through one.
    pub account: Option<Uuid>,
    /// Whether it is in writing.
    pub written: bool,
    /// The grounds, if it gives any.
    pub grounds: Option<LongText>,
    /// Where it was received.
    pub receipt: Receipt,
    /// The day on which the central board or a provincial office received it.
    pub received_on: NaiveDate,
}

/// As what somebody appeals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appellant {
    /// متقاضی مجوز
    Applicant,
    /// مدیر کاریابی: the holder or the technical manager.
    AgencyManager,
    /// شاکی
    Complainant,
    /// Anybody else.
    Other,
}

/// Where an appeal was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// At the central board.
    CentralBoard,
    /// At a provincial office, which passes it on.
    ProvincialOffice {
        /// The day on which the central board got it, once it did.
        passed_on: Option<NaiveDate>,
    },
}

impl Petition {
    /// The day that counts as filing: a provincial office's receipt does by policy, since it is the
    /// safest reading for the appellant.
    fn filed_on(&self, policies: &Policies<'_>) -> Result<NaiveDate, Refusal> {
        match self.receipt {
            Receipt::ProvincialOffice { passed_on }
                if policies.is(PolicyKey::AppealReceipt, "central_only") =>
            {
                passed_on.ok_or_else(|| {
                    Refusal::rule(
                        "not-received-centrally",
                        PolicyKey::AppealReceipt.citation(),
                        "اعتراض هنوز به هیئت مرکزی نرسیده است.",
                        "The appeal has not reached the central board yet.",
                    )
                })
            }
            Receipt::CentralBoard | Receipt::ProvincialOffice { .. } => Ok(self.received_on),
        }
    }
}

impl Appeal {
    /// Files an appeal. What is plainly inadmissible stays on record but holds nothing up.
    ///
    /// Use it through [`super::finality`], since it stops what it contests from becoming final.
    pub(super) fn file(
        id: Uuid,
        contested: &Contested,
        petition: Petition,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if petition.received_on > today {
            return Err(received_in_the_future());
        }
        let filed_on = petition.filed_on(policies)?;
        if filed_on < petition.received_on || filed_on > today {
            return Err(received_in_the_future());
        }
        let manifest = contested.manifest_ground(&petition, filed_on, policies);
        let event = AppealEvent::AppealFiled {
            subject: contested.subject(),
            appellant: petition.appellant,
            filed_on,
            manifest,
        };
        let appeal = Self {
            id,
            subject: contested.subject(),
            kind: contested.kind(),
            province: contested.province(),
            petition,
            filed_on,
            manifest,
            state: AppealState::Filed,
        };
        Ok(Changed::new(appeal, event))
    }

    /// Finds it inadmissible. A ground that was manifest at filing is the one to be named.
    pub fn dismiss(
        mut self,
        ground: Ground,
        reasons: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !matches!(self.state, AppealState::Filed) {
            return Err(self.illegal());
        }
        let objective = matches!(ground, Ground::Late | Ground::Second);
        if self.manifest.is_some_and(|manifest| manifest != ground)
            || (self.manifest.is_none() && objective)
        {
            return Err(Refusal::rule(
                "ground-not-given",
                CITED,
                "این علت رد با آنچه هنگام ثبت اعتراض احراز شده سازگار نیست.",
                "This ground does not agree with what was found when the appeal came in.",
            ));
        }
        let event = AppealEvent::AppealDismissed {
            subject: self.subject,
            ground,
            on: today,
        };
        self.state = AppealState::Inadmissible {
            ground,
            reasons,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Admits it.
    pub fn admit(mut self, today: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != AppealState::Filed {
            return Err(self.illegal());
        }
        if let Some(ground) = self.manifest {
            return Err(ground.refusal());
        }
        let event = AppealEvent::AppealAdmitted {
            subject: self.subject,
            on: today,
        };
        self.state = AppealState::Admitted { on: today };
        Ok(Changed::new(self, event))
    }

    /// Puts it before a session of the central board that has the scope of the case.
    pub fn schedule(
        mut self,
        session: Uuid,
        board: BoardKind,
        scope: Scope,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        match self.state {
            AppealState::Admitted { .. } | AppealState::Scheduled { .. } => {}
            _ => return Err(self.illegal()),
        }
        self.require_session(board, scope)?;
        let event = AppealEvent::AppealScheduled { session, on: today };
        self.state = AppealState::Scheduled { session };
        Ok(Changed::new(self, event))
    }

    /// Records the hearing, or that the board read the file alone: once its session has opened with
    /// a quorum, and no earlier than that.
    pub fn hear(
        mut self,
        hearing: Hearing,
        opened_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let AppealState::Scheduled { session } = self.state else {
            return Err(self.illegal());
        };
        if !opened_on.is_some_and(|opened| (opened..=today).contains(&hearing.on)) {
            return Err(Refusal::rule(
                "hearing-outside-the-session",
                Citation::clause(3, 3),
                "رسیدگی در جلسه‌ای ثبت می‌شود که رسمیت یافته است، از روز آن جلسه تا امروز.",
                "A hearing takes place in a session that opened, no earlier than it and not after today.",
            ));
        }
        let event = AppealEvent::AppealHeard {
            session,
            on: hearing.on,
            attended: hearing.attended,
        };
        self.state = AppealState::Heard { session, hearing };
        Ok(Changed::new(self, event))
    }

    /// Takes over what the central board decided; it is final (A3.3). What is put to the vote is
    /// that the appeal is well founded, so a majority against it upholds.
    ///
    /// Use it through [`super::finality`], which writes the consequences too.
    pub(super) fn decide(
        mut self,
        contested: &Contested,
        decision: &BoardDecision,
        ruled: AppealRuling,
        directives: &PlacementDirectives,
        policies: &Policies<'_>,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let AppealState::Heard { session, .. } = self.state else {
            return Err(self.illegal());
        };
        if decision.session() != session
            || decision.matter() != Matter::appeal(self.id)
            || contested.subject() != self.subject
        {
            return Err(Refusal::rule(
                "decision-of-another-matter",
                Citation::clause(3, 3),
                "این تصمیم درباره این اعتراض و در جلسه رسیدگی آن نیست.",
                "The decision is not on this appeal in the session that heard it.",
            ));
        }
        self.require_session(decision.board(), decision.scope())?;
        let upheld = ruled.outcome == AppealOutcome::Upheld;
        if upheld != (decision.decision().outcome() == Outcome::Rejected) {
            return Err(Refusal::rule(
                "against-the-vote",
                Citation::clause(3, 3),
                "نتیجه با تصمیم اکثریت هیئت مرکزی یکی نیست.",
                "The outcome is not what the majority of the central board voted.",
            ));
        }
        if let AppealOutcome::Modified { penalty } = &ruled.outcome {
            self.require_modification(contested, penalty, &ruled, directives, policies)?;
        }
        let decided = AppealDecision {
            outcome: ruled.outcome,
            reasons: decision.decision().reasons().clone(),
            legal_basis: decision.decision().legal_basis().to_vec(),
            session,
            tally: decision.decision().tally().clone(),
            decided_on: decision.decision().decided_on(),
        };
        let event = AppealEvent::AppealDecided {
            subject: self.subject,
            outcome: decided.outcome.clone(),
            decided_on: decided.decided_on,
        };
        self.state = AppealState::Decided { decision: decided };
        Ok(Changed::new(self, event))
    }

    /// Serves the decision. The ruling is final already; nothing more can follow.
    pub fn serve(
        mut self,
        service: Service,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let AppealState::Decided { decision } = &self.state else {
            return Err(self.illegal());
        };
        service.require_possible(decision.decided_on, today)?;
        let event = AppealEvent::AppealDecisionServed {
            served_on: service.on,
            method: service.method,
            proof: service.proof.clone(),
        };
        self.state = AppealState::Served {
            decision: decision.clone(),
            service,
        };
        Ok(Changed::new(self, event))
    }

    /// No aggravation on the agency's own appeal, and within the directive's range.
    fn require_modification(
        &self,
        contested: &Contested,
        penalty: &Penalty,
        ruled: &AppealRuling,
        directives: &PlacementDirectives,
        policies: &Policies<'_>,
    ) -> Result<(), Refusal> {
        let Some(first) = contested.sentence() else {
            return Err(Refusal::rule(
                "nothing-to-modify",
                Citation::clause(3, 3),
                "رد درخواست مجازات نیست؛ تنها تأیید یا نقض می‌شود.",
                "What sets no penalty is upheld or quashed, not modified.",
            ));
        };
        ruling::measured(
            &first.clauses,
            penalty,
            first.facts_on,
            ruled.reasons_without_directive.clone(),
            directives,
            policies,
        )?;
        let matching = contested::matching(directives, first.facts_on);
        let own = self.petition.appellant != Appellant::Complainant;
        if *penalty == first.penalty || (own && !penalty.no_heavier_than(&first.penalty, matching))
        {
            return Err(Refusal::rule(
                "aggravation",
                Citation::clause(3, 3),
                "هیئت مرکزی در رسیدگی به اعتراض خود کاریابی مجازات را سنگین‌تر نمی‌کند.",
                "On the agency's own appeal the penalty is modified only to a milder one.",
            ));
        }
        Ok(())
    }

    fn require_session(&self, board: BoardKind, scope: Scope) -> Result<(), Refusal> {
        if board == BoardKind::Central && scope == Scope::from(self.kind) {
            return Ok(());
        }
        Err(Refusal::rule(
            "matter-of-another-scope",
            Citation::clause(3, 3),
            "اعتراض در جلسه هیئت مرکزی با حوزه همان پرونده رسیدگی می‌شود.",
            "An appeal is heard by the central board in a session of the case's scope.",
        ))
    }

    /// What it contests.
    pub fn subject(&self) -> ContestedSubject {
        self.subject
    }

    /// The kind of agency, which gives the scope of its session.
    pub fn kind(&self) -> AgencyKind {
        self.kind
    }

    /// The province whose board or office gave the decision that it contests.
    pub fn province(&self) -> Province {
        self.province
    }

    /// What came in.
    pub fn petition(&self) -> &Petition {
        &self.petition
    }

    /// The day that counts as filing.
    pub fn filed_on(&self) -> NaiveDate {
        self.filed_on
    }

    /// What was plainly wrong with it as it came in. Such an appeal holds nothing up.
    pub fn manifest_ground(&self) -> Option<Ground> {
        self.manifest
    }

    /// Where it stands.
    pub fn appeal_state(&self) -> &AppealState {
        &self.state
    }

    /// The decision, if there is one.
    pub fn decision(&self) -> Option<&AppealDecision> {
        match &self.state {
            AppealState::Decided { decision } | AppealState::Served { decision, .. } => {
                Some(decision)
            }
            _ => None,
        }
    }

    /// Whether it was decided or is still on its way to a decision; only one may be.
    pub fn counts(&self) -> bool {
        self.manifest.is_none() && !matches!(self.state, AppealState::Inadmissible { .. })
    }

    /// The day from which a pending appeal raises an alarm, without any effect in law.
    pub fn alarm_on(&self, policies: &Policies<'_>) -> Option<NaiveDate> {
        let days = policies.length(PolicyKey::AppealCentralTerm);
        self.state
            .is_pending()
            .then(|| self.petition.received_on + chrono::Days::new(days.into()))
    }

    fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), self.state.next(), Citation::clause(3, 3))
    }
}

fn received_in_the_future() -> Refusal {
    Refusal::rule(
        "received-in-the-future",
        CITED,
        "تاریخ دریافت اعتراض پس از امروز نیست.",
        "An appeal is not received after today.",
    )
}

/// What the central board's decision says beside its vote and reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRuling {
    /// Upheld, modified or quashed.
    pub outcome: AppealOutcome,
    /// Why a modified penalty, where no matching directive binds on the date of the facts.
    pub reasons_without_directive: Option<LongText>,
}

impl Aggregate for Appeal {
    type Event = PlacementEvent;

    const NOUN: &'static str = "appeal";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}
