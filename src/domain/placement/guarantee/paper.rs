//! The scanned documents of a guarantee, which evidence points to.

use super::{CITED, Changed, Guarantee, GuaranteeEvent, PlacementEvent, Refusal};
use crate::domain::placement::documents::DocumentRef;
use crate::domain::placement::settlement::{Evidence, Proof};

impl Guarantee {
    /// Puts a document to the guarantee while the office holds it; nothing is ever taken off.
    pub fn attach_document(
        mut self,
        paper: DocumentRef,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !self.state.is_live() {
            return Err(self.illegal());
        }
        let event = GuaranteeEvent::DocumentAttached {
            application: self.application,
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

    /// What the proof comes to: its document is one of this guarantee.
    pub fn evidence(&self, proof: Proof) -> Result<Evidence, Refusal> {
        let document = proof.document.map(|id| {
            let paper = self.papers.iter().find(|paper| paper.id == id);
            paper.map(|paper| paper.sha256.clone()).ok_or_else(|| {
                Refusal::rule(
                    "no-such-document",
                    CITED,
                    "چنین سندی برای این ضمانت‌نامه نیست؛ نخست آن را بارگذاری کنید.",
                    "The guarantee has no such document; upload it first.",
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
