//! The search for bans against everybody who stands behind a file (A15.n2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::reach::is_screened;
use super::{Ban, CITED, Party, Purpose, Subject, SubjectRole, Undertaking};
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::application::{Application, ApplicationKind};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::match_review::MatchReview;
use crate::domain::placement::policies::Policies;

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
        Self::found(subjects, bans, date, |ban, _| ban.runs(date))
    }

    /// Looks for bans that bar what a file asks for on a day, and leaves out those of which somebody
    /// found that they concern another person.
    pub fn of_file(
        screened: &Screened,
        bans: &[Ban],
        reviews: &[MatchReview],
        policies: &Policies<'_>,
        date: NaiveDate,
    ) -> Self {
        let counts = |ban: &Ban, subject: &Subject| {
            let another = |it: &MatchReview| it.clears(ban.id(), &subject.party, screened);
            ban.bars(screened.undertaking, policies, date)
                && is_screened(subject.role, policies)
                && !reviews.iter().any(another)
        };
        Self::found(&screened.subjects, bans, date, counts)
    }

    fn found(
        subjects: &[Subject],
        bans: &[Ban],
        date: NaiveDate,
        counts: impl Fn(&Ban, &Subject) -> bool,
    ) -> Self {
        let counts = &counts;
        let hits = bans.iter().flat_map(|ban| {
            subjects
                .iter()
                .filter(move |subject| ban.covers(&subject.party) && counts(ban, subject))
                .map(|subject| BanHit {
                    ban_id: ban.id(),
                    until_exclusive: ban.term().until_exclusive,
                    role: subject.role,
                })
        });
        Self {
            screened_on: date,
            hits: hits.collect(),
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

    /// Refuses the same way, and a search of another day too: bans are looked for on the very day.
    pub fn clear_on(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.screened_on == today {
            return self.clear();
        }
        Err(Refusal::rule(
            "screening-outdated",
            CITED,
            "فهرست محرومان باید در همان روز بررسی شود.",
            "The ban list has to be searched on the same day.",
        ))
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

/// A file that was screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "file")]
pub enum ScreenedFile {
    /// An application.
    Application {
        /// Which.
        id: Uuid,
    },
    /// A licence.
    Licence {
        /// Which.
        id: Uuid,
    },
}

impl ScreenedFile {
    /// Which one.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Application { id } | Self::Licence { id } => id,
        }
    }
}

/// A file with everybody who stands behind it and what they want.
#[derive(Clone, Debug)]
pub struct Screened {
    file: ScreenedFile,
    // What was found about the application holds for the licence that answers it.
    application: Uuid,
    subjects: Vec<Subject>,
    undertaking: Undertaking,
}

impl Screened {
    /// An application, with everybody who would come to stand behind a licence by it. A company that
    /// changes its technical manager stands there already.
    pub fn application(application: &Application) -> Self {
        let id = application.id();
        let mut subjects = application.subjects();
        if matches!(application.kind(), ApplicationKind::ManagerChange { .. }) {
            subjects.retain(|subject| subject.role == SubjectRole::TechnicalManager);
        }
        Self {
            file: ScreenedFile::Application { id },
            application: id,
            subjects,
            undertaking: Undertaking {
                purpose: match application.kind() {
                    ApplicationKind::Renewal { .. } => Purpose::Renewal,
                    _ => Purpose::Entry,
                },
                kind: application.profile().kind,
                province: application.province(),
            },
        }
    }

    /// A licence, whose parties would go on with it.
    pub fn licence(licence: &Licence) -> Self {
        let grant = licence.grant();
        Self {
            file: ScreenedFile::Licence { id: licence.id() },
            application: grant.application,
            subjects: licence.subjects(),
            undertaking: Undertaking {
                purpose: Purpose::Renewal,
                kind: grant.kind,
                province: licence.province(),
            },
        }
    }

    /// A licence whose parties want to hand it over (A7.n4). A ban bars that whether they could renew
    /// it or not.
    pub fn handing_over(licence: &Licence) -> Self {
        let renewal = Self::licence(licence);
        Self {
            undertaking: Undertaking {
                purpose: Purpose::HandingOver,
                ..renewal.undertaking
            },
            ..renewal
        }
    }

    /// The file.
    pub fn file(&self) -> ScreenedFile {
        self.file
    }

    /// The files whose findings hold for it: itself, and the application that a licence answers.
    pub fn files(&self) -> [Uuid; 2] {
        [self.file.id(), self.application]
    }

    /// Everybody behind it. Personal data.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// Who stands behind it in a role.
    pub fn party(&self, role: SubjectRole) -> Option<&Party> {
        let mut subjects = self.subjects.iter();
        subjects
            .find(|subject| subject.role == role)
            .map(|subject| &subject.party)
    }

    /// The province of the file, whose office looks at its matches.
    pub fn province(&self) -> Province {
        self.undertaking.province
    }
}
