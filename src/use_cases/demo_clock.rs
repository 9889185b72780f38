//! Moving the clock of a demonstration.

use serde::Serialize;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::demo_clock::DemoClock;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command, IdempotencyKey, perform};

/// Moves the clock of a demonstration forward and the running registry with it.
pub async fn move_demo_clock(
    context: &Context,
    actor: &Actor,
    command: &MoveDemoClock,
    key: Option<&IdempotencyKey>,
) -> Result<Versioned<DemoClock>, Error> {
    let moved = perform(context, actor, command, key).await?;
    context.clock().set_ahead(moved.value.ahead_seconds());
    Ok(moved)
}

/// Moves the clock forward by whole days.
#[derive(Debug, Serialize)]
pub struct MoveDemoClock {
    /// How many days.
    pub days: u16,
}

impl Command for MoveDemoClock {
    const OPERATION: &'static str = "moveDemoClock";
    const PERMISSION: Option<Permission> = Some(Permission::MoveDemoClock);
    type Output = Versioned<DemoClock>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let clock = aggregates::get::<DemoClock>(acting.work, DemoClock::ID).await?;
        let moved = clock.change(|clock| clock.advance(self.days))?;
        aggregates::save(acting.work, moved).await
    }
}
