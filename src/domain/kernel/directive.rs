//! Directives (دستورالعمل): what the law lets a central board decide, as dated, numbered versions.
//!
//! A rule that needs a directive asks the [`DirectiveBook`] for the version in force on the date of
//! the fact and is refused where there is none: no default is ever invented.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::citation::Citation;
use super::refusal::Refusal;
use super::text::{LongText, ShortText};

/// The matters that a regime's directives settle.
pub trait DirectiveMatter: Copy + Eq {
    /// Its name in snake case.
    fn code(self) -> &'static str;

    /// Its Persian name.
    fn persian(self) -> &'static str;

    /// The rule that calls for it.
    fn citation(self) -> Citation;
}

/// What a directive lays down in a form that rules can read.
pub trait DirectiveTerms {
    /// The matters of the regime.
    type Matter: DirectiveMatter;

    /// The matter of these terms.
    fn matter(&self) -> Self::Matter;
}

/// A directive: its text, what rules read of it, and whether and when it binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive<T> {
    pub(in crate::domain) id: Uuid,
    pub(in crate::domain) version: u32,
    pub(in crate::domain) title: ShortText,
    pub(in crate::domain) body: LongText,
    pub(in crate::domain) terms: T,
    pub(in crate::domain) drafted_on: NaiveDate,
    pub(in crate::domain) state: DirectiveState,
}

/// What has been decided about a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum DirectiveState {
    /// پیش‌نویس: proposed, binds nobody.
    Draft,
    /// مصوب: binds from its effective date, for ever or to a date of its own.
    Approved(Approval),
    /// جایگزین‌شده: bound until its successor's first day.
    Superseded {
        /// How it was approved.
        approval: Approval,
        /// The directive that replaces it.
        by: Uuid,
        /// The first day on which it no longer binds.
        until: NaiveDate,
    },
    /// ابطال‌شده: bound until the day of annulment.
    Annulled {
        /// How it was approved.
        approval: Approval,
        /// The order that annuls it.
        order: ShortText,
        /// The first day on which it no longer binds.
        until: NaiveDate,
    },
}

/// The approval of a directive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Where it was approved.
    pub source: ApprovalSource,
    /// The number under which it was communicated.
    pub number: ShortText,
    /// The day of approval.
    pub approved_on: NaiveDate,
    /// The first day on which it binds.
    pub effective_from: NaiveDate,
    /// The first day on which it no longer binds, if it sets one itself.
    pub effective_to: Option<NaiveDate>,
}

/// Where a directive was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "in")]
pub enum ApprovalSource {
    /// A session held in this registry.
    Session {
        /// The session.
        id: Uuid,
    },
    /// A session held before or outside this registry, recorded from its minutes.
    Minutes {
        /// Number and date of the minutes.
        reference: ShortText,
    },
}

impl<T: DirectiveTerms> Directive<T> {
    /// Its identity.
    pub fn directive_id(&self) -> Uuid {
        self.id
    }

    /// The matter it settles.
    pub fn matter(&self) -> T::Matter {
        self.terms.matter()
    }

    /// Its number among the directives on this matter, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Its title.
    pub fn title(&self) -> &ShortText {
        &self.title
    }

    /// Its text.
    pub fn body(&self) -> &LongText {
        &self.body
    }

    /// What rules read of it.
    pub fn terms(&self) -> &T {
        &self.terms
    }

    /// What has been decided about it.
    pub fn directive_state(&self) -> &DirectiveState {
        &self.state
    }

    /// Its approval, unless it is a draft.
    pub fn approval(&self) -> Option<&Approval> {
        match &self.state {
            DirectiveState::Draft => None,
            DirectiveState::Approved(approval)
            | DirectiveState::Superseded { approval, .. }
            | DirectiveState::Annulled { approval, .. } => Some(approval),
        }
    }

    /// Whether it bound on that day. What ended later still bound facts before its end.
    pub fn in_force(&self, date_of_fact: NaiveDate) -> bool {
        let Some(approval) = self.approval() else {
            return false;
        };
        let ended = match &self.state {
            DirectiveState::Superseded { until, .. } | DirectiveState::Annulled { until, .. } => {
                date_of_fact >= *until
            }
            DirectiveState::Draft | DirectiveState::Approved(_) => false,
        };
        date_of_fact >= approval.effective_from
            && approval.effective_to.is_none_or(|to| date_of_fact < to)
            && !ended
    }
}

/// The directives of one regime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveBook<T> {
    directives: Vec<Directive<T>>,
}

impl<T> Default for DirectiveBook<T> {
    fn default() -> Self {
        Self {
            directives: Vec::new(),
        }
    }
}

impl<T: DirectiveTerms> DirectiveBook<T> {
    /// The book of these directives.
    pub fn new(directives: Vec<Directive<T>>) -> Self {
        Self { directives }
    }

    /// The directive on this matter that bound on the date of the fact; the latest version if the
    /// terms of two overlap.
    pub fn in_force(
        &self,
        matter: T::Matter,
        date_of_fact: NaiveDate,
    ) -> Result<&Directive<T>, Refusal> {
        self.directives
            .iter()
            .filter(|directive| directive.matter() == matter && directive.in_force(date_of_fact))
            .max_by_key(|directive| directive.version)
            .ok_or_else(|| {
                Refusal::directive_missing(
                    matter.code(),
                    matter.citation(),
                    format!(
                        "در این تاریخ دستورالعمل مصوب هیئت مرکزی درباره «{}» جاری نیست.",
                        matter.persian()
                    ),
                )
            })
    }

    /// All directives, as given.
    pub fn all(&self) -> &[Directive<T>] {
        &self.directives
    }
}
