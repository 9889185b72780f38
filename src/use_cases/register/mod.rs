//! The public register: published by one process, followed by all, asked by everybody.

pub mod follow;
pub mod paper;
pub mod publish;
pub mod verify;

use crate::context::Context;
use crate::error::Error;
use crate::store::register::file::Folder;

fn folder(context: &Context) -> Folder {
    Folder::below(&context.settings().folder)
}

/// Does what blocks on files and hashes away from the tasks that answer requests.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::internal("working on the register", error))?
}
