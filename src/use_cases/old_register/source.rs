//! The file that holds an old register.

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use crate::context::Context;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::documents::Sha256Hex;
use crate::error::Error;

/// The most that a file may have: 64 MiB, some 200,000 lines.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// A file on this machine. Only its hash stands for it.
#[derive(Debug, Serialize)]
pub struct Source {
    /// Its SHA-256.
    pub sha256: Sha256Hex,
    #[serde(skip)]
    path: PathBuf,
    /// A file that only this one import needs goes with it.
    #[serde(skip)]
    is_temporary: bool,
}

const READING: &str = "reading the register's file";

impl Source {
    /// A file that somebody has on this machine.
    pub async fn file(path: &Path) -> Result<Self, Error> {
        let failed = |error| Error::internal(READING, error);
        let mut file = tokio::fs::File::open(path).await.map_err(failed)?;
        let length = file.metadata().await.map_err(failed)?.len();
        if length > LARGEST_FILE {
            return Err(Error::TooLarge {
                limit: LARGEST_FILE,
            });
        }
        let mut hash = Sha256::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let read = file.read(&mut chunk).await.map_err(failed)?;
            if read == 0 {
                break;
            }
            hash.update(chunk.get(..read).unwrap_or_default());
        }
        Ok(Self {
            sha256: hex(hash)?,
            path: path.to_owned(),
            is_temporary: false,
        })
    }

    /// A file that comes in piece by piece from somebody who may import; it goes when it was read.
    pub async fn receive(
        context: &Context,
        actor: &Actor,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send,
    ) -> Result<Self, Error> {
        actor.require(Permission::ImportRegister)?;
        let failed = |error| Error::internal("keeping the register's file", error);
        let folder = context.settings().folder.join("imports");
        tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
        // From here on the file goes with the value, whatever happens.
        let mut source = Self {
            sha256: hex(Sha256::new())?,
            path: folder.join(Uuid::now_v7().to_string()),
            is_temporary: true,
        };
        let mut file = tokio::fs::File::create_new(&source.path)
            .await
            .map_err(failed)?;
        let mut hash = Sha256::new();
        let mut length = 0;
        let mut bytes = std::pin::pin!(bytes);
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(|_| Error::invalid("", BROKEN_OFF))?;
            length += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            if length > LARGEST_FILE {
                return Err(Error::TooLarge {
                    limit: LARGEST_FILE,
                });
            }
            hash.update(&chunk);
            file.write_all(&chunk).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        source.sha256 = hex(hash)?;
        Ok(source)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if self.is_temporary
            && let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a file that was imported is left behind");
        }
    }
}

fn hex(hash: Sha256) -> Result<Sha256Hex, Error> {
    use std::fmt::Write;
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text.parse()
        .map_err(|error: Invalid| Error::internal(READING, error))
}

const BROKEN_OFF: Invalid = Invalid {
    code: "file-broken-off",
    fa: "دریافت پرونده ناتمام ماند.",
    en: "The file broke off before its end.",
};
