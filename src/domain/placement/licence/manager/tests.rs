use chrono::Days;
use proptest::prelude::*;

use super::super::{HoldKind, sample, sample_of_a_company};
use super::*;
use crate::domain::placement::licence::hold::Hold;

const SUCCESSORS: [&str; 3] = ["1583250689", "0499370899", "0790419904"];

fn issued_on() -> NaiveDate {
    "2025-12-25".parse().unwrap()
}

fn after_days(days: u64) -> NaiveDate {
    issued_on() + Days::new(days)
}

fn person(code: &str) -> Party {
    Party::Person {
        national_code: code.parse().unwrap(),
    }
}

fn departure(left_on: NaiveDate) -> Departure {
    Departure {
        left_on,
        told_by: ToldBy::Operator,
        grounds: "استعفانامه".parse().unwrap(),
    }
}

fn accept(licence: Licence, code: &str, today: NaiveDate) -> Outcomes {
    let successor = Successor {
        application: Uuid::from_u128(9),
        name: "پریسا نمونه".parse().unwrap(),
        party: person(code),
    };
    let screening = Screening::of(&[], &[], today);
    licence.accept_manager(successor, &screening, "ناهید نمونه".parse().unwrap(), today)
}

fn new(changed: Outcomes) -> Licence {
    changed.unwrap().into_parts().0
}

/// Covers A9.n2.
#[test]
fn a_successor_ends_the_halt_for_want_of_a_manager_and_no_other_hold() {
    let today = after_days(10);
    let hold = Hold {
        kind: HoldKind::InterimSuspension,
        from: after_days(5),
        until_exclusive: Some(after_days(60)),
        reason: "تصمیم هیئت".parse().unwrap(),
        session: None,
    };
    let suspended = new(sample_of_a_company().place_hold(hold, after_days(5)));
    let halted = new(suspended.report_manager_left(departure(today), today));
    let both = [HoldKind::NoTechnicalManager, HoldKind::InterimSuspension];
    assert_eq!(halted.holds(today), both.into());
    let next = after_days(11);
    let accepted = new(accept(halted, SUCCESSORS[0], next));
    assert_eq!(accepted.holds(next), [HoldKind::InterimSuspension].into());
    assert_eq!(accepted.holds(today), both.into());
    assert!(!accepted.operating_permitted(next));
}

/// Covers A9.n2, A10.
#[test]
fn a_change_of_manager_makes_a_new_certificate_with_the_same_end() {
    let before = sample_of_a_company();
    let term = before.term();
    let after = new(accept(before, SUCCESSORS[0], after_days(10)));
    assert_eq!(after.term(), term);
    let versions: Vec<_> = after.documents().iter().map(|it| it.version).collect();
    assert_eq!(versions, [1, 2]);
    let payload = serde_json::to_string(&after).unwrap();
    assert_eq!(serde_json::from_str::<Licence>(&payload).unwrap(), after);
}

#[test]
fn the_events_of_a_change_of_manager_name_nobody() {
    let today = after_days(10);
    let accepted = accept(sample_of_a_company(), SUCCESSORS[0], today).unwrap();
    let payload = serde_json::to_string(accepted.event()).unwrap();
    assert!(!payload.contains(SUCCESSORS[0]) && !payload.contains("پریسا"));
}

/// Covers A9.n2.
#[test]
fn neither_a_person_nor_an_ended_licence_changes_its_manager() {
    let today = after_days(10);
    let of_a_person = accept(sample(), SUCCESSORS[0], today).unwrap_err();
    assert_eq!(of_a_person.code, "no-technical-manager");
    let licence = sample_of_a_company();
    let over = licence.term().until_exclusive;
    let expired = accept(licence.clone(), SUCCESSORS[0], over).unwrap_err();
    assert_eq!(expired.code, "licence-not-in-force");
    let same = accept(licence.clone(), "0076229645", today).unwrap_err();
    assert_eq!(same.code, "manager-in-office-already");
    let successor = Successor {
        application: Uuid::from_u128(9),
        name: "پریسا نمونه".parse().unwrap(),
        party: person(SUCCESSORS[0]),
    };
    let yesterday = Screening::of(&[], &[], after_days(9));
    let signer = "ناهید نمونه".parse().unwrap();
    let stale = licence.accept_manager(successor, &yesterday, signer, today);
    assert_eq!(stale.unwrap_err().code, "screening-outdated");
}

/// Covers A15.n2.
#[test]
fn whoever_was_manager_at_the_time_of_the_facts_answers_for_them() {
    let left =
        new(sample_of_a_company().report_manager_left(departure(after_days(10)), after_days(10)));
    let licence = new(accept(left, SUCCESSORS[0], after_days(15)));
    let first = Some(person("0076229645"));
    let second = Some(person(SUCCESSORS[0]));
    for (from, to, expected) in [
        (0, 9, &first),
        (9, 12, &first),
        (10, 14, &None),
        (12, 15, &second),
        (9, 20, &second),
        (15, 400, &second),
    ] {
        let subjects = licence.subjects_during(after_days(from), after_days(to));
        let of_role = |role| {
            let mut found = subjects.iter().filter(move |it| it.role == role);
            found.next().map(|it| it.party.clone())
        };
        assert_eq!(
            &of_role(SubjectRole::TechnicalManager),
            expected,
            "{from} to {to}"
        );
        assert!(of_role(SubjectRole::Holder).is_some());
    }
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Leave { days_ago: u64 },
    Accept { successor: usize },
    Wait { days: u64 },
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..20_u64).prop_map(|days_ago| Act::Leave { days_ago }),
        (0..SUCCESSORS.len()).prop_map(|successor| Act::Accept { successor }),
        (1..10_u64).prop_map(|days| Act::Wait { days }),
    ]
}

proptest! {
    /// Covers A9.n2.
    #[test]
    fn on_every_day_one_manager_is_in_office_or_the_company_is_halted(
        acts in proptest::collection::vec(any_act(), 1..40),
    ) {
        let mut licence = sample_of_a_company();
        let mut passed = 0;
        for act in acts {
            let today = after_days(passed);
            let tried = match act {
                Act::Wait { days } => {
                    passed += days;
                    continue;
                }
                Act::Leave { days_ago } => {
                    let left_on = today - Days::new(days_ago);
                    licence.clone().report_manager_left(departure(left_on), today)
                }
                Act::Accept { successor } => accept(licence.clone(), SUCCESSORS[successor], today),
            };
            if let Ok(changed) = tried {
                licence = changed.into_parts().0;
            }
            let managers = licence.managers();
            for day in (0..=passed).map(after_days) {
                let in_office = managers.iter().filter(|it| it.covers(day)).count();
                prop_assert!(in_office <= 1, "{day}: {managers:?}");
                let halted = licence.holds(day).contains(&HoldKind::NoTechnicalManager);
                prop_assert_eq!(halted, in_office == 0, "{}: {:?}", day, managers);
            }
        }
    }
}
