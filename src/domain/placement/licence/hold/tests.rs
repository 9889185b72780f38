use chrono::Days;

use super::*;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::kernel::province::Province;
use crate::domain::placement::licence::{Standing, sample};

const BOARD: BoardKind = BoardKind::Provincial(Province::Tehran);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The day of decision: 1405-03-01, so that three months end before 1405-06-01.
const DECIDED: &str = "2026-05-22";

fn decided(kind: MatterKind, outcome: Outcome, on: &str) -> BoardDecision {
    let licence = crate::domain::kernel::event::Aggregate::id(&sample());
    let matter = Matter { kind, id: licence };
    BoardDecision::sample(BOARD, Scope::Domestic, matter, outcome, day(on))
}

fn suspension() -> BoardDecision {
    decided(MatterKind::InterimSuspension, Outcome::Approved, DECIDED)
}

fn suspended_until(until: &str) -> Outcomes {
    let book = PolicyBook::default();
    let today = day(DECIDED);
    let policies = Policies::on(&book, today);
    sample().suspend_in_interim(&suspension(), day(until), None, &policies, today)
}

#[test]
fn an_interim_suspension_lasts_three_months_at_most_and_ends_by_itself() {
    let cases = [
        ("2026-05-22", Some("interim-too-long")),
        ("2026-05-23", None),
        ("2026-08-23", None),
        ("2026-08-24", Some("interim-too-long")),
    ];
    for (until, refused) in cases {
        let result = suspended_until(until);
        assert_eq!(result.as_ref().err().map(|it| it.code), refused, "{until}");
        let Ok(changed) = result else {
            continue;
        };
        let (licence, _) = changed.into_parts();
        let (until, decided) = (day(until), day(DECIDED));
        let last = until - Days::new(1);
        assert!(!licence.operating_permitted(decided));
        assert!(!licence.operating_permitted(last));
        assert!(licence.operating_permitted(until));
        assert!(licence.operating_permitted(decided - Days::new(1)));
        // A hold stands beside the state and does not change it.
        assert_eq!(licence.standing(decided), Standing::Active);
    }
}

#[test]
fn nobody_but_the_licence_s_own_board_suspends_in_the_interim_and_only_where_policy_has_it() {
    let licence = crate::domain::kernel::event::Aggregate::id(&sample());
    let matter = Matter::interim_suspension(licence);
    let other = Matter::interim_suspension(Uuid::from_u128(77));
    let lifting = Matter {
        kind: MatterKind::InterimLifting,
        id: licence,
    };
    let fars = BoardKind::Provincial(Province::Fars);
    let none = PolicyBook::new(vec![PolicyVersion {
        id: Uuid::nil(),
        key: PolicyKey::InterimSuspension,
        value: PolicyValue::Choice("none".to_owned()),
        from: day("2026-01-01"),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "تصمیم نمونه".parse().unwrap(),
        decided_on: day("2026-01-01"),
    }]);
    let default = PolicyBook::default();
    let (yes, no) = (Outcome::Approved, Outcome::Rejected);
    let cases = [
        (BOARD, Scope::Domestic, matter, yes, &default, true),
        (fars, Scope::Domestic, matter, yes, &default, false),
        (
            BoardKind::Central,
            Scope::Domestic,
            matter,
            yes,
            &default,
            false,
        ),
        (BOARD, Scope::Foreign, matter, yes, &default, false),
        (BOARD, Scope::Domestic, other, yes, &default, false),
        (BOARD, Scope::Domestic, lifting, yes, &default, false),
        (BOARD, Scope::Domestic, matter, no, &default, false),
        (BOARD, Scope::Domestic, matter, yes, &none, false),
    ];
    for (board, scope, matter, outcome, book, suspends) in cases {
        let today = day(DECIDED);
        let decision = BoardDecision::sample(board, scope, matter, outcome, today);
        let policies = Policies::on(book, today);
        let until = day("2026-06-22");
        let result = sample().suspend_in_interim(&decision, until, None, &policies, today);
        let label = format!("{board:?} {scope:?} {matter:?} {outcome:?}");
        assert_eq!(result.is_ok(), suspends, "{label}");
        let early = today - Days::new(1);
        let early = sample().suspend_in_interim(&decision, until, None, &policies, early);
        assert!(early.is_err(), "{label}");
    }
}

#[test]
fn one_decision_suspends_once() {
    let (licence, _) = suspended_until("2026-06-22").unwrap().into_parts();
    let book = PolicyBook::default();
    for today in [day("2026-06-01"), day("2026-07-01")] {
        let policies = Policies::on(&book, today);
        let until = day("2026-08-01");
        let again =
            licence
                .clone()
                .suspend_in_interim(&suspension(), until, None, &policies, today);
        assert_eq!(again.unwrap_err().code, "decision-carried-out");
    }
}

#[test]
fn only_a_decision_of_the_board_lifts_an_interim_suspension_early() {
    let (licence, _) = suspended_until("2026-08-23").unwrap().into_parts();
    let lifting = |outcome| decided(MatterKind::InterimLifting, outcome, "2026-06-22");
    let (on, written) = (day("2026-06-22"), day("2026-06-24"));
    let refused = |decision: &BoardDecision| {
        let result = licence.clone().lift_interim_suspension(decision, written);
        result.unwrap_err().code
    };
    assert_eq!(refused(&suspension()), "no-interim-lifting");
    assert_eq!(refused(&lifting(Outcome::Rejected)), "no-interim-lifting");
    let late = decided(MatterKind::InterimLifting, Outcome::Approved, "2026-08-23");
    let late = licence
        .clone()
        .lift_interim_suspension(&late, day("2026-08-23"));
    assert_eq!(late.unwrap_err().code, "not-held");

    let lifted = licence.lift_interim_suspension(&lifting(Outcome::Approved), written);
    let (lifted, _) = lifted.unwrap().into_parts();
    assert!(!lifted.operating_permitted(on - Days::new(1)));
    assert!(lifted.operating_permitted(on));
    // What was known before the lifting was written down.
    let permitted = |known_on| lifted.status(on, known_on).map(|it| it.operating_permitted);
    assert_eq!(permitted(written - Days::new(1)), Some(false));
    assert_eq!(permitted(written), Some(true));
}
