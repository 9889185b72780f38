//! The bank guarantee (ضمانت بانکی) of a foreign agency, for good performance (A8.11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::directives::PlacementDirectives;
use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::identity::Sheba;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

mod claim;
mod event;
mod measure;
mod release;

pub use claim::{Claim, ClaimOrder, OrderedBy};
pub use event::GuaranteeEvent;
pub use measure::{
    Measure, earliest_expiry, guarantee_missing, guarantee_pending, needs_guarantee,
    required_amount,
};
pub use release::{ReleaseChecks, not_behind_a_licence};

/// A guarantee lodged with the provincial office for an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarantee {
    id: Uuid,
    application: Uuid,
    kind: AgencyKind,
    deed: Deed,
    lodged_on: NaiveDate,
    state: GuaranteeState,
}

/// What the bank's deed (ضمانت‌نامه) says.
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

/// Where a guarantee stands. Expiry is not stored but seen: [`Guarantee::expired`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum GuaranteeState {
    /// سپرده‌شده: awaits the bank's confirmation.
    Submitted,
    /// تأییدشده: the bank has confirmed it.
    Verified(Confirmation),
    /// ردشده
    Rejected {
        /// Why.
        reason: ShortText,
        /// The day.
        on: NaiveDate,
    },
    /// پذیرفته‌شده: the provincial office holds it.
    Held {
        /// The bank's confirmation.
        confirmation: Confirmation,
        /// The directive whose amount it meets.
        directive: Uuid,
        /// The day of acceptance.
        held_on: NaiveDate,
    },
    /// جایگزین‌شده: given back for another one that is held in its place.
    Replaced {
        /// The guarantee in its place.
        by: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// A claim is ordered and the bank has not paid it yet.
    ClaimOrdered {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// The bank has paid a part of the deed.
    PartiallyCalled {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// The bank has paid all of the deed.
    Called {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
    },
    /// آزادسازی درخواست‌شده: the operator asks for what is left of it; it can still be claimed.
    ReleaseRequested {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
        /// The day.
        on: NaiveDate,
    },
    /// آزادشده: given back to the bank for good.
    Released {
        /// How it was held.
        holding: Holding,
        /// The claims, oldest first.
        claims: Vec<Claim>,
        /// The office's letter to the bank.
        letter: ShortText,
        /// The day.
        on: NaiveDate,
    },
}

/// How a guarantee was held before it was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The bank's confirmation.
    pub confirmation: Confirmation,
    /// The directive whose amount it met.
    pub directive: Uuid,
    /// The day of acceptance.
    pub held_on: NaiveDate,
}

/// The bank's answer that the deed is genuine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Number and date of the bank's letter, or of the answer of its system.
    pub reference: ShortText,
    /// The day on which the office recorded it.
    pub verified_on: NaiveDate,
}

impl Guarantee {
    /// Lodges a guarantee for an application of a kind of agency that needs one.
    pub fn lodge(
        id: Uuid,
        application: Uuid,
        kind: AgencyKind,
        deed: Deed,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
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
        let guarantee = Self {
            id,
            application,
            kind,
            deed,
            lodged_on: today,
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
        self,
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
        let rejected = Self {
            state: GuaranteeState::Rejected { reason, on: today },
            ..self
        };
        Ok(Changed::new(rejected, event))
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

    /// Gives back a held guarantee whose place another one of the same application takes.
    pub fn replace(
        self,
        by: &Self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let held = matches!(self.state, GuaranteeState::Held { .. });
        if !held || by.application != self.application || by.id == self.id {
            return Err(self.illegal());
        }
        let event = GuaranteeEvent::GuaranteeReplaced {
            application: self.application,
            by: by.id,
        };
        let replaced = Self {
            state: GuaranteeState::Replaced {
                by: by.id,
                on: today,
            },
            ..self
        };
        Ok(Changed::new(replaced, event))
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
            GuaranteeState::Held { .. } if by.id != self.id => {}
            GuaranteeState::ClaimOrdered { .. } => {
                return Err(Refusal::rule(
                    "claim-open",
                    CITED,
                    "تا پرداخت مبلغ مطالبه‌شده از ضمانت‌نامه پیشین، مجوز منتقل نمی‌شود.",
                    "The licence is not handed over while a claim on its guarantee is unpaid.",
                ));
            }
            _ => return Ok(None),
        }
        let event = GuaranteeEvent::GuaranteeReplaced {
            application: self.application,
            by: by.id,
        };
        let replaced = Self {
            state: GuaranteeState::Replaced {
                by: by.id,
                on: today,
            },
            ..self
        };
        Ok(Some(Changed::new(replaced, event)))
    }

    /// Refuses unless the guarantee is held for this application and suffices on this day.
    pub fn secures(
        &self,
        application: Uuid,
        measure: &Measure<'_>,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        if !matches!(self.state, GuaranteeState::Held { .. }) || self.application != application {
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

    /// What the deed says.
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
        let allowed: &'static [&'static str] = match self.state {
            GuaranteeState::Submitted => &["verified", "rejected"],
            GuaranteeState::Verified(_) => &["held", "rejected"],
            GuaranteeState::Held { .. } => &["replaced", "claim_ordered", "release_requested"],
            GuaranteeState::ClaimOrdered { .. } => &["partially_called", "called"],
            GuaranteeState::PartiallyCalled { .. } => &["claim_ordered", "release_requested"],
            GuaranteeState::ReleaseRequested { .. } => &["claim_ordered", "released"],
            GuaranteeState::Rejected { .. }
            | GuaranteeState::Replaced { .. }
            | GuaranteeState::Called { .. }
            | GuaranteeState::Released { .. } => &[],
        };
        Refusal::state(self.state(), allowed, CITED)
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
        match self.state {
            GuaranteeState::Submitted => "submitted",
            GuaranteeState::Verified(_) => "verified",
            GuaranteeState::Rejected { .. } => "rejected",
            GuaranteeState::Held { .. } => "held",
            GuaranteeState::Replaced { .. } => "replaced",
            GuaranteeState::ClaimOrdered { .. } => "claim_ordered",
            GuaranteeState::PartiallyCalled { .. } => "partially_called",
            GuaranteeState::Called { .. } => "called",
            GuaranteeState::ReleaseRequested { .. } => "release_requested",
            GuaranteeState::Released { .. } => "released",
        }
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use tests::sample;
