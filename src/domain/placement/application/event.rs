//! What happened to an application. Payloads name people by reference only.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::kind::ApplicationKind;
use super::rejection::{RejectedBy, RejectionFinality};
use super::state::Approval;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::documents::{DocumentKind, Sha256Hex};
use crate::domain::placement::inquiry::InquirySubject;
use crate::domain::placement::party::HolderType;
use crate::domain::placement::ruling::ServiceMethod;

/// A fact about an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ApplicationEvent {
    /// An operator began a file.
    Drafted {
        file_number: DocketNumber,
        #[serde(flatten)]
        asks_for: ApplicationKind,
        operator: Uuid,
        province: Province,
        kind: AgencyKind,
        channel: Channel,
        holder: HolderType,
    },
    /// Its content was changed before filing.
    Revised {
        province: Province,
        kind: AgencyKind,
        channel: Channel,
        holder: HolderType,
    },
    /// A document was attached.
    DocumentAttached {
        document: Uuid,
        kind: DocumentKind,
        sha256: Sha256Hex,
        size: u64,
        by: Uuid,
    },
    /// It was filed, or filed again after completion.
    Submitted {
        on: NaiveDate,
        province: Province,
        kind: AgencyKind,
        channel: Channel,
        maritime_directive: Option<Uuid>,
    },
    /// It was sent back for named items.
    CompletionRequested {
        on: NaiveDate,
        due: NaiveDate,
        documents: Vec<DocumentKind>,
        items: usize,
    },
    /// It was not completed in time.
    Lapsed { on: NaiveDate },
    /// The directorate began to examine it.
    TakenUp { on: NaiveDate },
    /// Authorities were asked.
    InquiriesOpened {
        on: NaiveDate,
        inquiries: Vec<InquiryOpened>,
    },
    /// An answer was recorded; the answer itself stays on the file.
    InquiryAnswered {
        inquiry: Uuid,
        criterion: Criterion,
        answered_on: NaiveDate,
        document: Option<Uuid>,
    },
    /// A condition of article 8 was assessed.
    CriterionAssessed {
        criterion: Criterion,
        met: bool,
        documents: Vec<Uuid>,
        inquiries: Vec<Uuid>,
        by: Uuid,
        on: NaiveDate,
    },
    /// A new mark of trust was put in the place of the old one.
    EnamadRecorded {
        enamad: String,
        expires_on: NaiveDate,
    },
    /// It was referred to the provincial board.
    Referred { on: NaiveDate },
    /// It was approved.
    Approved {
        #[serde(flatten)]
        approval: Approval,
    },
    /// It was rejected.
    Rejected {
        #[serde(flatten)]
        rejected: RejectedBy,
        criteria: Vec<Criterion>,
        on: NaiveDate,
    },
    /// Its rejection was served.
    RejectionServed {
        served_on: NaiveDate,
        method: ServiceMethod,
        proof: ShortText,
        file_by: NaiveDate,
        last_accepted: NaiveDate,
        calendar_version: i64,
    },
    /// The service of its rejection was corrected.
    RejectionServiceCorrected {
        before: NaiveDate,
        served_on: NaiveDate,
        method: ServiceMethod,
        proof: ShortText,
        reason: LongText,
        last_accepted: NaiveDate,
    },
    /// A closure moved the term of appeal against its rejection.
    RejectionTermExtended {
        last_accepted: NaiveDate,
        calendar_version: i64,
    },
    /// Its rejection was appealed in time.
    RejectionAppealed {
        appeal: Uuid,
        received_on: NaiveDate,
    },
    /// That appeal was found inadmissible.
    RejectionAppealDismissed { appeal: Uuid, on: NaiveDate },
    /// Its rejection became final.
    RejectionBecameFinal { finality: RejectionFinality },
    /// After an approval it was sent back, for conditions that are not met any more.
    Returned {
        to_board: bool,
        criteria: Vec<Criterion>,
        by: Uuid,
        on: NaiveDate,
    },
    /// Its guarantee was accepted.
    GuaranteeAccepted {
        guarantee: Uuid,
        amount: Rial,
        required: Rial,
        expires_on: NaiveDate,
        by: Uuid,
        on: NaiveDate,
    },
    /// Its premises passed the check.
    PremisesPassed {
        record: Uuid,
        by: Uuid,
        on: NaiveDate,
    },
    /// The licence was issued.
    Issued { licence: Uuid, on: NaiveDate },
    /// The applicant took it back.
    Withdrawn { on: NaiveDate },
}

/// An inquiry as an event names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct InquiryOpened {
    /// The inquiry.
    pub inquiry: Uuid,
    /// What it is about.
    pub criterion: Criterion,
    /// Whom it is about.
    pub subject: InquirySubject,
}

impl Event for ApplicationEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "application-drafted",
            Self::Revised { .. } => "application-revised",
            Self::DocumentAttached { .. } => "application-document-attached",
            Self::Submitted { .. } => "application-submitted",
            Self::CompletionRequested { .. } => "application-completion-requested",
            Self::Lapsed { .. } => "application-lapsed",
            Self::TakenUp { .. } => "application-taken-up",
            Self::InquiriesOpened { .. } => "application-inquiries-opened",
            Self::InquiryAnswered { .. } => "application-inquiry-answered",
            Self::CriterionAssessed { .. } => "application-criterion-assessed",
            Self::EnamadRecorded { .. } => "application-enamad-recorded",
            Self::Referred { .. } => "application-referred",
            Self::Approved { .. } => "application-approved",
            Self::Rejected { .. } => "application-rejected",
            Self::RejectionServed { .. } => "application-rejection-served",
            Self::RejectionServiceCorrected { .. } => "application-rejection-service-corrected",
            Self::RejectionTermExtended { .. } => "application-rejection-term-extended",
            Self::RejectionAppealed { .. } => "application-rejection-appealed",
            Self::RejectionAppealDismissed { .. } => "application-rejection-appeal-dismissed",
            Self::RejectionBecameFinal { .. } => "application-rejection-final",
            Self::Returned { .. } => "application-returned",
            Self::GuaranteeAccepted { .. } => "application-guarantee-accepted",
            Self::PremisesPassed { .. } => "application-premises-passed",
            Self::Issued { .. } => "application-issued",
            Self::Withdrawn { .. } => "application-withdrawn",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::DocumentAttached { .. }
            | Self::CompletionRequested { .. }
            | Self::InquiriesOpened { .. }
            | Self::Returned {
                to_board: false, ..
            }
            | Self::Rejected {
                rejected: RejectedBy::Office { .. },
                ..
            } => Citation::article(8),
            Self::Lapsed { .. } => Citation::Policy("cure.days"),
            Self::RejectionServed { .. }
            | Self::RejectionServiceCorrected { .. }
            | Self::RejectionTermExtended { .. }
            | Self::RejectionAppealed { .. }
            | Self::RejectionAppealDismissed { .. }
            | Self::RejectionBecameFinal {
                finality: RejectionFinality::NoAppeal { .. },
            } => Citation::note(5, 2),
            Self::RejectionBecameFinal {
                finality: RejectionFinality::Upheld { .. },
            } => Citation::clause(3, 3),
            Self::InquiryAnswered { criterion, .. } | Self::CriterionAssessed { criterion, .. } => {
                criterion.citation()
            }
            Self::EnamadRecorded { .. } => Criterion::Enamad.citation(),
            Self::GuaranteeAccepted { .. } => Criterion::Guarantee.citation(),
            Self::PremisesPassed { .. } => Citation::clause(3, 2),
            Self::Referred { .. }
            | Self::Returned { to_board: true, .. }
            | Self::Approved {
                approval: Approval::Board { .. },
            }
            | Self::Rejected {
                rejected: RejectedBy::Board { .. },
                ..
            } => Citation::clause(5, 1),
            Self::Drafted { .. }
            | Self::Revised { .. }
            | Self::Submitted { .. }
            | Self::TakenUp { .. }
            | Self::Approved { .. }
            | Self::Issued { .. }
            | Self::Withdrawn { .. } => Citation::article(7),
        }
    }
}
