//! An import of an old register, which happens once for a file.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::event::PlacementEvent;

/// What was taken over from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterImport {
    id: Uuid,
    taken: Taken,
}

/// How much was taken over, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The SHA-256 of the file.
    pub sha256: Sha256Hex,
    /// The licences that came of it.
    pub licences: u64,
    /// What somebody was warned of.
    pub warnings: u64,
}

impl RegisterImport {
    /// Writes down that a file was taken over whole.
    pub fn record(id: Uuid, taken: Taken) -> Changed<Self, PlacementEvent> {
        let event = ImportEvent::RegisterImported(taken.clone());
        Changed::new(Self { id, taken }, event)
    }

    /// What was taken over.
    pub fn taken(&self) -> &Taken {
        &self.taken
    }
}

/// What happens to an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ImportEvent {
    /// A file was taken over whole.
    RegisterImported(Taken),
}

impl Event for ImportEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::RegisterImported(_) => "register-imported",
        }
    }

    fn citation(&self) -> Citation {
        Citation::article(17)
    }
}

impl Aggregate for RegisterImport {
    type Event = PlacementEvent;

    const NOUN: &'static str = "register_import";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        "imported"
    }
}
