use chrono::Days;
use uuid::Uuid;

use super::*;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::policy::{PolicyBook, PolicyValue, PolicyVersion};
use crate::domain::placement::licence::sample;

fn book(key: PolicyKey, choice: &str) -> PolicyBook<PolicyKey> {
    PolicyBook::new(vec![PolicyVersion {
        id: Uuid::nil(),
        key,
        value: PolicyValue::Choice(choice.to_owned()),
        from: "2021-01-01".parse().unwrap(),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "صورت‌جلسه".parse().unwrap(),
        decided_on: "2021-01-01".parse().unwrap(),
    }])
}

/// Covers A7.n4, A10.
#[test]
fn a_transferee_gets_the_rest_of_the_term_and_never_more() {
    let licence = sample();
    let old = licence.term();
    let (silent, fresh) = (
        PolicyBook::default(),
        book(PolicyKey::TransferTerm, "fresh_two_years"),
    );
    for passed in [0, 1, 300, 700] {
        let today = old.from + Days::new(passed);
        let rest = term(&licence, &Policies::on(&silent, today), today);
        assert_eq!(rest.from, today);
        assert_eq!(rest.until_exclusive, old.until_exclusive, "{passed}");
        let two_years = term(&licence, &Policies::on(&fresh, today), today);
        assert_eq!(two_years, Term::years(today, 2));
    }
    // 1404-10-04 plus two years.
    let end: SolarHijri = "1406-10-04".parse().unwrap();
    assert_eq!(old.until_exclusive, end.date());
}

/// Covers A7.n4.
#[test]
fn one_introduction_stands_at_a_time_and_may_be_taken_back_until_the_transfer() {
    let licence = sample();
    let today = licence.term().from;
    let transferee = || Party::Person {
        national_code: "0499370899".parse().unwrap(),
    };
    let introduce = |earlier: Option<&Introduction>| {
        Introduction::make(
            Uuid::from_u128(1),
            &licence,
            transferee(),
            earlier,
            Uuid::from_u128(8),
            today,
        )
    };
    let first = introduce(None).unwrap().into_parts().0;
    assert_eq!(
        introduce(Some(&first)).unwrap_err().code,
        "introduced-already"
    );
    let application = Uuid::from_u128(5);
    let early = first.clone().carry_out(application, Uuid::nil(), today);
    assert_eq!(early.unwrap_err().code, "transferee-not-introduced");
    let answered = first.answer(application).unwrap().into_parts().0;
    let of_another = answered
        .clone()
        .carry_out(Uuid::from_u128(6), Uuid::nil(), today);
    assert_eq!(of_another.unwrap_err().code, "transferee-not-introduced");
    let withdrawn = answered.clone().withdraw(today).unwrap().into_parts().0;
    let late = withdrawn.clone().answer(application).unwrap_err();
    assert_eq!(late.code, "transferee-not-introduced");
    assert!(withdrawn.withdraw(today).is_err());
    let done = answered
        .carry_out(application, Uuid::from_u128(7), today)
        .unwrap();
    let payload = serde_json::to_string(done.event()).unwrap();
    assert!(!payload.contains("0499370899"));
    assert!(done.into_parts().0.withdraw(today).is_err());
}
