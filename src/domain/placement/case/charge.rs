//! What an agency is charged with: facts under a head of article 15.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Citation, LongText, Refusal, ShortText};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::respondent::{Answerable, Respondent};
use crate::domain::placement::violation::{CrimeMatch, Head};

/// The day from which facts are judged by this bylaw: its adoption on 1401-11-12.
pub fn bylaw_adopted_on() -> NaiveDate {
    SolarHijri::new(1401, 11, 12).map_or(NaiveDate::MAX, SolarHijri::date)
}

/// A charge (مورد اتهام تخلف).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    id: Uuid,
    head: Head,
    facts: LongText,
    dates: FactDates,
    answerable: Answerable,
    source: Source,
    legacy_basis: Option<LongText>,
    pub(super) crime: Option<CrimeFlag>,
    brought_on: NaiveDate,
}

/// A charge as it is brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accusation {
    /// Its identity in the case.
    pub id: Uuid,
    /// Under what it falls.
    pub head: Head,
    /// What happened.
    pub facts: LongText,
    /// When it happened.
    pub dates: FactDates,
    /// Who held the licence and managed the agency at that time.
    pub answerable: Answerable,
    /// Where it comes from.
    pub source: Source,
    /// The earlier text by which facts before this bylaw are judged, where policy accepts them.
    pub legacy_basis: Option<LongText>,
    /// The crime that the facts match, if somebody sees one (A5.n3).
    pub offence: Option<Offence>,
}

/// A crime that facts match, as somebody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offence {
    /// The crime, with the law that makes it one.
    pub name: ShortText,
    /// The account that sees it.
    pub seen_by: Uuid,
}

/// The first and the last day of facts, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FactDatesRow")]
pub struct FactDates {
    from: NaiveDate,
    to: NaiveDate,
}

impl FactDates {
    /// From a day to another, which may be the same.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, Invalid> {
        if from > to {
            return Err(Invalid {
                code: "fact-dates",
                fa: "پایان وقایع نمی‌تواند پیش از آغاز آن باشد.",
                en: "Facts cannot end before they begin.",
            });
        }
        Ok(Self { from, to })
    }

    /// One day.
    pub const fn on(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The first day.
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day, by which directives and policies are looked up.
    pub const fn to(self) -> NaiveDate {
        self.to
    }
}

/// Where a charge comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "source")]
pub enum Source {
    /// بازرسی (A6.2)
    Inspection {
        /// Which one.
        id: Uuid,
    },
    /// شکایت (A6.6)
    Complaint {
        /// Which one.
        id: Uuid,
    },
    /// پایش و ارزیابی (A6.1)
    Evaluation {
        /// Its number and date.
        reference: ShortText,
    },
    /// گزارش: of an officer, an association or another body.
    Report {
        /// Its number and date.
        reference: ShortText,
    },
    /// رسانه
    Media {
        /// Where and when.
        reference: ShortText,
    },
    /// استان دیگر
    OtherProvince {
        /// Which one.
        province: Province,
        /// Number and date of its letter.
        reference: ShortText,
    },
}

impl Source {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Inspection { .. } => "inspection",
            Self::Complaint { .. } => "complaint",
            Self::Evaluation { .. } => "evaluation",
            Self::Report { .. } => "report",
            Self::Media { .. } => "media",
            Self::OtherProvince { .. } => "other_province",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Inspection { .. } => "بازرسی",
            Self::Complaint { .. } => "شکایت",
            Self::Evaluation { .. } => "پایش و ارزیابی",
            Self::Report { .. } => "گزارش",
            Self::Media { .. } => "رسانه",
            Self::OtherProvince { .. } => "استان دیگر",
        }
    }

    /// Refuses an inspection of, or a complaint about, another agency than the one that is charged.
    pub fn require_about(of: &Respondent, charged: &Respondent) -> Result<(), Refusal> {
        if of.licence == charged.licence {
            return Ok(());
        }
        Err(Refusal::rule(
            "source-of-another-agency",
            Citation::clause(5, 2),
            "این بازرسی یا شکایت درباره همین کاریابی نیست.",
            "The inspection or complaint is about another agency.",
        ))
    }
}

/// That a charge matches a crime in other laws, so that the judiciary must hear of it (A5.n3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrimeFlag {
    /// Who raised it.
    pub raised: Raised,
    /// The day.
    pub on: NaiveDate,
}

/// Who raised a [`CrimeFlag`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Raised {
    /// The clause itself, for its violation is always a crime.
    Clause,
    /// Somebody who sees a crime in the facts.
    Person {
        /// The crime, and who sees it.
        offence: Offence,
    },
}

impl Charge {
    pub(super) fn bring(
        accusation: Accusation,
        kind: AgencyKind,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let Accusation {
            id,
            head,
            facts,
            dates,
            answerable,
            source,
            legacy_basis,
            offence,
        } = accusation;
        head.require_concerns(kind)?;
        if dates.to > today {
            return Err(Refusal::rule(
                "facts-in-the-future",
                head.clause().citation(),
                "تاریخ وقایع نمی‌تواند در آینده باشد.",
                "Facts cannot lie in the future.",
            ));
        }
        if dates.from < bylaw_adopted_on() {
            require_legacy(legacy_basis.as_ref(), policies)?;
        }
        let raised = match (offence, head.clause().entry().crime) {
            (Some(offence), _) => Some(Raised::Person { offence }),
            (None, CrimeMatch::Always) => Some(Raised::Clause),
            (None, CrimeMatch::Likely | CrimeMatch::ByFacts) => None,
        };
        Ok(Self {
            id,
            head,
            facts,
            dates,
            answerable,
            source,
            legacy_basis,
            crime: raised.map(|raised| CrimeFlag { raised, on: today }),
            brought_on: today,
        })
    }

    /// Its identity in the case.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Under what it falls.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What happened.
    pub fn facts(&self) -> &LongText {
        &self.facts
    }

    /// When it happened.
    pub fn dates(&self) -> FactDates {
        self.dates
    }

    /// Who held the licence and managed the agency at that time.
    pub fn answerable(&self) -> &Answerable {
        &self.answerable
    }

    /// Where it comes from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The earlier text by which it is judged, if its facts are older than this bylaw.
    pub fn legacy_basis(&self) -> Option<&LongText> {
        self.legacy_basis.as_ref()
    }

    /// Whether and why it matches a crime.
    pub fn crime(&self) -> Option<&CrimeFlag> {
        self.crime.as_ref()
    }

    /// The day on which it was brought.
    pub fn brought_on(&self) -> NaiveDate {
        self.brought_on
    }
}

/// Facts before the bylaw are judged by the text of their time, if at all.
fn require_legacy(legacy_basis: Option<&LongText>, policies: &Policies<'_>) -> Result<(), Refusal> {
    if !policies.is(PolicyKey::TransitionOldFacts, "legacy_basis") {
        return Err(Refusal::rule(
            "facts-before-the-bylaw",
            Citation::article(20),
            "برای وقایع پیش از تصویب این آیین‌نامه (۱۴۰۱/۱۱/۱۲) پرونده‌ای بر پایه آن تشکیل نمی‌شود.",
            "No case is opened under this bylaw for facts before its adoption on 1401-11-12.",
        ));
    }
    if legacy_basis.is_none() {
        return Err(Refusal::rule(
            "legacy-basis-missing",
            Citation::article(20),
            "برای وقایع پیش از این آیین‌نامه باید مستند قانونی زمان وقوع آورده شود.",
            "Facts before the bylaw need the text of their time as legal basis.",
        ));
    }
    Ok(())
}

#[derive(Deserialize)]
struct FactDatesRow {
    from: NaiveDate,
    to: NaiveDate,
}

impl TryFrom<FactDatesRow> for FactDates {
    type Error = Invalid;

    fn try_from(row: FactDatesRow) -> Result<Self, Invalid> {
        Self::new(row.from, row.to)
    }
}
