//! The clock of a demonstration.

use chrono::{DateTime, NaiveDate, Utc};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::Tag;
use super::answer::{Found, Result};
use super::caller::Caller;
use super::request::{self, Key};
use super::view::persian;
use crate::context::Context;
use crate::use_cases::demo_clock::{MoveDemoClock, move_demo_clock};

/// What only a demonstration has.
pub struct DemoApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Demonstration")]
impl DemoApi {
    /// Move the clock of a demonstration forward
    ///
    /// The administrator of a demonstration may let days pass. A real registry does not know this act.
    #[oai(
        path = "/api/v1/demo-clock/advance",
        method = "post",
        operation_id = "moveDemoClock"
    )]
    async fn advance(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<AdvanceRequest>,
    ) -> Result<Found<ClockView>> {
        let command = MoveDemoClock { days: body.0.days };
        let key = request::key(&key)?;
        let clock = move_demo_clock(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let (now, today) = (self.context.now(), self.context.today());
        Ok(Found::new(clock, |_| ClockView {
            now,
            today,
            today_persian: persian(today),
        }))
    }
}

impl DemoApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// How far to move the clock.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AdvanceRequest {
    /// Days, at least one.
    days: u16,
}

/// What time it is in the demonstration.
#[derive(Object)]
struct ClockView {
    /// The instant.
    now: DateTime<Utc>,
    /// The civil date in Tehran.
    today: NaiveDate,
    /// The same in the Solar Hijri calendar.
    today_persian: String,
}
