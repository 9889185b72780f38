//! Unpaid sums become a claim on the guarantee and come back to each person, to the rial.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    AGENCY, Aggregate, Changed, Evidence, Payer, Payment, PlacementEvent, Refusal, SeekerLine,
    SettlementEvent, SettlementFile, SettlementTerm,
};
use crate::domain::kernel::money::Rial;
use crate::domain::placement::guarantee::{ClaimOrder, Guarantee, OrderedBy};

/// A change of the file and of the guarantee that belong into one transaction.
pub type Both = (
    Changed<SettlementFile, PlacementEvent>,
    Changed<Guarantee, PlacementEvent>,
);

/// Divides what a guarantee still holds among those who are owed, in proportion and to the rial.
/// Everybody gets all of it when it suffices.
pub fn apportion(owed: &BTreeMap<Uuid, Rial>, available: Rial) -> BTreeMap<Uuid, Rial> {
    let total: i128 = owed.values().map(|amount| i128::from(amount.get())).sum();
    let available = i128::from(available.get()).min(total);
    let mut given: i128 = 0;
    let mut counted: i128 = 0;
    let mut shares = BTreeMap::new();
    for (line, amount) in owed {
        // Each share is the growth of the rounded running total, so that all add up exactly.
        counted += i128::from(amount.get());
        let upto = (counted * available).checked_div(total).unwrap_or(0);
        let share = i64::try_from(upto - given)
            .ok()
            .and_then(|it| Rial::new(it).ok());
        if let Some(share) = share.filter(|it| *it != Rial::ZERO) {
            shares.insert(*line, share);
        }
        given = upto;
    }
    shares
}

/// Orders a claim for what the job seekers are still owed, each with a share that the order names.
pub fn claim_unpaid(
    mut file: SettlementFile,
    guarantee: Guarantee,
    order: ClaimOrder,
    today: NaiveDate,
) -> Result<Both, Refusal> {
    file.require_open()?;
    file.require_default(&order, today)?;
    for (line, amount) in &order.shares {
        file.line_mut(*line)?.claim(*amount)?;
    }
    let event = SettlementEvent::ClaimOrdered {
        guarantee: guarantee.id(),
        claim: order.id,
        shares: order.shares.clone(),
    };
    let guarantee = guarantee.order_claim(order, today)?;
    Ok((Changed::new(file, event), guarantee))
}

/// Pays one person out of what the bank paid on a claim.
pub fn repay(
    file: SettlementFile,
    guarantee: Guarantee,
    claim: Uuid,
    line: Uuid,
    evidence: Evidence,
    today: NaiveDate,
) -> Result<Both, Refusal> {
    let payer = Payer::Guarantee { id: guarantee.id() };
    let (amount, guarantee) = guarantee.repay(claim, line, evidence.clone(), today)?;
    let payment = Payment {
        amount,
        by: payer,
        evidence,
    };
    Ok((file.paid(line, payment, today)?, guarantee))
}

impl SettlementFile {
    /// Somebody is owed, and the ten days in which the agency pays of itself are over. A court that
    /// orders a claim decides on that itself.
    fn require_default(&self, order: &ClaimOrder, today: NaiveDate) -> Result<(), Refusal> {
        if order.shares.is_empty() {
            return Err(Refusal::rule(
                "nothing-unpaid",
                AGENCY,
                "طلب پرداخت‌نشده‌ای که از ضمانت‌نامه مطالبه شود وجود ندارد.",
                "Nobody is owed anything that a guarantee could pay.",
            ));
        }
        let over = match &self.term {
            SettlementTerm::AwaitsNotice => false,
            SettlementTerm::Running { due, .. } => due.has_run_out(today),
        };
        if over || matches!(order.by, OrderedBy::Court { .. }) {
            return Ok(());
        }
        Err(Refusal::rule(
            "ten-days-not-over",
            AGENCY,
            "تا پایان مهلت ده‌روزه، پرداخت وجوه بر عهده خود کاریابی است و مطالبه ضمانت‌نامه تنها با دستور دادگاه ممکن است.",
            "Until the ten days are over the agency pays of itself; only a court orders a claim earlier.",
        ))
    }

    /// What each person is still owed that no claim covers.
    pub fn unpaid(&self) -> BTreeMap<Uuid, Rial> {
        let open = self.lines.iter().filter(|it| it.unclaimed() != Rial::ZERO);
        open.map(|line| (line.id(), SeekerLine::unclaimed(line)))
            .collect()
    }
}
