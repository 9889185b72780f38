//! Reading all evidence again.

use crate::context::Context;
use crate::error::Error;
use crate::store::evidence::verify;

pub use crate::store::evidence::seal::Checkpoint;
pub use crate::store::evidence::verify::{Finding, Report};

/// Checks every event, the log, its checkpoints, those kept outside among them, and every row.
pub async fn verify_evidence(context: &Context, outside: &[Checkpoint]) -> Result<Report, Error> {
    verify::verify(context.database(), &context.keys().public(), outside).await
}

/// Reads a file of checkpoints, one on a line, as the registry keeps them in its folder.
///
/// # Errors
/// A line that is no checkpoint is named by its number.
pub fn read_checkpoints(text: &str) -> Result<Vec<Checkpoint>, Error> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|_| {
                Error::internal("reading checkpoints", format!("line {} is none", at + 1))
            })
        })
        .collect()
}
