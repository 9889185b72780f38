//! The files of the register: a statement and its signature on the first line, then the entries.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::heads::{File, Head, Statement};
use super::list::List;
use crate::error::Error;

/// The folder of the register's files.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// The first line of a file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cover {
    list: String,
    /// The version that the entries change; nothing when they are all.
    changes: Option<i64>,
    #[serde(flatten)]
    stated: Statement,
    signature: String,
}

const WRITING: &str = "writing the register";
const READING: &str = "reading the register";

impl Folder {
    /// The folder below that of the registry.
    pub fn below(folder: &Path) -> Self {
        Self(folder.join("lists/register"))
    }

    /// Writes all entries of a version.
    pub fn write_whole(
        &self,
        stated: &Statement,
        signature: &str,
        list: &List,
    ) -> Result<File, Error> {
        self.write(stated, signature, None, list.texts())
    }

    /// Writes what a version changes in the one before.
    pub fn write_delta(
        &self,
        stated: &Statement,
        signature: &str,
        lines: &str,
    ) -> Result<File, Error> {
        self.write(stated, signature, Some(stated.version - 1), [lines])
    }

    /// Reads the version that a head names, with all its entries.
    ///
    /// # Errors
    /// A file that is not what the registry signed is refused.
    pub fn read_whole(&self, head: &Head, public_key: &str) -> Result<List, Error> {
        let (text, from) = self.read(head, head.whole.as_ref(), None, public_key)?;
        proven(List::read(&Arc::new(text), from)?, head)
    }

    /// The version that a head names, made from the one before.
    ///
    /// # Errors
    /// As with [`Folder::read_whole`].
    pub fn read_delta(&self, former: &List, head: &Head, public_key: &str) -> Result<List, Error> {
        let changes = Some(head.stated.version - 1);
        let (text, from) = self.read(head, head.delta.as_ref(), changes, public_key)?;
        proven(former.with(text.get(from..).unwrap_or_default())?, head)
    }

    /// Removes the files of versions before one.
    pub fn forget_before(&self, version: i64) -> Result<(), Error> {
        let failed = |error| Error::internal(WRITING, error);
        for entry in fs::read_dir(&self.0).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            // What a process did not finish has the same name behind a point.
            let name = name.to_str().map(|name| name.trim_start_matches('.'));
            let number = name.and_then(|name| name.split('-').next());
            let number: Option<i64> = number.and_then(|it| it.parse().ok());
            if number.is_some_and(|number| number < version) {
                fs::remove_file(entry.path()).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn write<'a>(
        &self,
        stated: &Statement,
        signature: &str,
        changes: Option<i64>,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<File, Error> {
        let failed = |error| Error::internal(WRITING, error);
        let cover = Cover {
            list: "register".to_owned(),
            changes,
            stated: stated.clone(),
            signature: signature.to_owned(),
        };
        let cover =
            serde_json::to_string(&cover).map_err(|error| Error::internal(WRITING, error))?;
        let extent = if changes.is_some() { "delta" } else { "whole" };
        // A version that was written and then not published leaves a file of another hash behind.
        let hash = stated.set_hash.get(..16).unwrap_or_default();
        let name = format!("{:010}-{extent}-{hash}.tsv", stated.version);
        fs::create_dir_all(&self.0).map_err(failed)?;
        let mut file = tempfile(&self.0, &name).map_err(failed)?;
        let mut written = std::io::BufWriter::with_capacity(1 << 20, &mut file.file);
        writeln!(written, "{cover}").map_err(failed)?;
        let mut bytes = cover.len() + 1;
        for text in texts {
            written.write_all(text.as_bytes()).map_err(failed)?;
            bytes += text.len();
        }
        written.flush().map_err(failed)?;
        drop(written);
        file.file.sync_all().map_err(failed)?;
        fs::rename(&file.path, self.0.join(&name)).map_err(failed)?;
        fs::File::open(&self.0)
            .and_then(|folder| folder.sync_all())
            .map_err(failed)?;
        Ok(File {
            name,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        })
    }

    /// The text of a file, and where its entries begin.
    fn read(
        &self,
        head: &Head,
        file: Option<&File>,
        changes: Option<i64>,
        public_key: &str,
    ) -> Result<(String, usize), Error> {
        let refused = |detail: &str| Error::corrupt("register", detail);
        let file = file.ok_or_else(|| refused("the version has no such file"))?;
        let content = fs::read_to_string(self.0.join(&file.name))
            .map_err(|error| Error::internal(READING, error))?;
        let end = content
            .find('\n')
            .ok_or_else(|| refused("the file has no first line"))?;
        let cover: Cover = serde_json::from_str(content.get(..end).unwrap_or_default())
            .map_err(|_| refused("the first line cannot be read"))?;
        let expected = Cover {
            list: "register".to_owned(),
            changes,
            stated: head.stated.clone(),
            signature: head.signature.clone(),
        };
        if cover != expected {
            return Err(refused("the file is of another version"));
        }
        if !head.stated.is_signed_by(public_key, &head.signature) {
            return Err(refused("the signature is not the registry's"));
        }
        Ok((content, end + 1))
    }
}

/// A list that is what its head says.
fn proven(list: List, head: &Head) -> Result<List, Error> {
    let count = i64::try_from(list.count()).unwrap_or(i64::MAX);
    if count != head.stated.count || list.set_hash() != head.stated.set_hash {
        return Err(Error::corrupt(
            "register",
            "the entries are not those that were signed",
        ));
    }
    Ok(list)
}

/// A new file under a name that nobody reads yet.
struct Draft {
    file: fs::File,
    path: PathBuf,
}

fn tempfile(folder: &Path, name: &str) -> std::io::Result<Draft> {
    let path = folder.join(format!(".{name}.{:016x}", rand::random::<u64>()));
    let file = fs::File::create_new(&path)?;
    Ok(Draft { file, path })
}
