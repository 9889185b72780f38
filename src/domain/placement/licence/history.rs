//! The dated decisions about a licence, and what they make of it on any day, as known on any day.
//!
//! A licence keeps its decisions and nothing that follows from them: every status is derived here,
//! so a decision that was recorded late still counts from the day on which it arose.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::manager::ToldBy;
use super::{ArticlesRegistration, Halt, HoldKind, Licence, LicenceState, Premises, Standing};
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::ban::Party;
use crate::domain::placement::penalty::{Length, Penalty};

/// A decision about a licence: from when it counts, and since when the registry knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The first day on which it counts.
    pub effective: NaiveDate,
    /// The day on which it was recorded.
    pub recorded_on: NaiveDate,
    /// What was decided.
    pub what: What,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum What {
    /// A ruling that was served threatens it: the marker beside its state.
    SanctionPending {
        /// The ruling.
        ruling: Uuid,
        /// What the ruling says.
        sanction: Sanction,
        /// The day on which the ruling is final if nobody appeals; none while an appeal is pending.
        final_on: Option<NaiveDate>,
        /// Whether it takes the operating permission away already (`appeal.suspends_execution`).
        halts: bool,
    },
    /// The ruling was quashed, or modified to a measure of discipline.
    SanctionDropped {
        /// The ruling.
        ruling: Uuid,
    },
    /// تعلیق by a final ruling.
    Suspended {
        /// The ruling.
        ruling: Uuid,
        /// The first day after the suspension.
        until_exclusive: NaiveDate,
    },
    /// The suspension ran out.
    SuspensionEnded {
        /// The ruling.
        ruling: Uuid,
    },
    /// ابطال by a final ruling; nothing follows it.
    Revoked {
        /// The ruling.
        ruling: Uuid,
    },
    /// تمدید by its provincial board: another term.
    Renewed {
        /// The application that it answers.
        application: Uuid,
        /// The session in which the board decided it.
        session: Uuid,
        /// The term that it adds.
        term: Term,
    },
    /// انتقال: another licence took its place; nothing follows it.
    Transferred {
        /// The licence of the transferee.
        to: Uuid,
    },
    /// Given back by its holder; nothing follows it.
    Surrendered,
    /// The technical manager left, and with that the company may not act (A9.n2).
    ManagerLeft {
        /// Who said so.
        told_by: ToldBy,
        /// How it is known.
        grounds: LongText,
        /// The day on which a successor had taken office already, when it is reported late.
        until_exclusive: Option<NaiveDate>,
    },
    /// Another technical manager took office (A9.n2). Personal data.
    ManagerAccepted {
        /// The application that it answers.
        application: Uuid,
        /// The full name.
        name: Name,
        /// The manager by the national code.
        party: Party,
    },
    /// A hold was placed.
    HoldPlaced {
        /// Which.
        hold: HoldKind,
        /// The first day without it, if it is limited.
        until_exclusive: Option<NaiveDate>,
        /// Why.
        reason: LongText,
        /// The session in which a board decided it.
        #[serde(default)]
        session: Option<Uuid>,
    },
    /// A hold was lifted.
    HoldLifted {
        /// Which.
        hold: HoldKind,
        /// Why.
        reason: LongText,
        /// The session in which a board decided it.
        #[serde(default)]
        session: Option<Uuid>,
    },
    /// جابه‌جایی of the office (A13.n1).
    Relocated {
        /// The place from then on.
        premises: Premises,
    },
    /// A version of the paper was lost.
    CertificateLost {
        /// Which.
        version: u32,
        /// How, as it was reported.
        statement: ShortText,
    },
    /// The activity of a company was registered in its articles of association (A9).
    ArticlesRegistered {
        /// When and by which notice.
        registration: Box<ArticlesRegistration>,
    },
    /// A licence granted before the bylaw was found to conform to it (A17).
    Conformed {
        /// Number and date of the officer's record.
        record: ShortText,
    },
}

/// What a ruling does to a licence once it is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "sanction")]
pub enum Sanction {
    /// تعلیق
    Suspension {
        /// For how long.
        length: Length,
    },
    /// ابطال
    Revocation,
}

impl Sanction {
    /// What a penalty does to the licence; nothing, if it is one of discipline.
    pub fn of(penalty: &Penalty) -> Option<Self> {
        match penalty {
            Penalty::Disciplinary { .. } => None,
            Penalty::Suspension { length } => Some(Self::Suspension { length: *length }),
            Penalty::Revocation => Some(Self::Revocation),
        }
    }
}

/// A ruling that threatens a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingSanction {
    /// The day of service.
    pub since: NaiveDate,
    /// What it says.
    pub sanction: Sanction,
    /// The day on which it is final if nobody appeals.
    pub final_on: Option<NaiveDate>,
    /// Whether it halts the agency already.
    pub halts: bool,
    over_from: Option<NaiveDate>,
}

/// What follows from a list of decisions.
#[derive(Clone, Debug)]
pub(super) struct Lifecycle {
    first_term: Term,
    terms: Vec<Term>,
    pub(super) pending: BTreeMap<Uuid, PendingSanction>,
    suspensions: BTreeMap<Uuid, Suspension>,
    revoked: Option<(Uuid, NaiveDate)>,
    ending: Option<(NaiveDate, LicenceState)>,
    holds: Vec<Held>,
}

#[derive(Clone, Copy, Debug)]
struct Suspension {
    from: NaiveDate,
    until_exclusive: NaiveDate,
    ended: bool,
}

/// A hold with its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub kind: HoldKind,
    /// The first day.
    pub from: NaiveDate,
    /// The first day without it, if it is limited or lifted.
    pub until_exclusive: Option<NaiveDate>,
}

impl Held {
    fn covers(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until_exclusive.is_none_or(|until| on < until)
    }
}

impl PendingSanction {
    /// Served and not final yet, by the calendar: what is final is no threat any more but a fact,
    /// whether it is written down or not.
    fn open_on(&self, on: NaiveDate) -> bool {
        let before = |day: Option<NaiveDate>| day.is_none_or(|day| on < day);
        self.since <= on && before(self.over_from) && before(self.final_on)
    }

    /// The suspension runs from its service where that already halted the agency, else from finality.
    pub(super) fn runs_from(&self, final_on: NaiveDate) -> NaiveDate {
        if self.halts { self.since } else { final_on }
    }

    fn suspends(&self, on: NaiveDate) -> bool {
        match (self.sanction, self.final_on, self.over_from) {
            (Sanction::Suspension { length }, Some(final_on), None) if final_on <= on => {
                on < length.until_exclusive(self.runs_from(final_on))
            }
            _ => false,
        }
    }

    fn revokes(&self, on: NaiveDate) -> bool {
        self.sanction == Sanction::Revocation
            && self.over_from.is_none()
            && self.final_on.is_some_and(|final_on| final_on <= on)
    }

    fn halts_on(&self, on: NaiveDate) -> bool {
        let lasts = match self.sanction {
            Sanction::Revocation => true,
            Sanction::Suspension { length } => on < length.until_exclusive(self.since),
        };
        self.halts && lasts && self.open_on(on)
    }
}

impl Lifecycle {
    pub(super) fn of<'a>(term: Term, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let empty = Self {
            first_term: term,
            terms: vec![term],
            pending: BTreeMap::new(),
            suspensions: BTreeMap::new(),
            revoked: None,
            ending: None,
            holds: Vec::new(),
        };
        facts.into_iter().fold(empty, Self::after)
    }

    /// The same under a hold that follows from dates and no decision.
    pub(super) fn held_by(mut self, hold: Option<Held>) -> Self {
        self.holds.extend(hold);
        self
    }

    fn after(mut self, fact: &Fact) -> Self {
        let effective = fact.effective;
        match &fact.what {
            What::SanctionPending {
                ruling,
                sanction,
                final_on,
                halts,
            } => {
                let marker = PendingSanction {
                    since: effective,
                    sanction: *sanction,
                    final_on: *final_on,
                    halts: *halts,
                    over_from: None,
                };
                self.pending.insert(*ruling, marker);
            }
            What::SanctionDropped { ruling } => self.settle(*ruling, effective),
            What::Suspended {
                ruling,
                until_exclusive,
            } => {
                self.settle(*ruling, effective);
                let suspension = Suspension {
                    from: effective,
                    until_exclusive: *until_exclusive,
                    ended: false,
                };
                self.suspensions.insert(*ruling, suspension);
            }
            What::SuspensionEnded { ruling } => {
                if let Some(suspension) = self.suspensions.get_mut(ruling) {
                    suspension.ended = true;
                }
            }
            What::Revoked { ruling } => {
                self.settle(*ruling, effective);
                self.revoked.get_or_insert((*ruling, effective));
            }
            What::Renewed { term, .. } => self.terms.push(*term),
            What::Transferred { to } => {
                self.end(effective, |on| LicenceState::Transferred { to: *to, on });
            }
            What::Surrendered => self.end(effective, |on| LicenceState::Surrendered { on }),
            What::HoldPlaced {
                hold,
                until_exclusive,
                ..
            } => self.holds.push(Held {
                kind: *hold,
                from: effective,
                until_exclusive: *until_exclusive,
            }),
            What::HoldLifted { hold, .. } => self.lift(*hold, effective),
            What::ManagerLeft {
                until_exclusive, ..
            } => self.holds.push(Held {
                kind: HoldKind::NoTechnicalManager,
                from: effective,
                until_exclusive: *until_exclusive,
            }),
            What::ManagerAccepted { .. } => self.lift(HoldKind::NoTechnicalManager, effective),
            // These change neither the standing nor the holds; the prevention of a licence granted
            // before the bylaw is told apart.
            What::Relocated { .. }
            | What::CertificateLost { .. }
            | What::ArticlesRegistered { .. }
            | What::Conformed { .. } => {}
        }
        self
    }

    /// Ends the holds of a kind; no other one.
    fn lift(&mut self, hold: HoldKind, from: NaiveDate) {
        for span in self.holds.iter_mut().filter(|span| span.kind == hold) {
            let until = span.until_exclusive;
            span.until_exclusive = Some(until.map_or(from, |it| it.min(from)));
        }
    }

    /// The first end counts; nothing follows it.
    fn end(&mut self, from: NaiveDate, state: impl FnOnce(NaiveDate) -> LicenceState) {
        self.ending.get_or_insert_with(|| (from, state(from)));
    }

    fn settle(&mut self, ruling: Uuid, from: NaiveDate) {
        if let Some(marker) = self.pending.get_mut(&ruling) {
            marker.over_from = Some(from);
        }
    }

    pub(super) fn standing(&self, on: NaiveDate) -> Standing {
        if self.revocation(on).is_some() {
            Standing::Revoked
        } else if let Some(ending) = self.ending(on) {
            ending.standing(self.term_on(on), on)
        } else if on < self.first_term.from {
            Standing::NotYet
        } else if !self.term_on(on).contains(on) {
            Standing::Expired
        } else if self.suspension(on).is_some() {
            Standing::Suspended
        } else {
            Standing::Active
        }
    }

    /// The term that contains a day, else the last one that began before it, else the first one.
    pub(super) fn term_on(&self, on: NaiveDate) -> Term {
        let begun = self.terms.iter().rev().find(|term| term.from <= on);
        begun.copied().unwrap_or(self.first_term)
    }

    /// The transfer or surrender that counts on a day.
    pub(super) fn ending(&self, on: NaiveDate) -> Option<LicenceState> {
        self.ending
            .filter(|(from, _)| *from <= on)
            .map(|(_, ending)| ending)
    }

    pub(super) fn holds(&self, on: NaiveDate) -> BTreeSet<HoldKind> {
        self.held(on).map(|span| span.kind).collect()
    }

    pub(super) fn held(&self, on: NaiveDate) -> impl Iterator<Item = Held> {
        self.holds
            .iter()
            .filter(move |span| span.covers(on))
            .copied()
    }

    /// The holds that are not over on a day, and the rulings whose service halts the agency already.
    pub(super) fn halts(&self, on: NaiveDate) -> Vec<Halt> {
        let going_on = |until: Option<NaiveDate>| until.is_none_or(|until| on < until);
        let holds = self.holds.iter().map(|it| Halt {
            from: it.from,
            until_exclusive: it.until_exclusive,
        });
        let served = self.pending.values().filter(|it| it.halts_on(on));
        let served = served.map(|it| Halt {
            from: it.since,
            until_exclusive: it.final_on,
        });
        holds
            .chain(served)
            .filter(|it| going_on(it.until_exclusive))
            .collect()
    }

    /// The rulings whose service takes the operating permission away on a day already.
    pub(super) fn halting(&self, on: NaiveDate) -> impl Iterator<Item = Uuid> {
        let halting = move |marker: &PendingSanction| marker.halts_on(on);
        self.pending
            .iter()
            .filter(move |(_, marker)| halting(marker))
            .map(|(ruling, _)| *ruling)
    }

    /// The rulings that threaten the licence on a day.
    pub(super) fn threatening(&self, on: NaiveDate) -> impl Iterator<Item = Uuid> {
        self.pending
            .iter()
            .filter(move |(_, marker)| marker.open_on(on))
            .map(|(ruling, _)| *ruling)
    }

    /// The revocation that counts on a day, written down or not: the ruling, and from when.
    pub(super) fn revocation(&self, on: NaiveDate) -> Option<(Uuid, NaiveDate)> {
        let written = self.revoked.filter(|(_, day)| *day <= on);
        written.or_else(|| {
            let mut due = self.pending.iter().filter(|(_, it)| it.revokes(on));
            due.next()
                .and_then(|(ruling, marker)| Some((*ruling, marker.final_on?)))
        })
    }

    /// The suspension that lasts longest of those that count on a day, written down or not: the
    /// ruling, and from when until when.
    pub(super) fn suspension(&self, on: NaiveDate) -> Option<(Uuid, NaiveDate, NaiveDate)> {
        let written = self
            .suspensions
            .iter()
            .filter(|(_, it)| it.from <= on && on < it.until_exclusive)
            .map(|(ruling, it)| (*ruling, it.from, it.until_exclusive));
        let due = self.pending.iter().filter(|(_, it)| it.suspends(on));
        let due = due.filter_map(|(ruling, it)| {
            let from = it.runs_from(it.final_on?);
            let Sanction::Suspension { length } = it.sanction else {
                return None;
            };
            Some((*ruling, from, length.until_exclusive(from)))
        });
        written.chain(due).max_by_key(|(_, _, until)| *until)
    }

    /// The markers that are open as far as anybody knows.
    pub(super) fn open_pending(&self) -> impl Iterator<Item = (Uuid, PendingSanction)> {
        self.pending
            .iter()
            .filter(|(_, marker)| marker.over_from.is_none())
            .map(|(ruling, marker)| (*ruling, *marker))
    }

    pub(super) fn operating_permitted(&self, on: NaiveDate) -> bool {
        self.standing(on) == Standing::Active
            && self.holds(on).is_empty()
            && self.halting(on).next().is_none()
    }

    /// What is written down: consequences that have not been recorded don't show.
    pub(super) fn recorded(&self) -> LicenceState {
        if let Some((ruling, on)) = self.revoked {
            return LicenceState::Revoked { ruling, on };
        }
        if let Some((_, ending)) = self.ending {
            return ending;
        }
        let running = self.suspensions.iter().filter(|(_, it)| !it.ended);
        running.max_by_key(|(_, it)| it.until_exclusive).map_or(
            LicenceState::Granted,
            |(ruling, it)| LicenceState::Suspended {
                ruling: *ruling,
                from: it.from,
                until_exclusive: it.until_exclusive,
            },
        )
    }

    /// What holds on a day, written down or not.
    pub(super) fn derived(&self, on: NaiveDate) -> LicenceState {
        let mut due = self.open_pending().filter(|(_, it)| it.revokes(on));
        match (self.recorded(), due.next()) {
            (recorded @ LicenceState::Revoked { .. }, _) => recorded,
            (_, Some((ruling, marker))) => LicenceState::Revoked {
                ruling,
                on: marker.final_on.unwrap_or(on),
            },
            (LicenceState::Granted, None) => self.derived_suspension(on),
            (recorded, _) => recorded,
        }
    }

    fn derived_suspension(&self, on: NaiveDate) -> LicenceState {
        let spans = self.open_pending().filter_map(|(ruling, marker)| {
            let Sanction::Suspension { length } = marker.sanction else {
                return None;
            };
            let from = marker.runs_from(marker.final_on.filter(|day| *day <= on)?);
            Some((ruling, from, length.until_exclusive(from)))
        });
        spans.max_by_key(|(_, _, until)| *until).map_or(
            LicenceState::Granted,
            |(ruling, from, until_exclusive)| LicenceState::Suspended {
                ruling,
                from,
                until_exclusive,
            },
        )
    }
}

impl Licence {
    /// The decisions about it since it was issued, in the order in which they were recorded.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }
}
