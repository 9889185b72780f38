//! Tables as text: values between commas, semicolons or tabs.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::encoding::{self, decoded};
use super::{Flow, Reader, not_a_table, open, unreadable};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::old_register::{Cell, Finding, Line};
use crate::error::Error;

pub(super) fn read(path: &Path, reader: &mut Reader) -> Result<(), Error> {
    let mut file = open(path)?;
    let mut head = Vec::with_capacity(encoding::LOOKED_AT);
    let looked_at = u64::try_from(encoding::LOOKED_AT).unwrap_or(u64::MAX);
    (&mut file)
        .take(looked_at)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let encoding = encoding::of(&head).ok_or_else(not_a_table)?;
    if encoding == encoding_rs::WINDOWS_1256 {
        reader.remark(Finding::warning(1, None, OLD_ENCODING));
    }
    let (beginning, _, _) = encoding.decode(&head);
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&beginning))
        .from_reader(decoded(file, encoding));
    // Where lines end in CR LF, a record begins for the reader at the LF of the line before.
    let ends_in_two = beginning.contains("\r\n");
    let mut record = csv::StringRecord::new();
    loop {
        match table.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => {
                return Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => unreadable(error),
                    _ => not_a_table(),
                });
            }
        }
        let start = record.position().map_or(0, csv::Position::line);
        let line = Line {
            number: start + u64::from(ends_in_two && start_of(&record) > 0),
            cells: record.iter().map(|it| Cell::Text(it.to_owned())).collect(),
        };
        if reader.line(&line)? == Flow::Stop {
            return Ok(());
        }
    }
}

fn start_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::byte)
}

/// What stands most often on one of the first lines.
fn delimiter(beginning: &str) -> u8 {
    let most = |delimiter: &u8| {
        let lines = beginning.lines().take(11);
        let counts = lines.map(|line| line.bytes().filter(|it| it == delimiter).count());
        counts.max().unwrap_or_default()
    };
    // Of equals the last is taken, and a comma is what the form is named after.
    *[b'\t', b';', b',']
        .iter()
        .max_by_key(|it| most(it))
        .unwrap_or(&b',')
}

const OLD_ENCODING: Invalid = Invalid {
    code: "file-in-windows-1256",
    fa: "کدگذاری پرونده UTF-8 نیست و با Windows-1256 خوانده شد؛ نام‌ها را دوباره ببینید.",
    en: "The file is not in UTF-8 and was read as Windows-1256; look at the names again.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_parts_the_columns() {
        let cases = [
            ("فهرست کاریابی‌ها، استان تهران\nالف,ب,ج\n", b','),
            ("الف;ب;ج\n1,5;2;3", b';'),
            ("الف\tب\tج\n", b'\t'),
            ("", b','),
        ];
        for (beginning, expected) in cases {
            assert_eq!(delimiter(beginning), expected, "{beginning}");
        }
    }
}
