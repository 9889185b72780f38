//! What an application asks for.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::article8::Criterion;

/// What an application asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "asks_for", rename_all = "snake_case")]
pub enum ApplicationKind {
    /// A first licence.
    New,
    /// تمدید: another term of a licence (A5.3, A10).
    Renewal {
        /// The licence.
        licence: Uuid,
    },
    /// انتقال: a licence of the transferee in the place of the one that is handed over (A7.n4).
    Transfer {
        /// The licence that is handed over.
        licence: Uuid,
    },
    /// تغییر مدیر فنی: another technical manager of a company (A9.n2).
    ManagerChange {
        /// The licence of the company.
        licence: Uuid,
    },
}

impl ApplicationKind {
    /// The licence that it is about, unless it asks for a first one.
    pub const fn licence(self) -> Option<Uuid> {
        match self {
            Self::New => None,
            Self::Renewal { licence }
            | Self::Transfer { licence }
            | Self::ManagerChange { licence } => Some(licence),
        }
    }

    /// The name in snake case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Renewal { .. } => "renewal",
            Self::Transfer { .. } => "transfer",
            Self::ManagerChange { .. } => "manager_change",
        }
    }

    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::New => "صدور مجوز",
            Self::Renewal { .. } => "تمدید مجوز",
            Self::Transfer { .. } => "انتقال مجوز",
            Self::ManagerChange { .. } => "تغییر مدیر فنی",
        }
    }

    /// Whether a provincial board decides: on every renewal (A5.3), on the competence of who opens
    /// or takes over a foreign or maritime agency (A5.1), never on a technical manager.
    pub const fn needs_board(self, agency: AgencyKind) -> bool {
        match self {
            Self::Renewal { .. } => true,
            Self::New | Self::Transfer { .. } => agency.needs_board(),
            Self::ManagerChange { .. } => false,
        }
    }

    /// Whether a condition of article 8 is looked at: all of them but for a technical manager, on
    /// whom those about the person are tested.
    pub const fn looks_at(self, criterion: Criterion) -> bool {
        match self {
            Self::New | Self::Renewal { .. } | Self::Transfer { .. } => true,
            Self::ManagerChange { .. } => {
                !matches!(criterion, Criterion::Enamad | Criterion::Guarantee)
            }
        }
    }
}
