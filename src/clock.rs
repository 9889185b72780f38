//! The only place that asks the system for the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use chrono_tz::Asia::Tehran;

/// The registry's clock. A demo registry's runs ahead of the world's; a test's stands still.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Source>);

#[derive(Debug)]
enum Source {
    /// The world's time plus some seconds, which are zero in a real registry.
    World { ahead: AtomicI64 },
    /// A time in microseconds that moves only when told to.
    Standing { micros: AtomicI64 },
}

impl Clock {
    /// The world's time, `ahead` seconds moved forward.
    pub fn world(ahead: i64) -> Self {
        Self(Arc::new(Source::World {
            ahead: AtomicI64::new(ahead),
        }))
    }

    /// A clock that stands at an instant until it is moved.
    pub fn standing_at(instant: DateTime<Utc>) -> Self {
        Self(Arc::new(Source::Standing {
            micros: AtomicI64::new(instant.timestamp_micros()),
        }))
    }

    /// The instant in whole microseconds, the finest that both databases keep.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &*self.0 {
            Source::World { ahead } => {
                let world = Utc::now();
                let cut = world
                    .duration_trunc(TimeDelta::microseconds(1))
                    .unwrap_or(world);
                cut + TimeDelta::seconds(ahead.load(Ordering::Relaxed))
            }
            Source::Standing { micros } => {
                DateTime::from_timestamp_micros(micros.load(Ordering::Relaxed)).unwrap_or_default()
            }
        }
    }

    /// Today's civil date in Tehran.
    pub fn today(&self) -> NaiveDate {
        date_in_tehran(self.now())
    }

    /// Moves the clock forward by whole seconds.
    pub fn advance(&self, seconds: i64) {
        match &*self.0 {
            Source::World { ahead } => ahead.fetch_add(seconds, Ordering::Relaxed),
            Source::Standing { micros } => micros.fetch_add(seconds * 1_000_000, Ordering::Relaxed),
        };
    }

    /// Sets how far a demo registry's clock runs ahead; a standing clock ignores it.
    pub fn set_ahead(&self, seconds: i64) {
        if let Source::World { ahead } = &*self.0 {
            ahead.store(seconds, Ordering::Relaxed);
        }
    }
}

/// The civil date in Asia/Tehran at an instant, daylight saving of former years included.
pub fn date_in_tehran(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Tehran).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_tehran() {
        let cases = [
            ("2026-03-20T20:29:59Z", "2026-03-20"),
            ("2026-03-20T20:31:00Z", "2026-03-21"),
            ("2022-07-01T19:29:59Z", "2022-07-01"),
            ("2022-07-01T19:30:00Z", "2022-07-02"),
        ];
        for (instant, date) in cases {
            let instant: DateTime<Utc> = instant.parse().unwrap();
            assert_eq!(date_in_tehran(instant).to_string(), date);
        }
    }

    #[test]
    fn a_standing_clock_moves_only_when_told_to() {
        let start: DateTime<Utc> = "2026-11-22T06:30:00Z".parse().unwrap();
        let clock = Clock::standing_at(start);
        assert_eq!(clock.now(), start);
        clock.advance(86_400);
        assert_eq!(clock.now(), start + TimeDelta::days(1));
    }
}
