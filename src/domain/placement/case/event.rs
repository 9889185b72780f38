//! What happens to cases. Events name no person.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::charge::{FactDates, Source};
use super::{Citation, DocketNumber, Name, NoticeMethod, ShortText, Verdict};
use crate::domain::kernel::event::Event;
use crate::domain::kernel::province::Province;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::policies::PolicyKey;
use crate::domain::placement::violation::Head;

/// What happens to a violation case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CaseEvent {
    /// It was opened with its first charge.
    CaseOpened {
        /// Its number.
        number: DocketNumber,
        /// The licence of the agency.
        licence: Uuid,
        /// The kind of agency.
        kind: AgencyKind,
        /// The province whose board is competent.
        province: Province,
        /// The charge.
        charge: Uuid,
        /// Under what it falls.
        head: Head,
        /// When the facts happened.
        dates: FactDates,
        /// Where it comes from.
        source: Source,
        /// Whether it matches a crime.
        crime: bool,
    },
    /// A charge was added.
    ChargeAdded {
        /// The charge.
        charge: Uuid,
        /// Under what it falls.
        head: Head,
        /// When the facts happened.
        dates: FactDates,
        /// Where it comes from.
        source: Source,
        /// Whether it matches a crime.
        crime: bool,
    },
    /// Charges were served.
    CaseNotified {
        /// The notice.
        notice: Uuid,
        /// The charges.
        charges: Vec<Uuid>,
        /// How.
        method: NoticeMethod,
        /// The day of service.
        served_on: NaiveDate,
        /// The day by which the agency is advised to answer.
        defend_by: NaiveDate,
        /// The last day on which its defence is in time.
        accepted_until: NaiveDate,
    },
    /// A defence came in.
    DefenceReceived {
        /// What was submitted.
        documents: Vec<Sha256Hex>,
        /// The day.
        received_on: NaiveDate,
        /// Whether its term was over.
        late: bool,
    },
    /// A document came to it.
    CaseDocumentAttached {
        /// The document.
        document: Uuid,
        /// The hash of its bytes.
        sha256: Sha256Hex,
    },
    /// The terms of defence were reckoned by another version of the calendar.
    DefenceTermsRecomputed {
        /// The version.
        calendar_version: i64,
        /// The last day on which a defence is in time now.
        accepted_until: Option<NaiveDate>,
    },
    /// It was put on an agenda.
    CaseScheduled {
        /// The session.
        session: Uuid,
        /// The day it is called for.
        called_for: NaiveDate,
    },
    /// It was heard.
    CaseHeard {
        /// The session.
        session: Uuid,
        /// The date of the session.
        on: NaiveDate,
        /// Whether the agency was present.
        attended: bool,
    },
    /// The board decided.
    CaseRuled {
        /// What.
        verdict: Verdict,
    },
    /// It was closed.
    CaseClosed {
        /// Its ruling.
        ruling: Uuid,
        /// The day.
        on: NaiveDate,
    },
    /// Another case was joined to it.
    CaseLeads {
        /// The other case.
        joined: Uuid,
        /// The charges that came from there.
        charges: Vec<Uuid>,
    },
    /// It was joined to another case.
    CaseJoined {
        /// The case that leads.
        into: Uuid,
    },
    /// It went to the board of another province.
    CaseHandedOver {
        /// From where.
        from: Province,
        /// To where.
        to: Province,
        /// Number and date of the letter.
        letter: ShortText,
    },
    /// A charge was found to match a crime.
    CrimeFlagged {
        /// The charge.
        charge: Uuid,
        /// The crime.
        offence: ShortText,
    },
    /// Charges were reported to the judiciary.
    CaseReferred {
        /// The referral.
        referral: Uuid,
        /// The charges.
        charges: Vec<Uuid>,
        /// The crime.
        offence: ShortText,
        /// The authority.
        authority: Name,
        /// The day.
        referred_on: NaiveDate,
    },
}

impl Event for CaseEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::CaseOpened { .. } => "case-opened",
            Self::ChargeAdded { .. } => "charge-added",
            Self::CaseNotified { .. } => "case-notified",
            Self::DefenceReceived { .. } => "defence-received",
            Self::CaseDocumentAttached { .. } => "case-document-attached",
            Self::DefenceTermsRecomputed { .. } => "defence-terms-recomputed",
            Self::CaseScheduled { .. } => "case-scheduled",
            Self::CaseHeard { .. } => "case-heard",
            Self::CaseRuled { .. } => "case-ruled",
            Self::CaseClosed { .. } => "case-closed",
            Self::CaseLeads { .. } => "case-leads",
            Self::CaseJoined { .. } => "case-joined",
            Self::CaseHandedOver { .. } => "case-handed-over",
            Self::CrimeFlagged { .. } => "crime-flagged",
            Self::CaseReferred { .. } => "case-referred",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::CaseOpened { head, .. } | Self::ChargeAdded { head, .. } => {
                head.clause().citation()
            }
            Self::CaseNotified { .. }
            | Self::DefenceReceived { .. }
            | Self::DefenceTermsRecomputed { .. } => PolicyKey::DefenceDays.citation(),
            Self::CaseHandedOver { .. } => PolicyKey::RelocationOtherProvince.citation(),
            Self::CrimeFlagged { .. } | Self::CaseReferred { .. } => Citation::note(5, 3),
            Self::CaseDocumentAttached { .. }
            | Self::CaseScheduled { .. }
            | Self::CaseHeard { .. }
            | Self::CaseRuled { .. }
            | Self::CaseClosed { .. }
            | Self::CaseLeads { .. }
            | Self::CaseJoined { .. } => Citation::clause(5, 2),
        }
    }
}
