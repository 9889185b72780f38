//! The printed versions of a licence: why each was made, and which one is good (A7).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::history::What;
use super::{Changed, Licence, LicenceEvent, Name, PlacementEvent, Refusal, Standing};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::text::ShortText;

/// A version of the printed licence. Only the last one is good; the codes of the others say that they
/// were superseded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceDocument {
    /// From 1.
    pub version: u32,
    /// The day of issue of this version.
    pub issued_on: NaiveDate,
    /// The name of the director-general who signs it.
    pub signed_by: Name,
    /// Why it was made.
    #[serde(default)]
    pub because: DocumentReason,
}

/// Why a version of the printed licence was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentReason {
    /// صدور
    #[default]
    Issue,
    /// The paper of a licence that was granted before the bylaw, which this registry never printed.
    OldPaper,
    /// تطبیق with the bylaw (A17).
    Conformity,
    /// جابه‌جایی (A13.n1).
    Relocation,
    /// تغییر مدیر فنی (A9.n2).
    ManagerChange,
    /// تمدید (A10).
    Renewal,
    /// المثنی: the one before was lost.
    Lost,
    /// The one before was damaged.
    Damaged,
}

impl DocumentReason {
    /// The Persian words.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Issue => "صدور",
            Self::OldPaper => "مجوز پیش از آیین‌نامه",
            Self::Conformity => "تطبیق با آیین‌نامه",
            Self::Relocation => "جابه‌جایی",
            Self::ManagerChange => "تغییر مدیر فنی",
            Self::Renewal => "تمدید",
            Self::Lost => "المثنی به سبب گم‌شدن",
            Self::Damaged => "چاپ دوباره به سبب آسیب‌دیدگی",
        }
    }
}

/// The rule that a licence is given on paper under the director-general's name.
const PAPER: Citation = Citation::article(7);

impl Licence {
    /// The versions of its document, oldest first.
    pub fn documents(&self) -> &[LicenceDocument] {
        &self.documents
    }

    /// The version of its document that is valid now.
    pub fn current_document(&self) -> Option<&LicenceDocument> {
        self.documents.last()
    }

    /// The first version whose paper is good. After a loss none is until the next one is printed.
    pub fn good_from(&self) -> u32 {
        let current = self.current_document().map_or(1, |it| it.version);
        current + u32::from(self.is_lost(current))
    }

    /// Whether the paper that is in use was reported lost.
    pub fn paper_is_lost(&self) -> bool {
        self.current_document()
            .is_some_and(|it| self.is_lost(it.version))
    }

    /// Whether this registry prints it: what was granted before the bylaw gets its first paper from
    /// here when it conforms.
    pub fn may_be_printed(&self) -> Result<(), Refusal> {
        if self.paper_is_lost() {
            return Err(Refusal::rule(
                "certificate-lost",
                PAPER,
                "گم‌شدن این نسخه اعلام شده است؛ المثنی صادر شود.",
                "This version was reported lost; it has to be reprinted as another one.",
            ));
        }
        if !self.conforms() {
            return Err(super::legacy::not_conformed());
        }
        let printed = |it: &LicenceDocument| it.because != DocumentReason::OldPaper;
        if self.current_document().is_some_and(printed) {
            return Ok(());
        }
        Err(Refusal::rule(
            "paper-of-another-registry",
            Citation::article(17),
            "مجوز پیش از آیین‌نامه در این سامانه چاپ نشده است؛ پس از تطبیق، نسخه تازه صادر شود.",
            "The paper of a licence granted before the bylaw is not printed here; it gets a new version once it conforms.",
        ))
    }

    /// Notes that the paper was lost: from now on its code does not prove anything.
    pub fn report_lost(
        mut self,
        lost_on: NaiveDate,
        statement: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        let issued_on = self.current_document().map(|it| it.issued_on);
        if lost_on > today || issued_on.is_some_and(|issued| lost_on < issued) {
            return Err(Refusal::rule(
                "lost-on-another-day",
                PAPER,
                "روز گم‌شدن پیش از صدور این نسخه یا پس از امروز نیست.",
                "A paper is lost no earlier than it was issued and no later than today.",
            ));
        }
        if self.paper_is_lost() {
            return Err(Refusal::rule(
                "lost-already",
                PAPER,
                "گم‌شدن این نسخه پیش‌تر اعلام شده است.",
                "This version was reported lost already.",
            ));
        }
        let version = self.current_document().map_or(1, |it| it.version);
        let event = LicenceEvent::CertificateLost {
            version,
            on: lost_on,
            statement: statement.clone(),
        };
        self.record(lost_on, today, What::CertificateLost { version, statement });
        Ok(Changed::new(self, event))
    }

    /// Makes another version of the paper: for one that was lost or damaged, or for a licence granted
    /// before the bylaw that conforms now.
    pub fn reprint(
        mut self,
        because: DocumentReason,
        signed_by: Name,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_not_ended()?;
        if self.standing(today) == Standing::Expired {
            return Err(Refusal::rule(
                "licence-over",
                Citation::article(10),
                "مدت مجوز پایان یافته است و نسخه تازه‌ای از آن چاپ نمی‌شود.",
                "The term of the licence is over; no further version is printed.",
            ));
        }
        if !self.conforms() {
            return Err(super::legacy::not_conformed());
        }
        let fits = match because {
            DocumentReason::Lost => self.paper_is_lost(),
            DocumentReason::Damaged => !self.paper_is_lost() && self.may_be_printed().is_ok(),
            DocumentReason::Conformity => self
                .current_document()
                .is_some_and(|it| it.because == DocumentReason::OldPaper),
            _ => false,
        };
        if !fits {
            return Err(Refusal::rule(
                "no-reason-to-reprint",
                PAPER,
                "این سبب برای چاپ دوباره درست نیست: المثنی پس از اعلام گم‌شدن، و نسخه تطبیق برای مجوز پیش از آیین‌نامه صادر می‌شود.",
                "This is no reason to reprint: a lost paper is first reported, and conformity is that of a licence granted before the bylaw.",
            ));
        }
        let version = self.add_paper(because, signed_by.clone(), today);
        let event = LicenceEvent::CertificateReprinted {
            version,
            because,
            signed_by,
        };
        Ok(Changed::new(self, event))
    }

    /// Another version that tells of a change which needs no signature of its own: it bears the name
    /// on the one before. A paper that this registry never printed, or that is lost, is not followed.
    pub(super) fn follow_with_paper(&mut self, because: DocumentReason, today: NaiveDate) {
        if self.may_be_printed().is_err() {
            return;
        }
        if let Some(signed_by) = self.current_document().map(|it| it.signed_by.clone()) {
            self.add_paper(because, signed_by, today);
        }
    }

    /// Another version of the paper; its number.
    pub(super) fn add_paper(
        &mut self,
        because: DocumentReason,
        signed_by: Name,
        today: NaiveDate,
    ) -> u32 {
        let version = self.current_document().map_or(1, |it| it.version + 1);
        self.documents.push(LicenceDocument {
            version,
            issued_on: today,
            signed_by,
            because,
        });
        version
    }

    fn is_lost(&self, version: u32) -> bool {
        self.facts().iter().any(
            |fact| matches!(fact.what, What::CertificateLost { version: it, .. } if it == version),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{day, sample};
    use super::*;

    fn signer() -> Name {
        "ناهید نمونه".parse().unwrap()
    }

    #[test]
    fn a_lost_paper_is_good_no_more_and_the_next_one_is() {
        let today = day("2026-06-01");
        let lost = |licence: Licence, on: &str| {
            let statement = "در خیابان گم شد".parse().unwrap();
            licence.report_lost(day(on), statement, today)
        };
        let unreported = sample().reprint(DocumentReason::Lost, signer(), today);
        assert_eq!(unreported.unwrap_err().code, "no-reason-to-reprint");
        for on in ["2025-12-24", "2026-06-02"] {
            let refused = lost(sample(), on).unwrap_err();
            assert_eq!(refused.code, "lost-on-another-day", "{on}");
        }
        let licence = lost(sample(), "2026-05-30").unwrap().into_parts().0;
        assert_eq!(licence.good_from(), 2);
        assert_eq!(
            licence.may_be_printed().unwrap_err().code,
            "certificate-lost"
        );
        let again = lost(licence.clone(), "2026-05-30").unwrap_err();
        assert_eq!(again.code, "lost-already");
        let damaged = licence
            .clone()
            .reprint(DocumentReason::Damaged, signer(), today);
        assert_eq!(damaged.unwrap_err().code, "no-reason-to-reprint");
        let licence = licence
            .reprint(DocumentReason::Lost, signer(), today)
            .unwrap();
        let licence = licence.into_parts().0;
        assert_eq!(licence.good_from(), 2);
        assert_eq!(licence.current_document().unwrap().version, 2);
        assert!(licence.may_be_printed().is_ok());
        assert!(licence.operating_permitted(today));
    }

    #[test]
    fn nothing_is_printed_of_a_licence_that_is_over() {
        let over = day("2028-01-01");
        let refused = sample().reprint(DocumentReason::Damaged, signer(), over);
        assert_eq!(refused.unwrap_err().code, "licence-over");
    }
}
