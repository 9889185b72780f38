//! Bans (محرومیت پنج‌ساله) after a final revocation, and screening against them (A15.n2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::event::PlacementEvent;
use super::policies::{Policies, PolicyKey};
use super::ruling::FinalRevocation;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod event;
mod reach;
mod screening;
mod subject;

pub use event::BanEvent;
pub use reach::{Purpose, Undertaking};
pub use screening::{BanHit, Screened, ScreenedFile, Screening};
pub use subject::{Party, Subject, SubjectRole};

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
    recorded_on: NaiveDate,
    state: BanState,
}

/// How a ban stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BanStanding {
    /// جاری
    Running,
    /// پایان‌یافته: its five years are over, written down or not.
    Ended,
    /// ابطال‌شده by the order of a court.
    Annulled,
}

impl BanStanding {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Running => "جاری",
            Self::Ended => "پایان‌یافته",
            Self::Annulled => "ابطال‌شده",
        }
    }
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
    /// Whom it placed where, if that is known; a ban after an unknown kind bars every kind.
    #[serde(default)]
    pub kind: Option<AgencyKind>,
    /// The number of the licence, as that licence wrote it.
    pub licence: Option<ShortText>,
}

impl Ban {
    /// Records the ban that follows a revocation which became final outside this registry, with the
    /// policies of the day of its finality.
    pub fn import(
        id: Uuid,
        subjects: Vec<Subject>,
        revocation: Revocation,
        policies: &Policies<'_>,
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
        let director = |subject: &Subject| subject.role == SubjectRole::Director;
        if subjects.iter().any(director) && !covers_directors(policies) {
            return Err(Refusal::rule(
                "ban-covers-no-directors",
                PolicyKey::BanSubjects.citation(),
                "به موجب رویه جاری، محرومیت تنها دارنده مجوز و مدیر فنی را در بر می‌گیرد.",
                "By the policy of that day, a ban covers the holder and the technical manager only.",
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
            recorded_on: today,
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
        // A company may have had no technical manager at the time of the facts.
        let holder = |subject: &Subject| subject.role == SubjectRole::Holder;
        if !subjects.iter().any(holder) {
            return Err(Refusal::rule(
                "ban-without-subject",
                CITED,
                "محرومیت دارنده مجوز و مدیر فنی زمان وقوع را در بر می‌گیرد.",
                "A ban covers the holder, and a company's technical manager at the time of the facts.",
            ));
        }
        let mut subjects = subjects;
        if !covers_directors(policies) {
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
            kind: Some(respondent.kind),
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
            recorded_on: noticed_on,
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
        if today >= self.term.until_exclusive {
            return Err(Refusal::rule(
                "ban-over",
                CITED,
                "مدت محرومیت پایان یافته است و چیزی برای ابطال نمانده است.",
                "The ban is over: there is nothing left to annul.",
            ));
        }
        if annulment.on > today {
            return Err(Refusal::rule(
                "annulment-in-the-future",
                CITED,
                "ابطال محرومیت از تاریخی پس از امروز ثبت نمی‌شود.",
                "An annulment is recorded when it has taken effect.",
            ));
        }
        if annulment.on < self.term.from {
            return Err(Refusal::rule(
                "annulment-before-the-ban",
                CITED,
                "ابطال محرومیت از تاریخی پیش از آغاز آن ثبت نمی‌شود.",
                "A ban is annulled from its first day at the earliest.",
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

    /// How it stands on that day, which is not before its first.
    pub fn standing(&self, date: NaiveDate) -> BanStanding {
        match &self.state {
            BanState::Annulled(annulment) if annulment.on <= date => BanStanding::Annulled,
            _ if date < self.term.until_exclusive => BanStanding::Running,
            _ => BanStanding::Ended,
        }
    }

    /// The day on which the registry wrote it down.
    pub fn recorded_on(&self) -> NaiveDate {
        self.recorded_on
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

fn covers_directors(policies: &Policies<'_>) -> bool {
    policies.is(PolicyKey::BanSubjects, "and_directors")
}

fn not_final() -> Refusal {
    Refusal::rule(
        "revocation-not-final",
        CITED,
        "محرومیت تنها پس از قطعیت رأی ابطال آغاز می‌شود.",
        "A ban only follows a revocation that has become final.",
    )
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

#[cfg(test)]
mod tests;
