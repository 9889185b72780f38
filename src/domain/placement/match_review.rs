//! Somebody looked at a match with the list of bans and found that it is not the same person.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ban::{Ban, Party, Screened, ScreenedFile, SubjectRole};
use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;

const CITED: Citation = Citation::note(15, 2);

/// A finding that somebody behind one file is not the one whom a ban covers. It is remembered for
/// every later screening of that file and of the licence that answers it, and for no other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchReview {
    id: Uuid,
    ban: Uuid,
    role: SubjectRole,
    party: Party,
    file: ScreenedFile,
    province: Province,
    reason: LongText,
    by: Uuid,
    found_on: NaiveDate,
    state: ReviewState,
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

impl ReviewState {
    /// The Persian words.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::NotTheSamePerson => "شخص دیگری است",
            Self::Withdrawn { .. } => "پس‌گرفته‌شده",
        }
    }
}

/// What somebody found about a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In which role the other person stands behind the file.
    pub role: SubjectRole,
    /// Why it is not the same person.
    pub reason: LongText,
    /// The account that found it.
    pub by: Uuid,
}

impl MatchReview {
    /// Finds that whoever stands behind a file in a role is not the one whom a running ban covers.
    pub fn not_the_same_person(
        id: Uuid,
        ban: &Ban,
        screened: &Screened,
        found: Difference,
        earlier: &[Self],
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Difference { role, reason, by } = found;
        let matching = |party: &&Party| ban.runs(today) && ban.covers(party);
        let Some(party) = screened.party(role).filter(matching).cloned() else {
            return Err(Refusal::rule(
                "no-match",
                CITED,
                "میان این شخص و این محرومیت تطابقی یافت نشده است.",
                "There is no match between this party and this ban.",
            ));
        };
        if earlier
            .iter()
            .any(|it| it.clears(ban.id(), &party, screened))
        {
            return Err(Refusal::rule(
                "match-reviewed-already",
                CITED,
                "این تطابق پیش‌تر بررسی و کنار گذاشته شده است.",
                "This match has already been found to be another person.",
            ));
        }
        let file = screened.file();
        let event = MatchReviewEvent::NotTheSamePerson {
            ban: ban.id(),
            file,
            reason: reason.clone(),
            by,
        };
        let review = Self {
            id,
            ban: ban.id(),
            role,
            party,
            file,
            province: screened.province(),
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

    /// Whether it takes a match of this party out of the screening of a file.
    pub(super) fn clears(&self, ban: Uuid, party: &Party, screened: &Screened) -> bool {
        self.state == ReviewState::NotTheSamePerson
            && self.ban == ban
            && screened.files().contains(&self.file.id())
            && self.party == *party
    }

    /// The ban.
    pub fn ban(&self) -> Uuid {
        self.ban
    }

    /// The role in which the party stands behind the file.
    pub fn role(&self) -> SubjectRole {
        self.role
    }

    /// The party. Personal data.
    pub fn party(&self) -> &Party {
        &self.party
    }

    /// What was screened.
    pub fn file(&self) -> ScreenedFile {
        self.file
    }

    /// The province of that file.
    pub fn province(&self) -> Province {
        self.province
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
