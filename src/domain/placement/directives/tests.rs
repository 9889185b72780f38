use std::collections::BTreeMap;

use super::*;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::RefusalKind;
use crate::domain::placement::agency::AgencyKind;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn new<T>(changed: Result<Changed<T, PlacementEvent>, Refusal>) -> T {
    changed.unwrap().into_parts().0
}

fn draft(
    version: u32,
    amount: i64,
) -> Result<Changed<PlacementDirective, PlacementEvent>, Refusal> {
    let proposal = Proposal {
        version,
        title: "مبلغ ضمانت".parse().unwrap(),
        body: "متن نمونه".parse().unwrap(),
        terms: Terms::GuaranteeAmount {
            amounts: BTreeMap::from([(AgencyKind::Foreign, Rial::new(amount).unwrap())]),
        },
    };
    PlacementDirective::draft(Uuid::from_u128(version.into()), proposal, day("2026-01-01"))
}

fn recorded(version: u32, from: &str) -> PlacementDirective {
    let communication = Communication {
        number: "۱/۱".parse().unwrap(),
        effective_from: day(from),
        effective_to: None,
    };
    new(new(draft(version, 1_000_000)).record_approval(
        "صورت‌جلسه ۳".parse().unwrap(),
        day("2026-01-05"),
        communication,
    ))
}

/// Covers A3.2.
#[test]
fn where_no_directive_binds_on_the_day_the_act_is_refused() {
    let first = recorded(1, "2026-02-01");
    let second = recorded(2, "2026-06-01");
    let superseded = new(first.supersede(&second));
    let annulled = new(second.annul("دادنامه ۷".parse().unwrap(), day("2026-09-01")));
    let book = DirectiveBook::new(vec![superseded, annulled, new(draft(3, 1))]);
    let cases = [
        ("2026-01-31", None),
        ("2026-02-01", Some(1)),
        ("2026-05-31", Some(1)),
        ("2026-06-01", Some(2)),
        ("2026-08-31", Some(2)),
        ("2026-09-01", None),
    ];
    for (date, version) in cases {
        let found = book.in_force(DirectiveKind::GuaranteeAmount, day(date));
        assert_eq!(
            found.as_ref().ok().map(|it| it.version()),
            version,
            "{date}"
        );
        if let Err(refusal) = found {
            assert_eq!(refusal.kind, RefusalKind::DirectiveMissing);
            assert_eq!(refusal.code, "directive-missing");
        }
    }
    for kind in DirectiveKind::ALL {
        let empty = PlacementDirectives::default();
        assert!(empty.in_force(kind, day("2026-06-01")).is_err(), "{kind:?}");
    }
}

/// Covers A3.2.
#[test]
fn an_approved_directive_is_not_changed_but_superseded_by_a_later_version() {
    let first = recorded(1, "2026-02-01");
    let refused = first.clone().supersede(&new(draft(2, 1))).unwrap_err();
    assert_eq!(refused.code, "not-a-successor");
    let refused = recorded(2, "2026-06-01").supersede(&first).unwrap_err();
    assert_eq!(refused.code, "not-a-successor");
    let communication = Communication {
        number: "۱/۲".parse().unwrap(),
        effective_from: day("2026-03-01"),
        effective_to: None,
    };
    let refused = first
        .record_approval("۴".parse().unwrap(), day("2026-01-05"), communication)
        .unwrap_err();
    assert_eq!(refused.code, "illegal-transition");
}

#[test]
fn a_directive_binds_no_earlier_than_its_approval() {
    let communication = Communication {
        number: "۱/۱".parse().unwrap(),
        effective_from: day("2026-01-04"),
        effective_to: None,
    };
    let refused = new(draft(1, 1))
        .record_approval("۳".parse().unwrap(), day("2026-01-05"), communication)
        .unwrap_err();
    assert_eq!(refused.code, "directive-dates");
}

#[test]
fn a_directive_on_the_guarantee_states_its_amount() {
    assert_eq!(draft(1, 0).unwrap_err().code, "directive-without-amount");
    assert!(Terms::opaque(DirectiveKind::GuaranteeAmount, BTreeMap::new()).is_err());
    let maritime = Terms::opaque(DirectiveKind::Maritime, BTreeMap::new()).unwrap();
    let text = serde_json::to_string(&maritime).unwrap();
    assert_eq!(serde_json::from_str::<Terms>(&text).unwrap(), maritime);
    let smuggled = r#"{"matter":"opaque","kind":"guarantee_amount","parameters":{}}"#;
    assert!(serde_json::from_str::<Terms>(smuggled).is_err());
}

#[test]
fn a_directive_is_read_back_as_it_was_written() {
    let directive = recorded(1, "2026-02-01");
    let text = serde_json::to_string(&directive).unwrap();
    assert_eq!(
        serde_json::from_str::<PlacementDirective>(&text).unwrap(),
        directive
    );
}
