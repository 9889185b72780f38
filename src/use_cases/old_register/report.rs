//! What an import comes to, line by line.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::old_register::{Column, Finding, Severity};
use crate::error::{Error, InvalidField, Place};

/// As many findings of each severity are kept one by one; the others are only counted.
pub const MOST_FINDINGS: usize = 5_000;

/// As many errors are told with a refusal.
const MOST_TOLD: usize = 500;

/// What an import comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The SHA-256 of the file.
    pub sha256: Sha256Hex,
    /// The import, if the file was taken over.
    pub import: Option<Uuid>,
    /// How many lines with something on them follow the names of the columns.
    pub lines: u64,
    /// How many of them hold a licence that can be taken over.
    pub licences: u64,
    /// How many errors there are.
    pub errors: u64,
    /// How many warnings there are.
    pub warnings: u64,
    /// The findings in the order of the file.
    pub findings: Vec<Finding>,
}

impl Report {
    /// An empty report about a file.
    pub(super) fn on(sha256: Sha256Hex) -> Self {
        Self {
            sha256,
            import: None,
            lines: 0,
            licences: 0,
            errors: 0,
            warnings: 0,
            findings: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, finding: Finding) {
        let count = match finding.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if usize::try_from(*count).is_ok_and(|count| count <= MOST_FINDINGS) {
            self.findings.push(finding);
        }
    }

    /// Whether findings were counted and not kept.
    pub fn is_cut(&self) -> bool {
        let kept = u64::try_from(self.findings.len()).unwrap_or(u64::MAX);
        kept < self.errors + self.warnings
    }

    /// The refusal of a file with errors: each by its line and column.
    pub(super) fn refusal(self) -> Error {
        let errors = self
            .findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        let fields = errors.take(MOST_TOLD).map(|finding| InvalidField {
            place: Place::Body(pointer(finding.line, finding.column)),
            code: finding.code,
            fa: finding.fa,
            en: finding.en,
        });
        Error::Invalid(fields.collect())
    }

    /// The findings as a table, to be read beside the file; with the mark by which spreadsheets know
    /// UTF-8.
    pub fn csv(&self) -> Result<Vec<u8>, Error> {
        let failed = |error: csv::Error| Error::internal("writing the report", error);
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer
            .write_record([
                "سطر", "ستون", "درجه", "کد", "شرح", "line", "column", "severity", "detail",
            ])
            .map_err(failed)?;
        for finding in &self.findings {
            let line = finding.line.to_string();
            writer
                .write_record([
                    line.as_str(),
                    finding.column.map_or("", Column::persian),
                    finding.severity.persian(),
                    &finding.code,
                    &finding.fa,
                    &line,
                    finding.column.map_or("", Column::name),
                    finding.severity.name(),
                    &finding.en,
                ])
                .map_err(failed)?;
        }
        writer
            .into_inner()
            .map_err(|error| Error::internal("writing the report", error.to_string()))
    }
}

/// Where in the file something stands: `/lines/17/national_code`.
pub fn pointer(line: u64, column: Option<Column>) -> String {
    match column {
        Some(column) => format!("/lines/{line}/{}", column.name()),
        None => format!("/lines/{line}"),
    }
}
