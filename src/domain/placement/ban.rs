//! Bans (محرومیت پنج‌ساله) after a final revocation, and screening against them (A15.n2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use super::ruling::FinalRevocation;
use crate::domain::kernel::calendar::{SolarHijri, Term};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::identity::{CompanyId, NationalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum BanState {
    /// It runs, or has run, for its five years.
    Imposed,
    /// Its five years are over, and that is written down.
    Ended,
    /// ابطال‌شده by the order of a court; nobody else shortens a ban.
    Annulled(Annulment),
}

/// Why a ban holds no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulment {
    /// Number and date of the order of the court or the Administrative Justice Court.
    pub order: ShortText,
    /// The reason.
    pub reason: LongText,
    /// The first day without the ban.
    pub on: NaiveDate,
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
            return Err(not_final());
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

    /// Imposes the ban that follows a final revocation in this registry, from finality or, by
    /// policy `ban.start`, from the notice to the provinces. Nothing else gives rise to one.
    pub(super) fn follow(
        id: Uuid,
        proof: FinalRevocation<'_>,
        subjects: Vec<Subject>,
        policies: &Policies<'_>,
        noticed_on: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let ruling = proof.ruling();
        let covered = |role| subjects.iter().any(|subject| subject.role == role);
        let company = subjects.iter().any(|subject| {
            subject.role == SubjectRole::Holder && matches!(subject.party, Party::Company { .. })
        });
        if !covered(SubjectRole::Holder) || (company && !covered(SubjectRole::TechnicalManager)) {
            return Err(Refusal::rule(
                "ban-without-subject",
                CITED,
                "محرومیت دارنده مجوز و مدیر فنی زمان وقوع را در بر می‌گیرد.",
                "A ban covers the holder, and a company's technical manager at the time of the facts.",
            ));
        }
        let mut subjects = subjects;
        if !policies.is(PolicyKey::BanSubjects, "and_directors") {
            subjects.retain(|subject| subject.role != SubjectRole::Director);
        }
        let from = if policies.is(PolicyKey::BanStart, "notice") {
            noticed_on
        } else {
            proof.final_on()
        };
        let term = Term::years(from, BAN_YEARS);
        let number = ruling.number().and_then(|it| it.as_str().parse().ok());
        let Some(number) = number else {
            return Err(not_final());
        };
        let respondent = ruling.respondent();
        let revocation = Revocation {
            ruling: number,
            final_on: proof.final_on(),
            province: respondent.province,
            agency: respondent.agency.clone(),
            licence: respondent.number.to_string().parse().ok(),
        };
        let event = BanEvent::BanImposed {
            ruling: ruling.id(),
            licence: respondent.licence,
            province: respondent.province,
            agency: respondent.agency.clone(),
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

    /// Writes down that its five years are over.
    pub fn end(mut self, today: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != BanState::Imposed {
            return Err(self.illegal());
        }
        if today < self.term.until_exclusive {
            return Err(Refusal::rule(
                "ban-runs",
                CITED,
                "محرومیت پنج‌ساله پیش از پایان آن کوتاه نمی‌شود.",
                format!(
                    "The ban runs until {} and is never shortened.",
                    self.term.until_exclusive
                ),
            ));
        }
        self.state = BanState::Ended;
        let event = BanEvent::BanEnded {
            on: self.term.until_exclusive,
        };
        Ok(Changed::new(self, event))
    }

    /// Annuls it by the order of a court, from a day on; its history stays.
    pub fn annul(
        mut self,
        annulment: Annulment,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != BanState::Imposed {
            return Err(self.illegal());
        }
        if annulment.on > today {
            return Err(Refusal::rule(
                "annulment-in-the-future",
                CITED,
                "ابطال محرومیت از تاریخی پس از امروز ثبت نمی‌شود.",
                "An annulment is recorded when it has taken effect.",
            ));
        }
        let event = BanEvent::BanAnnulled {
            order: annulment.order.clone(),
            reason: annulment.reason.clone(),
            on: annulment.on,
        };
        self.state = BanState::Annulled(annulment);
        Ok(Changed::new(self, event))
    }

    /// Whether it runs on that day.
    pub fn runs(&self, date: NaiveDate) -> bool {
        let annulled = matches!(&self.state, BanState::Annulled(it) if it.on <= date);
        self.term.contains(date) && !annulled
    }

    /// What has been decided about it.
    pub fn ban_state(&self) -> &BanState {
        &self.state
    }

    fn illegal(&self) -> Refusal {
        let next: &'static [&'static str] = match self.state {
            BanState::Imposed => &["ended", "annulled"],
            BanState::Ended | BanState::Annulled(_) => &[],
        };
        Refusal::state(self.state(), next, CITED)
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

fn not_final() -> Refusal {
    Refusal::rule(
        "revocation-not-final",
        CITED,
        "محرومیت تنها پس از قطعیت رأی ابطال آغاز می‌شود.",
        "A ban only follows a revocation that has become final.",
    )
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
        Self::found(subjects, bans, date, |_, _| false)
    }

    /// The same search without the matches that `cleared` takes out.
    pub(super) fn found(
        subjects: &[Subject],
        bans: &[Ban],
        date: NaiveDate,
        cleared: impl Fn(&Ban, &Subject) -> bool,
    ) -> Self {
        let cleared = &cleared;
        let hits = bans
            .iter()
            .filter(|ban| ban.runs(date))
            .flat_map(|ban| {
                subjects
                    .iter()
                    .filter(|subject| ban.covers(&subject.party) && !cleared(ban, subject))
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
            BanState::Ended => "ended",
            BanState::Annulled(_) => "annulled",
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
    /// A revocation became final and the ban began.
    BanImposed {
        /// The ruling of revocation.
        ruling: Uuid,
        /// The licence.
        licence: Uuid,
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
    /// Its five years were over.
    BanEnded {
        /// The first day without it.
        on: NaiveDate,
    },
    /// The order of a court annulled it.
    BanAnnulled {
        /// The order.
        order: ShortText,
        /// The reason.
        reason: LongText,
        /// The first day without it.
        on: NaiveDate,
    },
}

impl Event for BanEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::BanImported { .. } => "ban-imported",
            Self::BanImposed { .. } => "ban-imposed",
            Self::BanEnded { .. } => "ban-ended",
            Self::BanAnnulled { .. } => "ban-annulled",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}

#[cfg(test)]
mod tests;
