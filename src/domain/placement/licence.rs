//! The licence (پروانه، مجوز): granted for two years at first (A7, A10).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::{AgencyKind, Channel};
use super::ban::{Party, Screening, Subject, SubjectRole};
use super::event::PlacementEvent;
use super::guarantee::{Guarantee, Measure, guarantee_missing};
use super::party::Applicant;
use super::premises::Premises;
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::identity::{CompanyId, DomainName};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::{LongText, Name};

pub mod credential;
mod history;
mod number;
mod sanction;

pub use history::{Fact, HoldKind, PendingSanction, Sanction, Status, What};
pub use number::{LicenceNumber, Series};
pub use sanction::INTERIM_MONTHS;

/// The length of a first licence in Solar Hijri years (A10).
pub const FIRST_TERM_YEARS: u8 = 2;

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    id: Uuid,
    number: LicenceNumber,
    grant: Grant,
    term: Term,
    documents: Vec<LicenceDocument>,
    #[serde(default)]
    facts: Vec<Fact>,
}

/// What is licensed to whom: a snapshot of the file on the day of issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The application that it answers.
    pub application: Uuid,
    /// The account of the operator who applied.
    pub operator: Uuid,
    /// The name of the agency.
    pub agency: Name,
    /// Whom it places where.
    pub kind: AgencyKind,
    /// How it reaches people.
    pub channel: Channel,
    /// The holder.
    pub holder: Holder,
    /// The holder and, of a company, its technical manager by their numbers, as bans are looked
    /// for. Personal data, which no list and no certificate shows in full.
    pub parties: Vec<Subject>,
    /// The place of establishment.
    pub premises: Premises,
    /// The domain of its site; a must for electronic channels.
    pub website: Option<DomainName>,
    /// The guarantee behind it (foreign agencies).
    pub guarantee: Option<Uuid>,
}

/// The holder of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "holder")]
pub enum Holder {
    /// A natural person.
    Natural {
        /// The holder's full name.
        name: Name,
    },
    /// A company, with the technical manager in whose name the licence is issued (A9.n2).
    Company {
        /// The registered name.
        name: Name,
        /// The national id of legal persons.
        company_id: CompanyId,
        /// مدیر فنی: the full name.
        technical_manager: Name,
    },
}

impl Holder {
    /// The holder as the file names it.
    pub fn of(applicant: &Applicant) -> Result<Self, Invalid> {
        let name = applicant.person().full_name().parse()?;
        Ok(match applicant.company() {
            None => Self::Natural { name },
            Some(company) => Self::Company {
                name: company.name.clone(),
                company_id: company.company_id.clone(),
                technical_manager: name,
            },
        })
    }

    /// The name of the person or company.
    pub fn name(&self) -> &Name {
        match self {
            Self::Natural { name } | Self::Company { name, .. } => name,
        }
    }

    /// The technical manager, if a company holds the licence.
    pub fn technical_manager(&self) -> Option<&Name> {
        match self {
            Self::Natural { .. } => None,
            Self::Company {
                technical_manager, ..
            } => Some(technical_manager),
        }
    }
}

/// What has been decided about a licence. That it expired is not stored but seen from its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum LicenceState {
    /// صادرشده
    Granted,
    /// تعلیق‌شده; the term goes on underneath.
    Suspended {
        /// The final ruling.
        ruling: Uuid,
        /// The first day of the suspension.
        from: NaiveDate,
        /// The first day after it.
        until_exclusive: NaiveDate,
    },
    /// ابطال‌شده, for good.
    Revoked {
        /// The final ruling.
        ruling: Uuid,
        /// The day on which that became final.
        on: NaiveDate,
    },
}

impl LicenceState {
    /// How a licence of which this was decided stands on a day of a term.
    pub fn standing(self, term: Term, today: NaiveDate) -> Standing {
        match self {
            Self::Revoked { on, .. } if on <= today => Standing::Revoked,
            _ if today < term.from => Standing::NotYet,
            _ if !term.contains(today) => Standing::Expired,
            Self::Suspended {
                from,
                until_exclusive,
                ..
            } if (from..until_exclusive).contains(&today) => Standing::Suspended,
            _ => Standing::Active,
        }
    }
}

/// A version of the printed licence; a change of manager makes another, with the same term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceDocument {
    /// From 1.
    pub version: u32,
    /// The day of issue of this version.
    pub issued_on: NaiveDate,
    /// The name of the director-general who signs it.
    pub signed_by: Name,
}

/// How a licence stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its term has not begun.
    NotYet,
    /// معتبر
    Active,
    /// تعلیق‌شده: within its term, suspended by a final ruling.
    Suspended,
    /// منقضی: its term is over, without any decision (A10).
    Expired,
    /// ابطال‌شده by a final ruling, for good.
    Revoked,
}

impl Standing {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::NotYet => "هنوز آغاز نشده",
            Self::Active => "معتبر",
            Self::Suspended => "تعلیق‌شده",
            Self::Expired => "منقضی",
            Self::Revoked => "ابطال‌شده",
        }
    }
}

/// What is looked at again on the day of issue.
#[derive(Clone, Copy, Debug)]
pub struct IssueGuards<'a> {
    /// The search for bans of this very day (A15.n2).
    pub screening: &'a Screening,
    /// The licences that the holder has already.
    pub others: &'a [Licence],
    /// The guarantee of the application, if there is one.
    pub guarantee: Option<&'a Guarantee>,
    /// The directives and policies that the guarantee is measured against, and the term.
    pub measure: Measure<'a>,
}

impl Licence {
    /// The term that a first licence has when it is issued today.
    pub fn first_term(today: NaiveDate) -> Term {
        Term::years(today, FIRST_TERM_YEARS)
    }

    /// Issues a first licence.
    ///
    /// The file answers for article 8 through its own transition; bans and guarantee are looked at
    /// here once more.
    pub fn issue(
        id: Uuid,
        number: LicenceNumber,
        grant: Grant,
        signed_by: Name,
        guards: &IssueGuards<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if guards.screening.screened_on() != today {
            return Err(Refusal::rule(
                "screening-outdated",
                Citation::note(15, 2),
                "محرومیت باید در روز صدور دوباره بررسی شود.",
                "Bans are looked for again on the day of issue.",
            ));
        }
        guards.screening.clear()?;
        require_fitting_number(&number, &grant, today)?;
        require_no_other(&grant, guards.others, today)?;
        if grant.channel.is_electronic() && grant.website.is_none() {
            return Err(Refusal::rule(
                "website-missing",
                Citation::clause(8, 10),
                "کاریابی مجازی بدون دامنه دارای نماد اعتماد مجوز نمی‌گیرد.",
                "An electronic agency is not licensed without its domain.",
            ));
        }
        let measure = Measure {
            term: Self::first_term(today),
            ..guards.measure
        };
        let needed = match grant.kind {
            AgencyKind::Domestic => false,
            AgencyKind::Foreign => true,
            AgencyKind::Maritime => measure.policies.maritime_as_foreign(),
        };
        match guards.guarantee {
            Some(guarantee) if grant.guarantee == Some(guarantee.id()) => {
                guarantee.secures(grant.application, &measure, today)?;
            }
            None if !needed && grant.guarantee.is_none() => {}
            _ => return Err(guarantee_missing()),
        }
        let event = LicenceEvent::LicenceIssued {
            number: number.clone(),
            application: grant.application,
            agency: grant.agency.clone(),
            kind: grant.kind,
            channel: grant.channel,
            province: grant.premises.province,
            from: measure.term.from,
            until_exclusive: measure.term.until_exclusive,
        };
        let licence = Self {
            id,
            number,
            grant,
            term: measure.term,
            documents: vec![LicenceDocument {
                version: 1,
                issued_on: today,
                signed_by,
            }],
            facts: Vec::new(),
        };
        Ok(Changed::new(licence, event))
    }

    /// How it stands on that day, by all decisions known now. A revocation or suspension counts
    /// from the day on which its ruling is final, written down or not.
    pub fn standing(&self, on: NaiveDate) -> Standing {
        self.lifecycle().standing(on)
    }

    /// Whether the agency may act on that day: active, and neither held nor halted.
    pub fn operating_permitted(&self, on: NaiveDate) -> bool {
        self.lifecycle().operating_permitted(on)
    }

    /// The holds on it on that day.
    pub fn holds(&self, on: NaiveDate) -> BTreeSet<HoldKind> {
        self.lifecycle().holds(on)
    }

    /// Whether a final revocation is written down.
    pub fn is_revoked(&self) -> bool {
        matches!(self.licence_state(), LicenceState::Revoked { .. })
    }

    /// What holds on a day, whether its consequences are written down or not: what lists publish.
    pub fn decision_on(&self, on: NaiveDate) -> LicenceState {
        self.lifecycle().derived(on)
    }

    /// Its number.
    pub fn number(&self) -> &LicenceNumber {
        &self.number
    }

    /// What is licensed to whom.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// The province whose office issued it (A7).
    pub fn province(&self) -> Province {
        self.grant.premises.province
    }

    /// Its term.
    pub fn term(&self) -> Term {
        self.term
    }

    /// The versions of its document, oldest first.
    pub fn documents(&self) -> &[LicenceDocument] {
        &self.documents
    }

    /// The version of its document that is valid now.
    pub fn current_document(&self) -> Option<&LicenceDocument> {
        self.documents.last()
    }

    /// The holder by its number.
    pub fn holder_party(&self) -> Option<&Party> {
        self.party(SubjectRole::Holder)
    }

    /// The technical manager by the national code, if a company holds the licence.
    pub fn manager_party(&self) -> Option<&Party> {
        self.party(SubjectRole::TechnicalManager)
    }

    fn party(&self, role: SubjectRole) -> Option<&Party> {
        let mut subjects = self.grant.parties.iter();
        subjects
            .find(|subject| subject.role == role)
            .map(|subject| &subject.party)
    }

    /// What has been written down about it.
    pub fn licence_state(&self) -> LicenceState {
        self.lifecycle().recorded()
    }
}

fn require_fitting_number(
    number: &LicenceNumber,
    grant: &Grant,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let series = number.series();
    if series.province != grant.premises.province
        || series.kind != grant.kind
        || i32::from(series.year) != SolarHijri::of(today).year()
    {
        return Err(Refusal::rule(
            "number-of-another-series",
            Citation::article(7),
            "شماره مجوز با استان، نوع کاریابی یا سال صدور سازگار نیست.",
            "The number does not fit the province, the kind of agency or the year of issue.",
        ));
    }
    Ok(())
}

/// One holder has one licence of a kind at one place at a time.
fn require_no_other(grant: &Grant, others: &[Licence], today: NaiveDate) -> Result<(), Refusal> {
    let same = |other: &&Licence| {
        other.grant.kind == grant.kind
            && other.grant.premises.postal_code == grant.premises.postal_code
            && !matches!(other.standing(today), Standing::Expired | Standing::Revoked)
    };
    match others.iter().find(same) {
        None => Ok(()),
        Some(other) => Err(Refusal::rule(
            "licensed-already",
            Citation::article(7),
            format!(
                "متقاضی برای همین نوع کاریابی در همین محل مجوز معتبر دارد (شماره {}).",
                other.number
            ),
            format!(
                "The applicant already holds licence {} of this kind at this place.",
                other.number
            ),
        )),
    }
}

impl Aggregate for Licence {
    type Event = PlacementEvent;

    const NOUN: &'static str = "licence";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.licence_state() {
            LicenceState::Granted => "granted",
            LicenceState::Suspended { .. } => "suspended",
            LicenceState::Revoked { .. } => "revoked",
        }
    }
}

/// What happens to a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LicenceEvent {
    /// It was issued (صدور).
    LicenceIssued {
        /// Its number.
        number: LicenceNumber,
        /// The application that it answers.
        application: Uuid,
        /// The name of the agency.
        agency: Name,
        /// The kind of agency.
        kind: AgencyKind,
        /// Its channel.
        channel: Channel,
        /// Its province.
        province: Province,
        /// The first day of its term.
        from: NaiveDate,
        /// The first day after its term.
        until_exclusive: NaiveDate,
    },
    /// A ruling that was served threatens it, or its day of finality changed.
    SanctionPending {
        /// The ruling.
        ruling: Uuid,
        /// What it says.
        sanction: Sanction,
        /// The day on which it is final if nobody appeals.
        final_on: Option<NaiveDate>,
        /// Whether it halts the agency already.
        halts: bool,
    },
    /// The ruling does nothing to it in the end.
    SanctionDropped {
        /// The ruling.
        ruling: Uuid,
    },
    /// It was suspended (تعلیق).
    LicenceSuspended {
        /// The ruling.
        ruling: Uuid,
        /// The first day.
        from: NaiveDate,
        /// The first day after it.
        until_exclusive: NaiveDate,
    },
    /// The suspension ran out.
    SuspensionEnded {
        /// The ruling.
        ruling: Uuid,
        /// The first day without it.
        on: NaiveDate,
    },
    /// It was revoked (ابطال).
    LicenceRevoked {
        /// The ruling.
        ruling: Uuid,
        /// The day of finality.
        on: NaiveDate,
    },
    /// A hold was placed on it.
    HoldPlaced {
        /// Which.
        hold: HoldKind,
        /// The first day.
        from: NaiveDate,
        /// The first day without it, if it is limited.
        until_exclusive: Option<NaiveDate>,
        /// Why.
        reason: LongText,
    },
    /// A hold was lifted.
    HoldLifted {
        /// Which.
        hold: HoldKind,
        /// The first day without it.
        on: NaiveDate,
        /// Why.
        reason: LongText,
    },
}

impl Event for LicenceEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::LicenceIssued { .. } => "licence-issued",
            Self::SanctionPending { .. } => "licence-sanction-pending",
            Self::SanctionDropped { .. } => "licence-sanction-dropped",
            Self::LicenceSuspended { .. } => "licence-suspended",
            Self::SuspensionEnded { .. } => "licence-suspension-ended",
            Self::LicenceRevoked { .. } => "licence-revoked",
            Self::HoldPlaced { .. } => "licence-held",
            Self::HoldLifted { .. } => "licence-hold-lifted",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::LicenceIssued { .. } => Citation::article(10),
            Self::SanctionPending { .. } => Citation::note(5, 2),
            Self::SanctionDropped { .. } => Citation::clause(3, 3),
            Self::LicenceSuspended { .. } | Self::SuspensionEnded { .. } => Citation::clause(5, 3),
            Self::LicenceRevoked { .. } => Citation::note(15, 2),
            Self::HoldPlaced { hold, .. } | Self::HoldLifted { hold, .. } => hold.citation(),
        }
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
pub(super) use tests::sample;
