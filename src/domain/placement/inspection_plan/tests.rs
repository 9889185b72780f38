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
        assert_eq!(due(&facts, &policies), day(due_on), "{last:?}");
        let listed = |today| overdue(std::slice::from_ref(&facts), &policies, today).len();
        assert_eq!(listed(day(due_on)), 0);
        assert_eq!(listed(day(due_on) + Days::new(1)), 1);
    }
}

#[test]
fn the_overdue_list_begins_with_the_longest_overdue() {
    let book = PolicyBook::default();
    let today = day("2026-11-23");
    let agencies = [
        facts(1, Some("2026-05-01")),
        facts(2, Some("2026-11-01")),
        facts(3, Some("2026-01-01")),
    ];
    let turns = overdue(&agencies, &Policies::on(&book, today), today);
    let order: Vec<u128> = turns.iter().map(|turn| turn.licence.as_u128()).collect();
    assert_eq!(order, [3, 1]);
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
    let turns = by_risk(&agencies, &Policies::on(&book, today), today);
    let order: Vec<(u128, u32)> = turns
        .iter()
        .map(|turn| (turn.licence.as_u128(), turn.risk.points()))
        .collect();
    assert_eq!(order, [(5, 13), (3, 11), (2, 6), (4, 3), (1, 1)]);
}

proptest! {
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
