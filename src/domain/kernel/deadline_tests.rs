use chrono::Weekday;
use proptest::prelude::*;

use super::*;
use crate::domain::kernel::closures::{Closure, WeeklyClosure};

const RULE: Citation = Citation::note(5, 2);

fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

fn closure(date: NaiveDate, name: &str) -> Closure {
    Closure {
        date,
        province: None,
        name_fa: format!("تعطیلی {name}"),
        name_en: format!("closure {name}"),
        provisional: false,
    }
}

/// Fridays and the official closures around the Nowruz and Khordad of 1405.
fn official(version: i64, more: &[&str]) -> ClosedDays {
    let closures = [
        "1404-12-29",
        "1405-01-01",
        "1405-01-02",
        "1405-01-03",
        "1405-01-04",
        "1405-01-12",
        "1405-01-13",
        "1405-03-06",
        "1405-03-14",
        "1405-03-15",
        "1405-04-03",
        "1405-04-04",
    ];
    let closures = closures
        .iter()
        .chain(more)
        .map(|text| closure(day(text), text))
        .collect();
    ClosedDays::new(version, closures, vec![WeeklyClosure::fridays()]).unwrap()
}

fn shown(deadline: &Deadline) -> [String; 4] {
    [
        deadline.advised(),
        deadline.net(),
        deadline.last_accepted(),
        deadline.final_on(),
    ]
    .map(|date| SolarHijri::of(date).to_string())
}

/// Covers A5.n2 and A16.
#[test]
fn a_limit_ends_as_the_three_readings_of_the_procedure_say() {
    use Weekday::{Fri, Mon, Sat, Sun, Thu};
    let cases = [
        (
            20,
            "1405-09-01",
            Sun,
            "1405-09-21",
            "1405-09-22",
            "1405-09-22",
        ),
        (
            20,
            "1405-09-06",
            Fri,
            "1405-09-26",
            "1405-09-28",
            "1405-09-28",
        ),
        (
            20,
            "1405-09-07",
            Sat,
            "1405-09-28",
            "1405-09-28",
            "1405-09-29",
        ),
        (
            20,
            "1404-12-08",
            Fri,
            "1404-12-28",
            "1405-01-05",
            "1405-01-05",
        ),
        (
            20,
            "1404-12-10",
            Sun,
            "1405-01-05",
            "1405-01-05",
            "1405-01-06",
        ),
        (
            20,
            "1405-02-24",
            Thu,
            "1405-03-13",
            "1405-03-16",
            "1405-03-16",
        ),
        (
            20,
            "1405-02-25",
            Fri,
            "1405-03-16",
            "1405-03-16",
            "1405-03-17",
        ),
        (
            20,
            "1405-06-12",
            Thu,
            "1405-07-01",
            "1405-07-02",
            "1405-07-02",
        ),
        (
            10,
            "1405-09-01",
            Sun,
            "1405-09-11",
            "1405-09-12",
            "1405-09-12",
        ),
        (
            10,
            "1404-12-18",
            Mon,
            "1404-12-28",
            "1405-01-05",
            "1405-01-05",
        ),
    ];
    let closed = official(7, &[]);
    for (days, service, weekday, advised, net, last) in cases {
        let deadline = Deadline::days(day(service), days, &closed, None, RULE);
        assert_eq!(
            chrono::Datelike::weekday(&day(service)),
            weekday,
            "{service}"
        );
        assert_eq!(shown(&deadline)[..3], [advised, net, last], "{service}");
        assert_eq!(deadline.final_on(), day(last) + Days::new(1), "{service}");
        assert_eq!(deadline.calendar_version(), 7);
        assert!(deadline.accepts(day(last)) && !deadline.has_run_out(day(last)));
        assert!(deadline.has_run_out(deadline.final_on()));
    }
}

#[test]
fn a_limit_is_final_on_the_next_day_even_when_that_is_closed() {
    let closed = official(1, &["1405-09-23"]);
    let deadline = Deadline::days(day("1405-09-01"), 20, &closed, None, RULE);
    assert_eq!(shown(&deadline)[2..], ["1405-09-22", "1405-09-23"]);
}

#[test]
fn a_deadline_tells_each_step_in_both_languages() {
    let closed = ClosedDays::new(
        7,
        vec![Closure {
            name_fa: "قیام 15 خرداد".to_owned(),
            name_en: "15 Khordad Uprising".to_owned(),
            provisional: true,
            ..closure(day("1405-09-28"), "")
        }],
        vec![WeeklyClosure::fridays()],
    )
    .unwrap();
    let deadline = Deadline::days(day("1405-09-07"), 20, &closed, Some(Province::Tehran), RULE);
    let fa: Vec<&str> = deadline.explanation().iter().map(|l| &*l.fa).collect();
    let en: Vec<&str> = deadline.explanation().iter().map(|l| &*l.en).collect();
    assert_eq!(
        fa,
        [
            "آغاز مهلت: شنبه ۷ آذر ۱۴۰۵",
            "طول مهلت: ۲۰ روز (تبصره ۲ ماده ۵)",
            "تعطیلات استان تهران نیز به شمار آمده است.",
            "پایان شمارش روزها: جمعه ۲۷ آذر ۱۴۰۵",
            "جمعه ۲۷ آذر ۱۴۰۵ تعطیل است (جمعه) و به شمار نمی‌آید (ماده ۴۴۴ قانون آیین دادرسی مدنی).",
            "شنبه ۲۸ آذر ۱۴۰۵ تعطیل است (قیام ۱۵ خرداد، برآورد اعلام‌نشده) و به شمار نمی‌آید (ماده ۴۴۴ قانون آیین دادرسی مدنی).",
            "آخرین روز پیشنهادی برای اقدام: یکشنبه ۲۹ آذر ۱۴۰۵",
            "با کنار گذاشتن روز ابلاغ و روز اقدام (ماده ۴۴۵ قانون آیین دادرسی مدنی): یکشنبه ۲۹ آذر ۱۴۰۵",
            "آخرین روز پذیرش: دوشنبه ۳۰ آذر ۱۴۰۵",
            "اثر: مهلت از ساعت ۰۰:۰۰ سه‌شنبه ۱ دی ۱۴۰۵ به وقت تهران پایان یافته است.",
            "نسخه تقویم تعطیلات: ۷",
        ]
    );
    assert_eq!(
        en,
        [
            "Start: Saturday 2026-11-28 (1405-09-07)",
            "Length: 20 days (A5.n2)",
            "Closures of Tehran are taken into account.",
            "The days end on: Friday 2026-12-18 (1405-09-27)",
            "Closed and not counted: Friday 2026-12-18 (1405-09-27) (Friday; CPC444).",
            "Closed and not counted: Saturday 2026-12-19 (1405-09-28) (15 Khordad Uprising, an estimate not announced yet; CPC444).",
            "File by: Sunday 2026-12-20 (1405-09-29)",
            "Without the days of service and of action (CPC445): Sunday 2026-12-20 (1405-09-29)",
            "Accepted until: Monday 2026-12-21 (1405-09-30)",
            "Effect: the limit has run out from 00:00 in Tehran on Tuesday 2026-12-22 (1405-10-01).",
            "Version of the closure calendar: 7",
        ]
    );
}

#[test]
fn closed_days_after_the_advised_day_are_told_too() {
    let deadline = Deadline::days(day("1404-12-08"), 20, &official(1, &[]), None, RULE);
    let closed = |l: &&DeadlineLine| l.en.starts_with("Closed");
    let told = deadline.explanation().iter().filter(closed).count();
    assert_eq!(told, 5, "29 Esfand and 1 to 4 Farvardin");
}

#[test]
fn closures_of_a_province_move_only_its_own_deadlines() {
    let closed = ClosedDays::new(
        1,
        vec![Closure {
            province: Some(Province::Tehran),
            ..closure(day("1405-09-21"), "smog")
        }],
        vec![WeeklyClosure::fridays()],
    )
    .unwrap();
    let advised = |province| {
        let deadline = Deadline::days(day("1405-09-01"), 20, &closed, province, RULE);
        SolarHijri::of(deadline.advised()).to_string()
    };
    assert_eq!(advised(Some(Province::Tehran)), "1405-09-22");
    assert_eq!(advised(Some(Province::Fars)), "1405-09-21");
    assert_eq!(advised(None), "1405-09-21");
}

#[test]
fn a_new_closure_moves_a_deadline_forward_and_a_removed_one_never_back() {
    let first = Deadline::days(day("1405-09-01"), 20, &official(1, &[]), None, RULE);
    assert_eq!(first.recomputed(&official(1, &["1405-09-22"])), first);

    let later = first.recomputed(&official(2, &["1405-09-22"]));
    assert_eq!(
        shown(&later),
        ["1405-09-21", "1405-09-23", "1405-09-23", "1405-09-24"]
    );
    assert_eq!(later.calendar_version(), 2);

    let kept = later.recomputed(&official(3, &[]));
    assert_eq!(shown(&kept), shown(&later));
    assert_eq!(kept.calendar_version(), 3);
    let last = kept.explanation().last().unwrap();
    assert!(
        last.fa.contains("نسخه ۳") && last.fa.contains("۲۳ آذر ۱۴۰۵"),
        "{}",
        last.fa
    );
    assert!(
        last.en.contains("version 3") && last.en.contains("1405-09-23"),
        "{}",
        last.en
    );
}

#[test]
fn a_stored_deadline_is_read_back_unless_its_days_contradict_its_length() {
    let rule = Citation::Policy("defence.days");
    let deadline = Deadline::days(
        day("1405-09-01"),
        10,
        &official(1, &[]),
        Some(Province::Fars),
        rule,
    );
    let stored = serde_json::to_value(&deadline).unwrap();
    let read = |value: &serde_json::Value| serde_json::from_value::<Deadline>(value.clone());
    assert_eq!(read(&stored).unwrap(), deadline);
    for (field, date) in [
        ("advised", "1405-09-10"),
        ("net", "1405-09-11"),
        ("last_accepted", "1405-09-11"),
        ("start", "1405-09-03"),
    ] {
        let mut edited = stored.clone();
        edited[field] = day(date).to_string().into();
        assert!(read(&edited).is_err(), "{field}");
    }
}

#[test]
fn the_key_of_a_policy_keeps_its_letters_and_digits() {
    let rule = Citation::Policy("a16.start");
    let deadline = Deadline::days(day("1405-09-01"), 10, &official(1, &[]), None, rule);
    assert_eq!(
        deadline.explanation()[1].fa,
        "طول مهلت: ۱۰ روز (رویه سامانه (a16.start))"
    );
}

proptest! {
    #[test]
    fn the_readings_are_open_days_in_order(
        start in 0..1_500_u64,
        days in 0..120_u16,
        holidays in prop::collection::vec(0..1_700_u64, 0..60),
        more in prop::collection::vec(0..1_700_u64, 0..60),
    ) {
        let first = day("1404-01-01");
        let calendar = |version, offsets: &[u64]| {
            let closures = offsets.iter().map(|n| closure(first + Days::new(*n), "")).collect();
            ClosedDays::new(version, closures, vec![WeeklyClosure::fridays()]).unwrap()
        };
        let closed = calendar(1, &holidays);
        let start = first + Days::new(start);
        let deadline = Deadline::days(start, days, &closed, None, RULE);
        let readings = [deadline.advised(), deadline.net(), deadline.last_accepted()];
        prop_assert!(readings.is_sorted());
        prop_assert!(readings.iter().all(|date| closed.is_closed(*date, None).is_none()));
        prop_assert!(start + Days::new(days.into()) <= deadline.advised());
        prop_assert!(deadline.advised() < deadline.last_accepted());

        let other = calendar(2, &more);
        let later = deadline.recomputed(&other);
        let fresh = Deadline::days(start, days, &other, None, RULE);
        prop_assert!(later.advised() >= deadline.advised().max(fresh.advised()));
        prop_assert!(later.net() >= deadline.net().max(fresh.net()));
        prop_assert!(later.last_accepted() >= deadline.last_accepted().max(fresh.last_accepted()));

        let all: Vec<u64> = holidays.iter().chain(&more).copied().collect();
        let only_more = deadline.recomputed(&calendar(3, &all));
        prop_assert_eq!(only_more, Deadline::days(start, days, &calendar(3, &all), None, RULE));
    }
}
