//! A case grows by further charges, by joinder, and moves with the agency where policy says so.

use chrono::NaiveDate;
use uuid::Uuid;

use super::charge::{Accusation, Charge};
use super::{Case, CaseEvent, CaseState, Changed, Citation, PlacementEvent, Refusal, ShortText};
use crate::domain::kernel::province::Province;
use crate::domain::placement::policies::{Policies, PolicyKey};

impl Case {
    /// Adds a charge; it has to be served, so the case leaves the agenda.
    pub fn add_charge(
        mut self,
        accusation: Accusation,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !self.state.is_prepared() {
            return Err(self.illegal());
        }
        let charge = Charge::bring(accusation, self.respondent.kind, policies, today)?;
        self.require_new(charge.id())?;
        let event = CaseEvent::ChargeAdded {
            charge: charge.id(),
            head: charge.head().clone(),
            dates: charge.dates(),
            source: charge.source().clone(),
            crime: charge.crime().is_some(),
        };
        self.charges.push(charge);
        self.state = self.waiting_state();
        Ok(Changed::new(self, event))
    }

    /// Joins another case of the same agency to this one, which leads from now on. Both changes are
    /// saved together.
    #[expect(clippy::type_complexity, reason = "two changes that belong together")]
    pub fn join(
        mut self,
        other: Self,
        today: NaiveDate,
    ) -> Result<(Changed<Self, PlacementEvent>, Changed<Self, PlacementEvent>), Refusal> {
        for case in [&self, &other] {
            if !case.state.is_prepared() {
                return Err(case.illegal());
            }
        }
        if self.id == other.id
            || self.respondent.licence != other.respondent.licence
            || self.province != other.province
        {
            return Err(Refusal::rule(
                "cases-not-joinable",
                Citation::clause(5, 2),
                "تنها پرونده‌های جداگانه یک کاریابی در یک استان به هم ضم می‌شوند.",
                "Only different cases of one agency in one province are joined.",
            ));
        }
        for charge in &other.charges {
            self.require_new(charge.id())?;
        }
        self.charges.extend(other.charges.iter().cloned());
        self.notices.extend(other.notices.iter().cloned());
        self.defences.extend(other.defences.iter().cloned());
        self.referrals.extend(other.referrals.iter().cloned());
        self.documents.extend(other.documents.iter().cloned());
        self.state = self.waiting_state();
        let leads = CaseEvent::CaseLeads {
            joined: other.id,
            charges: other.charges.iter().map(Charge::id).collect(),
        };
        let joined = CaseEvent::CaseJoined { into: self.id };
        let ended = Self {
            state: CaseState::Joined {
                into: self.id,
                on: today,
            },
            ..other
        };
        Ok((Changed::new(self, leads), Changed::new(ended, joined)))
    }

    /// Hands the case to the board of the province to which the agency moved, where policy lets
    /// jurisdiction move with it.
    pub fn hand_over(
        mut self,
        to: Province,
        letter: ShortText,
        policies: &Policies<'_>,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !self.state.is_prepared() {
            return Err(self.illegal());
        }
        let key = PolicyKey::RelocationOtherProvince;
        if !policies.is(key, "transfer_of_jurisdiction") || to == self.province {
            return Err(Refusal::rule(
                "jurisdiction-stays",
                key.citation(),
                "هیئت استان صادرکننده مجوز صالح به رسیدگی است.",
                "The board of the licence's province stays competent.",
            ));
        }
        let event = CaseEvent::CaseHandedOver {
            from: self.province,
            to,
            letter,
        };
        self.province = to;
        self.state = self.waiting_state();
        Ok(Changed::new(self, event))
    }

    fn require_new(&self, charge: Uuid) -> Result<(), Refusal> {
        if self.charges.iter().all(|other| other.id() != charge) {
            return Ok(());
        }
        Err(Refusal::rule(
            "charge-already-in-case",
            Citation::clause(5, 2),
            "این مورد پیش‌تر در پرونده آمده است.",
            "The charge is already part of the case.",
        ))
    }
}
