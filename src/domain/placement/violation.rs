//! What is a violation (تخلف): the twelve clauses of article 15 and its residual head.

use serde::{Deserialize, Serialize};

use super::agency::AgencyKind;
use super::session::LegalBasis;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::{Invalid, Refusal};

/// A clause of article 15, or the residual head, numbered 0: «عدم رعایت مفاد این آیین‌نامه و دستورالعمل‌های
/// مندرج در آن».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Clause {
    /// 0: any other breach of the bylaw or its directives.
    Residual,
    /// A15.1: disclosing information about job seekers or employers.
    Disclosure,
    /// A15.2: deceptive advertisement.
    DeceptiveAdvertisement,
    /// A15.3: data that are late or false.
    LateOrFalseData,
    /// A15.4: tariffs not kept, other money taken, conditions not kept.
    Tariffs,
    /// A15.5: other activity at the agency's place.
    OtherActivity,
    /// A15.6: not cooperating with the inspectors.
    NoCooperation,
    /// A15.7: forging documents or using a forged one.
    Forgery,
    /// A15.8: handing over the management to another.
    ManagementHandedOver,
    /// A15.9: financial dealing between shipowner and seafarer.
    SeafarerDealing,
    /// A15.10: contracts outside the central board's framework.
    ContractFramework,
    /// A15.11: obtaining a visa other than the work visa.
    OtherVisa,
    /// A15.12: indecent acts, or acts against occupational and moral propriety.
    Indecency,
}

/// What article 15 says about a clause.
#[derive(Clone, Copy, Debug)]
pub struct ClauseEntry {
    /// The clause.
    pub clause: Clause,
    /// The only kind of agency that it concerns (ویژه), or every kind.
    pub only: Option<AgencyKind>,
    /// Whether it matches a crime in other laws (A5.n3).
    pub crime: CrimeMatch,
    /// The violation in the words of the bylaw.
    pub fa: &'static str,
    /// The violation in English.
    pub en: &'static str,
}

/// Whether a violation matches a crime in other laws (A5.n3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrimeMatch {
    /// Only where the facts of the case say so; somebody flags it.
    ByFacts,
    /// Likely: whoever brings the charge is asked, and decides.
    Likely,
    /// Always: a charge under this clause is flagged by itself.
    Always,
}

const CLAUSES: [ClauseEntry; 13] = [
    ClauseEntry {
        clause: Clause::Residual,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "عدم رعایت مفاد این آیین‌نامه و دستورالعمل‌های مندرج در آن",
        en: "Any other breach of the bylaw or of its directives",
    },
    ClauseEntry {
        clause: Clause::Disclosure,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "افشا و انتشار هرگونه اطلاعات مربوط به کارجویان و یا کارفرمایان به جز موارد مصرح در این آیین‌نامه",
        en: "Disclosing information about job seekers or employers except where the bylaw says so",
    },
    ClauseEntry {
        clause: Clause::DeceptiveAdvertisement,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "انتشار و تبلیغ هرگونه آگهی اغواکننده با هدف سوءاستفاده از جویندگان کار",
        en: "Deceptive advertisement in order to exploit job seekers",
    },
    ClauseEntry {
        clause: Clause::LateOrFalseData,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "عدم ثبت به‌موقع اطلاعات و آمار یا ارائه اطلاعات و آمار نادرست در سامانه مورد تأیید وزارت",
        en: "Not registering data in time, or giving false data, in the ministry's system",
    },
    ClauseEntry {
        clause: Clause::Tariffs,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "عدم رعایت تعرفه‌های ابلاغی برای خدمات ارائه‌شده و اخذ هرگونه وجه غیر از تعرفه‌های ابلاغی و عدم رعایت ضوابط و شرایط مربوط",
        en: "Not keeping the tariffs, taking money outside them, or not keeping their conditions",
    },
    ClauseEntry {
        clause: Clause::OtherActivity,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "اشتغال به فعالیت دیگری در محل دفتر کاریابی به غیر از موارد اشاره‌شده در مفاد این آیین‌نامه",
        en: "Any other activity at the place of the agency",
    },
    ClauseEntry {
        clause: Clause::NoCooperation,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "عدم همکاری دفتر کاریابی با بازرسان دفتر و اداره کل استان در راستای انجام وظایف قانونی مربوط",
        en: "Not cooperating with the inspectors of the central or the provincial office",
    },
    ClauseEntry {
        clause: Clause::Forgery,
        only: None,
        crime: CrimeMatch::Always,
        fa: "جعل اسناد و مدارک و یا استفاده از سند مجعول",
        en: "Forging documents, or using a forged one",
    },
    ClauseEntry {
        clause: Clause::ManagementHandedOver,
        only: None,
        crime: CrimeMatch::ByFacts,
        fa: "واگذاری مدیریت دفتر کاریابی به غیر",
        en: "Handing over the management of the agency to another",
    },
    ClauseEntry {
        clause: Clause::SeafarerDealing,
        only: Some(AgencyKind::Maritime),
        crime: CrimeMatch::ByFacts,
        fa: "معامله مالی بین مالک کشتی و دریانورد توسط کاریابی (ویژه کاریابی دریایی)",
        en: "Financial dealing by the agency between shipowner and seafarer (maritime agencies)",
    },
    ClauseEntry {
        clause: Clause::ContractFramework,
        only: Some(AgencyKind::Foreign),
        crime: CrimeMatch::ByFacts,
        fa: "عدم استفاده از چهارچوب تعیین‌شده توسط هیئت مرکزی در مفاد قرارداد با کارجویان (ویژه کاریابی خارجی)",
        en: "Contracts with job seekers outside the central board's framework (foreign agencies)",
    },
    ClauseEntry {
        clause: Clause::OtherVisa,
        only: Some(AgencyKind::Foreign),
        crime: CrimeMatch::ByFacts,
        fa: "اخذ هرگونه روادید غیر از روادید کار (ویژه کاریابی خارجی)",
        en: "Obtaining any visa other than a work visa (foreign agencies)",
    },
    ClauseEntry {
        clause: Clause::Indecency,
        only: None,
        crime: CrimeMatch::Likely,
        fa: "ارتکاب هرگونه عمل منافی عفت و خلاف شئونات شغلی و اخلاقی",
        en: "Indecent acts, or acts against occupational and moral propriety",
    },
];

impl Clause {
    /// The residual head and the twelve clauses, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        CLAUSES.iter().map(|entry| entry.clause)
    }

    /// Its number in article 15; 0 for the residual head.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// What article 15 says about it.
    pub const fn entry(self) -> &'static ClauseEntry {
        &CLAUSES[self as usize]
    }

    /// Where it stands.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Residual => Citation::article(15),
            _ => Citation::clause(15, self.number()),
        }
    }

    /// Whether it concerns agencies of this kind. A clause for foreign agencies does not extend to
    /// maritime ones; there the residual head is left.
    pub fn concerns(self, kind: AgencyKind) -> bool {
        self.entry().only.is_none_or(|only| only == kind)
    }
}

impl From<Clause> for u8 {
    fn from(clause: Clause) -> Self {
        clause.number()
    }
}

impl TryFrom<u8> for Clause {
    type Error = Invalid;

    fn try_from(number: u8) -> Result<Self, Invalid> {
        CLAUSES
            .get(usize::from(number))
            .map(|entry| entry.clause)
            .ok_or(Invalid {
                code: "violation-clause",
                fa: "بندهای ماده ۱۵ از ۱ تا ۱۲ است و ۰ به معنای سایر موارد عدم رعایت آیین‌نامه است.",
                en: "The clauses of article 15 are 1 to 12; 0 stands for any other breach.",
            })
    }
}

/// Under what a violation falls: a clause, and the provision that was breached, without which the
/// residual head would charge with nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "HeadRow")]
pub struct Head {
    clause: Clause,
    breached: Option<LegalBasis>,
}

impl Head {
    /// Under a clause, with the breached provision; a must under the residual head.
    pub fn new(clause: Clause, breached: Option<LegalBasis>) -> Result<Self, Refusal> {
        match &breached {
            None if clause == Clause::Residual => Err(Refusal::rule(
                "provision-not-named",
                clause.citation(),
                "برای سایر موارد عدم رعایت باید ماده آیین‌نامه یا دستورالعمل نقض‌شده نام برده شود.",
                "The residual head names the breached article of the bylaw or the directive.",
            )),
            Some(provision) if !binds_agencies(provision) => Err(Refusal::rule(
                "provision-not-of-the-bylaw",
                clause.citation(),
                "مقرره نقض‌شده باید یکی از مواد این آیین‌نامه (جز ماده ۱۵) یا دستورالعمل‌های هیئت مرکزی باشد.",
                "What is breached is an article of the bylaw other than 15, or a directive.",
            )),
            _ => Ok(Self { clause, breached }),
        }
    }

    /// A clause of its own, without another provision; `None` for the residual head.
    pub const fn named(clause: Clause) -> Option<Self> {
        match clause {
            Clause::Residual => None,
            _ => Some(Self {
                clause,
                breached: None,
            }),
        }
    }

    /// The residual head for the breach of a place in the bylaw.
    pub(super) const fn residual(breached: Citation) -> Self {
        Self {
            clause: Clause::Residual,
            breached: Some(LegalBasis::Law { citation: breached }),
        }
    }

    /// The clause.
    pub const fn clause(&self) -> Clause {
        self.clause
    }

    /// The provision that was breached, where it is named.
    pub const fn breached(&self) -> Option<&LegalBasis> {
        self.breached.as_ref()
    }

    /// Refuses a clause that is for another kind of agency (A15.9, A15.10, A15.11).
    pub fn require_concerns(&self, kind: AgencyKind) -> Result<(), Refusal> {
        let Some(only) = self.clause.entry().only.filter(|only| *only != kind) else {
            return Ok(());
        };
        Err(Refusal::rule(
            "clause-of-another-kind",
            self.clause.citation(),
            format!(
                "این بند ویژه {} است و بر {} بار نمی‌شود.",
                only.persian(),
                kind.persian()
            ),
            "This clause is for another kind of agency.",
        ))
    }
}

/// The residual head speaks of this bylaw and its directives; article 15 itself is no provision
/// to keep, and policies bind the registry, not agencies.
fn binds_agencies(provision: &LegalBasis) -> bool {
    match provision {
        LegalBasis::Directive { .. } => true,
        LegalBasis::Law { citation } => {
            matches!(citation, Citation::Article(article, _) if *article != 15)
        }
    }
}

#[derive(Deserialize)]
struct HeadRow {
    clause: Clause,
    breached: Option<LegalBasis>,
}

impl TryFrom<HeadRow> for Head {
    type Error = Refusal;

    fn try_from(row: HeadRow) -> Result<Self, Refusal> {
        Self::new(row.clause, row.breached)
    }
}

#[cfg(test)]
mod tests;
