//! One part of the register: lines in the order of their numbers, found by binary search.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::domain::placement::register::Entry;

/// The lines of some licences, which never change; a new version of the list shares the chunks that
/// stayed as they were.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// The packed numbers, ascending.
    keys: Box<[u64]>,
    /// Where each line begins in the text, and where the text ends.
    starts: Box<[u32]>,
    /// The lines, each with its end; often a slice of the file that they came from.
    text: Bytes,
    hash: [u8; 32],
}

impl Chunk {
    /// Reads lines that must stand in the order of their numbers; nothing when they don't.
    pub(super) fn read(text: Bytes) -> Option<Self> {
        let lines = std::str::from_utf8(&text).ok()?;
        let mut keys = Vec::new();
        let mut starts = Vec::new();
        let mut at = 0;
        for line in lines.split_inclusive('\n') {
            let key = Entry::number_of(line)?.packed();
            if keys.last().is_some_and(|last| *last >= key) || !line.ends_with('\n') {
                return None;
            }
            keys.push(key);
            starts.push(u32::try_from(at).ok()?);
            at += line.len();
        }
        starts.push(u32::try_from(at).ok()?);
        Some(Self {
            keys: keys.into(),
            starts: starts.into(),
            hash: Sha256::digest(&text).into(),
            text,
        })
    }

    /// The line of a number, without its end.
    pub(super) fn find(&self, key: u64) -> Option<&str> {
        let at = self.keys.binary_search(&key).ok()?;
        let line = self.line(at)?;
        Some(line.strip_suffix('\n').unwrap_or(line))
    }

    /// The same lines with some added or replaced, whose numbers ascend.
    pub(super) fn with(&self, changes: &[(u64, &str)]) -> Option<Self> {
        let mut merged = Vec::with_capacity(self.text.len());
        let mut changes = changes.iter().peekable();
        for (at, key) in self.keys.iter().enumerate() {
            while let Some((_, line)) = changes.next_if(|(new, _)| new < key) {
                merged.extend_from_slice(line.as_bytes());
            }
            match changes.next_if(|(new, _)| new == key) {
                Some((_, line)) => merged.extend_from_slice(line.as_bytes()),
                None => merged.extend_from_slice(self.line(at)?.as_bytes()),
            }
        }
        for (_, line) in changes {
            merged.extend_from_slice(line.as_bytes());
        }
        Self::read(merged.into())
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The SHA-256 of the text.
    pub(super) fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    pub(super) fn text(&self) -> &Bytes {
        &self.text
    }

    fn line(&self, at: usize) -> Option<&str> {
        let range = *self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize;
        std::str::from_utf8(self.text.get(range)?).ok()
    }
}
