//! The sample registry of a demonstration.
//!
//! It is told as a `story` of some nine hundred days that ends yesterday: the same acts as in real
//! life, by a clock that stands in the past and moves forward. Nothing is inserted by hand.
//! `cast` says who acts, `directives` and `boards` what they find in force, `offices` which
//! files there are and how they end, `discipline` what goes wrong later, `papers` what is uploaded.

mod acts;
mod boards;
mod cast;
mod checklists;
mod directives;
mod discipline;
mod filing;
mod offices;
mod papers;
mod people;
mod stage;
mod story;

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::io::AsyncWriteExt;

pub use cast::SampleAccount;

use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::error::Error;
use crate::store::accounts;

/// How many days before today the story begins.
const DAYS: i64 = 900;

/// How much of the story is told.
#[derive(Clone, Copy, Debug)]
pub struct Extent<'a> {
    /// The provinces whose offices appear; the directorates and boards of all provinces are there
    /// anyway.
    pub offices_of: &'a [Province],
}

impl Extent<'_> {
    /// All of it.
    pub const WHOLE: Self = Self {
        offices_of: &Province::ALL,
    };
}

/// What [`load`] found or made.
#[derive(Debug)]
pub struct Loaded {
    /// The sample accounts.
    pub accounts: Vec<SampleAccount>,
    /// Whether the story has just been told.
    pub is_new: bool,
}

/// When the story begins that ends today.
pub(super) fn beginning(today: DateTime<Utc>) -> DateTime<Utc> {
    today - TimeDelta::days(DAYS + 1)
}

/// Fills a demonstration that is still empty, telling its progress, and tells its sample accounts.
///
/// # Errors
/// A demonstration whose making was broken off is refused: its folder has to be deleted.
pub async fn load(
    context: &Context,
    extent: Extent<'_>,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<Loaded, Error> {
    let samples = cast::samples();
    let is_new = !accounts::any(context.database()).await?;
    if is_new {
        story::tell(context, extent, progress).await?;
    } else if !story::is_told(context).await? {
        return Err(Error::internal("opening the demonstration", BROKEN_OFF));
    }
    write_file(context, &samples).await?;
    Ok(Loaded {
        accounts: samples,
        is_new,
    })
}

const BROKEN_OFF: &str = "the making of its sample registry was broken off; delete its folder (`var` \
     unless PARVANEH_FOLDER says otherwise) and its database, and start again";

/// The file that tells the sample accounts.
pub fn accounts_file(context: &Context) -> PathBuf {
    context.settings().folder.join("demo-accounts.json")
}

/// Writes the sample accounts for nobody but whoever runs the demonstration.
async fn write_file(context: &Context, samples: &[SampleAccount]) -> Result<(), Error> {
    let doing = "writing the sample accounts";
    let failed = |error: std::io::Error| Error::internal(doing, error);
    let text =
        serde_json::to_string_pretty(samples).map_err(|error| Error::internal(doing, error))?;
    let path = accounts_file(context);
    // The mode holds for a new file only.
    match tokio::fs::remove_file(&path).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut file = tokio::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .await
        .map_err(failed)?;
    file.write_all((text + "\n").as_bytes())
        .await
        .map_err(failed)?;
    file.flush().await.map_err(failed)
}

/// A value of the story, which is as valid as what people type.
fn value<T: FromStr<Err = Invalid>>(text: &str) -> Result<T, Error> {
    text.parse()
        .map_err(|reason: Invalid| Error::corrupt("demonstration", reason))
}
