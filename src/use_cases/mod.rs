//! What people do, one file per act.
//!
//! A write is a [`Command`]; [`perform`] runs every one in the same five steps: require the permission
//! in kind, begin the unit of work, let the command load and require it on that object, let the
//! domain decide, save and commit. Nothing outside the transaction happens before the commit.

pub mod account;
pub mod appeal;
pub mod application;
pub mod appointment;
pub mod ban;
pub mod branch;
pub mod calendar;
pub mod case;
pub mod checklist;
pub mod closure;
pub mod complaint;
pub mod demo;
pub mod demo_clock;
pub mod directive;
mod docket;
pub mod document;
pub mod evidence;
pub mod finality;
pub mod guarantee;
pub mod guild;
pub mod inspection;
pub mod introduction;
pub mod licence;
pub mod message;
pub mod notice;
pub mod old_register;
pub mod opening;
pub mod policy;
mod press;
pub mod register;
pub mod relocation;
pub mod ruling;
pub mod session;
pub mod settlement;
pub mod transfer;
pub mod unlicensed;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::error::Error;
use crate::store::evidence::canonical;
use crate::store::{Work, idempotency};

/// What use cases answer with: doors name it here and never the store.
pub use crate::store::Versioned;

/// One thing a person does that changes the registry.
///
/// Its serialised form is what an idempotency key stands for, so secrets are left out of it.
pub trait Command: Serialize + Sync {
    /// The stable name of the operation.
    const OPERATION: &'static str;
    /// What the actor must be allowed to do in kind; nothing for what the public may do.
    const PERMISSION: Option<Permission>;
    /// What comes of it.
    type Output: Serialize + DeserializeOwned + Send;

    /// Loads, requires the permission on the object, lets the domain decide, and saves.
    fn perform(
        &self,
        acting: Acting<'_>,
    ) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

/// What a command acts with.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// The registry's standing facts.
    pub context: &'a Context,
    /// Who acts.
    pub actor: &'a Actor,
    /// The unit of work.
    pub work: &'a Work,
}

/// The first `limit` of what was found, of which one more was looked up, and whether there is more.
fn cut<T>(mut found: Vec<T>, limit: u64) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    (found, more)
}

/// An idempotency key chosen by the caller: 1 to 128 visible ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a key; nothing if it is no key.
    pub fn parse(text: &str) -> Option<Self> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        ((1..=128).contains(&text.len()) && visible).then(|| Self(text.to_owned()))
    }
}

/// Other units of work may win this often before the caller hears of it.
const ATTEMPTS: u32 = 12;

/// Runs a command: all of it, or nothing.
pub async fn perform<C: Command>(
    context: &Context,
    actor: &Actor,
    command: &C,
    key: Option<&IdempotencyKey>,
) -> Result<C::Output, Error> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        match perform_once(context, actor, command, key).await {
            Err(error) if attempt < ATTEMPTS && crate::store::database::is_contention(&error) => {
                let pause = Duration::from_millis(5 << attempt.min(6));
                tokio::time::sleep(pause.mul_f64(rand::random_range(0.5..1.5))).await;
            }
            done => return done,
        }
    }
}

async fn perform_once<C: Command>(
    context: &Context,
    actor: &Actor,
    command: &C,
    key: Option<&IdempotencyKey>,
) -> Result<C::Output, Error> {
    let role = C::PERMISSION
        .map(|permission| actor.require(permission))
        .transpose()?;
    let request = key.zip(actor.account()).map(|(key, account)| {
        Ok::<_, Error>(idempotency::Request {
            account,
            operation: C::OPERATION,
            key: &key.0,
            hash: fingerprint(command)?,
            kept: context.settings().answer_life(),
        })
    });
    let request = request.transpose()?;
    let work = context.database().begin(actor, role, context.now()).await?;
    if let Some(request) = &request
        && let Some(answer) = idempotency::answered(&work, request).await?
    {
        work.commit().await?;
        return serde_json::from_str(&answer).map_err(|error| Error::corrupt("answer", error));
    }
    let acting = Acting {
        context,
        actor,
        work: &work,
    };
    let output = command.perform(acting).await?;
    if let Some(request) = &request {
        let answer =
            serde_json::to_string(&output).map_err(|error| Error::corrupt("answer", error))?;
        idempotency::keep(&work, request, answer).await?;
    }
    work.commit().await?;
    Ok(output)
}

fn fingerprint<C: Command>(command: &C) -> Result<String, Error> {
    let content =
        serde_json::to_value(command).map_err(|error| Error::corrupt("request", error))?;
    Ok(canonical::hash(canonical::json(&content).as_bytes()))
}
