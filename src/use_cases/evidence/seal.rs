//! Seals new events into the log within ten seconds and keeps its checkpoints outside the database.

use std::path::PathBuf;

use uuid::Uuid;

use crate::context::Context;
use crate::error::Error;
use crate::store::evidence::seal::{self, Checkpoint};
use crate::use_cases::calendar::begin_leased;

/// Seals everything that is not sealed yet.
pub async fn seal_events(context: &Context, process: Uuid) -> Result<(), Error> {
    if seal::unsealed(context.database()).await? == 0 {
        return Ok(());
    }
    let mut last = None;
    while let Some(work) = begin_leased(context, "seal", process).await? {
        let sealed = seal::seal_next(&work, context.keys()).await?;
        work.commit().await?;
        match sealed {
            Some(checkpoint) => last = Some(checkpoint),
            None => break,
        }
    }
    match last {
        Some(checkpoint) => keep_outside(context, checkpoint).await,
        None => Ok(()),
    }
}

/// The file that holds all checkpoints, one on a line; to be copied out of reach of this machine.
pub fn checkpoint_file(context: &Context) -> PathBuf {
    context.settings().folder.join("checkpoints.jsonl")
}

async fn keep_outside(context: &Context, checkpoint: Checkpoint) -> Result<(), Error> {
    let path = checkpoint_file(context);
    let line = serde_json::to_string(&checkpoint)
        .map_err(|error| Error::internal("writing a checkpoint", error))?;
    tokio::task::spawn_blocking(move || append(&path, &line))
        .await
        .map_err(|error| Error::internal("writing a checkpoint", error))?
        .map_err(|error| Error::internal("writing a checkpoint", error))
}

fn append(path: &std::path::Path, line: &str) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    writeln!(file, "{line}")?;
    file.sync_data()
}
