use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse::<SolarHijri>().unwrap().date()
}

fn civil_day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const LEAP_YEARS: [i32; 49] = [
    1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362,
    1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428,
    1432, 1436, 1441, 1445, 1449, 1453, 1457, 1461, 1465, 1469, 1474, 1478, 1482, 1486, 1490, 1494,
    1498,
];

#[test]
fn leap_years_are_those_of_the_calendar_authority() {
    for year in 1300..=1498 {
        let leap = LEAP_YEARS.contains(&year);
        assert_eq!(SolarHijri::new(year, 12, 30).is_ok(), leap, "{year}");
        let nowruz = SolarHijri::new(year, 1, 1).unwrap();
        assert_eq!(nowruz.is_in_leap_year(), leap, "{year}");
        let days = SolarHijri::new(year + 1, 1, 1).unwrap().date() - nowruz.date();
        assert_eq!(days.num_days(), 365 + i64::from(leap), "{year}");
    }
}

#[test]
fn a_civil_day_has_its_official_solar_name() {
    let cases = [
        ("1401-11-12", "2023-02-01", Some(Weekday::Wed)),
        ("1401-11-24", "2023-02-13", None),
        ("1403-01-01", "2024-03-20", Some(Weekday::Wed)),
        ("1403-12-30", "2025-03-20", Some(Weekday::Thu)),
        ("1404-01-01", "2025-03-21", Some(Weekday::Fri)),
        ("1405-01-01", "2026-03-21", Some(Weekday::Sat)),
        ("1405-09-01", "2026-11-22", Some(Weekday::Sun)),
        ("1408-12-30", "2030-03-20", Some(Weekday::Wed)),
        ("1348-10-11", "1970-01-01", None),
        ("1399-12-30", "2021-03-20", None),
        ("1406-01-01", "2027-03-21", None),
        ("1407-01-01", "2028-03-20", None),
        ("1408-01-01", "2029-03-20", None),
        ("1409-01-01", "2030-03-21", None),
    ];
    for (solar, civil, weekday) in cases {
        assert_eq!(day(solar), civil_day(civil), "{solar}");
        assert_eq!(SolarHijri::of(civil_day(civil)).to_string(), solar);
        if let Some(weekday) = weekday {
            assert_eq!(day(solar).weekday(), weekday, "{solar}");
        }
    }
}

#[test]
fn a_day_is_read_in_every_usual_spelling() {
    let expected = SolarHijri::new(1405, 9, 1).unwrap();
    for text in [
        "1405-09-01",
        "1405/09/01",
        "۱۴۰۵/۰۹/۰۱",
        "١٤٠٥/٠٩/٠١",
        " ۱۴۰۵-۹-۱ ",
    ] {
        assert_eq!(text.parse::<SolarHijri>(), Ok(expected), "{text}");
    }
}

#[test]
fn what_the_calendar_does_not_have_is_refused() {
    for text in [
        "",
        "1404-12-30",
        "1405-00-01",
        "1405-13-01",
        "1405-07-31",
        "1405-01-32",
        "1405-01-00",
        "1405-09",
        "1405-09-01-02",
        "1405-09/01",
        "405-09-01",
        "2026-11-22",
        "1299-12-29",
        "1501-01-01",
        "+405-09-01",
        "1405-+9-01",
        "1405-009-01",
        "امروز",
    ] {
        assert_eq!(text.parse::<SolarHijri>(), Err(NOT_A_DATE), "{text}");
    }
    assert!("1403-12-30".parse::<SolarHijri>().is_ok());
}

#[test]
fn a_day_is_written_as_forms_and_letters_write_it() {
    let azar = SolarHijri::new(1405, 9, 1).unwrap();
    assert_eq!(azar.persian(), "۱۴۰۵/۰۹/۰۱");
    assert_eq!(azar.long_persian(), "یکشنبه ۱ آذر ۱۴۰۵");
    assert_eq!(azar.long_persian_without_weekday(), "۱ آذر ۱۴۰۵");
    let esfand = SolarHijri::new(1403, 12, 30).unwrap();
    assert_eq!(esfand.long_persian(), "پنجشنبه ۳۰ اسفند ۱۴۰۳");
}

#[test]
fn a_season_has_three_months() {
    let cases = [
        ("1405-01-01", Season::Spring, "1405-01-01", "1405-04-01"),
        ("1405-03-31", Season::Spring, "1405-01-01", "1405-04-01"),
        ("1405-04-01", Season::Summer, "1405-04-01", "1405-07-01"),
        ("1405-08-30", Season::Autumn, "1405-07-01", "1405-10-01"),
        ("1403-12-30", Season::Winter, "1403-10-01", "1404-01-01"),
    ];
    for (text, season, from, until) in cases {
        let solar: SolarHijri = text.parse().unwrap();
        assert_eq!(solar.season(), season, "{text}");
        let term = Term::between(day(from), day(until)).unwrap();
        assert_eq!(solar.season_term(), term, "{text}");
    }
}

#[test]
fn years_are_added_without_inventing_a_leap_day() {
    let cases = [
        ("1403-12-30", 2, "1405-12-29"),
        ("1403-12-30", 5, "1408-12-30"),
        ("1399-12-30", 4, "1403-12-30"),
        ("1399-12-30", 5, "1404-12-29"),
        ("1405-09-01", -1, "1404-09-01"),
    ];
    for (from, years, to) in cases {
        assert_eq!(add_years(day(from), years), day(to), "{from} + {years}");
    }
}

#[test]
fn months_are_added_without_leaving_the_month() {
    let cases = [
        ("1404-06-31", 1, "1404-07-30"),
        ("1404-06-31", 6, "1404-12-29"),
        ("1401-12-29", 6, "1402-06-29"),
        ("1405-01-31", -1, "1404-12-29"),
    ];
    for (from, months, to) in cases {
        assert_eq!(add_months(day(from), months), day(to), "{from} + {months}");
    }
}

#[test]
fn a_term_ends_on_the_anniversary_or_the_day_after_the_missing_one() {
    let cases = [
        ("1403-12-30", 2, "1406-01-01", "1405-12-29"),
        ("1403-12-30", 5, "1408-12-30", "1408-12-29"),
        ("1404-01-01", 2, "1406-01-01", "1405-12-29"),
        ("1402-01-01", 2, "1404-01-01", "1403-12-30"),
        ("1405-09-01", 2, "1407-09-01", "1407-08-30"),
        ("1399-12-30", 5, "1405-01-01", "1404-12-29"),
    ];
    for (from, years, until, last) in cases {
        let term = Term::years(day(from), years);
        assert_eq!(term.until_exclusive, day(until), "{from} + {years}");
        assert_eq!(term.last_day(), day(last), "{from} + {years}");
        assert!(term.contains(day(from)) && term.contains(day(last)));
        assert!(!term.contains(day(until)));
    }
}

#[test]
fn a_term_that_ends_before_it_begins_is_not_read() {
    let read = |text: &str| serde_json::from_str::<Term>(text);
    assert!(read(r#"{"from":"2026-11-22","until_exclusive":"2028-11-22"}"#).is_ok());
    assert!(read(r#"{"from":"2026-11-22","until_exclusive":"2026-11-21"}"#).is_err());
}

#[test]
fn an_age_is_counted_in_full_solar_years() {
    let cases = [
        ("1380-09-01", "1405-08-30", 24),
        ("1380-09-01", "1405-09-01", 25),
        ("1379-12-30", "1404-12-29", 24),
        ("1379-12-30", "1405-01-01", 25),
        ("1379-12-30", "1403-12-30", 24),
        ("1405-09-01", "1405-09-01", 0),
        ("1405-09-02", "1405-09-01", -1),
    ];
    for (birth, on, years) in cases {
        assert_eq!(
            full_years_between(day(birth), day(on)),
            years,
            "{birth} {on}"
        );
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    let first = day("1300-01-01").num_days_from_ce();
    let last = day("1500-12-29").num_days_from_ce();
    (first..=last).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).unwrap())
}

proptest! {
    #[test]
    fn every_day_of_two_centuries_comes_back_from_its_text(date in any_day()) {
        let solar = SolarHijri::of(date);
        prop_assert_eq!(solar.to_string().parse(), Ok(solar));
        prop_assert_eq!(solar.persian().parse(), Ok(solar));
        prop_assert_eq!(SolarHijri::new(solar.year(), solar.month(), solar.day()), Ok(solar));
    }

    #[test]
    fn solar_days_stand_in_the_order_of_civil_days(a in any_day(), b in any_day()) {
        prop_assert_eq!(SolarHijri::of(a).cmp(&SolarHijri::of(b)), a.cmp(&b));
    }

    #[test]
    fn the_first_day_after_a_term_is_the_day_of_that_age(from in any_day(), years in 1_u8..40) {
        let term = Term::years(from, years);
        prop_assert_eq!(full_years_between(from, term.until_exclusive), i32::from(years));
        prop_assert_eq!(full_years_between(from, term.last_day()), i32::from(years) - 1);
    }

    #[test]
    fn a_season_contains_each_of_its_days(date in any_day()) {
        let solar = SolarHijri::of(date);
        let term = solar.season_term();
        prop_assert!(term.contains(date));
        prop_assert_eq!(SolarHijri::of(term.from).season(), solar.season());
        prop_assert_eq!(SolarHijri::of(term.last_day()).season(), solar.season());
        prop_assert_eq!(SolarHijri::of(term.from).day(), 1);
    }
}
