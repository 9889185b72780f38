//! Why something is not accepted: a value that is not what it claims, or an act the law forbids.

use super::citation::Citation;

/// A value that cannot be read as what it claims to be, said in both languages of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct Invalid {
    /// A stable name for the reason, in kebab case.
    pub code: &'static str,
    /// The reason in Persian; it never repeats the value.
    pub fa: &'static str,
    /// The reason in English; it never repeats the value.
    pub en: &'static str,
}

/// An act that the law, a policy or the state of the subject forbids.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{en} ({citation})")]
pub struct Refusal {
    /// Why in kind, which decides how doors answer.
    pub kind: RefusalKind,
    /// A stable name for the reason, in kebab case.
    pub code: &'static str,
    /// The rule that refuses.
    pub citation: Citation,
    /// The reason in Persian.
    pub fa: String,
    /// The reason in English.
    pub en: String,
}

/// The kinds of [`Refusal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The subject is in a state that does not allow the act; the acts that it does allow are named.
    State {
        /// The name of the current state.
        current: &'static str,
        /// The states that can follow the current one.
        allowed: &'static [&'static str],
    },
    /// The act breaks a rule whatever the state.
    Rule,
    /// The rule needs a directive of the central board, and none is in force on the date of the fact.
    DirectiveMissing,
}

impl Refusal {
    /// The act breaks a rule.
    pub fn rule(
        code: &'static str,
        citation: Citation,
        fa: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            kind: RefusalKind::Rule,
            code,
            citation,
            fa: fa.into(),
            en: en.into(),
        }
    }

    /// The state of the subject does not allow the act.
    pub fn state(
        current: &'static str,
        allowed: &'static [&'static str],
        citation: Citation,
    ) -> Self {
        let next = if allowed.is_empty() {
            "-".to_owned()
        } else {
            allowed.join(", ")
        };
        Self {
            kind: RefusalKind::State { current, allowed },
            code: "illegal-transition",
            citation,
            fa: format!(
                "این اقدام در وضعیت کنونی ({current}) ممکن نیست؛ وضعیت‌های بعدی مجاز: {next}."
            ),
            en: format!("The state {current} does not allow this; states that may follow: {next}."),
        }
    }

    /// No directive of this kind is in force.
    pub fn directive_missing(
        kind: &'static str,
        citation: Citation,
        fa: impl Into<String>,
    ) -> Self {
        Self {
            kind: RefusalKind::DirectiveMissing,
            code: "directive-missing",
            citation,
            fa: fa.into(),
            en: format!("No directive of the kind {kind} is in force on this date."),
        }
    }
}
