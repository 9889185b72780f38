use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::kernel::policy::PolicyBook;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(licence: u128, last_inspected: Option<&str>) -> AgencyFacts {
    AgencyFacts {
        licence: Uuid::from_u128(licence),
        licensed_since: day("2026-03-21"),
        last_inspected: last_inspected.map(day),
        last_score: Some(10_000),
        critical_failures: 0,
        complaints: 0,
    }
}

/// Covers A6.2.
#[test]
fn article_6_2_an_agency_is_inspected_once_in_six_months_from_the_last_visit_or_the_licence() {
    let book = PolicyBook::default();
    let policies = Policies::on(&book, day("2026-11-23"));
    // 1405-01-01, 1405-03-01 and 1405-06-31, whose sixth month after ends on 29 or 30 Esfand.
    let cases = [
        (None, "2026-09-23"),
        (Some("2026-05-22"), "2026-11-22"),
        (Some("2026-09-22"), "2027-03-20"),
    ];
    for (last, due_on) in cases {
        let facts = facts(1, last);
        let late = |today| turn(&facts, &policies, today).days_overdue;
        assert_eq!(due(&facts, &policies), day(due_on), "{last:?}");
        assert_eq!(late(day(due_on) - Days::new(1)), 0);
        assert_eq!(late(day(due_on)), 0);
        assert_eq!(late(day(due_on) + Days::new(1)), 1);
    }
}

#[test]
fn the_riskier_agency_comes_first() {
    let book = PolicyBook::default();
    let today = day("2026-11-23");
    let last = Some("2026-10-24");
    let agencies = [
        facts(1, last),
        AgencyFacts {
            complaints: 1,
            ..facts(2, last)
        },
        AgencyFacts {
            critical_failures: 1,
            ..facts(3, last)
        },
        AgencyFacts {
            last_score: Some(9_000),
            ..facts(4, last)
        },
        AgencyFacts {
            last_score: None,
            ..facts(5, last)
        },
    ];
    let mut agencies = agencies;
    agencies.sort_by_key(|facts| Place::of(facts).order());
    let policies = Policies::on(&book, today);
    let order: Vec<(u128, u32)> = agencies
        .iter()
        .map(|facts| turn(facts, &policies, today))
        .map(|turn| (turn.licence.as_u128(), turn.risk.points()))
        .collect();
    assert_eq!(order, [(5, 13), (3, 11), (2, 6), (4, 3), (1, 1)]);
}

fn any_facts() -> impl Strategy<Value = AgencyFacts> {
    let visit = proptest::option::of((0_u64..2_000, proptest::option::of(0_u32..=10_000)));
    (0_u128..9, visit, 0_u32..15, 0_u32..30).prop_map(|(licence, visit, failures, complaints)| {
        AgencyFacts {
            last_inspected: visit.map(|(age, _)| day("2026-11-23") - Days::new(age)),
            last_score: visit.and_then(|(_, score)| score),
            critical_failures: failures,
            complaints,
            ..facts(licence, None)
        }
    })
}

proptest! {
    #[test]
    fn the_order_of_places_is_the_order_of_points_today_and_on_any_later_day(
        one in any_facts(), other in any_facts(), later in 0_u64..1_000,
    ) {
        let today = day("2026-11-23") + Days::new(later);
        let points = |facts: &AgencyFacts| risk(facts, today).points();
        if points(&one) > points(&other) {
            prop_assert!(Place::of(&one).order() < Place::of(&other).order());
        }
    }

    #[test]
    fn who_weighs_the_same_with_other_points_is_unseen_since_the_day_that_is_told(
        one in any_facts(), standing in 0_u32..=MOST_STANDING_POINTS,
    ) {
        let place = Place::of(&one);
        let seen_on = place.level_with(standing).unwrap();
        let level = |seen_on| Place { standing, seen_on, licence: place.licence };
        prop_assert_eq!(level(seen_on).weight(), place.weight());
        prop_assert!(level(seen_on - Days::new(1)).order() < place.order());
    }

    #[test]
    fn whoever_is_due_by_a_day_was_seen_by_the_day_that_is_told(
        offset in 0_u64..4_000, seen in 0_u64..5_000,
    ) {
        let book = PolicyBook::default();
        let by = day("2026-03-21") + Days::new(offset);
        let policies = Policies::on(&book, by);
        let seen = day("2024-03-21") + Days::new(seen);
        let facts = AgencyFacts { last_inspected: Some(seen), ..facts(1, None) };
        prop_assert_eq!(due(&facts, &policies) <= by, seen <= seen_when_due_by(by, &policies));
    }

    #[test]
    fn more_complaints_failures_age_or_a_worse_score_never_lower_the_risk(
        complaints in 0_u32..50, failures in 0_u32..50, score in 0_u32..=10_000, age in 0_u64..2_000,
        more in 0_u32..20,
    ) {
        let today = day("2026-11-23");
        let base = AgencyFacts {
            last_inspected: Some(today - Days::new(age)),
            last_score: Some(score),
            critical_failures: failures,
            complaints,
            ..facts(1, None)
        };
        let points = risk(&base, today).points();
        let worse = [
            AgencyFacts { complaints: complaints + more, ..base.clone() },
            AgencyFacts { critical_failures: failures + more, ..base.clone() },
            AgencyFacts { last_score: Some(score.saturating_sub(more * 100)), ..base.clone() },
            AgencyFacts { last_inspected: Some(today - Days::new(age + u64::from(more))), ..base.clone() },
        ];
        for facts in worse {
            prop_assert!(risk(&facts, today).points() >= points);
        }
    }
}
