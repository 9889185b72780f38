//! What is wrong or remarkable on a line.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Column;
use crate::domain::kernel::refusal::{Invalid, Refusal};

/// Something that a line is to be corrected for, or that somebody should know. It never repeats what
/// was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The number of the line in the file, from 1.
    pub line: u64,
    /// The column, if it is about one.
    pub column: Option<Column>,
    /// How grave it is.
    pub severity: Severity,
    /// A stable name for the reason, in kebab case.
    pub code: Cow<'static, str>,
    /// The reason in Persian.
    pub fa: Cow<'static, str>,
    /// The reason in English.
    pub en: Cow<'static, str>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// خطا: nothing of the file is taken over.
    Error,
    /// هشدار: the line is taken over as the finding says.
    Warning,
}

impl Severity {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Error, Self::Warning];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Error => "خطا",
            Self::Warning => "هشدار",
        }
    }
}

impl Finding {
    /// Something that keeps the file from being taken over.
    pub fn error(line: u64, column: impl Into<Option<Column>>, reason: Invalid) -> Self {
        Self::of(line, column.into(), Severity::Error, reason)
    }

    /// Something that somebody should know.
    pub fn warning(line: u64, column: impl Into<Option<Column>>, reason: Invalid) -> Self {
        Self::of(line, column.into(), Severity::Warning, reason)
    }

    /// The law forbids what the line asks for.
    pub fn refused(line: u64, column: impl Into<Option<Column>>, refusal: Refusal) -> Self {
        Self {
            line,
            column: column.into(),
            severity: Severity::Error,
            code: refusal.code.into(),
            fa: refusal.fa.into(),
            en: refusal.en.into(),
        }
    }

    fn of(line: u64, column: Option<Column>, severity: Severity, reason: Invalid) -> Self {
        Self {
            line,
            column,
            severity,
            code: reason.code.into(),
            fa: reason.fa.into(),
            en: reason.en.into(),
        }
    }
}
