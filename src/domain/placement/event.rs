//! What happens under the bylaw: one variant for the events of each noun.

use serde::Serialize;

use super::application::ApplicationEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;

/// An event of the regime. Its payload is that of the noun's own event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PlacementEvent {
    /// About an application.
    Application(ApplicationEvent),
}

impl Event for PlacementEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Application(event) => event.name(),
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::Application(event) => event.citation(),
        }
    }
}

impl From<ApplicationEvent> for PlacementEvent {
    fn from(event: ApplicationEvent) -> Self {
        Self::Application(event)
    }
}
