//! The registry's calendar of closed days: which closures officers recorded, version by version.
//!
//! The calendar is one aggregate, since a deadline is reckoned by all of it and names its version:
//! every change makes a new version and is an event of its own, so that it can be shown later by
//! which closures a day was found.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::event::PlacementEvent;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::{ClosedDays, Closure, WeeklyClosure};
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::{Invalid, Refusal};
use crate::domain::kernel::text::ShortText;

/// Closures of offices move the last day of a term.
const CITED: Citation = Citation::CivilProcedure(444);

/// The calendar of closed days with its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar(ClosedDays);

impl Calendar {
    /// There is one in a registry.
    pub const ID: Uuid = Uuid::from_u128(0xCA);

    /// The first version: Fridays and the closures of a published table.
    pub fn open(published: Vec<Closure>) -> Result<Changed<Self, PlacementEvent>, Invalid> {
        let days = ClosedDays::new(1, published, vec![WeeklyClosure::fridays()])?;
        let event = CalendarEvent::CalendarOpened {
            closures: days.closures().to_vec(),
            weekly: days.weekly().to_vec(),
        };
        Ok(Changed::new(Self(days), event))
    }

    /// Records a closure. An announcement takes the place of an estimate of the same day.
    pub fn record(self, closure: Closure) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.knows(&closure) {
            return Err(Refusal::rule(
                "closure-recorded",
                CITED,
                "این تعطیلی پیش‌تر ثبت شده است.",
                "This closure is already recorded.",
            ));
        }
        let event = CalendarEvent::ClosureRecorded {
            version: self.0.version() + 1,
            closure: closure.clone(),
        };
        let days = self.with(vec![closure])?;
        Ok(Changed::new(Self(days), event))
    }

    /// Takes over what is new in a table of closures; nothing when all of it is known.
    pub fn import(
        self,
        table: Vec<Closure>,
    ) -> Result<Option<Changed<Self, PlacementEvent>>, Refusal> {
        let fresh: Vec<_> = table.into_iter().filter(|it| !self.knows(it)).collect();
        if fresh.is_empty() {
            return Ok(None);
        }
        let event = CalendarEvent::ClosuresImported {
            version: self.0.version() + 1,
            closures: fresh.clone(),
        };
        let days = self.with(fresh)?;
        Ok(Some(Changed::new(Self(days), event)))
    }

    /// Takes an estimate out that was not announced for that day. What was announced stays.
    pub fn withdraw_estimate(
        self,
        date: NaiveDate,
        province: Option<Province>,
        reason: ShortText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let meant = |it: &Closure| it.provisional && it.date == date && it.province == province;
        if !self.0.closures().iter().any(meant) {
            return Err(Refusal::rule(
                "no-estimate",
                CITED,
                "برای این روز تعطیلی برآوردی ثبت نشده است؛ تعطیلی اعلام‌شده حذف نمی‌شود.",
                "No estimate is recorded for this day; an announced closure stays.",
            ));
        }
        let version = self.0.version() + 1;
        let mut closures = self.0.closures().to_vec();
        closures.retain(|it| !meant(it));
        let days = ClosedDays::new(version, closures, self.0.weekly().to_vec()).map_err(refused)?;
        let event = CalendarEvent::EstimateWithdrawn {
            version,
            date,
            province,
            reason,
        };
        Ok(Changed::new(Self(days), event))
    }

    /// Records a day of the week on which offices are closed for a time.
    pub fn arrange(self, weekly: WeeklyClosure) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let backwards = matches!((weekly.from, weekly.to), (Some(from), Some(to)) if to < from);
        if backwards {
            return Err(Refusal::rule(
                "weekly-closure-dates",
                CITED,
                "پایان تعطیلی هفتگی نمی‌تواند پیش از آغاز آن باشد.",
                "A weekly closure cannot end before it starts.",
            ));
        }
        let version = self.0.version() + 1;
        let mut all = self.0.weekly().to_vec();
        if all.contains(&weekly) {
            return Err(Refusal::rule(
                "closure-recorded",
                CITED,
                "این تعطیلی پیش‌تر ثبت شده است.",
                "This closure is already recorded.",
            ));
        }
        all.push(weekly.clone());
        let days = ClosedDays::new(version, self.0.closures().to_vec(), all).map_err(refused)?;
        let event = CalendarEvent::WeeklyClosureRecorded { version, weekly };
        Ok(Changed::new(Self(days), event))
    }

    /// The closed days.
    pub fn closed_days(&self) -> &ClosedDays {
        &self.0
    }

    /// The closed days by themselves.
    pub fn into_closed_days(self) -> ClosedDays {
        self.0
    }

    /// Whether the day is closed already on a footing that is as firm.
    pub fn knows(&self, closure: &Closure) -> bool {
        self.0.closures().iter().any(|known| {
            known.date == closure.date
                && known.province == closure.province
                && (!known.provisional || closure.provisional)
        })
    }

    fn with(&self, fresh: Vec<Closure>) -> Result<ClosedDays, Refusal> {
        let replaced = |known: &Closure| {
            fresh
                .iter()
                .any(|it| it.date == known.date && it.province == known.province)
        };
        let mut closures = self.0.closures().to_vec();
        closures.retain(|known| !replaced(known));
        closures.extend(fresh);
        ClosedDays::new(self.0.version() + 1, closures, self.0.weekly().to_vec()).map_err(refused)
    }
}

fn refused(Invalid { code, fa, en }: Invalid) -> Refusal {
    Refusal::rule(code, CITED, fa, en)
}

impl Aggregate for Calendar {
    type Event = PlacementEvent;

    const NOUN: &'static str = "calendar";

    fn id(&self) -> Uuid {
        Self::ID
    }

    fn state(&self) -> &'static str {
        "kept"
    }
}

/// What happens to the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CalendarEvent {
    /// It began with the registry.
    CalendarOpened {
        /// Its closures.
        closures: Vec<Closure>,
        /// Its weekly closures.
        weekly: Vec<WeeklyClosure>,
    },
    /// A closure was recorded.
    ClosureRecorded {
        /// The version that it made.
        version: i64,
        /// The closure.
        closure: Closure,
    },
    /// A table of closures was imported.
    ClosuresImported {
        /// The version that it made.
        version: i64,
        /// What was new in it.
        closures: Vec<Closure>,
    },
    /// An estimate was taken out.
    EstimateWithdrawn {
        /// The version that it made.
        version: i64,
        /// The day.
        date: NaiveDate,
        /// The province, or all of them.
        province: Option<Province>,
        /// Why.
        reason: ShortText,
    },
    /// A weekly closure was recorded.
    WeeklyClosureRecorded {
        /// The version that it made.
        version: i64,
        /// The weekly closure.
        weekly: WeeklyClosure,
    },
}

impl Event for CalendarEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::CalendarOpened { .. } => "calendar-opened",
            Self::ClosureRecorded { .. } => "closure-recorded",
            Self::ClosuresImported { .. } => "closures-imported",
            Self::EstimateWithdrawn { .. } => "estimate-withdrawn",
            Self::WeeklyClosureRecorded { .. } => "weekly-closure-recorded",
        }
    }

    fn citation(&self) -> Citation {
        CITED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closure(date: &str, province: Option<Province>, provisional: bool) -> Closure {
        Closure {
            date: date.parse().unwrap(),
            province,
            name_fa: "آلودگی هوا".to_owned(),
            name_en: "Polluted air".to_owned(),
            provisional,
        }
    }

    fn opened() -> Calendar {
        let table = vec![
            closure("2026-11-22", None, false),
            closure("2026-11-24", None, true),
        ];
        Calendar::open(table).unwrap().into_parts().0
    }

    #[test]
    fn every_change_makes_the_next_version() {
        let calendar = opened();
        assert_eq!(calendar.closed_days().version(), 1);
        let (calendar, event) = calendar
            .record(closure("2026-11-25", Some(Province::Tehran), false))
            .unwrap()
            .into_parts();
        assert_eq!(calendar.closed_days().version(), 2);
        assert_eq!(event.name(), "closure-recorded");
        let table = vec![
            closure("2026-11-22", None, false),
            closure("2026-11-28", None, false),
        ];
        let (calendar, _) = calendar
            .import(table.clone())
            .unwrap()
            .unwrap()
            .into_parts();
        assert_eq!(calendar.closed_days().version(), 3);
        assert_eq!(calendar.closed_days().closures().len(), 4);
        assert!(calendar.import(table).unwrap().is_none());
    }

    #[test]
    fn an_announcement_takes_the_place_of_an_estimate_and_never_the_reverse() {
        let announced = closure("2026-11-24", None, false);
        let (calendar, _) = opened().record(announced).unwrap().into_parts();
        assert_eq!(calendar.closed_days().closures().len(), 2);
        assert!(
            calendar
                .closed_days()
                .closures()
                .iter()
                .all(|it| !it.provisional)
        );
        let estimate = closure("2026-11-24", None, true);
        let refused = calendar.clone().record(estimate).unwrap_err();
        assert_eq!(refused.code, "closure-recorded");
        let reason = "اعلام نشد".parse().unwrap();
        let day = "2026-11-24".parse().unwrap();
        let refused = calendar.withdraw_estimate(day, None, reason).unwrap_err();
        assert_eq!(refused.code, "no-estimate");
    }

    #[test]
    fn an_estimate_that_was_not_announced_is_taken_out() {
        let reason = "اعلام نشد".parse().unwrap();
        let day = "2026-11-24".parse().unwrap();
        let (calendar, _) = opened()
            .withdraw_estimate(day, None, reason)
            .unwrap()
            .into_parts();
        assert_eq!(calendar.closed_days().closures().len(), 1);
        assert_eq!(calendar.closed_days().version(), 2);
    }
}
