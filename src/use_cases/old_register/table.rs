//! The lines of a file, read on a thread of their own and handed over in batches, so that little of
//! the file is in memory at any time.

mod encoding;
mod text_file;
mod workbook;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::old_register::{
    Columns, Entry, Finding, Line, MOST_LINES_BEFORE_HEADER, Read,
};
use crate::error::Error;

/// So many lines are compared and written together.
const TOGETHER: u64 = 400;

/// So many batches wait until they are compared and written.
const WAITING: usize = 2;

/// Some lines that follow each other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The number of the last line read.
    pub(super) read: u64,
    /// How many lines they are, blank ones not counted.
    pub(super) lines: u64,
    /// The licences on them.
    pub(super) entries: Vec<Entry>,
    /// What is wrong or remarkable with them.
    pub(super) findings: Vec<Finding>,
}

/// The batches of a file.
pub(super) struct Batches {
    receiver: mpsc::Receiver<Batch>,
    reading: Option<JoinHandle<Result<(), Error>>>,
}

/// Begins to read a file.
pub(super) fn batches(path: &Path, today: NaiveDate) -> Batches {
    let (sender, receiver) = mpsc::channel(WAITING);
    let path = path.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        let mut reader = Reader {
            today,
            above: 0,
            columns: None,
            batch: Batch::default(),
            sender,
        };
        if is_workbook(&path)? {
            workbook::read(&path, &mut reader)?;
        } else {
            text_file::read(&path, &mut reader)?;
        }
        reader.end()
    });
    Batches {
        receiver,
        reading: Some(reading),
    }
}

impl Batches {
    /// The next batch, or nothing at the end of the file.
    ///
    /// # Errors
    /// A file that is no table, or one whose columns have no names.
    pub(super) async fn next(&mut self) -> Result<Option<Batch>, Error> {
        if let Some(batch) = self.receiver.recv().await {
            return Ok(Some(batch));
        }
        match self.reading.take() {
            None => Ok(None),
            Some(reading) => match reading.await {
                Ok(read) => read.map(|()| None),
                // What the reader could not cope with is no table.
                Err(_) => Err(not_a_table()),
            },
        }
    }
}

/// Whether to go on reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Go,
    Stop,
}

/// Makes entries of lines.
struct Reader {
    today: NaiveDate,
    /// Lines above the names of the columns.
    above: usize,
    columns: Option<Columns>,
    batch: Batch,
    sender: mpsc::Sender<Batch>,
}

impl Reader {
    /// Something remarkable about the whole file.
    fn remark(&mut self, finding: Finding) {
        self.batch.findings.push(finding);
    }

    fn line(&mut self, line: &Line) -> Result<Flow, Error> {
        if line.is_blank() {
            return Ok(Flow::Go);
        }
        let Some(columns) = &self.columns else {
            return self.header(line);
        };
        let read = Read::line(columns, line, self.today);
        self.batch.lines += 1;
        self.batch.read = line.number;
        self.batch.entries.extend(read.entry);
        self.batch.findings.extend(read.findings);
        if self.batch.lines < TOGETHER {
            return Ok(Flow::Go);
        }
        Ok(self.hand_over())
    }

    fn header(&mut self, line: &Line) -> Result<Flow, Error> {
        if !Columns::are_named_on(line) {
            self.above += 1;
            if self.above > MOST_LINES_BEFORE_HEADER {
                return Err(Error::invalid("", NO_HEADER));
            }
            return Ok(Flow::Go);
        }
        let (columns, findings) = Columns::read(line);
        let usable = findings
            .iter()
            .all(|it| it.severity == crate::domain::placement::old_register::Severity::Warning);
        self.batch.findings.extend(findings);
        self.columns = Some(columns);
        Ok(if usable { Flow::Go } else { Flow::Stop })
    }

    /// Nobody may be waiting for it any more.
    fn hand_over(&mut self) -> Flow {
        match self.sender.blocking_send(std::mem::take(&mut self.batch)) {
            Ok(()) => Flow::Go,
            Err(_) => Flow::Stop,
        }
    }

    fn end(mut self) -> Result<(), Error> {
        if self.columns.is_none() {
            return Err(Error::invalid("", NO_HEADER));
        }
        self.hand_over();
        Ok(())
    }
}

/// Workbooks of spreadsheets are archives, and begin as those do.
fn is_workbook(path: &Path) -> Result<bool, Error> {
    let mut head = Vec::with_capacity(4);
    open(path)?
        .take(4)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    Ok(head == *b"PK\x03\x04")
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(unreadable)
}

fn unreadable(error: std::io::Error) -> Error {
    Error::internal("reading the register's file", error)
}

fn not_a_table() -> Error {
    Error::invalid("", NOT_A_TABLE)
}

const NOT_A_TABLE: Invalid = Invalid {
    code: "file-not-a-table",
    fa: "پرونده باید CSV با کدگذاری UTF-8 یا XLSX باشد؛ قالب‌های دیگر مانند XLS خوانده نمی‌شود.",
    en: "The file is to be CSV in UTF-8, or XLSX; other forms such as XLS are not read.",
};

const NO_HEADER: Invalid = Invalid {
    code: "file-without-header",
    fa: "سطر نام ستون‌ها در ده سطر نخست پرونده پیدا نشد؛ الگوی ورود را ببینید.",
    en: "None of the first ten lines names the columns; see the template.",
};
