//! What lies on a case: brought by the agency until the board hears it, and by the office.

use uuid::Uuid;

use super::{Case, CaseEvent, CaseState, Changed, Citation, DocumentRef, PlacementEvent, Refusal};

impl Case {
    /// Takes in what the agency submits, as long as a defence can be taken in.
    pub fn submit_document(
        self,
        document: DocumentRef,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !self.state.is_prepared() || self.notices.is_empty() {
            return Err(self.illegal());
        }
        Ok(self.lay_down(document))
    }

    /// Takes in what the office has: a defence on paper, a letter, what proves its delivery. Nothing is
    /// ever taken off a case.
    pub fn attach_document(
        self,
        document: DocumentRef,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if matches!(self.state, CaseState::Joined { .. }) {
            return Err(self.illegal());
        }
        Ok(self.lay_down(document))
    }

    /// The documents with these identities, brought by this account.
    pub fn brought(&self, ids: &[Uuid], by: Uuid) -> Result<Vec<DocumentRef>, Refusal> {
        let find = |id: &Uuid| {
            self.documents
                .iter()
                .find(|it| it.id == *id && it.by == by)
                .cloned()
                .ok_or_else(|| {
                    Refusal::rule(
                        "document-not-on-file",
                        Citation::clause(5, 2),
                        "این سند را شما در این پرونده بارگذاری نکرده‌اید.",
                        "You have brought no such document to this case.",
                    )
                })
        };
        ids.iter().map(find).collect()
    }

    /// What lies on it, in the order in which it came.
    pub fn documents(&self) -> &[DocumentRef] {
        &self.documents
    }

    fn lay_down(mut self, document: DocumentRef) -> Changed<Self, PlacementEvent> {
        let event = CaseEvent::CaseDocumentAttached {
            document: document.id,
            sha256: document.sha256.clone(),
        };
        self.documents.push(document);
        Changed::new(self, event)
    }
}
