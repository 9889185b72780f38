//! The scanned documents on a file, which evidence points to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AGENCY, Changed, Evidence, PlacementEvent, Refusal, SettlementEvent, SettlementFile};
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::documents::DocumentRef;

/// What somebody gives as evidence, with a document that is on the file already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The day on which it was done.
    pub on: NaiveDate,
    /// Number and date of the receipt or record.
    pub record: ShortText,
    /// The document on the file, if there is one.
    pub document: Option<Uuid>,
}

impl SettlementFile {
    /// Puts a document on the file; nothing is ever taken off.
    pub fn attach_document(
        mut self,
        paper: DocumentRef,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let event = SettlementEvent::DocumentAttached {
            document: paper.id,
            sha256: paper.sha256.clone(),
        };
        self.papers.push(paper);
        Ok(Changed::new(self, event))
    }

    /// The documents, oldest first.
    pub fn papers(&self) -> &[DocumentRef] {
        &self.papers
    }

    /// What the proof comes to: its document is one of this file.
    pub fn evidence(&self, proof: Proof) -> Result<Evidence, Refusal> {
        let document = proof.document.map(|id| {
            let paper = self.papers.iter().find(|paper| paper.id == id);
            paper.map(|paper| paper.sha256.clone()).ok_or_else(|| {
                Refusal::rule(
                    "no-such-document",
                    AGENCY,
                    "چنین سندی در پرونده تسویه نیست؛ نخست آن را بارگذاری کنید.",
                    "The file has no such document; upload it first.",
                )
            })
        });
        Ok(Evidence {
            on: proof.on,
            record: proof.record,
            document: document.transpose()?,
        })
    }
}
