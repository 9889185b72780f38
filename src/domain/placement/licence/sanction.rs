//! What rulings do to a licence (A5.3, A15).

use chrono::NaiveDate;
use uuid::Uuid;

use super::history::{Fact, PendingSanction, Sanction, What};
use super::{Changed, Citation, Licence, LicenceEvent, LicenceState, PlacementEvent, Refusal};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::ruling::{AmendmentKind, Ruling, RulingState};

type Outcomes = Result<Changed<Licence, PlacementEvent>, Refusal>;

impl Licence {
    /// Keeps the marker in step with a ruling that is served or appealed; nothing when it is.
    ///
    /// It belongs into the transaction of every change of a ruling: by the marker the licence knows
    /// from which day it is revoked, whenever that day is written down.
    pub fn follow(
        mut self,
        ruling: &Ruling,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Option<Changed<Self, PlacementEvent>>, Refusal> {
        self.require_own(ruling)?;
        let (RulingState::Served { served, .. }
        | RulingState::Appealed {
            served: Some(served),
            ..
        }) = ruling.ruling_state()
        else {
            return Ok(None);
        };
        let Some(sanction) = ruling.penalty().and_then(Sanction::of) else {
            return Ok(None);
        };
        let known = self.lifecycle().pending.get(&ruling.id()).copied();
        let halts = known.map_or_else(
            || !policies.holds(PolicyKey::AppealSuspendsExecution),
            |marker| marker.halts,
        );
        let final_on = ruling.final_on();
        // A correction of the service may move its day without moving that of finality.
        let since = threatens_since(ruling, served.service.on);
        let in_step = |it: PendingSanction| it.final_on == final_on && it.since == since;
        if known.is_some_and(in_step) {
            return Ok(None);
        }
        self.record(
            since,
            today,
            What::SanctionPending {
                ruling: ruling.id(),
                sanction,
                final_on,
                halts,
            },
        );
        let event = LicenceEvent::SanctionPending {
            ruling: ruling.id(),
            sanction,
            final_on,
            halts,
        };
        Ok(Some(Changed::new(self, event)))
    }

    /// Revokes it by a final ruling. Only together with the ban and all that follows.
    pub(in crate::domain::placement) fn revoke(
        mut self,
        ruling: &Ruling,
        today: NaiveDate,
    ) -> Outcomes {
        self.require_own(ruling)?;
        self.require_not_revoked()?;
        let Some(proof) = ruling.final_revocation() else {
            return Err(not_final());
        };
        let on = proof.final_on();
        self.record(
            on,
            today,
            What::Revoked {
                ruling: ruling.id(),
            },
        );
        let event = LicenceEvent::LicenceRevoked {
            ruling: ruling.id(),
            on,
        };
        Ok(Changed::new(self, event))
    }

    /// Suspends it by a final ruling. The time does not prolong the term.
    pub(in crate::domain::placement) fn suspend(
        mut self,
        ruling: &Ruling,
        today: NaiveDate,
    ) -> Outcomes {
        self.require_own(ruling)?;
        self.require_not_revoked()?;
        let (Some(Sanction::Suspension { length }), Some(finality)) =
            (ruling.penalty().and_then(Sanction::of), ruling.finality())
        else {
            return Err(not_final());
        };
        let marker = self.lifecycle().pending.get(&ruling.id()).copied();
        let from = marker.map_or(finality.final_on(), |it| it.runs_from(finality.final_on()));
        let until_exclusive = length.until_exclusive(from);
        self.record(
            from,
            today,
            What::Suspended {
                ruling: ruling.id(),
                until_exclusive,
            },
        );
        let event = LicenceEvent::LicenceSuspended {
            ruling: ruling.id(),
            from,
            until_exclusive,
        };
        Ok(Changed::new(self, event))
    }

    /// Takes the marker away after a ruling that does nothing to the licence in the end; nothing
    /// when there is none. Nothing has to be restored, since nothing was overwritten.
    pub(in crate::domain::placement) fn spare(
        mut self,
        ruling: &Ruling,
        today: NaiveDate,
    ) -> Result<Option<Changed<Self, PlacementEvent>>, Refusal> {
        self.require_own(ruling)?;
        let Some(finality) = ruling.finality() else {
            return Err(not_final());
        };
        let id = ruling.id();
        if !self.lifecycle().open_pending().any(|(it, _)| it == id) {
            return Ok(None);
        }
        self.record(
            finality.final_on(),
            today,
            What::SanctionDropped { ruling: id },
        );
        let event = LicenceEvent::SanctionDropped { ruling: id };
        Ok(Some(Changed::new(self, event)))
    }

    /// Writes down that the running suspension is over.
    pub fn end_suspension(mut self, today: NaiveDate) -> Outcomes {
        let LicenceState::Suspended {
            ruling,
            until_exclusive,
            ..
        } = self.licence_state()
        else {
            return Err(self.illegal());
        };
        if today < until_exclusive {
            return Err(Refusal::rule(
                "suspension-runs",
                Citation::article(15),
                "مدت تعلیق هنوز پایان نیافته است.",
                format!("The suspension lasts until {until_exclusive}."),
            ));
        }
        self.record(until_exclusive, today, What::SuspensionEnded { ruling });
        let event = LicenceEvent::SuspensionEnded {
            ruling,
            on: until_exclusive,
        };
        Ok(Changed::new(self, event))
    }

    pub(super) fn record(&mut self, effective: NaiveDate, recorded_on: NaiveDate, what: What) {
        self.facts.push(Fact {
            effective,
            recorded_on,
            what,
        });
    }

    fn require_own(&self, ruling: &Ruling) -> Result<(), Refusal> {
        if ruling.respondent().licence == self.id {
            return Ok(());
        }
        Err(Refusal::rule(
            "ruling-on-another-licence",
            Citation::article(15),
            "این رأی درباره این مجوز نیست.",
            "The ruling is not about this licence.",
        ))
    }

    /// Refuses what a licence that was revoked, handed over or surrendered cannot undergo.
    pub(in crate::domain::placement) fn require_not_ended(&self) -> Result<(), Refusal> {
        if self.has_ended() {
            return Err(self.illegal());
        }
        Ok(())
    }

    pub(super) fn require_not_revoked(&self) -> Result<(), Refusal> {
        if matches!(self.licence_state(), LicenceState::Revoked { .. }) {
            return Err(self.illegal());
        }
        Ok(())
    }

    fn illegal(&self) -> Refusal {
        let next: &'static [&'static str] = match self.licence_state() {
            LicenceState::Granted => &["suspended", "revoked", "transferred", "surrendered"],
            LicenceState::Suspended { .. } => &["granted", "suspended", "revoked"],
            LicenceState::Transferred { .. } | LicenceState::Surrendered { .. } => &["revoked"],
            LicenceState::Revoked { .. } => &[],
        };
        Refusal::state(self.state(), next, Citation::article(15))
    }

    /// The rulings that threaten it, with the day on which each is final if nobody appeals.
    pub fn pending_sanctions(&self) -> Vec<(Uuid, PendingSanction)> {
        self.lifecycle().open_pending().collect()
    }
}

/// The first of the days on which it was served; one that was corrected does not count.
fn threatens_since(ruling: &Ruling, served_on: NaiveDate) -> NaiveDate {
    let earlier = ruling.amendments().iter().filter_map(|it| match &it.kind {
        AmendmentKind::ServedAgain { before } => Some(before.on),
        _ => None,
    });
    earlier.fold(served_on, NaiveDate::min)
}

fn not_final() -> Refusal {
    Refusal::rule(
        "ruling-not-final",
        Citation::note(15, 2),
        "تعلیق و ابطال تنها با رأی قطعی اجرا می‌شود.",
        "A licence is suspended or revoked only by a final ruling that says so.",
    )
}
