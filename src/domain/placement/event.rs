//! All events of this regime.

use serde::Serialize;

use super::account::AccountEvent;
use super::demo_clock::DemoClockEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Event;

/// What happens under the bylaw; each noun tells its own in its file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PlacementEvent {
    /// To an account.
    Account(AccountEvent),
    /// To a demonstration's clock.
    DemoClock(DemoClockEvent),
}

impl PlacementEvent {
    fn inner(&self) -> &dyn NamedEvent {
        match self {
            Self::Account(event) => event,
            Self::DemoClock(event) => event,
        }
    }
}

/// The part of [`Event`] that can be asked without knowing the type.
trait NamedEvent {
    fn name(&self) -> &'static str;
    fn citation(&self) -> Citation;
}

impl<E: Event> NamedEvent for E {
    fn name(&self) -> &'static str {
        Event::name(self)
    }

    fn citation(&self) -> Citation {
        Event::citation(self)
    }
}

impl Event for PlacementEvent {
    fn name(&self) -> &'static str {
        self.inner().name()
    }

    fn citation(&self) -> Citation {
        self.inner().citation()
    }
}

impl From<AccountEvent> for PlacementEvent {
    fn from(event: AccountEvent) -> Self {
        Self::Account(event)
    }
}

impl From<DemoClockEvent> for PlacementEvent {
    fn from(event: DemoClockEvent) -> Self {
        Self::DemoClock(event)
    }
}
