//! Whatever is done with a guarantee, in any order: every rial stays in exactly one place.

use chrono::Days;
use proptest::collection::vec;
use proptest::prelude::*;

use super::tests::sample;
use super::*;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::licence;
use crate::domain::placement::session::LegalBasis;
use crate::domain::placement::settlement::Evidence;

#[derive(Clone, Debug)]
enum Act {
    Pass(u64),
    Extend(u64),
    TopUp(i64),
    Order(Vec<i64>),
    Call,
    Repay(u128),
    Replace,
    AskBack,
    Release,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => (0_u64..400).prop_map(Act::Pass),
        2 => (0_u64..400).prop_map(Act::Extend),
        3 => (0_i64..800).prop_map(Act::TopUp),
        5 => vec(0_i64..500, 1..3).prop_map(Act::Order),
        5 => Just(Act::Call),
        6 => (0_u128..3).prop_map(Act::Repay),
        1 => Just(Act::Replace),
        1 => Just(Act::AskBack),
        1 => Just(Act::Release),
    ]
}

/// The same sums, kept beside the ledger by somebody who knows nothing of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    balance: i64,
    ordered: i64,
    in_hand: i64,
}

struct Office {
    guarantee: Guarantee,
    today: NaiveDate,
    sums: Sums,
    handed: Vec<(Uuid, Uuid)>,
}

impl Office {
    fn claim(&self) -> Option<Claim> {
        self.guarantee.claims().last().cloned()
    }

    fn apply(&mut self, act: Act) {
        let today = self.today;
        let evidence = Evidence {
            on: today,
            record: "رسید ۷".parse().unwrap(),
            document: None,
        };
        let before = self.guarantee.clone();
        let claim = self.claim();
        let id = claim.as_ref().map_or(Uuid::nil(), |it| it.order.id);
        let done = match act.clone() {
            Act::Pass(days) => {
                self.today = today + Days::new(days);
                return;
            }
            Act::Extend(days) => {
                let until = before.deed.expires_on + Days::new(days);
                before.extend(until, evidence, today)
            }
            Act::TopUp(amount) => before.top_up(rial(amount), evidence, today),
            Act::Order(shares) => {
                let order = order(&shares, before.claims().len());
                before.order_claim(order, today)
            }
            Act::Call => before.called(id, evidence, today),
            Act::Repay(line) => before
                .repay(id, Uuid::from_u128(line), evidence, today)
                .map(|(_, changed)| changed),
            Act::Replace => {
                let mut other = sample(900);
                other.id = Uuid::from_u128(99);
                before.replace(&other, today)
            }
            Act::AskBack => ask(|checks| before.request_release(checks, today)),
            Act::Release => {
                let letter = "نامه ۱۲".parse().unwrap();
                ask(|checks| before.release(checks, letter, today))
            }
        };
        let Ok(changed) = done else { return };
        self.guarantee = changed.into_parts().0;
        let amount = claim.as_ref().map_or(0, |it| it.amount().get());
        match act {
            Act::TopUp(amount) => self.sums.balance += amount,
            Act::Order(shares) => self.sums.ordered += shares.iter().sum::<i64>(),
            Act::Call => {
                self.sums.balance -= amount;
                self.sums.ordered -= amount;
                self.sums.in_hand += amount;
            }
            Act::Repay(line) => {
                let line = Uuid::from_u128(line);
                assert!(!self.handed.contains(&(id, line)), "paid twice");
                self.handed.push((id, line));
                let shares = claim.unwrap().order.shares;
                self.sums.in_hand -= shares[&line].get();
            }
            Act::Replace | Act::Release => self.sums.balance = 0,
            Act::Pass(_) | Act::Extend(_) | Act::AskBack => {}
        }
    }
}

fn rial(amount: i64) -> Rial {
    Rial::new(amount).unwrap()
}

fn order(shares: &[i64], serial: usize) -> ClaimOrder {
    let lines = shares.iter().enumerate();
    ClaimOrder {
        id: Uuid::from_u128(1_000 + serial as u128),
        by: OrderedBy::Court {
            reference: "دستور ۴۴".parse().unwrap(),
        },
        legal_basis: vec![LegalBasis::Law {
            citation: Citation::article(16),
        }],
        shares: lines
            .map(|(line, amount)| (Uuid::from_u128(line as u128), rial(*amount)))
            .collect(),
    }
}

/// With a licence that expires in between and brings no settlement.
fn ask<T>(act: impl FnOnce(&ReleaseChecks<'_>) -> T) -> T {
    let book = PolicyBook::default();
    act(&ReleaseChecks {
        licence: &licence::sample(),
        settlement: None,
        ended_without_settlement: Some("2027-12-25".parse().unwrap()),
        case_open: false,
        complaint_open: false,
        policies: Policies::on(&book, "2027-01-01".parse().unwrap()),
    })
}

proptest! {
    #[test]
    fn every_rial_is_in_one_place_whatever_is_done(
        amount in 1_i64..1_000,
        acts in vec(act(), 0..60),
    ) {
        let mut office = Office {
            guarantee: sample(amount),
            today: "2026-11-22".parse().unwrap(),
            sums: Sums { balance: amount, ..Sums::default() },
            handed: Vec::new(),
        };
        for act in acts {
            let entries = office.guarantee.ledger().entries.len();
            office.apply(act);
            let guarantee = &office.guarantee;
            let ledger = guarantee.ledger();
            let kept = Sums {
                balance: ledger.balance,
                ordered: ledger.ordered,
                in_hand: ledger.in_hand,
            };
            prop_assert_eq!(&kept, &office.sums);
            prop_assert!(guarantee.reconciles(), "{:?}", ledger);
            prop_assert!(ledger.entries.len() >= entries);
            prop_assert_eq!(
                ledger.lodged + ledger.topped_up,
                ledger.balance + ledger.called + ledger.given_back
            );
            prop_assert!(guarantee.remaining() <= guarantee.deed().amount);
        }
    }

    #[test]
    fn a_ledger_in_which_somebody_changed_an_amount_does_not_add_up(
        amount in 2_i64..1_000,
        other in 1_i64..1_000,
    ) {
        prop_assume!(amount != other);
        let mut guarantee = sample(amount);
        guarantee.movements[0].moved = Moved::Lodged { amount: rial(other) };
        prop_assert!(!guarantee.reconciles());
    }
}
