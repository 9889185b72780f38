//! Somebody looked at a match with the list of bans and found that it is not the same person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ban::{Ban, Party, Screening, Subject};
use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;

const CITED: Citation = Citation::note(15, 2);

/// A finding that somebody behind one file is not the one whom a ban covers. It is remembered for
/// every later screening of that file, and for no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchReview {
    id: Uuid,
    ban: Uuid,
    party: Party,
    file: ScreenedFile,
    reason: LongText,
    by: Uuid,
    found_on: NaiveDate,
    state: ReviewState,
}

/// What was screened.
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

/// Whether the finding holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ReviewState {
    /// It holds.
    NotTheSamePerson,
    /// It was wrong: the match counts again.
    Withdrawn {
        /// Why.
        reason: LongText,
        /// The day.
        on: NaiveDate,
    },
}

impl MatchReview {
    /// Finds that a party behind a file is not the one whom the ban covers.
    pub fn not_the_same_person(
        id: Uuid,
        ban: &Ban,
        party: Party,
        file: ScreenedFile,
        reason: LongText,
        by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !ban.covers(&party) {
            return Err(Refusal::rule(
                "no-match",
                CITED,
                "میان این شخص و این محرومیت تطابقی یافت نشده است.",
                "There is no match between this party and this ban.",
            ));
        }
        let event = MatchReviewEvent::NotTheSamePerson {
            ban: ban.id(),
            file,
            reason: reason.clone(),
            by,
        };
        let review = Self {
            id,
            ban: ban.id(),
            party,
            file,
            reason,
            by,
            found_on: today,
            state: ReviewState::NotTheSamePerson,
        };
        Ok(Changed::new(review, event))
    }

    /// Withdraws the finding, with the reason.
    pub fn withdraw(
        mut self,
        reason: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != ReviewState::NotTheSamePerson {
            return Err(Refusal::state(self.state(), &[], CITED));
        }
        let event = MatchReviewEvent::MatchReviewWithdrawn {
            ban: self.ban,
            file: self.file,
            reason: reason.clone(),
        };
        self.state = ReviewState::Withdrawn { reason, on: today };
        Ok(Changed::new(self, event))
    }

    fn clears(&self, ban: &Ban, subject: &Subject, file: ScreenedFile) -> bool {
        self.state == ReviewState::NotTheSamePerson
            && self.ban == ban.id()
            && self.file == file
            && self.party == subject.party
    }

    /// The ban.
    pub fn ban(&self) -> Uuid {
        self.ban
    }

    /// The party. Personal data.
    pub fn party(&self) -> &Party {
        &self.party
    }

    /// What was screened.
    pub fn file(&self) -> ScreenedFile {
        self.file
    }

    /// Why it is not the same person.
    pub fn reason(&self) -> &LongText {
        &self.reason
    }

    /// The account that found it.
    pub fn by(&self) -> Uuid {
        self.by
    }

    /// The day.
    pub fn found_on(&self) -> NaiveDate {
        self.found_on
    }

    /// Whether it holds.
    pub fn review_state(&self) -> &ReviewState {
        &self.state
    }
}

impl Screening {
    /// Looks for bans as [`Screening::of`] does, and leaves out what somebody found not to be the
    /// same person in this very file.
    pub fn reviewed(
        subjects: &[Subject],
        bans: &[Ban],
        reviews: &[MatchReview],
        file: ScreenedFile,
        date: NaiveDate,
    ) -> Self {
        Self::found(subjects, bans, date, |ban, subject| {
            reviews.iter().any(|it| it.clears(ban, subject, file))
        })
    }
}

impl Aggregate for MatchReview {
    type Event = PlacementEvent;

    const NOUN: &'static str = "match_review";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            ReviewState::NotTheSamePerson => "not_the_same_person",
            ReviewState::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// What happens to a review. It names no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum MatchReviewEvent {
    /// It is not the same person.
    NotTheSamePerson {
        /// The ban.
        ban: Uuid,
        /// What was screened.
        file: ScreenedFile,
        /// Why.
        reason: LongText,
        /// The account.
        by: Uuid,
    },
    /// That finding was withdrawn.
    MatchReviewWithdrawn {
        /// The ban.
        ban: Uuid,
        /// What was screened.
        file: ScreenedFile,
        /// Why.
        reason: LongText,
    },
}

impl Event for MatchReviewEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::NotTheSamePerson { .. } => "match-cleared",
            Self::MatchReviewWithdrawn { .. } => "match-review-withdrawn",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}
