//! Where every rial is that the job seekers of a closed office are owed.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Payer, SeekerLine, SettlementFile};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::guarantee::Guarantee;

/// What is owed, and where each part of it stands. All amounts in rial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// What all job seekers are owed.
    pub owed: Rial,
    /// What the agency paid them.
    pub paid_by_agency: Rial,
    /// What they got back from the guarantee.
    pub repaid: Rial,
    /// What the guarantee is called for and they have not got yet.
    pub claimed: Rial,
    /// What is referred to the court or deposited.
    pub referred: Rial,
    /// What nobody paid and nothing covers.
    pub outstanding: Rial,
    /// The guarantee behind the licence, if there is one.
    pub guarantee: Option<GuaranteeAccount>,
}

/// What a guarantee gives to the job seekers of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuaranteeAccount {
    /// The guarantee.
    pub id: Uuid,
    /// The amount of the deed.
    pub amount: Rial,
    /// What can still be claimed.
    pub remaining: Rial,
    /// The claims, oldest first.
    pub claims: Vec<ClaimAccount>,
}

/// What comes of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimAccount {
    /// The claim.
    pub id: Uuid,
    /// The day of the order.
    pub ordered_on: NaiveDate,
    /// The day on which the bank paid, if it has.
    pub called_on: Option<NaiveDate>,
    /// What is claimed.
    pub amount: Rial,
    /// What the persons have got of it.
    pub repaid: Rial,
    /// What they have not got yet.
    pub unrepaid: Rial,
}

impl Reconciliation {
    /// The account of a file and of the guarantee behind its licence.
    pub fn of(file: &SettlementFile, guarantee: Option<&Guarantee>) -> Self {
        let total = |of: fn(&SeekerLine) -> Rial| sum(file.lines().iter().map(of));
        Self {
            owed: total(SeekerLine::owed),
            paid_by_agency: total(|line| paid_by(line, |payer| payer == Payer::Agency)),
            repaid: total(|line| paid_by(line, |payer| payer != Payer::Agency)),
            claimed: total(SeekerLine::claimed),
            referred: total(SeekerLine::referred),
            outstanding: total(SeekerLine::uncovered),
            guarantee: guarantee.map(account),
        }
    }

    /// Whether every rial is in exactly one place, on the lines and on the guarantee.
    pub fn adds_up(&self) -> bool {
        let parts = [
            self.paid_by_agency,
            self.repaid,
            self.claimed,
            self.referred,
            self.outstanding,
        ];
        let lines = self.owed == sum(parts.into_iter());
        let guarantee = self.guarantee.as_ref().map_or(
            self.repaid == Rial::ZERO && self.claimed == Rial::ZERO,
            |account| {
                let claims = || account.claims.iter();
                account.amount == sum(claims().map(|it| it.amount).chain([account.remaining]))
                    && claims().all(|it| it.amount == sum([it.repaid, it.unrepaid].into_iter()))
                    && self.repaid == sum(claims().map(|it| it.repaid))
                    && self.claimed == sum(claims().map(|it| it.unrepaid))
            },
        );
        lines && guarantee
    }
}

fn account(guarantee: &Guarantee) -> GuaranteeAccount {
    let claims = guarantee.claims().iter().map(|claim| ClaimAccount {
        id: claim.order.id,
        ordered_on: claim.ordered_on,
        called_on: claim.called.as_ref().map(|evidence| evidence.on),
        amount: claim.amount(),
        repaid: claim.repaid_amount(),
        unrepaid: claim
            .amount()
            .checked_sub(claim.repaid_amount())
            .unwrap_or_default(),
    });
    GuaranteeAccount {
        id: guarantee.id(),
        amount: guarantee.deed().amount,
        remaining: guarantee.remaining(),
        claims: claims.collect(),
    }
}

fn paid_by(line: &SeekerLine, who: fn(Payer) -> bool) -> Rial {
    let payments = line.payments().iter().filter(|it| who(it.by));
    sum(payments.map(|it| it.amount))
}

/// The file takes no more lines than an amount can add up, so no sum reaches the end of the scale.
fn sum(amounts: impl Iterator<Item = Rial>) -> Rial {
    amounts.fold(Rial::ZERO, |sum, amount| {
        sum.checked_add(amount).unwrap_or(Rial::MAX)
    })
}
