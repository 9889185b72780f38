//! Where an appeal stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Citation, LegalBasis, LongText, Penalty, Refusal, Service};
use crate::domain::kernel::board::Tally;
use crate::domain::placement::boards::Seat;
use crate::domain::placement::policies::PolicyKey;

/// Where an appeal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum AppealState {
    /// ثبت‌شده: admissibility is to be looked at.
    Filed,
    /// غیرقابل استماع
    Inadmissible {
        /// Why in kind.
        ground: Ground,
        /// The reasons.
        reasons: LongText,
        /// The day.
        on: NaiveDate,
    },
    /// پذیرفته‌شده
    Admitted {
        /// The day of admission.
        on: NaiveDate,
    },
    /// در دستور جلسه
    Scheduled {
        /// The session of the central board.
        session: Uuid,
    },
    /// رسیدگی‌شده
    Heard {
        /// The session.
        session: Uuid,
        /// The hearing.
        hearing: Hearing,
    },
    /// تصمیم‌گرفته‌شده: final.
    Decided {
        /// The decision.
        decision: AppealDecision,
    },
    /// ابلاغ‌شده
    Served {
        /// The decision.
        decision: AppealDecision,
        /// Its service.
        service: Service,
    },
}

/// Why an appeal is not admissible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// خارج از مهلت
    Late,
    /// From somebody whom A5.n2 does not name.
    WrongPerson,
    /// Not in writing.
    NotWritten,
    /// Without grounds.
    NoGrounds,
    /// A second appeal against the same decision.
    Second,
    /// Before service, where the policy asks for it.
    NotServed,
}

impl Ground {
    /// The refusal to admit.
    pub fn refusal(self) -> Refusal {
        let (code, citation, fa, en) = match self {
            Self::Late => (
                "appeal-late",
                Citation::note(5, 2),
                "اعتراض پس از پایان مهلت بیست‌روزه رسیده است.",
                "The appeal came after the twenty days had run out.",
            ),
            Self::WrongPerson => (
                "appellant-not-entitled",
                Citation::note(5, 2),
                "تنها متقاضی مجوز و مدیر کاریابی حق اعتراض دارند.",
                "Only applicants and managers of agencies may appeal.",
            ),
            Self::NotWritten => (
                "appeal-not-written",
                Citation::note(5, 2),
                "اعتراض باید کتبی باشد.",
                "An appeal is made in writing.",
            ),
            Self::NoGrounds => (
                "appeal-without-grounds",
                Citation::note(5, 2),
                "اعتراض باید دلیل داشته باشد.",
                "An appeal states its grounds.",
            ),
            Self::Second => (
                "second-appeal",
                Citation::clause(3, 3),
                "به این رأی یک بار اعتراض شده است؛ تصمیم هیئت مرکزی قطعی است.",
                "The decision was appealed before; the central board decides once and for all.",
            ),
            Self::NotServed => (
                "appeal-before-service",
                PolicyKey::AppealEarly.citation(),
                "پیش از ابلاغ رأی اعتراض پذیرفته نمی‌شود.",
                "An appeal is not accepted before service.",
            ),
        };
        Refusal::rule(code, citation, fa, en)
    }
}

/// The hearing of an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// The day.
    pub on: NaiveDate,
    /// Whether the appellant came.
    pub attended: bool,
    /// What was said, or that the file alone was read.
    pub record: LongText,
}

/// What the central board decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecision {
    /// The outcome.
    pub outcome: AppealOutcome,
    /// The reasons.
    pub reasons: LongText,
    /// The rules that it rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// The session.
    pub session: Uuid,
    /// Who was entitled, present and voted how.
    pub tally: Tally<Seat>,
    /// The day of decision, which is that of finality.
    pub decided_on: NaiveDate,
}

/// How an appeal ends. There is no remittal: the decision is final (A3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum AppealOutcome {
    /// تأیید
    Upheld,
    /// اصلاح
    Modified {
        /// The penalty in place of the first one.
        penalty: Penalty,
    },
    /// نقض
    Quashed,
}

impl AppealState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Inadmissible { .. } => "inadmissible",
            Self::Admitted { .. } => "admitted",
            Self::Scheduled { .. } => "scheduled",
            Self::Heard { .. } => "heard",
            Self::Decided { .. } => "decided",
            Self::Served { .. } => "served",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Filed => "ثبت‌شده",
            Self::Inadmissible { .. } => "غیرقابل استماع",
            Self::Admitted { .. } => "پذیرفته‌شده",
            Self::Scheduled { .. } => "در دستور جلسه",
            Self::Heard { .. } => "رسیدگی‌شده",
            Self::Decided { .. } => "تصمیم‌گرفته‌شده",
            Self::Served { .. } => "ابلاغ‌شده",
        }
    }

    /// The session of the central board that it is or was before.
    pub fn session(&self) -> Option<Uuid> {
        match self {
            Self::Filed | Self::Inadmissible { .. } | Self::Admitted { .. } => None,
            Self::Scheduled { session } | Self::Heard { session, .. } => Some(*session),
            Self::Decided { decision } | Self::Served { decision, .. } => Some(decision.session),
        }
    }

    /// The states that may follow.
    pub const fn next(&self) -> &'static [&'static str] {
        match self {
            Self::Filed => &["inadmissible", "admitted"],
            Self::Admitted { .. } => &["scheduled"],
            Self::Scheduled { .. } => &["scheduled", "heard"],
            Self::Heard { .. } => &["decided"],
            Self::Decided { .. } => &["served"],
            Self::Inadmissible { .. } | Self::Served { .. } => &[],
        }
    }

    /// Whether nobody has decided yet.
    pub const fn is_pending(&self) -> bool {
        matches!(
            self,
            Self::Filed | Self::Admitted { .. } | Self::Scheduled { .. } | Self::Heard { .. }
        )
    }
}
