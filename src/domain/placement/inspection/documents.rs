//! The photos and documents of an inspection: by hash, with who brought them and when.

use uuid::Uuid;

use super::visit::require_member;
use super::{Changed, Inspection, InspectionEvent, InspectionState, PlacementEvent, Refusal};
use crate::domain::placement::documents::DocumentRef;

impl Inspection {
    /// An inspector of the team brings a photo or document. Until the report is written it is
    /// evidence of the visit; once the report is signed it serves an addendum. Nothing is ever taken
    /// away.
    pub fn take_evidence(
        mut self,
        document: DocumentRef,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let team = self.state.team().ok_or_else(|| self.illegal())?;
        require_member(team, document.by)?;
        let event = InspectionEvent::EvidenceTaken {
            document: document.id,
            sha256: document.sha256.clone(),
            by: document.by,
        };
        match &mut self.state {
            InspectionState::Planned
            | InspectionState::Assigned { .. }
            | InspectionState::Signing { .. } => return Err(self.illegal()),
            InspectionState::InProgress { evidence, .. } => evidence.push(document),
            InspectionState::Completed { visit }
            | InspectionState::Obstructed { visit, .. }
            | InspectionState::NotFound { visit, .. } => visit.evidence.push(document),
            InspectionState::Reported { .. }
            | InspectionState::ClosedClean { .. }
            | InspectionState::CorrectiveDeadline { .. }
            | InspectionState::ClosedCorrected { .. }
            | InspectionState::Escalated { .. } => self.appended.push(document),
        }
        Ok(Changed::new(self, event))
    }

    /// Everything that was brought, oldest first.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentRef> {
        let taken: &[DocumentRef] = match &self.state {
            InspectionState::InProgress { evidence, .. } => evidence,
            state => state.visit().map_or(&[], |visit| &visit.evidence),
        };
        taken.iter().chain(&self.appended)
    }

    /// One of the documents.
    pub fn document(&self, id: Uuid) -> Option<&DocumentRef> {
        self.documents().find(|document| document.id == id)
    }
}
