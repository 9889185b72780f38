//! The introduction (معرفی) of a transferee by the manager of an agency (A7.n4).
//!
//! A transfer has two sides and wants both. The agency names to whom it goes, and may take that back
//! until the new licence is issued; the transferee answers with an application of their own. Neither
//! side can act for the other.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ban::{Party, SubjectRole};
use super::event::PlacementEvent;
use super::licence::Licence;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;

const CITED: Citation = Citation::note(7, 4);

/// That an agency introduced somebody to whom its licence goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    id: Uuid,
    licence: Uuid,
    province: Province,
    by: Uuid,
    transferee: Party,
    introduced_on: NaiveDate,
    state: IntroductionState,
}

/// What became of an introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum IntroductionState {
    /// The transferee has not applied yet.
    Open,
    /// The transferee has applied.
    Answered {
        /// The application, the last one if there were several.
        application: Uuid,
    },
    /// The agency took it back.
    Withdrawn {
        /// The day.
        on: NaiveDate,
    },
    /// The licence went to the transferee.
    CarriedOut {
        /// The application that was answered.
        application: Uuid,
        /// The licence of the transferee.
        licence: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

impl IntroductionState {
    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Open => "در انتظار درخواست انتقال‌گیرنده",
            Self::Answered { .. } => "درخواست انتقال‌گیرنده ثبت شده",
            Self::Withdrawn { .. } => "پس‌گرفته‌شده",
            Self::CarriedOut { .. } => "انتقال انجام شده",
        }
    }
}

type Outcomes = Result<Changed<Introduction, PlacementEvent>, Refusal>;

impl Introduction {
    /// Introduces a transferee. A licence that has ended goes to nobody, and one introduction stands
    /// at a time.
    pub fn make(
        id: Uuid,
        licence: &Licence,
        transferee: Party,
        earlier: Option<&Self>,
        by: Uuid,
        today: NaiveDate,
    ) -> Outcomes {
        let holds = licence
            .subjects()
            .into_iter()
            .any(|subject| subject.role == SubjectRole::Holder && subject.party == transferee);
        if holds {
            return Err(Refusal::rule(
                "transferee-holds-the-licence",
                CITED,
                "انتقال‌گیرنده نمی‌تواند همان دارنده مجوز باشد.",
                "The transferee is the holder of the licence already.",
            ));
        }
        if licence.standing(today).is_end() {
            return Err(super::licence::not_in_force(CITED));
        }
        if earlier.is_some() {
            return Err(Refusal::rule(
                "introduced-already",
                CITED,
                "برای این مجوز انتقال‌گیرنده دیگری معرفی شده است؛ نخست آن معرفی را پس بگیرید.",
                "Another introduction stands for this licence; it has to be withdrawn first.",
            ));
        }
        let introduction = Self {
            id,
            licence: licence.id(),
            province: licence.province(),
            by,
            transferee,
            introduced_on: today,
            state: IntroductionState::Open,
        };
        let event = IntroductionEvent::TransfereeIntroduced {
            licence: introduction.licence,
            by,
            on: today,
        };
        Ok(Changed::new(introduction, event))
    }

    /// Takes note of the application with which the transferee answers; a later one takes the place
    /// of one that came to nothing.
    pub fn answer(mut self, application: Uuid) -> Outcomes {
        self.require_standing()?;
        self.state = IntroductionState::Answered { application };
        let event = IntroductionEvent::IntroductionAnswered {
            licence: self.licence,
            application,
        };
        Ok(Changed::new(self, event))
    }

    /// Takes the introduction back, any time before the transfer.
    pub fn withdraw(mut self, today: NaiveDate) -> Outcomes {
        if !self.stands() {
            return Err(self.illegal());
        }
        self.state = IntroductionState::Withdrawn { on: today };
        let event = IntroductionEvent::IntroductionWithdrawn {
            licence: self.licence,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Closes it with the licence of the transferee.
    pub(super) fn carry_out(
        mut self,
        application: Uuid,
        licence: Uuid,
        today: NaiveDate,
    ) -> Outcomes {
        self.require_answered_by(application)?;
        self.state = IntroductionState::CarriedOut {
            application,
            licence,
            on: today,
        };
        let event = IntroductionEvent::TransferCarriedOut {
            from: self.licence,
            to: licence,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Refuses unless the agency still stands by it and this application answers it.
    pub(super) fn require_answered_by(&self, application: Uuid) -> Result<(), Refusal> {
        self.require_standing()?;
        match self.state {
            IntroductionState::Answered { application: by } if by == application => Ok(()),
            _ => Err(not_introduced()),
        }
    }

    /// Refuses once the agency has taken it back or the transfer is done.
    pub(super) fn require_standing(&self) -> Result<(), Refusal> {
        if self.stands() {
            return Ok(());
        }
        Err(not_introduced())
    }

    /// Whether the agency stands by it and the transfer is still to come.
    pub const fn stands(&self) -> bool {
        matches!(
            self.state,
            IntroductionState::Open | IntroductionState::Answered { .. }
        )
    }

    /// The licence that is handed over.
    pub const fn licence(&self) -> Uuid {
        self.licence
    }

    /// The province of that licence.
    pub const fn province(&self) -> Province {
        self.province
    }

    /// The account that introduced for the agency.
    pub const fn by(&self) -> Uuid {
        self.by
    }

    /// Who was introduced. Personal data.
    pub const fn transferee(&self) -> &Party {
        &self.transferee
    }

    /// The day of the introduction.
    pub const fn introduced_on(&self) -> NaiveDate {
        self.introduced_on
    }

    /// What became of it.
    pub const fn introduction_state(&self) -> &IntroductionState {
        &self.state
    }

    /// The application that answers it, if there is one.
    pub const fn application(&self) -> Option<Uuid> {
        match self.state {
            IntroductionState::Answered { application }
            | IntroductionState::CarriedOut { application, .. } => Some(application),
            IntroductionState::Open | IntroductionState::Withdrawn { .. } => None,
        }
    }

    fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), &[], CITED)
    }
}

/// The refusal of a transfer without the agency's introduction: that would be the violation of A15.8.
pub fn not_introduced() -> Refusal {
    Refusal::rule(
        "transferee-not-introduced",
        CITED,
        "انتقال‌گیرنده باید از سوی مدیر دفتر کاریابی معرفی شده باشد و معرفی پابرجا باشد؛ واگذاری مدیریت به غیر بدون این مسیر، تخلف موضوع بند ۸ ماده ۱۵ است.",
        "The transferee has to be introduced by the manager of the agency, who still stands by it; handing over the management in any other way is the violation of A15.8.",
    )
}

impl Aggregate for Introduction {
    type Event = PlacementEvent;

    const NOUN: &'static str = "introduction";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            IntroductionState::Open => "open",
            IntroductionState::Answered { .. } => "answered",
            IntroductionState::Withdrawn { .. } => "withdrawn",
            IntroductionState::CarriedOut { .. } => "carried_out",
        }
    }
}

/// What happens to an introduction. Payloads name people by reference only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum IntroductionEvent {
    /// An agency introduced a transferee.
    TransfereeIntroduced {
        /// The licence that is handed over.
        licence: Uuid,
        /// The account that introduced.
        by: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// The transferee applied.
    IntroductionAnswered {
        /// The licence that is handed over.
        licence: Uuid,
        /// The application.
        application: Uuid,
    },
    /// The agency took it back.
    IntroductionWithdrawn {
        /// The licence that stays.
        licence: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// The licence went to the transferee.
    TransferCarriedOut {
        /// The licence that was handed over.
        from: Uuid,
        /// The licence in its place.
        to: Uuid,
        /// The day.
        on: NaiveDate,
    },
}

impl Event for IntroductionEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::TransfereeIntroduced { .. } => "transferee-introduced",
            Self::IntroductionAnswered { .. } => "introduction-answered",
            Self::IntroductionWithdrawn { .. } => "introduction-withdrawn",
            Self::TransferCarriedOut { .. } => "transfer-carried-out",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}
