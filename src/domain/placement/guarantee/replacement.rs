//! One guarantee takes the place of another (A8.11).

use chrono::NaiveDate;

use super::{
    CITED, Changed, Guarantee, GuaranteeEvent, GuaranteeState, Moved, PlacementEvent, Refusal,
};
use crate::domain::placement::licence::Licence;

impl Guarantee {
    /// Gives back a held guarantee whose place another one of the same application takes.
    pub fn replace(
        self,
        by: &Self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if by.application != self.application {
            return Err(self.illegal());
        }
        self.replaced(by, today)
    }

    /// Gives back a held guarantee once the licence that it secured is transferred and the transferee's
    /// guarantee is held for the licence that takes its place.
    pub fn replace_on_transfer(
        self,
        by: &Self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let for_another = by.application != self.application && by.kind == self.kind;
        if !for_another || !matches!(by.state, GuaranteeState::Held { .. }) {
            return Err(self.illegal());
        }
        self.replaced(by, today)
    }

    /// Nothing has been claimed from a guarantee that goes back so: it is claimed for job seekers of an
    /// office that is closed, and then nothing takes its place.
    fn replaced(
        mut self,
        by: &Self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !matches!(self.state, GuaranteeState::Held { .. }) || by.id == self.id {
            return Err(self.illegal());
        }
        let event = GuaranteeEvent::GuaranteeReplaced {
            application: self.application,
            by: by.id,
        };
        let by = by.id;
        self.give_back(|amount| Moved::Replaced { by, amount }, today);
        self.state = GuaranteeState::Replaced { by, on: today };
        Ok(Changed::new(self, event))
    }

    /// The refusal of what is done to the guarantee behind a licence only.
    pub fn not_behind_its_licence(&self) -> Refusal {
        self.illegal()
    }

    /// The guarantee that took its place.
    pub fn replaced_by(&self) -> Option<uuid::Uuid> {
        match self.state {
            GuaranteeState::Replaced { by, .. } => Some(by),
            _ => None,
        }
    }
}

/// Refuses to exchange the guarantee of a licence that has ended, or of whose job seekers a settlement
/// file is kept.
pub fn require_running(licence: &Licence, settled: bool) -> Result<(), Refusal> {
    if !settled && !licence.has_ended() {
        return Ok(());
    }
    Err(Refusal::rule(
        "licence-ended",
        CITED,
        format!(
            "مجوز شماره {} پایان یافته است و ضمانت‌نامه آن جایگزین نمی‌شود.",
            licence.number()
        ),
        "The licence has ended; its guarantee is not exchanged any more.",
    ))
}
