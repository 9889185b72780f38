//! The bank guarantee (ضمانت بانکی) of a foreign agency, for good performance (A8.11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::directives::PlacementDirectives;
use super::documents::DocumentRef;
use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::identity::Sheba;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

mod adequacy;
mod claim;
mod endorsement;
mod event;
mod ledger;
mod measure;
mod paper;
mod release;
mod replacement;
mod state;

pub use adequacy::{Adequacy, Asked, Expiry, alarm_until};
pub use claim::{Claim, ClaimOrder, OrderedBy};
pub use event::GuaranteeEvent;
pub use ledger::{Ledger, LedgerEntry, Moved, Movement};
pub use measure::{
    Measure, earliest_expiry, guarantee_missing, guarantee_pending, needs_guarantee,
    required_amount,
};
pub use release::{ReleaseChecks, not_behind_a_licence};
pub use replacement::require_running;
pub use state::{Confirmation, GuaranteeState, Holding};

/// A guarantee lodged with the provincial office for an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarantee {
    id: Uuid,
    application: Uuid,
    kind: AgencyKind,
    province: Province,
    deed: Deed,
    lodged_on: NaiveDate,
    movements: Vec<Movement>,
    #[serde(default)]
    papers: Vec<DocumentRef>,
    state: GuaranteeState,
}

/// For what a guarantee is lodged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secures {
    /// The application.
    pub application: Uuid,
    /// The kind of agency.
    pub kind: AgencyKind,
    /// The province whose office holds it.
    pub province: Province,
}

/// What the bank's deed (ضمانت‌نامه) says, with all that the bank has endorsed on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The bank.
    pub bank: Name,
    /// The branch.
    pub branch: ShortText,
    /// The number of the deed.
    pub number: ShortText,
    /// The account behind it, if the deed names one.
    pub sheba: Option<Sheba>,
    /// The amount in rial.
    pub amount: Rial,
    /// The last day on which the bank can be called upon.
    pub expires_on: NaiveDate,
}

impl Guarantee {
    /// Lodges a guarantee for an application of a kind of agency that needs one.
    pub fn lodge(
        id: Uuid,
        secures: Secures,
        deed: Deed,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Secures {
            application,
            kind,
            province,
        } = secures;
        if !needs_guarantee(kind) {
            return Err(Refusal::rule(
                "guarantee-not-needed",
                CITED,
                "سپردن ضمانت بانکی ویژه کاریابی‌های خارجی است.",
                "Only foreign agencies lodge a bank guarantee.",
            ));
        }
        if deed.amount == Rial::ZERO || deed.expires_on <= today {
            return Err(Refusal::rule(
                "guarantee-void",
                CITED,
                "مبلغ ضمانت‌نامه باید بیش از صفر و اعتبار آن باقی باشد.",
                "A guarantee has an amount above zero and has not expired.",
            ));
        }
        let event = GuaranteeEvent::GuaranteeLodged {
            application,
            bank: deed.bank.clone(),
            amount: deed.amount,
            expires_on: deed.expires_on,
        };
        let lodged = Moved::Lodged {
            amount: deed.amount,
        };
        let guarantee = Self {
            id,
            application,
            kind,
            province,
            deed,
            lodged_on: today,
            movements: vec![Movement::of_today(lodged, today)],
            papers: Vec::new(),
            state: GuaranteeState::Submitted,
        };
        Ok(Changed::new(guarantee, event))
    }

    /// Records the bank's confirmation.
    pub fn verify(
        self,
        reference: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != GuaranteeState::Submitted {
            return Err(self.illegal());
        }
        let event = GuaranteeEvent::GuaranteeVerified {
            application: self.application,
            reference: reference.clone(),
        };
        let verified = Self {
            state: GuaranteeState::Verified(Confirmation {
                reference,
                verified_on: today,
            }),
            ..self
        };
        Ok(Changed::new(verified, event))
    }

    /// Rejects the guarantee, whether the bank has confirmed it or not; another may be lodged.
    pub fn reject(
        mut self,
        reason: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        match self.state {
            GuaranteeState::Submitted | GuaranteeState::Verified(_) => {}
            _ => return Err(self.illegal()),
        }
        let event = GuaranteeEvent::GuaranteeRejected {
            application: self.application,
            reason: reason.clone(),
        };
        self.give_back(|amount| Moved::Rejected { amount }, today);
        self.state = GuaranteeState::Rejected { reason, on: today };
        Ok(Changed::new(self, event))
    }

    /// Accepts a confirmed guarantee that suffices today.
    pub fn hold(
        self,
        measure: &Measure<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let GuaranteeState::Verified(confirmation) = &self.state else {
            return Err(self.illegal());
        };
        let confirmation = confirmation.clone();
        let directive = self.measured(measure, today)?;
        let event = GuaranteeEvent::GuaranteeHeld {
            application: self.application,
            amount: self.deed.amount,
            directive,
        };
        let held = Self {
            state: GuaranteeState::Held {
                confirmation,
                directive,
                held_on: today,
            },
            ..self
        };
        Ok(Changed::new(held, event))
    }

    /// Refuses unless the guarantee is held for this application and suffices on this day.
    pub fn secures(
        &self,
        application: Uuid,
        measure: &Measure<'_>,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        if !self.state.is_live() || self.application != application {
            return Err(guarantee_missing());
        }
        self.measured(measure, today).map(|_| ())
    }

    /// Whether the bank can no longer be called upon.
    pub fn expired(&self, today: NaiveDate) -> bool {
        today > self.deed.expires_on
    }

    /// The application it is lodged for.
    pub fn application(&self) -> Uuid {
        self.application
    }

    /// The kind of agency it secures.
    pub fn kind(&self) -> AgencyKind {
        self.kind
    }

    /// The province whose office holds it.
    pub fn province(&self) -> Province {
        self.province
    }

    /// What the deed says today.
    pub fn deed(&self) -> &Deed {
        &self.deed
    }

    /// The day of lodging.
    pub fn lodged_on(&self) -> NaiveDate {
        self.lodged_on
    }

    /// Where it stands.
    pub fn guarantee_state(&self) -> &GuaranteeState {
        &self.state
    }

    fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), self.state.next(), CITED)
    }
}

const CITED: Citation = Citation::clause(8, 11);

impl Aggregate for Guarantee {
    type Event = PlacementEvent;

    const NOUN: &'static str = "guarantee";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        self.state.name()
    }
}

#[cfg(test)]
mod any_sequence;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use tests::sample;
