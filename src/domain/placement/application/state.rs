//! Where an application stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rejection::{Rejection, RejectionFinality};
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::text::ShortText;
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
    /// Rejected; once that is served the applicant has twenty days to appeal (A5.n2).
    Rejected {
        /// By whom and why.
        rejection: Rejection,
    },
    /// An appeal against the rejection came in time and is before the central board.
    UnderAppeal {
        /// By whom and why.
        rejection: Rejection,
        /// The appeal.
        appeal: Uuid,
    },
    /// Rejected for good (رد قطعی).
    RejectedFinal {
        /// By whom and why.
        rejection: Rejection,
        /// How that became final.
        finality: RejectionFinality,
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
            Self::UnderAppeal { .. } => "under_appeal",
            Self::RejectedFinal { .. } => "rejected_final",
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
            Self::UnderAppeal { .. } => "در حال رسیدگی به اعتراض در هیئت مرکزی",
            Self::RejectedFinal { .. } => "رد قطعی",
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
            Self::Rejected { .. } => &["under_appeal", "rejected_final"],
            Self::UnderAppeal { .. } => &[
                "awaiting_guarantee",
                "approved",
                "ready_to_issue",
                "rejected",
                "rejected_final",
            ],
            Self::Issued { .. }
            | Self::RejectedFinal { .. }
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

    /// Its rejection, whether that can still be appealed, is under appeal, or is final.
    pub const fn rejection(&self) -> Option<&Rejection> {
        match self {
            Self::Rejected { rejection }
            | Self::UnderAppeal { rejection, .. }
            | Self::RejectedFinal { rejection, .. } => Some(rejection),
            _ => None,
        }
    }

    /// The day on which it was rejected, taken back or not completed, if it came to nothing.
    pub const fn failed_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Rejected { rejection } => Some(rejection.on),
            Self::RejectedFinal { finality, .. } => Some(finality.final_on()),
            Self::Withdrawn { on } | Self::Lapsed { on } => Some(*on),
            _ => None,
        }
    }

    /// Whether documents are added: as long as it is open, and to a rejected file that may be appealed.
    pub const fn takes_documents(&self) -> bool {
        !self.is_closed() || matches!(self, Self::Rejected { .. })
    }

    /// Whether nobody works on it any more. A rejection may still be served and appealed.
    pub const fn is_closed(&self) -> bool {
        matches!(
            self,
            Self::Issued { .. }
                | Self::Rejected { .. }
                | Self::RejectedFinal { .. }
                | Self::Withdrawn { .. }
                | Self::Lapsed { .. }
        )
    }
}
