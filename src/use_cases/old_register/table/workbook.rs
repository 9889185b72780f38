//! Tables as workbooks (XLSX), of which the first sheet is read.
//!
//! The cells of the sheet are read one by one; the texts that its cells share are held in memory, as
//! the form of the file wants it, and so their size has a limit.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{DataRef, Reader as _, SheetType, Xlsx};
use zip::ZipArchive;

use super::{Flow, Reader, not_a_table, open};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::old_register::{Cell, Line};
use crate::error::Error;

/// What the shared texts may have unpacked: 96 MiB, those of some 150,000 lines.
const LARGEST_TEXTS: u64 = 96 * 1024 * 1024;

/// What the other parts may have unpacked together.
const LARGEST_SHEETS: u64 = 1024 * 1024 * 1024;

/// What stands further to the right belongs to no register.
const MOST_COLUMNS: usize = 200;

pub(super) fn read(path: &Path, reader: &mut Reader) -> Result<(), Error> {
    examine(open(path)?)?;
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(open(path)?)).map_err(|_| not_a_table())?;
    let sheets = book.sheets_metadata();
    let sheet = sheets.iter().find(|it| it.typ == SheetType::WorkSheet);
    let name = sheet.ok_or_else(not_a_table)?.name.clone();
    let mut cells = book
        .worksheet_cells_reader(&name)
        .map_err(|_| not_a_table())?;
    let mut line = Line {
        number: 0,
        cells: Vec::new(),
    };
    while let Some(cell) = cells.next_cell().map_err(|_| not_a_table())? {
        let (row, column) = cell.get_position();
        let number = u64::from(row) + 1;
        if number != line.number {
            if reader.line(&line)? == Flow::Stop {
                return Ok(());
            }
            line.number = number;
            line.cells.clear();
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < MOST_COLUMNS {
            if line.cells.len() <= column {
                line.cells.resize(column + 1, Cell::Text(String::new()));
            }
            if let Some(place) = line.cells.get_mut(column) {
                *place = value(cell.get_value());
            }
        }
    }
    reader.line(&line).map(drop)
}

/// Numbers become their digits, as far as a spreadsheet keeps them.
fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(truth) => Cell::Text(truth.to_string()),
        DataRef::DateTime(time) => match time.as_datetime() {
            Some(time) if time.time() == chrono::NaiveTime::MIN => Cell::Day(time.date()),
            _ => Cell::Text(time.as_f64().to_string()),
        },
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::Text(text.clone()), Cell::Day)
        }
        DataRef::Error(_) => Cell::Text(char::REPLACEMENT_CHARACTER.to_string()),
        DataRef::Empty => Cell::Text(String::new()),
    }
}

/// Unpacks everything once without keeping it: a small archive can hold endless parts, and what it says
/// about their sizes need not be so.
fn examine(file: File) -> Result<(), Error> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| not_a_table())?;
    let mut left = LARGEST_SHEETS;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| not_a_table())?;
        let name = part.name().map_err(|_| not_a_table())?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let most = if shared { LARGEST_TEXTS } else { left };
        let size = unpack(part, most, shared)?;
        if !shared {
            left -= size;
        }
    }
    Ok(())
}

/// How large a part is unpacked. Of shared texts, the number that they claim to be must be possible:
/// room is made for so many before they are read.
fn unpack(part: impl Read, most: u64, shared: bool) -> Result<u64, Error> {
    let mut part = part.take(most + 1);
    let mut chunk = vec![0; 64 * 1024];
    let (mut kept, mut size, mut claimed) = (0, 0, 0);
    loop {
        let room = chunk.get_mut(kept..).unwrap_or_default();
        let read = part.read(room).map_err(|_| not_a_table())?;
        if read == 0 {
            break;
        }
        size += u64::try_from(read).unwrap_or(u64::MAX);
        if shared {
            let seen = kept + read;
            claimed = claimed.max(claim(chunk.get(..seen).unwrap_or_default()));
            // What lies across two chunks is seen with the second.
            kept = seen.min(SEEN_AGAIN);
            chunk.copy_within(seen - kept..seen, 0);
        }
    }
    if size > most || claimed > size / SHORTEST_TEXT {
        return Err(Error::invalid("", TOO_MUCH));
    }
    Ok(size)
}

const SEEN_AGAIN: usize = 4096;

/// `<si><t/></si>` is the shortest text.
const SHORTEST_TEXT: u64 = 13;

/// The greatest number that is said to be that of shared texts.
fn claim(xml: &[u8]) -> u64 {
    const NAME: &[u8] = b"uniqueCount";
    let places = xml.windows(NAME.len()).enumerate();
    let claims = places.filter(|(_, window)| *window == NAME).map(|(at, _)| {
        let after = xml.iter().skip(at + NAME.len()).take(64);
        let digits = after.skip_while(|byte| !byte.is_ascii_digit());
        let digits = digits.take_while(|byte| byte.is_ascii_digit()).take(18);
        digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
    });
    claims.max().unwrap_or_default()
}

const TOO_MUCH: Invalid = Invalid {
    code: "workbook-too-large",
    fa: "حجم این کارپوشه پس از باز شدن بیش از اندازه است؛ آن را به صورت CSV ذخیره کنید.",
    en: "The workbook is too large when it is unpacked; save it as CSV.",
};
