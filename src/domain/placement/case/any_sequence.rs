//! Whatever is done with a case, in any order: crimes are reported before it closes, and reporting
//! them moves nothing.

use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use super::sample::{
    accusation, called, closed, decided, head, id, opened, service, sitting, today,
};
use super::tests::{offence, referral};
use super::*;
use crate::domain::kernel::policy::PolicyBook;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::boards::Scope;
use crate::domain::placement::session::{Matter, Outcome, Session};
use crate::domain::placement::violation::Clause;
use chrono::Days;

#[derive(Clone, Debug)]
enum Act {
    Charge(u8),
    Flag(usize),
    Refer(usize),
    Lead(u8),
    Notify,
    Defend,
    Schedule,
    Hear,
    Rule(VerdictFinding),
    Close,
}

/// What may happen at any time: charges, flags, reports, joinder.
fn aside() -> impl Strategy<Value = Act> {
    let clause = || prop_oneof![3 => Just(7_u8), 2 => Just(4_u8), 1 => Just(12_u8)];
    prop_oneof![
        2 => clause().prop_map(Act::Charge),
        2 => (0_usize..3).prop_map(Act::Flag),
        4 => (0_usize..3).prop_map(Act::Refer),
        1 => clause().prop_map(Act::Lead),
    ]
}

/// The way of a case with things happening aside, and now and then a step left out.
fn acts() -> impl Strategy<Value = Vec<Act>> {
    let finding = prop_oneof![
        Just(VerdictFinding::Guilty),
        Just(VerdictFinding::Acquitted),
        Just(VerdictFinding::NoJurisdiction),
    ];
    let way = finding.prop_map(|finding| {
        vec![
            Act::Notify,
            Act::Defend,
            Act::Notify,
            Act::Schedule,
            Act::Hear,
            Act::Rule(finding),
            Act::Close,
            Act::Close,
        ]
    });
    (
        way,
        vec((vec(aside(), 0..2), prop::bool::weighted(0.05)), 8),
    )
        .prop_map(|(way, asides)| {
            way.into_iter()
                .zip(asides)
                .flat_map(|(step, (mut before, left_out))| {
                    if !left_out {
                        before.push(step);
                    }
                    before
                })
                .collect()
        })
}

struct Board {
    called: Session,
    open: Session,
}

fn attempt(case: Case, act: &Act, board: &Board, n: u128) -> Result<Case, Refusal> {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, today());
    let clause = |number: u8| head(Clause::try_from(number).unwrap());
    let nth = |at: usize| case.charges().get(at).map_or(id(999), Charge::id);
    let after = today() + Days::new(60);
    let changed = match act {
        Act::Charge(number) => case.add_charge(accusation(n, clause(*number)), &policies, today()),
        Act::Flag(at) => {
            let charge = nth(*at);
            case.flag_crime(charge, offence(), today())
        }
        Act::Refer(at) => {
            let charge = nth(*at);
            case.refer(referral(n, &[charge]), today())
        }
        Act::Lead(number) => {
            let other = opened(n, AgencyKind::Domestic, accusation(n, clause(*number)))?;
            let (leads, joined) = case.join(other.into_parts().0, today())?;
            assert!(joined.value().case_state().is_ended());
            Ok(leads)
        }
        Act::Notify => case.notify(id(n), service(today()), &closed(), &policies, today()),
        Act::Defend => case.receive_defence("نادرست است".parse().unwrap(), vec![], id(9), today()),
        Act::Schedule => case.schedule(&board.called),
        Act::Hear => case.hear(&board.open, true, "شنیده شد".parse().unwrap()),
        Act::Rule(finding) => {
            let outcome = match finding {
                VerdictFinding::Guilty => Outcome::Approved,
                _ => Outcome::Rejected,
            };
            let decision = decided(board.open.clone(), outcome)
                .decision_on(Matter::case(case.id()))
                .unwrap();
            case.rule(&decision, id(800), *finding)
        }
        Act::Close => {
            let standing = RulingStanding {
                ruling: id(800),
                final_on: Some(after),
                execution: Execution::Executed { on: after },
            };
            case.close(&standing, after)
        }
    };
    changed.map(|changed| changed.into_parts().0)
}

fn board(case: Uuid) -> Board {
    let on = today() + Days::new(30);
    let called = called(40, Matter::case(case), Scope::Domestic, on);
    Board {
        open: sitting(called.clone()),
        called,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Covers A5.n3.
    #[test]
    fn no_path_closes_a_case_with_an_unreported_crime_and_a_referral_never_moves_it(
        first in prop_oneof![Just(7_u8), Just(4_u8)],
        acts in acts(),
    ) {
        let clause = head(Clause::try_from(first).unwrap());
        let mut case = opened(1, AgencyKind::Domestic, accusation(1, clause)).unwrap().into_parts().0;
        let board = board(case.id());
        for (act, n) in acts.iter().zip(100..) {
            let before = case.clone();
            let Ok(after) = attempt(case.clone(), act, &board, n) else { continue };
            case = after;
            if matches!(act, Act::Refer(_) | Act::Flag(_)) {
                prop_assert_eq!(case.case_state(), before.case_state(), "{:?}", act);
            }
            prop_assert!(case.crime_match() || !before.crime_match(), "a flag was taken back");
            prop_assert!(!before.case_state().is_ended() || matches!(act, Act::Refer(_)));
            if let CaseState::Closed { .. } = case.case_state() {
                prop_assert!(case.unreported().next().is_none());
                prop_assert!(!case.crime_match() || !case.referrals().is_empty());
                let served = case.charges().iter().all(|charge| {
                    case.notices().iter().any(|notice| notice.charges.contains(&charge.id()))
                });
                prop_assert!(served, "a charge was ruled on that was never served");
            }
        }
    }
}

/// Without this the property above could hold because nothing ever closes.
#[test]
fn the_sequences_do_close_cases_with_and_without_a_crime() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut with_crime, mut without, mut held_up) = (0, 0, 0);
    for _ in 0..64 {
        let acts = acts().new_tree(&mut runner).unwrap().current();
        let charge = accusation(1, head(Clause::Tariffs));
        let mut case = opened(1, AgencyKind::Domestic, charge)
            .unwrap()
            .into_parts()
            .0;
        let board = board(case.id());
        for (act, n) in acts.iter().zip(100..) {
            match attempt(case.clone(), act, &board, n) {
                Ok(after) => case = after,
                Err(refusal) => {
                    held_up += usize::from(refusal.code == "judicial-referral-missing");
                }
            }
        }
        if let CaseState::Closed { .. } = case.case_state() {
            if case.crime_match() {
                with_crime += 1;
            } else {
                without += 1;
            }
        }
    }
    assert!(
        with_crime > 0 && without > 0 && held_up > 0,
        "{with_crime} {without} {held_up}"
    );
}
