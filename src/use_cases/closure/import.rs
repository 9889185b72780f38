//! An officer imports a table of closures: all of it or nothing.

use serde::{Deserialize, Serialize};

use super::{published, reckon, require};
use crate::domain::kernel::closures::Closure;
use crate::domain::placement::access::Permission;
use crate::domain::placement::calendar::Calendar;
use crate::error::Error;
use crate::store::{aggregates, closures};
use crate::use_cases::{Acting, Command};

/// Imports a table in the form of the published one.
#[derive(Debug, Serialize)]
pub struct ImportClosures {
    /// The table as CSV.
    pub table: String,
}

/// What an import did, line by line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Imported {
    /// The version of the calendar afterwards.
    pub version: i64,
    /// The closures of the table in its order.
    pub lines: Vec<Line>,
}

/// What became of one line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    /// The closure.
    pub closure: Closure,
    /// Whether it was new; a closure that was known already is left as it was.
    pub is_new: bool,
}

impl Command for ImportClosures {
    const OPERATION: &'static str = "importClosures";
    const PERMISSION: Option<Permission> = Some(Permission::RecordClosure);
    type Output = Imported;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let table = published::read(&self.table)?;
        for closure in &table {
            require(acting.actor, closure.province)?;
        }
        let calendar = closures::calendar(acting.work).await?;
        let known = &calendar.value;
        let line = |closure: &Closure| Line {
            is_new: !known.knows(closure),
            closure: closure.clone(),
        };
        let lines = table.iter().map(line).collect();
        let version = calendar.version;
        let version = match calendar.value.import(table)? {
            None => version,
            Some(value) => {
                let imported = crate::store::Versioned { value, version };
                let saved = aggregates::save::<Calendar>(acting.work, imported).await?;
                reckon::open_terms(acting.work).await?;
                saved.version
            }
        };
        Ok(Imported { version, lines })
    }
}
