use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn decision(value: PolicyValue, from: &str) -> PolicyDecision {
    PolicyDecision {
        value,
        from: day(from),
        decided_by: "هیئت مرکزی".parse().unwrap(),
        reason: "صورت‌جلسه شماره ۱۲".parse().unwrap(),
    }
}

#[test]
fn the_catalogue_answers_every_question_in_its_own_type() {
    for (place, key) in PolicyKey::all().enumerate() {
        assert_eq!(key as usize, place, "{} is out of order", key.code());
        assert!(key.accepts().value(&key.default_value()), "{}", key.code());
        assert_eq!(key.code().parse::<PolicyKey>().unwrap(), key);
    }
}

#[test]
fn a_value_of_a_wrong_type_or_range_is_refused() {
    let cases = [
        (PolicyKey::CureDays, PolicyValue::Bool(true)),
        (PolicyKey::CureDays, PolicyValue::Months(1)),
        (PolicyKey::CureDays, PolicyValue::Days(181)),
        (PolicyKey::SessionChairRequired, PolicyValue::Days(1)),
        (
            PolicyKey::QuorumDenominator,
            PolicyValue::Choice("everybody".to_owned()),
        ),
    ];
    for (key, value) in cases {
        let refused = key
            .decide(
                Uuid::nil(),
                decision(value, "2026-11-23"),
                day("2026-11-23"),
            )
            .unwrap_err();
        assert_eq!(refused.code, "policy-value-not-accepted", "{}", key.code());
    }
}

#[test]
fn the_answer_of_the_date_of_the_fact_counts() {
    let today = day("2026-11-23");
    let decided = PolicyKey::CureDays
        .decide(
            Uuid::nil(),
            decision(PolicyValue::Days(45), "2026-12-01"),
            today,
        )
        .unwrap();
    let book = PolicyBook::new(vec![decided.into_parts().0]);
    assert_eq!(Policies::on(&book, day("2026-11-30")).cure_days(), 30);
    assert_eq!(Policies::on(&book, day("2026-12-01")).cure_days(), 45);
}

#[test]
fn the_past_keeps_its_answers() {
    let refused = PolicyKey::CureDays
        .decide(
            Uuid::nil(),
            decision(PolicyValue::Days(45), "2026-11-22"),
            day("2026-11-23"),
        )
        .unwrap_err();
    assert_eq!(refused.code, "policy-backdated");
}
