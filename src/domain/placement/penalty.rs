//! The three classes of penalty (A15), and the directive that matches them to violations (A15.n1).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::violation::Clause;
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::digits;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::ShortText;

/// The one penalty of a ruling (A15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "class")]
pub enum Penalty {
    /// انضباطی
    Disciplinary {
        /// Which measure, in the words of the matching directive.
        measure: ShortText,
    },
    /// تعلیق, always of a finite length.
    Suspension {
        /// For how long.
        length: Length,
    },
    /// ابطال
    Revocation,
}

/// The classes of penalty, from the mildest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PenaltyClass {
    /// انضباطی
    Disciplinary,
    /// تعلیق
    Suspension,
    /// ابطال
    Revocation,
}

impl PenaltyClass {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Disciplinary => "انضباطی",
            Self::Suspension => "تعلیق",
            Self::Revocation => "ابطال",
        }
    }
}

impl Penalty {
    /// Its class.
    pub const fn class(&self) -> PenaltyClass {
        match self {
            Self::Disciplinary { .. } => PenaltyClass::Disciplinary,
            Self::Suspension { .. } => PenaltyClass::Suspension,
            Self::Revocation => PenaltyClass::Revocation,
        }
    }

    /// The penalty in the words of a ruling.
    pub fn persian(&self) -> String {
        match self {
            Self::Disciplinary { measure } => format!("تنبیه انضباطی ({measure})"),
            Self::Suspension { length } => format!("تعلیق مجوز به مدت {}", length.persian()),
            Self::Revocation => "ابطال مجوز".to_owned(),
        }
    }

    /// Whether it is certainly no heavier than another. Measures of discipline are in the order of
    /// the matching directive; where it doesn't order two of them, neither is surely milder.
    pub fn no_heavier_than(&self, other: &Self, matching: Option<&PenaltyMatching>) -> bool {
        match (self, other) {
            (Self::Disciplinary { measure: own }, Self::Disciplinary { measure: than }) => {
                own == than || matching.is_some_and(|it| it.is_milder(own, than))
            }
            (Self::Suspension { length: own }, Self::Suspension { length: than }) => {
                own.reckoned_days() <= than.reckoned_days()
            }
            _ => self.class() <= other.class(),
        }
    }
}

/// A finite length of time, in days or in Solar Hijri months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "LengthRow")]
pub struct Length {
    count: u16,
    unit: LengthUnit,
}

/// What a [`Length`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Days of the calendar.
    Days,
    /// Months of the Solar Hijri calendar.
    Months,
}

#[derive(Deserialize)]
struct LengthRow {
    count: u16,
    unit: LengthUnit,
}

impl TryFrom<LengthRow> for Length {
    type Error = Invalid;

    fn try_from(row: LengthRow) -> Result<Self, Invalid> {
        Self::new(row.count, row.unit)
    }
}

impl Length {
    /// More than any suspension: a longer one would in truth be a revocation without its ban.
    const MOST: u16 = 3_660;

    /// So many days or months, at least one.
    pub fn new(count: u16, unit: LengthUnit) -> Result<Self, Invalid> {
        let length = Self { count, unit };
        if count == 0 || length.reckoned_days() > Self::MOST.into() {
            return Err(Invalid {
                code: "penalty-length",
                fa: "مدت تعلیق باید دست‌کم یک روز و معین باشد.",
                en: "A suspension has a finite length of at least one day and at most ten years.",
            });
        }
        Ok(length)
    }

    /// How many.
    pub fn count(self) -> u16 {
        self.count
    }

    /// Of what.
    pub fn unit(self) -> LengthUnit {
        self.unit
    }

    /// The first day after a span of this length.
    pub fn until_exclusive(self, from: NaiveDate) -> NaiveDate {
        match self.unit {
            LengthUnit::Days => from + Days::new(self.count.into()),
            LengthUnit::Months => add_months(from, self.count.into()),
        }
    }

    /// Its days when two lengths are compared: a month has thirty (article 443 of the Civil
    /// Procedure Code).
    pub fn reckoned_days(self) -> u32 {
        match self.unit {
            LengthUnit::Days => self.count.into(),
            LengthUnit::Months => u32::from(self.count) * 30,
        }
    }

    /// The length in words: «۳ ماه».
    pub fn persian(self) -> String {
        let unit = match self.unit {
            LengthUnit::Days => "روز",
            LengthUnit::Months => "ماه",
        };
        format!("{} {unit}", digits::to_persian(&self.count.to_string()))
    }
}

/// What a matching directive (تطبیق مجازات‌ها) allows for each violation that it names (A15.n1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ClauseRange>", into = "Vec<ClauseRange>")]
pub struct PenaltyMatching(Vec<ClauseRange>);

/// The range of one violation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseRange {
    /// The violation.
    pub clause: Clause,
    /// The measures of discipline, from the mildest; none when the class is not allowed.
    pub disciplinary: Vec<ShortText>,
    /// The shortest and the longest suspension; none when the class is not allowed.
    pub suspension: Option<SuspensionRange>,
    /// Whether revocation is allowed.
    pub revocation: bool,
}

/// How long a suspension may be, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionRange {
    /// The shortest.
    pub least: Length,
    /// The longest.
    pub most: Length,
}

impl TryFrom<Vec<ClauseRange>> for PenaltyMatching {
    type Error = Invalid;

    fn try_from(ranges: Vec<ClauseRange>) -> Result<Self, Invalid> {
        let clauses: BTreeSet<_> = ranges.iter().map(|range| range.clause).collect();
        let sound = |range: &ClauseRange| {
            let some =
                !range.disciplinary.is_empty() || range.suspension.is_some() || range.revocation;
            some && range
                .suspension
                .is_none_or(|it| it.least.reckoned_days() <= it.most.reckoned_days())
        };
        if ranges.is_empty() || clauses.len() != ranges.len() || !ranges.iter().all(sound) {
            return Err(Invalid {
                code: "penalty-ranges",
                fa: "دستورالعمل تطبیق باید برای هر تخلف یک بار و دست‌کم یک مجازات با حدود درست معین کند.",
                en: "A matching directive names each violation once, with at least one penalty and ordered limits.",
            });
        }
        Ok(Self(ranges))
    }
}

impl From<PenaltyMatching> for Vec<ClauseRange> {
    fn from(matching: PenaltyMatching) -> Self {
        matching.0
    }
}

impl PenaltyMatching {
    /// The ranges, clause by clause.
    pub fn ranges(&self) -> &[ClauseRange] {
        &self.0
    }

    /// Refuses a penalty that no violation among those found allows. One ruling on several
    /// violations has one penalty, which the gravest of them must carry.
    pub fn require_within(
        &self,
        clauses: &BTreeSet<Clause>,
        penalty: &Penalty,
    ) -> Result<(), Refusal> {
        let mut found = self.0.iter().filter(|it| clauses.contains(&it.clause));
        if found.any(|range| range.allows(penalty)) {
            return Ok(());
        }
        Err(Refusal::rule(
            "penalty-out-of-range",
            Citation::note(15, 1),
            "این مجازات در حدودی نیست که دستورالعمل تطبیق برای تخلف‌های احرازشده معین کرده است.",
            "The matching directive does not allow this penalty for the violations found.",
        ))
    }

    /// Whether one measure stands before another wherever the directive lists both.
    fn is_milder(&self, measure: &ShortText, than: &ShortText) -> bool {
        let mut orders = self.0.iter().filter_map(|range| {
            let place = |wanted| range.disciplinary.iter().position(|it| it == wanted);
            Some(place(measure)? < place(than)?)
        });
        orders
            .next()
            .is_some_and(|first| first && orders.all(|it| it))
    }
}

impl ClauseRange {
    fn allows(&self, penalty: &Penalty) -> bool {
        match penalty {
            Penalty::Disciplinary { measure } => self.disciplinary.contains(measure),
            Penalty::Suspension { length } => self.suspension.is_some_and(|range| {
                (range.least.reckoned_days()..=range.most.reckoned_days())
                    .contains(&length.reckoned_days())
            }),
            Penalty::Revocation => self.revocation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(count: u16, unit: LengthUnit) -> Length {
        Length::new(count, unit).unwrap()
    }

    /// Covers A5.3 and A15.
    #[test]
    fn a_suspension_is_finite_and_counts_days_or_solar_months() {
        use LengthUnit::{Days, Months};
        assert!(Length::new(0, Days).is_err());
        assert!(Length::new(123, Months).is_err());
        let from = "2026-11-22".parse().unwrap();
        let ends = [(10, Days, "2026-12-02"), (3, Months, "2027-02-20")];
        for (count, unit, until) in ends {
            let until: NaiveDate = until.parse().unwrap();
            assert_eq!(length(count, unit).until_exclusive(from), until);
        }
        assert!(serde_json::from_str::<Length>(r#"{"count":0,"unit":"days"}"#).is_err());
    }

    /// Covers A5.n1 and A15.n1.
    #[test]
    fn a_penalty_lies_within_the_range_of_a_violation_that_was_found() {
        let measures: Vec<ShortText> = ["تذکر", "اخطار"].map(|it| it.parse().unwrap()).into();
        let range = |clause, disciplinary: &[ShortText], revocation| ClauseRange {
            clause,
            disciplinary: disciplinary.to_vec(),
            suspension: Some(SuspensionRange {
                least: length(10, LengthUnit::Days),
                most: length(3, LengthUnit::Months),
            }),
            revocation,
        };
        let matching = PenaltyMatching::try_from(vec![
            range(Clause::Tariffs, &measures, false),
            range(Clause::Forgery, &[], true),
        ])
        .unwrap();
        let suspension = |count, unit| Penalty::Suspension {
            length: length(count, unit),
        };
        let admonition = Penalty::Disciplinary {
            measure: measures[0].clone(),
        };
        let warning = Penalty::Disciplinary {
            measure: measures[1].clone(),
        };
        let cases = [
            (vec![Clause::Tariffs], admonition.clone(), true),
            (vec![Clause::Forgery], admonition.clone(), false),
            (vec![Clause::Tariffs], Penalty::Revocation, false),
            (
                vec![Clause::Tariffs, Clause::Forgery],
                Penalty::Revocation,
                true,
            ),
            (
                vec![Clause::Tariffs],
                suspension(9, LengthUnit::Days),
                false,
            ),
            (
                vec![Clause::Tariffs],
                suspension(10, LengthUnit::Days),
                true,
            ),
            (
                vec![Clause::Tariffs],
                suspension(90, LengthUnit::Days),
                true,
            ),
            (
                vec![Clause::Tariffs],
                suspension(91, LengthUnit::Days),
                false,
            ),
            (vec![Clause::Disclosure], admonition.clone(), false),
        ];
        for (clauses, penalty, allowed) in cases {
            let found = clauses.iter().copied().collect();
            let within = matching.require_within(&found, &penalty);
            assert_eq!(within.is_ok(), allowed, "{clauses:?} {penalty:?}");
        }
        assert!(admonition.no_heavier_than(&warning, Some(&matching)));
        assert!(!warning.no_heavier_than(&admonition, Some(&matching)));
        assert!(!admonition.no_heavier_than(&warning, None));
        assert!(warning.no_heavier_than(&Penalty::Revocation, None));
        let text = serde_json::to_string(&matching).unwrap();
        assert_eq!(
            serde_json::from_str::<PenaltyMatching>(&text).unwrap(),
            matching
        );
        assert!(serde_json::from_str::<PenaltyMatching>("[]").is_err());
    }
}
