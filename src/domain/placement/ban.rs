//! Bans (محرومیت پنج‌ساله) after a final revocation, and screening against them (A15.n2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::identity::{CompanyId, NationalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

/// The length of a ban in Solar Hijri years.
pub const BAN_YEARS: u8 = 5;

const CITED: Citation = Citation::note(15, 2);

/// Five years in which no province accepts an application of its subjects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ban {
    id: Uuid,
    subjects: Vec<Subject>,
    revocation: Revocation,
    term: Term,
    state: BanState,
}

/// What has been decided about a ban; that it ended is seen from its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum BanState {
    /// It runs, or has run, for its five years.
    Imposed,
}

/// The final revocation that a ban follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Number and date of the ruling.
    pub ruling: ShortText,
    /// The day on which it became final.
    pub final_on: NaiveDate,
    /// The province whose board gave it.
    pub province: Province,
    /// The name of the agency.
    pub agency: Name,
    /// The number of the licence, as that licence wrote it.
    pub licence: Option<ShortText>,
}

/// Somebody whom a ban covers, or who is screened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// As what.
    pub role: SubjectRole,
    /// Who.
    pub party: Party,
}

/// A person or a company by its number. Personal data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "party")]
pub enum Party {
    /// A natural person.
    Person {
        /// The national code.
        national_code: NationalCode,
    },
    /// A company.
    Company {
        /// The national id of legal persons.
        company_id: CompanyId,
    },
}

impl Party {
    /// The text under which the party is looked for.
    pub fn key(&self) -> String {
        match self {
            Self::Person { national_code } => format!("person:{}", national_code.as_str()),
            Self::Company { company_id } => format!("company:{}", company_id.as_str()),
        }
    }
}

/// The role in which somebody is banned or screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectRole {
    /// The holder of a licence, or the applicant for one.
    Holder,
    /// مدیر فنی
    TechnicalManager,
    /// A director or shareholder, where policy extends bans to them.
    Director,
}

impl SubjectRole {
    const fn persian(self) -> &'static str {
        match self {
            Self::Holder => "متقاضی",
            Self::TechnicalManager => "مدیر فنی",
            Self::Director => "عضو هیئت مدیره یا سهام‌دار",
        }
    }
}

impl Ban {
    /// Records the ban that follows a revocation which became final outside this registry.
    pub fn import(
        id: Uuid,
        subjects: Vec<Subject>,
        revocation: Revocation,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if subjects.is_empty() {
            return Err(Refusal::rule(
                "ban-without-subject",
                CITED,
                "محرومیت باید دست‌کم یک شخص را در بر گیرد.",
                "A ban covers at least one person or company.",
            ));
        }
        if revocation.final_on > today {
            return Err(Refusal::rule(
                "revocation-not-final",
                CITED,
                "محرومیت تنها پس از قطعیت رأی ابطال آغاز می‌شود.",
                "A ban only follows a revocation that has become final.",
            ));
        }
        let term = Term::years(revocation.final_on, BAN_YEARS);
        let event = BanEvent::BanImported {
            ruling: revocation.ruling.clone(),
            province: revocation.province,
            agency: revocation.agency.clone(),
            from: term.from,
            until_exclusive: term.until_exclusive,
            subjects: subjects.iter().map(|subject| subject.role).collect(),
        };
        let ban = Self {
            id,
            subjects,
            revocation,
            term,
            state: BanState::Imposed,
        };
        Ok(Changed::new(ban, event))
    }

    /// Whether it runs on that day.
    pub fn runs(&self, date: NaiveDate) -> bool {
        self.state == BanState::Imposed && self.term.contains(date)
    }

    /// Its five years.
    pub fn term(&self) -> Term {
        self.term
    }

    /// Whom it covers.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The revocation it follows.
    pub fn revocation(&self) -> &Revocation {
        &self.revocation
    }

    /// Whether it covers this party, in whatever role.
    pub fn covers(&self, party: &Party) -> bool {
        self.subjects.iter().any(|subject| subject.party == *party)
    }
}

/// The result of looking for bans on everybody who stands behind an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screening {
    screened_on: NaiveDate,
    hits: Vec<BanHit>,
}

/// A ban that runs against somebody who was screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanHit {
    /// The ban.
    pub ban_id: Uuid,
    /// The first day on which an application is accepted again.
    pub until_exclusive: NaiveDate,
    /// As what the banned party stands behind the application.
    pub role: SubjectRole,
}

impl Screening {
    /// Looks for bans that run on a day against any of the subjects, in any province (A15.n2).
    pub fn of(subjects: &[Subject], bans: &[Ban], date: NaiveDate) -> Self {
        let hits = bans
            .iter()
            .filter(|ban| ban.runs(date))
            .flat_map(|ban| {
                subjects
                    .iter()
                    .filter(|subject| ban.covers(&subject.party))
                    .map(|subject| BanHit {
                        ban_id: ban.id,
                        until_exclusive: ban.term.until_exclusive,
                        role: subject.role,
                    })
            })
            .collect();
        Self {
            screened_on: date,
            hits,
        }
    }

    /// The day of screening.
    pub fn screened_on(&self) -> NaiveDate {
        self.screened_on
    }

    /// The bans found.
    pub fn hits(&self) -> &[BanHit] {
        &self.hits
    }

    /// Refuses if there is a hit, naming the ban that runs longest and its end.
    pub fn clear(&self) -> Result<(), Refusal> {
        let Some(hit) = self.hits.iter().max_by_key(|hit| hit.until_exclusive) else {
            return Ok(());
        };
        let BanHit {
            ban_id,
            until_exclusive,
            role,
        } = hit;
        Err(Refusal::rule(
            "banned",
            CITED,
            format!(
                "{} تا پیش از {} محروم است (محرومیت {ban_id})؛ از آن روز درخواست پذیرفته می‌شود.",
                role.persian(),
                SolarHijri::of(*until_exclusive).persian()
            ),
            format!(
                "Ban {ban_id} runs until {until_exclusive}; applications are accepted from that day."
            ),
        ))
    }
}

impl Aggregate for Ban {
    type Event = PlacementEvent;

    const NOUN: &'static str = "ban";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            BanState::Imposed => "imposed",
        }
    }
}

/// What happens to a ban. It names no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum BanEvent {
    /// A ban that arose outside this registry was recorded.
    BanImported {
        /// The ruling of revocation.
        ruling: ShortText,
        /// The province whose board gave it.
        province: Province,
        /// The name of the agency.
        agency: Name,
        /// The first day of the ban.
        from: NaiveDate,
        /// The first day without it.
        until_exclusive: NaiveDate,
        /// In which roles it covers somebody.
        subjects: Vec<SubjectRole>,
    },
}

impl Event for BanEvent {
    fn name(&self) -> &'static str {
        "ban-imported"
    }

    fn citation(&self) -> Citation {
        CITED
    }
}

#[cfg(test)]
mod tests;
