//! Where an application stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::documents::DocumentKind;

/// The state of an application. Every variant carries what was decided on the way into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum ApplicationState {
    /// The applicant is still writing (پیش‌نویس).
    Draft,
    /// Filed with the provincial directorate.
    Submitted {
        /// The day of filing.
        on: NaiveDate,
    },
    /// Sent back for named items (نقص مدارک).
    DocumentsIncomplete {
        /// What is missing.
        items: Vec<MissingItem>,
        /// How many documents the file had then; what cures comes after them.
        documents_before: usize,
        /// The term for completing, by the closed days of the province.
        term: Deadline,
    },
    /// The directorate examines it.
    UnderReview {
        /// Since when.
        since: NaiveDate,
    },
    /// Authorities have been asked and have not all answered (استعلام).
    AwaitingInquiry {
        /// Since when.
        since: NaiveDate,
    },
    /// A provincial board has to decide (A5.1).
    AwaitingBoard {
        /// The day of the referral.
        referred_on: NaiveDate,
    },
    /// Approved; its premises have to pass the check (A3.2).
    Approved {
        /// Who approved it.
        approval: Approval,
    },
    /// Approved; the bank guarantee has to be lodged and accepted (A8.11).
    AwaitingGuarantee {
        /// Who approved it.
        approval: Approval,
    },
    /// Nothing is missing but the licence itself.
    ReadyToIssue {
        /// Who approved it.
        approval: Approval,
    },
    /// The licence has been issued (صدور).
    Issued {
        /// Who approved it.
        approval: Approval,
        /// The licence.
        licence: Uuid,
        /// The day of issue, from which its term runs (A10).
        on: NaiveDate,
    },
    /// Rejected.
    Rejected {
        /// By whom and why.
        rejection: Rejection,
    },
    /// Taken back by the applicant.
    Withdrawn {
        /// When.
        on: NaiveDate,
    },
    /// Not completed in time.
    Lapsed {
        /// The first day after the term.
        on: NaiveDate,
    },
}

/// Something that the directorate misses on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingItem {
    /// The document that is missing or unusable, if it is a document.
    pub document: Option<DocumentKind>,
    /// What is wanted, in words.
    pub note: ShortText,
}

/// Who approved an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Approval {
    /// The provincial directorate: domestic agencies only (A7).
    Office {
        /// The account that approved.
        account: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// The provincial board (A5.1), or the central board on appeal (A3.3).
    Board {
        /// The session whose minutes hold the decision.
        session: Uuid,
        /// The day of the session.
        on: NaiveDate,
    },
}

impl Approval {
    /// The day of the decision.
    pub const fn on(self) -> NaiveDate {
        match self {
            Self::Office { on, .. } | Self::Board { on, .. } => on,
        }
    }
}

/// A rejection, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Who rejected.
    pub by: RejectedBy,
    /// The criteria that are not met; an office names at least one.
    pub criteria: Vec<Criterion>,
    /// The reasons in words.
    pub reasons: LongText,
    /// The day.
    pub on: NaiveDate,
}

/// Who rejected an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "body", rename_all = "snake_case")]
pub enum RejectedBy {
    /// The provincial directorate: domestic agencies only.
    Office {
        /// The account that rejected.
        account: Uuid,
    },
    /// The provincial board (A5.1).
    Board {
        /// The session whose minutes hold the decision.
        session: Uuid,
    },
}

impl ApplicationState {
    /// The name in snake case.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted { .. } => "submitted",
            Self::DocumentsIncomplete { .. } => "documents_incomplete",
            Self::UnderReview { .. } => "under_review",
            Self::AwaitingInquiry { .. } => "awaiting_inquiry",
            Self::AwaitingBoard { .. } => "awaiting_board",
            Self::Approved { .. } => "approved",
            Self::AwaitingGuarantee { .. } => "awaiting_guarantee",
            Self::ReadyToIssue { .. } => "ready_to_issue",
            Self::Issued { .. } => "issued",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Lapsed { .. } => "lapsed",
        }
    }

    /// The name in Persian.
    pub const fn persian(&self) -> &'static str {
        match self {
            Self::Draft => "پیش‌نویس",
            Self::Submitted { .. } => "ثبت‌شده",
            Self::DocumentsIncomplete { .. } => "نیازمند تکمیل مدارک",
            Self::UnderReview { .. } => "در حال بررسی",
            Self::AwaitingInquiry { .. } => "در انتظار پاسخ استعلام",
            Self::AwaitingBoard { .. } => "در انتظار تصمیم هیئت استانی",
            Self::Approved { .. } => "تأییدشده، در انتظار بازدید محل",
            Self::AwaitingGuarantee { .. } => "در انتظار ضمانت بانکی",
            Self::ReadyToIssue { .. } => "آماده صدور مجوز",
            Self::Issued { .. } => "مجوز صادر شده",
            Self::Rejected { .. } => "ردشده",
            Self::Withdrawn { .. } => "انصراف متقاضی",
            Self::Lapsed { .. } => "منتفی به سبب تکمیل نشدن در مهلت",
        }
    }

    /// The states that may follow; they depend on whether a board decides.
    pub const fn next(&self, needs_board: bool) -> &'static [&'static str] {
        match self {
            Self::Draft => &["submitted", "withdrawn"],
            Self::Submitted { .. } => &["documents_incomplete", "under_review", "withdrawn"],
            Self::DocumentsIncomplete { .. } => &["submitted", "lapsed", "withdrawn"],
            Self::UnderReview { .. } if needs_board => {
                &["awaiting_inquiry", "awaiting_board", "withdrawn"]
            }
            Self::UnderReview { .. } => &[
                "awaiting_inquiry",
                "approved",
                "ready_to_issue",
                "rejected",
                "withdrawn",
            ],
            Self::AwaitingInquiry { .. } => &["under_review", "withdrawn"],
            Self::AwaitingBoard { .. } => &[
                "awaiting_guarantee",
                "approved",
                "ready_to_issue",
                "rejected",
                "withdrawn",
            ],
            Self::Approved { .. } if needs_board => {
                &["ready_to_issue", "awaiting_board", "withdrawn"]
            }
            Self::Approved { .. } => &["ready_to_issue", "under_review", "withdrawn"],
            Self::AwaitingGuarantee { .. } if needs_board => {
                &["approved", "ready_to_issue", "awaiting_board", "withdrawn"]
            }
            Self::AwaitingGuarantee { .. } => {
                &["approved", "ready_to_issue", "under_review", "withdrawn"]
            }
            Self::ReadyToIssue { .. } if needs_board => &["issued", "awaiting_board", "withdrawn"],
            Self::ReadyToIssue { .. } => &["issued", "under_review", "withdrawn"],
            Self::Issued { .. }
            | Self::Rejected { .. }
            | Self::Withdrawn { .. }
            | Self::Lapsed { .. } => &[],
        }
    }

    /// Whether the applicant may still change what they filed.
    pub const fn is_writable(&self) -> bool {
        matches!(self, Self::Draft | Self::DocumentsIncomplete { .. })
    }

    /// Whether the directorate works on it: from taking it up until the licence or the refusal.
    pub const fn is_examined(&self) -> bool {
        matches!(
            self,
            Self::UnderReview { .. }
                | Self::AwaitingInquiry { .. }
                | Self::AwaitingBoard { .. }
                | Self::Approved { .. }
                | Self::AwaitingGuarantee { .. }
                | Self::ReadyToIssue { .. }
        )
    }

    /// The day on which it was rejected, taken back or not completed, if it came to nothing.
    pub const fn failed_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Rejected { rejection } => Some(rejection.on),
            Self::Withdrawn { on } | Self::Lapsed { on } => Some(*on),
            _ => None,
        }
    }

    /// Whether nothing can follow.
    pub const fn is_closed(&self) -> bool {
        matches!(
            self,
            Self::Issued { .. }
                | Self::Rejected { .. }
                | Self::Withdrawn { .. }
                | Self::Lapsed { .. }
        )
    }
}
