//! The register in memory: chunks that versions share.

use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::chunk::Chunk;
use crate::domain::placement::licence::LicenceNumber;
use crate::domain::placement::register::Entry;
use crate::error::Error;

/// How many chunks a list has; a change costs the rewriting of one.
const CHUNKS: usize = 1 << BITS;
const BITS: u32 = 14;

/// One version of the register.
#[derive(Clone, Debug)]
pub struct List {
    chunks: Vec<Arc<Chunk>>,
    count: usize,
}

impl List {
    /// The entry of a licence, if it is registered.
    pub fn find(&self, number: &LicenceNumber) -> Result<Option<Entry<'_>>, Error> {
        let key = number.packed();
        let Some(line) = self.chunks.get(place(key)).and_then(|it| it.find(key)) else {
            return Ok(None);
        };
        match Entry::under(number.clone(), line) {
            Some(entry) => Ok(Some(entry)),
            None => Err(Error::corrupt("register", "a line cannot be read")),
        }
    }

    /// How many licences it has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A hash over the entries in their canonical order, whatever files they came in: SHA-256 over
    /// the SHA-256 of each chunk's lines.
    pub fn set_hash(&self) -> String {
        let mut hash = Sha256::new();
        for chunk in &self.chunks {
            hash.update(chunk.hash());
        }
        let mut hex = String::with_capacity(64);
        for byte in hash.finalize() {
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }

    /// The list of gathered entries.
    pub fn gathered(gathering: Gathering) -> Result<Self, Error> {
        Self::read(&Arc::new(gathering.into_lines()), 0)
    }

    /// All lines in the canonical order, chunk by chunk.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.chunks.iter().map(|chunk| chunk.text())
    }

    /// Reads lines in the canonical order, from a place of a text to its end; the text is kept.
    pub(super) fn read(text: &Arc<String>, from: usize) -> Result<Self, Error> {
        let mut chunks = Vec::with_capacity(CHUNKS);
        let mut rest = Lines::new(text, from)?;
        for index in 0..CHUNKS {
            let from = rest.at;
            while rest.key.is_some_and(|key| place(key) == index) {
                rest.step()?;
            }
            let chunk = Chunk::read(text, from..rest.at).ok_or_else(disorder)?;
            chunks.push(Arc::new(chunk));
        }
        if rest.key.is_some() {
            return Err(disorder());
        }
        Ok(Self::of(chunks))
    }

    /// The next version: the same list with these lines added or put in the place of older ones.
    pub fn with(&self, lines: &str) -> Result<Self, Error> {
        let mut changes = Vec::new();
        for line in lines.split_inclusive('\n') {
            let number = Entry::number_of(line).ok_or_else(disorder)?;
            changes.push((number.packed(), line));
        }
        if !changes.is_sorted_by_key(|(key, _)| (place(*key), *key)) {
            return Err(disorder());
        }
        let mut chunks = self.chunks.clone();
        for changes in changes.chunk_by(|(one, _), (other, _)| place(*one) == place(*other)) {
            let Some((key, _)) = changes.first() else {
                continue;
            };
            if let Some(chunk) = chunks.get_mut(place(*key)) {
                *chunk = Arc::new(chunk.with(changes).ok_or_else(disorder)?);
            }
        }
        Ok(Self::of(chunks))
    }

    fn of(chunks: Vec<Arc<Chunk>>) -> Self {
        let count = chunks.iter().map(|chunk| chunk.len()).sum();
        Self { chunks, count }
    }
}

/// Gathers entries in any order into the canonical one.
#[derive(Debug)]
pub struct Gathering {
    chunks: Vec<Vec<(u64, String)>>,
}

impl Default for Gathering {
    fn default() -> Self {
        Self {
            chunks: vec![Vec::new(); CHUNKS],
        }
    }
}

impl Gathering {
    /// Adds an entry.
    pub fn add(&mut self, entry: &Entry<'_>) {
        let key = entry.number.packed();
        if let Some(chunk) = self.chunks.get_mut(place(key)) {
            let mut line = entry.line();
            line.push('\n');
            chunk.push((key, line));
        }
    }

    /// The lines in the canonical order; of two entries with one number the later one counts.
    pub fn into_lines(self) -> String {
        let mut text = String::new();
        for mut chunk in self.chunks {
            // The sort is stable and the reversal makes the later one the first of its kind.
            chunk.reverse();
            chunk.sort_by_key(|(key, _)| *key);
            chunk.dedup_by_key(|(key, _)| *key);
            for (_, line) in chunk {
                text.push_str(&line);
            }
        }
        text
    }
}

/// Which chunk a packed number belongs to. Multiplying by an odd number near 2⁶⁴ divided by the golden
/// ratio scatters the serials of one series over all chunks.
fn place(key: u64) -> usize {
    let scattered = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS);
    usize::try_from(scattered).unwrap_or_default()
}

/// Steps through lines and knows the number of the next one.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    key: Option<u64>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, from: usize) -> Result<Self, Error> {
        let mut lines = Self {
            text,
            at: from,
            key: None,
        };
        lines.look()?;
        Ok(lines)
    }

    fn step(&mut self) -> Result<(), Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.find('\n').ok_or_else(disorder)? + 1;
        self.look()
    }

    fn look(&mut self) -> Result<(), Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.key = if rest.is_empty() {
            None
        } else {
            let number = Entry::number_of(rest).ok_or_else(disorder)?;
            Some(number.packed())
        };
        Ok(())
    }
}

fn disorder() -> Error {
    Error::corrupt("register", "the lines are not in the canonical form")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::kernel::calendar::Term;
    use crate::domain::kernel::province::Province;
    use crate::domain::placement::agency::{AgencyKind, Channel};
    use crate::domain::placement::licence::{LicenceState, Series};

    fn number(serial: u32) -> LicenceNumber {
        let series = Series {
            demo: false,
            province: Province::Isfahan,
            kind: AgencyKind::Foreign,
            year: 1405,
        };
        LicenceNumber::new(series, serial).unwrap()
    }

    fn lines(entries: impl IntoIterator<Item = (u32, u8)>) -> String {
        let from = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut gathering = Gathering::default();
        for (serial, name) in entries {
            gathering.add(&Entry {
                number: number(serial),
                decision: LicenceState::Granted,
                agency: name.to_string().into(),
                channel: Channel::Physical,
                holder: "نرگس رستگار".into(),
                technical_manager: None,
                province: Province::Isfahan,
                city: "اصفهان".into(),
                address: "چهارباغ".into(),
                website: None,
                issued_on: from,
                term: Term::years(from, 2),
                good_from: 1,
                halts: Vec::new(),
            });
        }
        gathering.into_lines()
    }

    proptest! {
        #[test]
        fn changes_lead_to_the_list_that_was_written_whole(
            first in prop::collection::vec((1_u32..200, any::<u8>()), 0..100),
            then in prop::collection::vec((1_u32..200, any::<u8>()), 0..30),
        ) {
            let old = List::read(&Arc::new(lines(first.clone())), 0).unwrap();
            let new = old.with(&lines(then.clone())).unwrap();
            let whole = List::read(&Arc::new(lines(first.iter().chain(&then).copied())), 0).unwrap();
            prop_assert_eq!(new.set_hash(), whole.set_hash());
            let expected: BTreeMap<u32, u8> = first.into_iter().chain(then).collect();
            prop_assert_eq!(new.count(), expected.len());
            for serial in 1..200 {
                let found = new.find(&number(serial)).unwrap();
                let name = found.map(|entry| entry.agency.into_owned());
                prop_assert_eq!(name, expected.get(&serial).map(u8::to_string));
            }
        }
    }

    #[test]
    fn lines_in_another_order_are_no_list() {
        let ordered = lines((1..50).map(|serial| (serial, 0)));
        let mut reversed: Vec<_> = ordered.split_inclusive('\n').collect();
        reversed.reverse();
        let reversed = reversed.concat();
        let empty = List::read(&Arc::default(), 0).unwrap();
        let doubled = ordered.repeat(2);
        let cut = ordered[..ordered.len() - 1].to_owned();
        for broken in [reversed, doubled, cut] {
            assert!(empty.with(&broken).is_err());
            assert!(List::read(&Arc::new(broken), 0).is_err());
        }
        assert_eq!(empty.with(&ordered).unwrap().count(), 49);
    }
}
