//! What happens to a licence.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{DocumentReason, HoldKind, LicenceNumber, Sanction, ToldBy};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::documents::Sha256Hex;

/// What happens to a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum LicenceEvent {
    /// It was issued (صدور).
    LicenceIssued {
        /// Its number.
        number: LicenceNumber,
        /// The application that it answers.
        application: Uuid,
        /// The name of the agency.
        agency: Name,
        /// The kind of agency.
        kind: AgencyKind,
        /// Its channel.
        channel: Channel,
        /// Its province.
        province: Province,
        /// The first day of its term.
        from: NaiveDate,
        /// The first day after its term.
        until_exclusive: NaiveDate,
    },
    /// A ruling that was served threatens it, or its day of finality changed.
    SanctionPending {
        /// The ruling.
        ruling: Uuid,
        /// What it says.
        sanction: Sanction,
        /// The day on which it is final if nobody appeals.
        final_on: Option<NaiveDate>,
        /// Whether it halts the agency already.
        halts: bool,
    },
    /// The ruling does nothing to it in the end.
    SanctionDropped {
        /// The ruling.
        ruling: Uuid,
    },
    /// It was suspended (تعلیق).
    LicenceSuspended {
        /// The ruling.
        ruling: Uuid,
        /// The first day.
        from: NaiveDate,
        /// The first day after it.
        until_exclusive: NaiveDate,
    },
    /// The suspension ran out.
    SuspensionEnded {
        /// The ruling.
        ruling: Uuid,
        /// The first day without it.
        on: NaiveDate,
    },
    /// It was revoked (ابطال).
    LicenceRevoked {
        /// The ruling.
        ruling: Uuid,
        /// The day of finality.
        on: NaiveDate,
    },
    /// A board renewed it (تمدید).
    LicenceRenewed {
        /// The application that it answers.
        application: Uuid,
        /// The session of the board.
        session: Uuid,
        /// The first day of the term that it adds.
        from: NaiveDate,
        /// The first day after that term.
        until_exclusive: NaiveDate,
    },
    /// Another licence took its place (انتقال).
    LicenceTransferred {
        /// The licence of the transferee.
        to: Uuid,
        /// Its first day.
        on: NaiveDate,
    },
    /// Its holder gave it back.
    LicenceSurrendered {
        /// The first day without it.
        on: NaiveDate,
    },
    /// The technical manager of the company left; from that day on it may not act.
    ManagerLeft {
        /// The first day without the manager.
        on: NaiveDate,
        /// Who said so.
        told_by: ToldBy,
        /// How it is known.
        grounds: LongText,
        /// The day on which a successor had taken office already.
        until_exclusive: Option<NaiveDate>,
    },
    /// Another technical manager took office, by a new version of the certificate.
    ManagerAccepted {
        /// The application that it answers.
        application: Uuid,
        /// The first day in office.
        on: NaiveDate,
        /// The version of the certificate.
        document: u32,
    },
    /// A hold was placed on it.
    HoldPlaced {
        /// Which.
        hold: HoldKind,
        /// The first day.
        from: NaiveDate,
        /// The first day without it, if it is limited.
        until_exclusive: Option<NaiveDate>,
        /// Why.
        reason: LongText,
        /// The session in which a board decided it.
        session: Option<Uuid>,
    },
    /// A hold was lifted.
    HoldLifted {
        /// Which.
        hold: HoldKind,
        /// The first day without it.
        on: NaiveDate,
        /// Why.
        reason: LongText,
        /// The session in which a board decided it.
        session: Option<Uuid>,
    },
    /// The office moved (جابه‌جایی).
    LicenceRelocated {
        /// The province.
        province: Province,
        /// The city or county.
        city: ShortText,
        /// Street, alley and number.
        address: ShortText,
        /// The day of the move.
        on: NaiveDate,
    },
    /// A version of the paper was reported lost.
    CertificateLost {
        /// Which.
        version: u32,
        /// The day of the loss.
        on: NaiveDate,
        /// How.
        statement: ShortText,
    },
    /// Another version of the paper was made.
    CertificateReprinted {
        /// Its number.
        version: u32,
        /// Why.
        because: DocumentReason,
        /// Whose name stands below it.
        signed_by: Name,
    },
    /// The activity was registered in the articles of association.
    ArticlesRegistered {
        /// The day of registration.
        registered_on: NaiveDate,
        /// Number and date of the official notice.
        notice: ShortText,
        /// The hash of its scan.
        evidence: Sha256Hex,
    },
    /// A licence granted before the bylaw came into the registry.
    LegacyLicenceEntered {
        /// Its number here.
        number: LicenceNumber,
        /// Its number on the old paper.
        old_number: ShortText,
        /// The name of the agency.
        agency: Name,
        /// The kind of agency.
        kind: AgencyKind,
        /// Its channel.
        channel: Channel,
        /// Its province.
        province: Province,
        /// The first day of its term.
        from: NaiveDate,
        /// The first day after its term.
        until_exclusive: NaiveDate,
        /// The first day on which it is prevented, unless it conforms before.
        prevented_from: NaiveDate,
    },
    /// A licence granted before the bylaw was found to conform to it (تطبیق).
    LicenceConformed {
        /// The first day on which it conforms.
        on: NaiveDate,
        /// Number and date of the officer's record.
        record: ShortText,
        /// The account that runs the agency from now on.
        operator: Option<Uuid>,
    },
}

impl Event for LicenceEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::LicenceIssued { .. } => "licence-issued",
            Self::SanctionPending { .. } => "licence-sanction-pending",
            Self::SanctionDropped { .. } => "licence-sanction-dropped",
            Self::LicenceSuspended { .. } => "licence-suspended",
            Self::SuspensionEnded { .. } => "licence-suspension-ended",
            Self::LicenceRevoked { .. } => "licence-revoked",
            Self::LicenceRenewed { .. } => "licence-renewed",
            Self::LicenceTransferred { .. } => "licence-transferred",
            Self::LicenceSurrendered { .. } => "licence-surrendered",
            Self::ManagerLeft { .. } => "licence-manager-left",
            Self::ManagerAccepted { .. } => "licence-manager-accepted",
            Self::HoldPlaced { .. } => "licence-held",
            Self::HoldLifted { .. } => "licence-hold-lifted",
            Self::LicenceRelocated { .. } => "licence-relocated",
            Self::CertificateLost { .. } => "licence-certificate-lost",
            Self::CertificateReprinted { .. } => "licence-certificate-reprinted",
            Self::ArticlesRegistered { .. } => "licence-articles-registered",
            Self::LegacyLicenceEntered { .. } => "legacy-licence-entered",
            Self::LicenceConformed { .. } => "licence-conformed",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::LicenceIssued { .. } | Self::LicenceRenewed { .. } => Citation::article(10),
            Self::LicenceTransferred { .. } => Citation::note(7, 4),
            Self::LicenceSurrendered { .. } => Citation::article(16),
            Self::ManagerLeft { .. } | Self::ManagerAccepted { .. } => Citation::note(9, 2),
            Self::SanctionPending { .. } => Citation::note(5, 2),
            Self::SanctionDropped { .. } => Citation::clause(3, 3),
            Self::LicenceSuspended { .. } | Self::SuspensionEnded { .. } => Citation::clause(5, 3),
            Self::LicenceRevoked { .. } => Citation::note(15, 2),
            Self::HoldPlaced { hold, .. } | Self::HoldLifted { hold, .. } => hold.citation(),
            Self::LicenceRelocated { .. } => Citation::note(13, 1),
            Self::CertificateLost { .. } | Self::CertificateReprinted { .. } => {
                Citation::article(7)
            }
            Self::ArticlesRegistered { .. } => Citation::article(9),
            Self::LegacyLicenceEntered { .. } | Self::LicenceConformed { .. } => {
                Citation::article(17)
            }
        }
    }
}
