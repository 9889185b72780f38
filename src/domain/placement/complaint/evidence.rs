//! What the complainant submits with a complaint, at filing or later.

use super::{Changed, Citation, Complaint, ComplaintEvent, Exhibit, PlacementEvent, Refusal};

/// How many documents a complaint, or a report of an unlicensed office, takes.
pub const MOST_EXHIBITS: usize = 20;

impl Complaint {
    /// Adds a document of the complainant, until the complaint is decided or withdrawn. Nothing is ever
    /// taken off.
    pub fn submit(mut self, exhibit: Exhibit) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.may_submit()?;
        let event = ComplaintEvent::ComplaintDocumented {
            sha256: exhibit.sha256.clone(),
        };
        self.grievance.documents.push(exhibit);
        Ok(Changed::new(self, event))
    }

    /// Refuses where no document is taken in any more.
    pub fn may_submit(&self) -> Result<(), Refusal> {
        if self.state.next().is_empty() {
            return Err(self.illegal());
        }
        if self.grievance.documents.len() < MOST_EXHIBITS {
            return Ok(());
        }
        Err(Refusal::rule(
            "too-many-documents",
            Citation::clause(6, 6),
            "به هر شکایت حداکثر ۲۰ مدرک افزوده می‌شود.",
            "A complaint takes at most 20 documents.",
        ))
    }
}
