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

    /// Gives back the guarantee behind a licence that was handed over, once that of the transferee is
    /// held in its place. What is claimed must be paid before; what was paid in part already is given
    /// back like that of any licence that has ended.
    pub(in crate::domain::placement) fn give_way(
        self,
        by: &Self,
        today: NaiveDate,
    ) -> Result<Option<Changed<Self, PlacementEvent>>, Refusal> {
        match self.state {
            GuaranteeState::Held { .. } if by.id != self.id => self.replaced(by, today).map(Some),
            GuaranteeState::ClaimOrdered { .. } => Err(Refusal::rule(
                "claim-open",
                CITED,
                "تا پرداخت مبلغ مطالبه‌شده از ضمانت‌نامه پیشین، مجوز منتقل نمی‌شود.",
                "The licence is not handed over while a claim on its guarantee is unpaid.",
            )),
            _ => Ok(None),
        }
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
