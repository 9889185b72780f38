//! What happens to complaints. Events name no person.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{Advice, Citation, ComplainantRole, DocketNumber};
use crate::domain::kernel::event::Event;
use crate::domain::kernel::province::Province;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::guild::GuildBody;

/// What happens to a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ComplaintEvent {
    /// It was filed.
    ComplaintFiled {
        /// Its number.
        number: DocketNumber,
        /// The licence of the agency.
        licence: Uuid,
        /// The province.
        province: Province,
        /// As what the complainant complains.
        role: ComplainantRole,
        /// The day of the facts.
        happened_on: NaiveDate,
    },
    /// The complainant submitted a document.
    ComplaintDocumented {
        /// Its hash.
        sha256: Sha256Hex,
    },
    /// A document was shown to the board and the association.
    ComplaintDocumentDisclosed {
        /// Which.
        document: Uuid,
    },
    /// The provincial office registered it.
    ComplaintRegistered {
        /// The province.
        province: Province,
    },
    /// The association was asked.
    OpinionRequested {
        /// Which one.
        association: GuildBody,
        /// The day by which it is asked to answer.
        due: NaiveDate,
        /// The last day of the term.
        accepted_until: NaiveDate,
    },
    /// A new version of the calendar of closed days moved the term of its answer.
    OpinionTermExtended {
        /// Which one was asked.
        association: GuildBody,
        /// The day by which it is asked to answer.
        due: NaiveDate,
        /// The last day of the term.
        accepted_until: NaiveDate,
        /// The version of the calendar.
        calendar_version: i64,
    },
    /// There is no association to ask.
    AssociationAbsent {
        /// The body that is missing.
        body: GuildBody,
    },
    /// The association answered.
    OpinionReceived {
        /// Which one.
        association: GuildBody,
        /// Its advice.
        advice: Advice,
        /// Whether its term was over.
        late: bool,
    },
    /// It was tabled.
    ComplaintTabled {
        /// The session.
        session: Uuid,
    },
    /// It was upheld.
    ComplaintUpheld {
        /// The session.
        session: Uuid,
        /// The case in which it is charged.
        case: Uuid,
    },
    /// It was dismissed.
    ComplaintDismissed {
        /// The session.
        session: Uuid,
    },
    /// The parties settled it.
    ComplaintSettled {
        /// The session.
        session: Uuid,
    },
    /// The complainant took it back.
    ComplaintWithdrawn {},
}

impl Event for ComplaintEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::ComplaintFiled { .. } => "complaint-filed",
            Self::ComplaintDocumented { .. } => "complaint-documented",
            Self::ComplaintDocumentDisclosed { .. } => "complaint-document-disclosed",
            Self::ComplaintRegistered { .. } => "complaint-registered",
            Self::OpinionRequested { .. } => "opinion-requested",
            Self::OpinionTermExtended { .. } => "opinion-term-extended",
            Self::AssociationAbsent { .. } => "association-absent",
            Self::OpinionReceived { .. } => "opinion-received",
            Self::ComplaintTabled { .. } => "complaint-tabled",
            Self::ComplaintUpheld { .. } => "complaint-upheld",
            Self::ComplaintDismissed { .. } => "complaint-dismissed",
            Self::ComplaintSettled { .. } => "complaint-settled",
            Self::ComplaintWithdrawn {} => "complaint-withdrawn",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::ComplaintFiled { .. }
            | Self::ComplaintDocumented { .. }
            | Self::ComplaintDocumentDisclosed { .. }
            | Self::ComplaintRegistered { .. }
            | Self::OpinionRequested { .. }
            | Self::OpinionTermExtended { .. }
            | Self::AssociationAbsent { .. }
            | Self::OpinionReceived { .. }
            | Self::ComplaintWithdrawn {} => Citation::clause(6, 6),
            Self::ComplaintTabled { .. }
            | Self::ComplaintUpheld { .. }
            | Self::ComplaintDismissed { .. }
            | Self::ComplaintSettled { .. } => Citation::clause(5, 4),
        }
    }
}
