//! The clock of a demonstration, which an administrator can move forward to watch a term run out.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::refusal::Refusal;

/// The furthest it may run ahead: a first term, a renewed one and a ban fit in.
const FURTHEST_DAYS: i64 = 20 * 366;

const RULE: Citation = Citation::Policy("demo.clock");

/// How far the clock of a demonstration runs ahead of the world's. A real registry has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoClock {
    ahead_days: i64,
}

impl DemoClock {
    /// There is one in a registry.
    pub const ID: Uuid = Uuid::from_u128(0xD0);

    /// A clock that agrees with the world's.
    pub fn start() -> Changed<Self, PlacementEvent> {
        Changed::new(Self { ahead_days: 0 }, DemoClockEvent::Started)
    }

    /// Moves it forward; it never goes back, since what has happened stays dated.
    pub fn advance(self, days: u16) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let ahead_days = self.ahead_days + i64::from(days);
        if days == 0 || ahead_days > FURTHEST_DAYS {
            return Err(Refusal::rule(
                "demo-clock-range",
                RULE,
                "ساعت نمایشی تنها رو به جلو و حداکثر تا بیست سال جابه‌جا می‌شود.",
                "A demonstration's clock moves forward only, and at most twenty years.",
            ));
        }
        let event = DemoClockEvent::Advanced { days, ahead_days };
        Ok(Changed::new(Self { ahead_days }, event))
    }

    /// How far it runs ahead, in seconds.
    pub fn ahead_seconds(&self) -> i64 {
        self.ahead_days * 86_400
    }
}

impl Aggregate for DemoClock {
    type Event = PlacementEvent;
    const NOUN: &'static str = "demo_clock";

    fn id(&self) -> Uuid {
        Self::ID
    }

    fn state(&self) -> &'static str {
        "running"
    }
}

/// What happens to a demonstration's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DemoClockEvent {
    /// It started with the registry.
    Started,
    /// It was moved forward.
    Advanced { days: u16, ahead_days: i64 },
}

impl Event for DemoClockEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Started => "demo-clock-started",
            Self::Advanced { .. } => "demo-clock-advanced",
        }
    }

    fn citation(&self) -> Citation {
        RULE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstrations_clock_goes_forward_only_and_not_beyond_twenty_years() {
        let clock = DemoClock::start().into_parts().0;
        assert!(clock.clone().advance(0).is_err());
        let moved = clock.advance(731).unwrap().into_parts().0;
        assert_eq!(moved.ahead_seconds(), 731 * 86_400);
        assert!(moved.advance(u16::MAX).is_err());
    }
}
