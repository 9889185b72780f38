//! The days on which offices are closed: data that officers load and that has versions.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::persian_weekday;
use super::province::Province;
use super::refusal::Invalid;

/// One version of the calendar of closed days.
///
/// Official holidays come from a yearly table and are never computed: feasts of the lunar
/// calendar are announced, and offices also close for heat, polluted air or lack of power.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ClosedDaysRow")]
pub struct ClosedDays {
    version: i64,
    closures: Vec<Closure>,
    weekly: Vec<WeeklyClosure>,
    #[serde(skip)]
    counted: Vec<(NaiveDate, Counted)>,
}

/// Which closures move the last day of a term; what a regime leaves open, it answers by date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// All of them: closures of one province and arrangements for other weekdays too.
    #[default]
    All,
    /// Fridays and the holidays of all provinces.
    FridaysAndHolidays,
}

/// A day on which offices are closed, in one province or everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The day.
    pub date: NaiveDate,
    /// The province whose offices are closed; those of all provinces when absent.
    pub province: Option<Province>,
    /// The occasion in Persian.
    pub name_fa: String,
    /// The occasion in English.
    pub name_en: String,
    /// Whether the day is an estimate that has not been announced yet.
    pub provisional: bool,
}

/// A day of the week on which offices are closed, in one province or everywhere, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyClosure {
    /// The day of the week.
    pub weekday: Weekday,
    /// The province whose offices are closed; those of all provinces when absent.
    pub province: Option<Province>,
    /// The first day of the arrangement; it held always when absent.
    pub from: Option<NaiveDate>,
    /// The last day of the arrangement; it has no end when absent.
    pub to: Option<NaiveDate>,
}

/// Why offices are closed on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedBecause {
    /// The occasion or the day of the week in Persian.
    pub fa: String,
    /// The occasion or the day of the week in English.
    pub en: String,
    /// Whether the closure is an estimate that has not been announced yet.
    pub provisional: bool,
}

impl ClosedDays {
    /// A version of the calendar. Friday is no exception: it is one of the weekly closures, see
    /// [`WeeklyClosure::fridays`].
    ///
    /// At least one day of the week must never be closed, or no deadline would end.
    pub fn new(
        version: i64,
        mut closures: Vec<Closure>,
        weekly: Vec<WeeklyClosure>,
    ) -> Result<Self, Invalid> {
        let open_weekday = [
            Weekday::Sat,
            Weekday::Sun,
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ]
        .into_iter()
        .any(|weekday| weekly.iter().all(|closure| closure.weekday != weekday));
        if !open_weekday {
            return Err(Invalid {
                code: "closed-every-weekday",
                fa: "دست‌کم یک روز هفته باید هیچ‌گاه تعطیل هفتگی نباشد.",
                en: "At least one day of the week must never be a weekly closure.",
            });
        }
        closures.sort_by(|a, b| {
            (a.date, a.provisional, a.province).cmp(&(b.date, b.provisional, b.province))
        });
        Ok(Self {
            version,
            closures,
            weekly,
            counted: Vec::new(),
        })
    }

    /// The same calendar, with what counts for terms that begin on each of these days or later, in
    /// the order of the days. Everything counts before the first of them.
    #[must_use]
    pub fn counting(mut self, counted: Vec<(NaiveDate, Counted)>) -> Self {
        self.counted = counted;
        self
    }

    /// What counts for a term that begins on a day. A term keeps it as long as it runs.
    pub fn counted(&self, start: NaiveDate) -> Counted {
        let mut decided = self.counted.iter().rev();
        decided
            .find(|(from, _)| *from <= start)
            .map_or_else(Counted::default, |(_, counted)| *counted)
    }

    /// The version of the calendar, which a deadline records.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// The dated closures in the order of their days, announced before estimated.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// The weekly closures.
    pub fn weekly(&self) -> &[WeeklyClosure] {
        &self.weekly
    }

    /// Why offices are closed on a day, if they are: those of a province, or those everywhere when
    /// no province is given.
    pub fn is_closed(&self, date: NaiveDate, province: Option<Province>) -> Option<ClosedBecause> {
        self.counts(date, province, Counted::All)
    }

    fn counts(
        &self,
        date: NaiveDate,
        province: Option<Province>,
        counted: Counted,
    ) -> Option<ClosedBecause> {
        let all = counted == Counted::All;
        let concerns = |closed: Option<Province>| closed.is_none() || (all && closed == province);
        let first = self.closures.partition_point(|closure| closure.date < date);
        self.closures[first..]
            .iter()
            .take_while(|closure| closure.date == date)
            .find(|closure| concerns(closure.province))
            .map(|closure| ClosedBecause {
                fa: closure.name_fa.clone(),
                en: closure.name_en.clone(),
                provisional: closure.provisional,
            })
            .or_else(|| {
                self.weekly
                    .iter()
                    .filter(|weekly| all || weekly.weekday == Weekday::Fri)
                    .find(|weekly| concerns(weekly.province) && weekly.falls_on(date))
                    .map(|weekly| ClosedBecause {
                        fa: persian_weekday(weekly.weekday).to_owned(),
                        en: date.format("%A").to_string(),
                        provisional: false,
                    })
            })
    }

    /// The first open day on or after a day, with the closed days that were passed over.
    pub(super) fn roll(
        &self,
        from: NaiveDate,
        province: Option<Province>,
        counted: Counted,
    ) -> (NaiveDate, Vec<(NaiveDate, ClosedBecause)>) {
        let mut day = from;
        let mut passed = Vec::new();
        while let Some(because) = self.counts(day, province, counted) {
            passed.push((day, because));
            day = day + Days::new(1);
        }
        (day, passed)
    }
}

impl WeeklyClosure {
    /// Fridays, closed by law everywhere and always.
    pub fn fridays() -> Self {
        Self {
            weekday: Weekday::Fri,
            province: None,
            from: None,
            to: None,
        }
    }

    fn falls_on(&self, date: NaiveDate) -> bool {
        date.weekday() == self.weekday
            && self.from.is_none_or(|from| from <= date)
            && self.to.is_none_or(|to| date <= to)
    }
}

#[derive(Deserialize)]
struct ClosedDaysRow {
    version: i64,
    closures: Vec<Closure>,
    weekly: Vec<WeeklyClosure>,
}

impl TryFrom<ClosedDaysRow> for ClosedDays {
    type Error = Invalid;

    fn try_from(row: ClosedDaysRow) -> Result<Self, Invalid> {
        Self::new(row.version, row.closures, row.weekly)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse::<crate::domain::kernel::calendar::SolarHijri>()
            .unwrap()
            .date()
    }

    fn closure(date: &str, province: Option<Province>, provisional: bool) -> Closure {
        Closure {
            date: day(date),
            province,
            name_fa: format!("مناسبت {date}"),
            name_en: format!("occasion {date}"),
            provisional,
        }
    }

    #[test]
    fn a_closure_of_one_province_leaves_the_others_open() {
        let calendar = ClosedDays::new(
            1,
            vec![closure("1405-09-02", Some(Province::Tehran), false)],
            vec![WeeklyClosure::fridays()],
        )
        .unwrap();
        let monday = day("1405-09-02");
        assert!(calendar.is_closed(monday, Some(Province::Tehran)).is_some());
        assert!(calendar.is_closed(monday, Some(Province::Fars)).is_none());
        assert!(calendar.is_closed(monday, None).is_none());
        for province in [None, Some(Province::Fars)] {
            let friday = calendar.is_closed(day("1405-09-06"), province).unwrap();
            assert_eq!((&*friday.fa, &*friday.en), ("جمعه", "Friday"));
        }
    }

    #[test]
    fn thursdays_are_closed_only_while_the_arrangement_holds() {
        let thursdays = WeeklyClosure {
            weekday: Weekday::Thu,
            province: Some(Province::Tehran),
            from: Some(day("1405-09-12")),
            to: Some(day("1405-09-19")),
        };
        let calendar = ClosedDays::new(1, vec![], vec![thursdays]).unwrap();
        let cases = [
            ("1405-09-05", false),
            ("1405-09-12", true),
            ("1405-09-19", true),
            ("1405-09-26", false),
            ("1405-09-13", false),
        ];
        for (date, closed) in cases {
            let because = calendar.is_closed(day(date), Some(Province::Tehran));
            assert_eq!(because.is_some(), closed, "{date}");
        }
    }

    #[test]
    fn what_counts_is_answered_by_the_day_on_which_a_term_begins() {
        let decided = vec![
            (day("1405-09-05"), Counted::FridaysAndHolidays),
            (day("1405-10-01"), Counted::All),
        ];
        let calendar = ClosedDays::new(1, vec![], vec![])
            .unwrap()
            .counting(decided);
        let cases = [
            ("1405-09-04", Counted::All),
            ("1405-09-05", Counted::FridaysAndHolidays),
            ("1405-09-30", Counted::FridaysAndHolidays),
            ("1405-10-01", Counted::All),
        ];
        for (start, counted) in cases {
            assert_eq!(calendar.counted(day(start)), counted, "{start}");
        }
    }

    #[test]
    fn an_announced_closure_is_named_before_an_estimate_on_the_same_day() {
        let mut announced = closure("1405-09-02", None, false);
        announced.name_en = "announced".to_owned();
        let estimate = closure("1405-09-02", None, true);
        let calendar = ClosedDays::new(1, vec![estimate, announced], vec![]).unwrap();
        let because = calendar.is_closed(day("1405-09-02"), None).unwrap();
        assert_eq!(because.en, "announced");
        assert!(!because.provisional);
    }

    #[test]
    fn a_week_without_an_open_day_is_refused() {
        let weekly = [
            Weekday::Sat,
            Weekday::Sun,
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ]
        .map(|weekday| WeeklyClosure {
            weekday,
            ..WeeklyClosure::fridays()
        })
        .to_vec();
        assert!(ClosedDays::new(1, vec![], weekly[1..].to_vec()).is_ok());
        assert!(ClosedDays::new(1, vec![], weekly).is_err());
    }

    #[test]
    fn the_published_table_of_closures_agrees_with_the_calendar() {
        let table = include_str!("../../../assets/data/closures.csv");
        let mut last = NaiveDate::MIN;
        for line in table.lines().skip(1) {
            let [date, persian, name_fa, name_en, provisional] =
                line.splitn(5, ',').collect::<Vec<_>>()[..]
            else {
                panic!("a row has five fields: {line}");
            };
            let date: NaiveDate = date.parse().unwrap();
            assert_eq!(day(persian), date, "{line}");
            assert!(last < date, "{line}");
            assert!(!name_fa.is_empty() && !name_en.is_empty(), "{line}");
            assert!(provisional.parse::<bool>().is_ok(), "{line}");
            last = date;
        }
        assert!(last >= day("1405-12-29"));
    }
}
