//! What happens to a ban.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{CITED, SubjectRole};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{LongText, Name, ShortText};

/// What happens to a ban. It names no person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum BanEvent {
    /// A ban that arose outside this registry was recorded.
    BanImported {
        /// The ruling of revocation.
        ruling: ShortText,
        /// The province whose board gave it.
        province: Province,
        /// The name of the agency.
        agency: Name,
        /// The first day of the ban.
        from: NaiveDate,
        /// The first day without it.
        until_exclusive: NaiveDate,
        /// In which roles it covers somebody.
        subjects: Vec<SubjectRole>,
    },
    /// A revocation became final and the ban began.
    BanImposed {
        /// The ruling of revocation.
        ruling: Uuid,
        /// The licence.
        licence: Uuid,
        /// The province whose board gave it.
        province: Province,
        /// The name of the agency.
        agency: Name,
        /// The first day of the ban.
        from: NaiveDate,
        /// The first day without it.
        until_exclusive: NaiveDate,
        /// In which roles it covers somebody.
        subjects: Vec<SubjectRole>,
    },
    /// Its five years were over.
    BanEnded {
        /// The first day without it.
        on: NaiveDate,
    },
    /// The order of a court annulled it.
    BanAnnulled {
        /// The order.
        order: ShortText,
        /// The reason.
        reason: LongText,
        /// The first day without it.
        on: NaiveDate,
    },
}

impl Event for BanEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::BanImported { .. } => "ban-imported",
            Self::BanImposed { .. } => "ban-imposed",
            Self::BanEnded { .. } => "ban-ended",
            Self::BanAnnulled { .. } => "ban-annulled",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}
