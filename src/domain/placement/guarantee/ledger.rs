//! The ledger of a guarantee: every movement to the rial, and whether all of it adds up (A8.11, A16).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Claim, Guarantee};
use crate::domain::kernel::money::Rial;
use crate::domain::placement::settlement::Evidence;

/// A movement, as it was recorded; nothing is ever taken out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The day on which it happened.
    pub on: NaiveDate,
    /// The day on which the registry learnt of it.
    pub recorded_on: NaiveDate,
    /// What moved.
    pub moved: Moved,
}

/// What moved. All amounts in rial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "moved")]
pub enum Moved {
    /// سپردن: the bank stands for the amount of the deed.
    Lodged {
        /// The amount.
        amount: Rial,
    },
    /// تمدید: the bank stands for it longer; no money moves.
    Extended {
        /// The last day before.
        before: NaiveDate,
        /// The last day now.
        until: NaiveDate,
        /// The bank's word.
        evidence: Evidence,
    },
    /// افزایش: the bank stands for more.
    ToppedUp {
        /// By how much.
        amount: Rial,
        /// The bank's word.
        evidence: Evidence,
    },
    /// وصول: the bank paid a claim, and the office has the money in hand.
    Called {
        /// The claim.
        claim: Uuid,
        /// The amount.
        amount: Rial,
    },
    /// استرداد به کارجو: the office handed a share over.
    Repaid {
        /// The claim.
        claim: Uuid,
        /// The line of the settlement file.
        line: Uuid,
        /// The amount.
        amount: Rial,
    },
    /// The office did not accept it; the bank stands for nothing any more.
    Rejected {
        /// What it stood for.
        amount: Rial,
    },
    /// Another guarantee took its place.
    Replaced {
        /// Which.
        by: Uuid,
        /// What was given back.
        amount: Rial,
    },
    /// آزادسازی: what was left went back to the bank.
    Released {
        /// What was left.
        amount: Rial,
    },
}

impl Moved {
    /// The stable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Lodged { .. } => "lodged",
            Self::Extended { .. } => "extended",
            Self::ToppedUp { .. } => "topped_up",
            Self::Called { .. } => "called",
            Self::Repaid { .. } => "repaid",
            Self::Rejected { .. } => "rejected",
            Self::Replaced { .. } => "replaced",
            Self::Released { .. } => "released",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Lodged { .. } => "سپردن ضمانت‌نامه",
            Self::Extended { .. } => "تمدید اعتبار ضمانت‌نامه",
            Self::ToppedUp { .. } => "افزایش مبلغ ضمانت‌نامه",
            Self::Called { .. } => "وصول از بانک",
            Self::Repaid { .. } => "پرداخت به کارجو",
            Self::Rejected { .. } => "رد ضمانت‌نامه",
            Self::Replaced { .. } => "جایگزینی با ضمانت‌نامه دیگر",
            Self::Released { .. } => "آزادسازی ضمانت‌نامه",
        }
    }

    /// How many rial moved; none by an extension.
    pub const fn amount(&self) -> Rial {
        match self {
            Self::Lodged { amount }
            | Self::ToppedUp { amount, .. }
            | Self::Called { amount, .. }
            | Self::Repaid { amount, .. }
            | Self::Rejected { amount }
            | Self::Replaced { amount, .. }
            | Self::Released { amount } => *amount,
            Self::Extended { .. } => Rial::ZERO,
        }
    }

    /// The claim that it belongs to.
    pub const fn claim(&self) -> Option<Uuid> {
        match self {
            Self::Called { claim, .. } | Self::Repaid { claim, .. } => Some(*claim),
            _ => None,
        }
    }

    /// The bank's word, where the movement rests on an endorsement.
    pub const fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Extended { evidence, .. } | Self::ToppedUp { evidence, .. } => Some(evidence),
            _ => None,
        }
    }
}

impl Movement {
    pub(super) fn of_today(moved: Moved, today: NaiveDate) -> Self {
        Self {
            on: today,
            recorded_on: today,
            moved,
        }
    }
}

/// A movement with what it leaves. Amounts in rial; a balance below zero says that the record is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The movement.
    pub movement: Movement,
    /// What the bank stands for after it.
    pub balance: i64,
    /// What the bank has paid and nobody has got yet after it.
    pub in_hand: i64,
}

/// Every movement of a guarantee, and their sums in rial.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The movements, in the order of recording.
    pub entries: Vec<LedgerEntry>,
    /// What was lodged.
    pub lodged: i64,
    /// What was added.
    pub topped_up: i64,
    /// What the bank paid.
    pub called: i64,
    /// What the job seekers got of it.
    pub repaid: i64,
    /// What was given back: rejected, replaced or released.
    pub given_back: i64,
    /// What the bank stands for: lodged and added, less paid and given back.
    pub balance: i64,
    /// What the bank has paid and nobody has got yet.
    pub in_hand: i64,
    /// What is claimed and the bank has not paid yet; it is part of the balance.
    pub ordered: i64,
}

impl Ledger {
    fn enter(&mut self, movement: &Movement) {
        let amount = movement.moved.amount().get();
        match movement.moved {
            Moved::Lodged { .. } => self.lodged += amount,
            Moved::ToppedUp { .. } => self.topped_up += amount,
            Moved::Called { .. } => self.called += amount,
            Moved::Repaid { .. } => self.repaid += amount,
            Moved::Rejected { .. } | Moved::Replaced { .. } | Moved::Released { .. } => {
                self.given_back += amount;
            }
            Moved::Extended { .. } => {}
        }
        self.balance = self.lodged + self.topped_up - self.called - self.given_back;
        self.in_hand = self.called - self.repaid;
        self.entries.push(LedgerEntry {
            movement: movement.clone(),
            balance: self.balance,
            in_hand: self.in_hand,
        });
    }

    /// Whether no balance was ever below zero.
    fn never_overdrawn(&self) -> bool {
        let sound = |entry: &LedgerEntry| entry.balance >= 0 && entry.in_hand >= 0;
        self.entries.iter().all(sound)
    }
}

impl Guarantee {
    /// Every movement, with the balance that it leaves.
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        for movement in &self.movements {
            ledger.enter(movement);
        }
        let ordered = self.claims().iter().filter(|it| it.called.is_none());
        ledger.ordered = total(ordered.map(Claim::amount));
        ledger
    }

    /// Whether the ledger, the deed and the claims tell the same of every rial.
    pub fn reconciles(&self) -> bool {
        let ledger = self.ledger();
        let called = || self.claims().iter().filter(|it| it.called.is_some());
        let given_back = self.movements.iter().any(|it| {
            matches!(
                it.moved,
                Moved::Rejected { .. } | Moved::Replaced { .. } | Moved::Released { .. }
            )
        });
        let left = if given_back {
            ledger.balance == 0
        } else {
            ledger.balance == self.remaining().get() + ledger.ordered
        };
        ledger.never_overdrawn()
            && left
            && ledger.lodged + ledger.topped_up == self.deed.amount.get()
            && ledger.called == total(called().map(Claim::amount))
            && ledger.repaid == total(called().map(Claim::repaid_amount))
    }

    /// Writes down a movement of which the registry learns today.
    pub(super) fn moves(&mut self, moved: Moved, on: NaiveDate, today: NaiveDate) {
        self.movements.push(Movement {
            on,
            recorded_on: today,
            moved,
        });
    }

    /// Writes down that what is left goes back.
    pub(super) fn give_back(&mut self, moved: impl FnOnce(Rial) -> Moved, today: NaiveDate) {
        let moved = moved(self.remaining());
        self.moves(moved, today, today);
    }
}

fn total(amounts: impl Iterator<Item = Rial>) -> i64 {
    amounts.map(Rial::get).sum()
}
