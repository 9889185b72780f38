//! A line of a table, before it means anything.

use chrono::NaiveDate;

/// One cell. Numbers come as their digits, since what looks like a number here is an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// As it was typed.
    Text(String),
    /// A day that the spreadsheet knows as one.
    Day(NaiveDate),
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
}

impl Line {
    /// Whether nothing is written on it.
    pub fn is_blank(&self) -> bool {
        self.cells
            .iter()
            .all(|cell| matches!(cell, Cell::Text(text) if typed(text).is_none()))
    }
}

/// What was typed into a cell, without what spreadsheets put around it; nothing when it is empty or
/// says that there is nothing.
pub(super) fn typed(text: &str) -> Option<&str> {
    let text = text.trim();
    // Some programs protect digits as ="0076229645" or '0076229645.
    let text = text
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let text = text.strip_prefix('\'').unwrap_or(text).trim();
    let nothing = text
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | 'ـ' | '_' | '.' | '/' | '*') || c.is_whitespace())
        || matches!(text, "ندارد" | "فاقد" | "نامشخص");
    (!nothing).then_some(text)
}
