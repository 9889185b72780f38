//! Calling a guarantee: an order, the bank's payment, and what each person gets back (A16).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Changed, Citation, Guarantee, GuaranteeEvent, GuaranteeState, Moved, PlacementDirectives,
    PlacementEvent,
};
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::session::LegalBasis;
use crate::domain::placement::settlement::Evidence;

const AGENCY: Citation = Citation::article(16);

/// An order to claim money of job seekers from a guarantee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimOrder {
    /// Its identity.
    pub id: Uuid,
    /// Who ordered it.
    pub by: OrderedBy,
    /// The rules that it rests on; at least one, since the bylaw says nothing on calling.
    pub legal_basis: Vec<LegalBasis>,
    /// The share of each line of the settlement file, in rial.
    pub shares: BTreeMap<Uuid, Rial>,
}

/// Who orders a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum OrderedBy {
    /// A ruling of a board.
    Ruling {
        /// Which.
        id: Uuid,
    },
    /// A court.
    Court {
        /// Number and date of the order.
        reference: ShortText,
    },
}

impl ClaimOrder {
    /// Refuses a directive among its rules that is not in force on the day.
    pub fn require_directives_in_force(
        &self,
        directives: &PlacementDirectives,
        on: NaiveDate,
    ) -> Result<(), Refusal> {
        self.legal_basis
            .iter()
            .try_for_each(|basis| basis.require_in_force(directives, on))
    }
}

/// A claim with what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The order.
    pub order: ClaimOrder,
    /// The day of the order.
    pub ordered_on: NaiveDate,
    /// The bank's payment, which is all of the claim.
    pub called: Option<Evidence>,
    /// What each person got back, line by line.
    pub repaid: BTreeMap<Uuid, Evidence>,
}

impl Claim {
    /// The sum of its shares, in rial.
    pub fn amount(&self) -> Rial {
        sum(self.order.shares.values())
    }

    /// What the persons have got back of it, in rial.
    pub fn repaid_amount(&self) -> Rial {
        let paid = self.order.shares.iter();
        sum(paid
            .filter(|(line, _)| self.repaid.contains_key(line))
            .map(|(_, amount)| amount))
    }
}

/// Shares come in below the deed's amount, so the sum never reaches the end of the scale.
fn sum<'a>(amounts: impl Iterator<Item = &'a Rial>) -> Rial {
    amounts.fold(Rial::ZERO, |sum, amount| {
        sum.checked_add(*amount).unwrap_or(Rial::MAX)
    })
}

impl Guarantee {
    /// Orders a claim; no more than what remains, while the bank can be called upon. Use it through
    /// [`crate::domain::placement::settlement::claim_unpaid`], which marks the lines too.
    pub(in crate::domain::placement) fn order_claim(
        mut self,
        order: ClaimOrder,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Some((holding, mut claims)) = self.holding() else {
            return Err(self.illegal());
        };
        let policy = |it: &LegalBasis| {
            matches!(
                it,
                LegalBasis::Law {
                    citation: Citation::Policy(_)
                }
            )
        };
        if order.legal_basis.is_empty() || order.legal_basis.iter().any(policy) {
            return Err(Refusal::rule(
                "no-legal-basis",
                Citation::note(5, 1),
                "مطالبه ضمانت‌نامه باید به ماده قانونی یا دستورالعمل مصوب مستند باشد.",
                "A claim on a guarantee rests on at least one article or directive.",
            ));
        }
        if self.expired(today) {
            return Err(Refusal::rule(
                "guarantee-expired",
                super::CITED,
                "اعتبار ضمانت‌نامه پایان یافته است.",
                "The bank can no longer be called upon.",
            ));
        }
        let claim = Claim {
            order,
            ordered_on: today,
            called: None,
            repaid: BTreeMap::new(),
        };
        let empty = claim.order.shares.values().any(|it| *it == Rial::ZERO);
        if empty || claim.amount() == Rial::ZERO || claim.amount() > self.remaining() {
            return Err(Refusal::rule(
                "claim-exceeds-guarantee",
                AGENCY,
                format!(
                    "مبلغ مطالبه باید بیش از صفر و حداکثر برابر مانده ضمانت‌نامه ({}) باشد.",
                    self.remaining().persian()
                ),
                format!(
                    "A claim is above zero and at most {} rial.",
                    self.remaining()
                ),
            ));
        }
        let event = GuaranteeEvent::ClaimOrdered {
            application: self.application,
            claim: claim.order.id,
            amount: claim.amount(),
        };
        claims.push(claim);
        self.state = GuaranteeState::ClaimOrdered { holding, claims };
        Ok(Changed::new(self, event))
    }

    /// Records that the bank paid the claim that is ordered.
    pub fn called(
        mut self,
        claim: Uuid,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let GuaranteeState::ClaimOrdered {
            holding,
            mut claims,
        } = self.state.clone()
        else {
            return Err(self.illegal());
        };
        let exhausted = self.remaining() == Rial::ZERO;
        let ordered = claims.last_mut();
        let Some(claim) = ordered.filter(|it| it.called.is_none() && it.order.id == claim) else {
            return Err(Refusal::rule(
                "no-such-claim",
                AGENCY,
                "چنین مطالبه‌ای در انتظار پرداخت بانک نیست.",
                "No such claim awaits the bank's payment.",
            ));
        };
        if !(claim.ordered_on..=today).contains(&evidence.on) {
            return Err(evidence_date());
        }
        let event = GuaranteeEvent::GuaranteeCalled {
            application: self.application,
            claim: claim.order.id,
            amount: claim.amount(),
            record: evidence.record.clone(),
        };
        let (id, amount, on) = (claim.order.id, claim.amount(), evidence.on);
        claim.called = Some(evidence);
        self.moves(Moved::Called { claim: id, amount }, on, today);
        self.state = if exhausted {
            GuaranteeState::Called { holding, claims }
        } else {
            GuaranteeState::PartiallyCalled { holding, claims }
        };
        Ok(Changed::new(self, event))
    }

    /// Pays one person's share of a claim that the bank has paid; each once. It gives the amount.
    pub(in crate::domain::placement) fn repay(
        mut self,
        claim: Uuid,
        line: Uuid,
        evidence: Evidence,
        today: NaiveDate,
    ) -> Result<(Rial, Changed<Self, PlacementEvent>), Refusal> {
        let refused = Err(Refusal::rule(
            "nothing-to-repay",
            AGENCY,
            "سهم وصول‌شده و پرداخت‌نشده‌ای برای این کارجو وجود ندارد.",
            "The bank has paid no share for this person that is still to be handed over.",
        ));
        let (GuaranteeState::ClaimOrdered { claims, .. }
        | GuaranteeState::PartiallyCalled { claims, .. }
        | GuaranteeState::ReleaseRequested { claims, .. }
        | GuaranteeState::Called { claims, .. }) = &mut self.state
        else {
            return Err(self.illegal());
        };
        let Some(found) = claims.iter_mut().find(|it| it.order.id == claim) else {
            return refused;
        };
        let (Some(called), Some(amount)) = (&found.called, found.order.shares.get(&line).copied())
        else {
            return refused;
        };
        if found.repaid.contains_key(&line) {
            return refused;
        }
        if !(called.on..=today).contains(&evidence.on) {
            return Err(evidence_date());
        }
        let event = GuaranteeEvent::SeekerRepaid {
            application: self.application,
            claim,
            line,
            amount,
        };
        let on = evidence.on;
        found.repaid.insert(line, evidence);
        let repaid = Moved::Repaid {
            claim,
            line,
            amount,
        };
        self.moves(repaid, on, today);
        Ok((amount, Changed::new(self, event)))
    }

    /// What can still be claimed, in rial.
    pub fn remaining(&self) -> Rial {
        let claimed = self.claims().iter().map(Claim::amount);
        let claimed = claimed.fold(Rial::ZERO, |sum, amount| {
            sum.checked_add(amount).unwrap_or(Rial::MAX)
        });
        self.deed.amount.checked_sub(claimed).unwrap_or_default()
    }

    /// The claims, oldest first.
    pub fn claims(&self) -> &[Claim] {
        match &self.state {
            GuaranteeState::ClaimOrdered { claims, .. }
            | GuaranteeState::PartiallyCalled { claims, .. }
            | GuaranteeState::Called { claims, .. }
            | GuaranteeState::ReleaseRequested { claims, .. }
            | GuaranteeState::Released { claims, .. } => claims,
            _ => &[],
        }
    }
}

fn evidence_date() -> Refusal {
    Refusal::rule(
        "evidence-date",
        AGENCY,
        "تاریخ سند پیش از مطالبه یا پس از امروز نیست.",
        "Evidence is dated no earlier than the claim and no later than today.",
    )
}
