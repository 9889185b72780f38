//! One part of the register: lines in the order of their numbers, found by binary search.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::placement::register::Entry;

/// The lines of some licences, which never change; a new version of the list shares the chunks that
/// stayed as they were.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// The packed numbers, ascending.
    keys: Box<[u64]>,
    /// Where each line begins after the beginning of the first, and where the last one ends.
    starts: Box<[u32]>,
    /// A text that has the lines, often the whole file that they came from.
    text: Arc<String>,
    /// Where in the text they stand.
    range: Range<usize>,
    hash: [u8; 32],
}

impl Chunk {
    /// Reads lines that must stand in the order of their numbers; nothing when they don't.
    pub(super) fn read(text: &Arc<String>, range: Range<usize>) -> Option<Self> {
        let lines = text.get(range.clone())?;
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
            hash: Sha256::digest(lines).into(),
            text: Arc::clone(text),
            range,
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
        let mut merged = String::with_capacity(self.range.len());
        let mut changes = changes.iter().peekable();
        for (at, key) in self.keys.iter().enumerate() {
            while let Some((_, line)) = changes.next_if(|(new, _)| new < key) {
                merged.push_str(line);
            }
            match changes.next_if(|(new, _)| new == key) {
                Some((_, line)) => merged.push_str(line),
                None => merged.push_str(self.line(at)?),
            }
        }
        for (_, line) in changes {
            merged.push_str(line);
        }
        let range = 0..merged.len();
        Self::read(&Arc::new(merged), range)
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The SHA-256 of the lines.
    pub(super) fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    pub(super) fn text(&self) -> &str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    fn line(&self, at: usize) -> Option<&str> {
        let place = |at: usize| Some(self.range.start + *self.starts.get(at)? as usize);
        self.text.get(place(at)?..place(at + 1)?)
    }
}
