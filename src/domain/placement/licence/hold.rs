//! Holds: why a licence may not be used although it is active (A5.3, A9.n2, A17).

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Changed, Citation, Licence, LicenceEvent, PlacementEvent, Refusal, What};
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::session::{BoardDecision, Matter, MatterKind, Outcome};

/// The most Solar Hijri months of an interim suspension (policy `interim.suspension`).
pub const INTERIM_MONTHS: u8 = 3;

/// Why a licence may not be used although it is active. Lifting one leaves the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// The company has no technical manager (A9.n2).
    NoTechnicalManager,
    /// تعلیق موقت by a board, before the case is decided (A5.3).
    InterimSuspension,
    /// Not conformed within the transition (A17).
    TransitionPrevention,
}

impl HoldKind {
    /// The rule under which it is placed.
    pub const fn citation(self) -> Citation {
        match self {
            Self::NoTechnicalManager => Citation::note(9, 2),
            Self::InterimSuspension => Citation::clause(5, 3),
            Self::TransitionPrevention => Citation::article(17),
        }
    }

    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::NoTechnicalManager => "توقف فعالیت به سبب نداشتن مدیر فنی",
            Self::InterimSuspension => "تعلیق موقت به تصمیم هیئت",
            Self::TransitionPrevention => "جلوگیری از فعالیت به سبب تطبیق نیافتن با آیین‌نامه",
        }
    }
}

/// A hold as it is placed.
pub(in crate::domain::placement) struct Hold {
    /// Which.
    pub(in crate::domain::placement) kind: HoldKind,
    /// The first day.
    pub(in crate::domain::placement) from: NaiveDate,
    /// The first day without it, if it is limited.
    pub(in crate::domain::placement) until_exclusive: Option<NaiveDate>,
    /// Why.
    pub(in crate::domain::placement) reason: LongText,
    /// The session in which a board decided it.
    pub(in crate::domain::placement) session: Option<Uuid>,
}

/// Days on which an agency may not act although its licence is active, as the public may know: when,
/// and not why, since none of the reasons is a sanction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Halt {
    /// The first day.
    pub from: NaiveDate,
    /// The first day without it, if that is known.
    pub until_exclusive: Option<NaiveDate>,
}

impl Halt {
    /// Whether the agency may not act on a day because of it.
    pub fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until_exclusive.is_none_or(|until| on < until)
    }
}

type Outcomes = Result<Changed<Licence, PlacementEvent>, Refusal>;

impl Licence {
    /// The halts of its agency that are not over on a day.
    pub fn halts(&self, on: NaiveDate) -> Vec<Halt> {
        self.lifecycle().halts(on)
    }

    /// Suspends it before its case is decided, by a separate reasoned decision of the board and for
    /// three months at most (policy `interim.suspension`), earlier interim suspensions counted since
    /// the day on which the oldest undecided case was opened: several in a row don't make it longer.
    /// It ends by itself with its last day.
    pub fn suspend_in_interim(
        self,
        decision: &BoardDecision,
        until_exclusive: NaiveDate,
        undecided_since: Option<NaiveDate>,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcomes {
        let citation = PolicyKey::InterimSuspension.citation();
        let decided = decision.decision();
        let from = decided.decided_on();
        let fits = self.decided_by_its_board(decision, MatterKind::InterimSuspension, today);
        if !fits || policies.is(PolicyKey::InterimSuspension, "none") {
            return Err(Refusal::rule(
                "no-interim-suspension",
                citation,
                "تعلیق موقت تنها با تصمیم جداگانه و مستدل هیئت استان همان مجوز ممکن است.",
                "An interim suspension needs a separate reasoned decision of the licence's board.",
            ));
        }
        let carried_out = |what: &What| matches!(what, What::HoldPlaced { session, .. } if *session == Some(decision.session()));
        if self.facts().iter().any(|fact| carried_out(&fact.what)) {
            return Err(carried_out_already());
        }
        if until_exclusive <= from || until_exclusive > add_months(from, INTERIM_MONTHS.into()) {
            return Err(Refusal::rule(
                "interim-too-long",
                citation,
                "تعلیق موقت دست‌کم یک روز و حداکثر سه ماه است.",
                "An interim suspension lasts at least a day and at most three months.",
            ));
        }
        let most = add_months(from, INTERIM_MONTHS.into()) - from;
        if self.suspended_in_interim(undecided_since, from) + (until_exclusive - from) > most {
            return Err(Refusal::rule(
                "interim-used-up",
                citation,
                "مجموع تعلیق‌های موقت تا تصمیم‌گیری درباره پرونده بیش از سه ماه نمی‌شود.",
                "All interim suspensions before a case is decided last three months at most.",
            ));
        }
        let hold = Hold {
            kind: HoldKind::InterimSuspension,
            from,
            until_exclusive: Some(until_exclusive),
            reason: decided.reasons().clone(),
            session: Some(decision.session()),
        };
        self.place_hold(hold, today)
    }

    /// How long it has been suspended in the interim before a day: since another day, or since its issue.
    fn suspended_in_interim(&self, since: Option<NaiveDate>, before: NaiveDate) -> TimeDelta {
        let lifecycle = self.lifecycle();
        let first = self.documents().first();
        let issued = first.map_or(self.term().from, |document| document.issued_on);
        let suspended = since
            .unwrap_or(issued)
            .max(issued)
            .iter_days()
            .take_while(|day| *day < before)
            .filter(|day| lifecycle.holds(*day).contains(&HoldKind::InterimSuspension));
        suspended.fold(TimeDelta::zero(), |sum, _| sum + TimeDelta::days(1))
    }

    /// Lifts the interim suspension before its last day, from the day on which its board decided so.
    pub fn lift_interim_suspension(self, decision: &BoardDecision, today: NaiveDate) -> Outcomes {
        if !self.decided_by_its_board(decision, MatterKind::InterimLifting, today) {
            return Err(Refusal::rule(
                "no-interim-lifting",
                Citation::clause(5, 3),
                "تعلیق موقت پیش از پایان مدت تنها با تصمیم هیئت استان همان مجوز برداشته می‌شود.",
                "An interim suspension is lifted early only by a decision of the licence's board.",
            ));
        }
        let decided = decision.decision();
        self.lift_hold(
            HoldKind::InterimSuspension,
            decided.decided_on(),
            decided.reasons().clone(),
            Some(decision.session()),
            today,
        )
    }

    /// Places a hold; each kind at most once at a time.
    pub(in crate::domain::placement) fn place_hold(
        mut self,
        hold: Hold,
        today: NaiveDate,
    ) -> Outcomes {
        self.require_not_ended()?;
        let Hold {
            kind,
            from,
            until_exclusive,
            reason,
            session,
        } = hold;
        if self.holds(from).contains(&kind) || self.holds(today).contains(&kind) {
            return Err(Refusal::rule(
                "held-already",
                kind.citation(),
                "این مانع پیش‌تر ثبت شده است.",
                "The licence is under this hold already.",
            ));
        }
        self.record(
            from,
            today,
            What::HoldPlaced {
                hold: kind,
                until_exclusive,
                reason: reason.clone(),
                session,
            },
        );
        let event = LicenceEvent::HoldPlaced {
            hold: kind,
            from,
            until_exclusive,
            reason,
            session,
        };
        Ok(Changed::new(self, event))
    }

    /// Lifts a hold from a day on; the others stay. No other act lifts an interim suspension than a
    /// decision of its board.
    pub(in crate::domain::placement) fn lift_hold(
        mut self,
        hold: HoldKind,
        on: NaiveDate,
        reason: LongText,
        session: Option<Uuid>,
        today: NaiveDate,
    ) -> Outcomes {
        if !self.holds(on).contains(&hold) {
            return Err(Refusal::rule(
                "not-held",
                hold.citation(),
                "چنین مانعی بر این مجوز نیست.",
                "The licence is not under this hold.",
            ));
        }
        self.record(
            on,
            today,
            What::HoldLifted {
                hold,
                reason: reason.clone(),
                session,
            },
        );
        let event = LicenceEvent::HoldLifted {
            hold,
            on,
            reason,
            session,
        };
        Ok(Changed::new(self, event))
    }

    /// Whether its own board adopted this about it, with closed minutes and no later than today.
    fn decided_by_its_board(
        &self,
        decision: &BoardDecision,
        kind: MatterKind,
        today: NaiveDate,
    ) -> bool {
        let decided = decision.decision();
        decision.board() == BoardKind::Provincial(self.province())
            && decision.scope() == Scope::from(self.grant().kind)
            && decision.matter() == Matter { kind, id: self.id }
            && decided.outcome() == Outcome::Approved
            && decision.session_closed()
            && decided.decided_on() <= today
    }
}

fn carried_out_already() -> Refusal {
    Refusal::rule(
        "decision-carried-out",
        Citation::clause(5, 3),
        "این تصمیم هیئت پیش‌تر اجرا شده است.",
        "This decision of the board has been carried out already.",
    )
}

#[cfg(test)]
mod tests;
