//! Time limits that explain themselves.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::SolarHijri;
use super::citation::Citation;
use super::closures::{ClosedBecause, ClosedDays, Counted};
use super::digits;
use super::province::Province;
use super::refusal::Invalid;

/// The end of a time limit of so many days, in the three readings that the text allows.
///
/// A last day on which offices are closed moves to their next open day (article 444 of the Civil
/// Procedure Code), and the days of service and of action are outside the limit (article 445).
/// The party is told the strict reading, the latest one is still accepted, and only after it has
/// the limit run out: accepting a day late harms nobody, an early end may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DeadlineRow")]
pub struct Deadline {
    start: NaiveDate,
    days: u16,
    province: Option<Province>,
    citation: Citation,
    advised: NaiveDate,
    net: NaiveDate,
    last_accepted: NaiveDate,
    calendar_version: i64,
    explanation: Vec<DeadlineLine>,
}

/// One step of the reckoning of a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineLine {
    /// The step in Persian.
    pub fa: String,
    /// The step in English.
    pub en: String,
}

impl Deadline {
    /// A limit of so many days from the day of service (or of another fact that starts it), by the
    /// closed days of a province, or only those of all provinces when none is given. Which of them
    /// count is what the calendar says of terms that begin on that day.
    pub fn days(
        start: NaiveDate,
        days: u16,
        closed: &ClosedDays,
        province: Option<Province>,
        citation: Citation,
    ) -> Self {
        let counted = start + Days::new(days.into());
        let rolls = closed.counted(start);
        let roll = |from| closed.roll(from, province, rolls);
        let (advised, passed) = roll(counted);
        let (net, _) = roll(counted + Days::new(1));
        let (last_accepted, passed_after) = roll(advised + Days::new(1));
        let mut deadline = Self {
            start,
            days,
            province,
            citation,
            advised,
            net,
            last_accepted,
            calendar_version: closed.version(),
            explanation: Vec::new(),
        };
        deadline.explanation = deadline.explained(counted, rolls, &passed, &passed_after);
        deadline
    }

    /// The same limit by another version of the calendar of closed days, never earlier than it was.
    #[must_use]
    pub fn recomputed(&self, closed: &ClosedDays) -> Self {
        if closed.version() == self.calendar_version {
            return self.clone();
        }
        let fresh = Self::days(self.start, self.days, closed, self.province, self.citation);
        let mut later = Self {
            advised: self.advised.max(fresh.advised),
            net: self.net.max(fresh.net),
            last_accepted: self.last_accepted.max(fresh.last_accepted),
            ..fresh.clone()
        };
        if later != fresh {
            later.explanation.clone_from(&self.explanation);
            later.explanation.push(line(
                format!(
                    "مهلتی که اعلام شده است کوتاه نمی‌شود؛ با نسخه {} تقویم تعطیلات نیز آخرین روز پیشنهادی {} و آخرین روز پذیرش {} است.",
                    number_fa(later.calendar_version),
                    long_fa(later.advised),
                    long_fa(later.last_accepted)
                ),
                format!(
                    "A limit once told is not shortened: by version {} of the closure calendar too, file by {}; accepted until {}.",
                    later.calendar_version,
                    long_en(later.advised),
                    long_en(later.last_accepted)
                ),
            ));
        }
        later
    }

    /// The day of service, or of the fact that started the limit.
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// The number of days that the rule gives.
    pub fn length(&self) -> u16 {
        self.days
    }

    /// The province whose closed days count besides those of all provinces.
    pub fn province(&self) -> Option<Province> {
        self.province
    }

    /// The rule that sets the limit.
    pub fn citation(&self) -> Citation {
        self.citation
    }

    /// The strict reading: the day by which the party is advised to act.
    pub fn advised(&self) -> NaiveDate {
        self.advised
    }

    /// The reading with full days only: neither the day of service nor that of action counts.
    pub fn net(&self) -> NaiveDate {
        self.net
    }

    /// The latest reading: the last day on which the act is accepted.
    pub fn last_accepted(&self) -> NaiveDate {
        self.last_accepted
    }

    /// The first day, from 00:00 in Tehran, on which the limit has run out.
    pub fn final_on(&self) -> NaiveDate {
        self.last_accepted + Days::new(1)
    }

    /// Whether an act on this day is in time.
    pub fn accepts(&self, on: NaiveDate) -> bool {
        on <= self.last_accepted
    }

    /// Whether the limit has run out on this day.
    pub fn has_run_out(&self, on: NaiveDate) -> bool {
        !self.accepts(on)
    }

    /// The version of the calendar of closed days by which the days were found.
    pub fn calendar_version(&self) -> i64 {
        self.calendar_version
    }

    /// How the days were found, step by step.
    pub fn explanation(&self) -> &[DeadlineLine] {
        &self.explanation
    }

    fn explained(
        &self,
        counted: NaiveDate,
        rolls: Counted,
        passed: &[(NaiveDate, ClosedBecause)],
        passed_after: &[(NaiveDate, ClosedBecause)],
    ) -> Vec<DeadlineLine> {
        let rule = self.citation;
        let mut lines = vec![
            line(
                format!("آغاز مهلت: {}", long_fa(self.start)),
                format!("Start: {}", long_en(self.start)),
            ),
            line(
                format!(
                    "طول مهلت: {} روز ({})",
                    number_fa(self.days.into()),
                    rule.persian()
                ),
                format!("Length: {} days ({rule})", self.days),
            ),
        ];
        match (rolls, self.province) {
            (Counted::All, None) => {}
            (Counted::All, Some(province)) => lines.push(line(
                format!("تعطیلات استان {} نیز به شمار آمده است.", province.name_fa()),
                format!("Closures of {} are taken into account.", province.name_en()),
            )),
            (Counted::FridaysAndHolidays, _) => lines.push(line(
                "به موجب رویه‌ای که در روز آغاز مهلت جاری بوده است، تنها جمعه‌ها و تعطیلات سراسری به شمار آمده است."
                    .to_owned(),
                "By the policy in force when the limit began, only Fridays and holidays of all provinces count."
                    .to_owned(),
            )),
        }
        lines.push(line(
            format!("پایان شمارش روزها: {}", long_fa(counted)),
            format!("The days end on: {}", long_en(counted)),
        ));
        lines.extend(passed.iter().map(closed_day));
        lines.push(line(
            format!("آخرین روز پیشنهادی برای اقدام: {}", long_fa(self.advised)),
            format!("File by: {}", long_en(self.advised)),
        ));
        lines.push(line(
            format!(
                "با کنار گذاشتن روز ابلاغ و روز اقدام ({}): {}",
                Citation::CivilProcedure(445).persian(),
                long_fa(self.net)
            ),
            format!(
                "Without the days of service and of action ({}): {}",
                Citation::CivilProcedure(445),
                long_en(self.net)
            ),
        ));
        lines.extend(passed_after.iter().map(closed_day));
        lines.push(line(
            format!("آخرین روز پذیرش: {}", long_fa(self.last_accepted)),
            format!("Accepted until: {}", long_en(self.last_accepted)),
        ));
        lines.push(line(
            format!(
                "اثر: مهلت از ساعت ۰۰:۰۰ {} به وقت تهران پایان یافته است.",
                long_fa(self.final_on())
            ),
            format!(
                "Effect: the limit has run out from 00:00 in Tehran on {}.",
                long_en(self.final_on())
            ),
        ));
        lines.push(line(
            format!("نسخه تقویم تعطیلات: {}", number_fa(self.calendar_version)),
            format!("Version of the closure calendar: {}", self.calendar_version),
        ));
        lines
    }
}

fn closed_day((day, because): &(NaiveDate, ClosedBecause)) -> DeadlineLine {
    let rule = Citation::CivilProcedure(444);
    let (estimate_fa, estimate_en) = if because.provisional {
        ("، برآورد اعلام‌نشده", ", an estimate not announced yet")
    } else {
        ("", "")
    };
    line(
        format!(
            "{} تعطیل است ({}{estimate_fa}) و به شمار نمی‌آید ({}).",
            long_fa(*day),
            digits::to_persian(&because.fa),
            rule.persian()
        ),
        format!(
            "Closed and not counted: {} ({}{estimate_en}; {rule}).",
            long_en(*day),
            because.en
        ),
    )
}

fn line(fa: String, en: String) -> DeadlineLine {
    DeadlineLine { fa, en }
}

fn number_fa(number: i64) -> String {
    digits::to_persian(&number.to_string())
}

fn long_fa(day: NaiveDate) -> String {
    SolarHijri::of(day).long_persian()
}

fn long_en(day: NaiveDate) -> String {
    format!("{} {day} ({})", day.format("%A"), SolarHijri::of(day))
}

#[derive(Deserialize)]
struct DeadlineRow {
    start: NaiveDate,
    days: u16,
    province: Option<Province>,
    citation: Citation,
    advised: NaiveDate,
    net: NaiveDate,
    last_accepted: NaiveDate,
    calendar_version: i64,
    explanation: Vec<DeadlineLine>,
}

impl TryFrom<DeadlineRow> for Deadline {
    type Error = Invalid;

    fn try_from(row: DeadlineRow) -> Result<Self, Invalid> {
        let counted = row.start + Days::new(row.days.into());
        let ordered = counted <= row.advised
            && row.advised <= row.net
            && counted < row.net
            && row.net <= row.last_accepted
            && row.advised < row.last_accepted;
        if !ordered || row.explanation.is_empty() {
            return Err(Invalid {
                code: "deadline-order",
                fa: "روزهای این مهلت با طول آن سازگار نیست.",
                en: "The days of this deadline do not fit its length.",
            });
        }
        Ok(Self {
            start: row.start,
            days: row.days,
            province: row.province,
            citation: row.citation,
            advised: row.advised,
            net: row.net,
            last_accepted: row.last_accepted,
            calendar_version: row.calendar_version,
            explanation: row.explanation,
        })
    }
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
