//! The numbers that imported licences get: in the series of the year in which each was granted.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::placement::licence::{LicenceNumber, Series};
use crate::domain::placement::old_register::Entry;
use crate::error::Error;
use crate::store::{Work, serials};

const NUMBERING: &str = "numbering a licence";

/// Gives numbers one after the other, and asks the database once for each series.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    last: HashMap<Series, u32>,
}

impl Numbers {
    /// The next number of a series.
    pub(super) async fn next(
        &mut self,
        work: &Work,
        series: Series,
    ) -> Result<LicenceNumber, Error> {
        let serial = if let Some(last) = self.last.get(&series) {
            last + 1
        } else {
            let first = serials::next(work, &name(series)).await?;
            u32::try_from(first).map_err(|error| Error::internal(NUMBERING, error))?
        };
        self.last.insert(series, serial);
        number(series, serial)
    }

    /// Tells the database how far each series has come.
    pub(super) async fn settle(&self, work: &Work) -> Result<(), Error> {
        for (series, last) in &self.last {
            serials::advance(work, &name(*series), (*last).into()).await?;
        }
        Ok(())
    }
}

/// The number with a serial of a series.
pub(super) fn number(series: Series, serial: u32) -> Result<LicenceNumber, Error> {
    LicenceNumber::new(series, serial).map_err(|error| Error::internal(NUMBERING, error))
}

/// The series of a licence that was granted before.
pub(super) fn series(entry: &Entry, demo: bool) -> Result<Series, Error> {
    Ok(Series {
        demo,
        province: entry.premises.province,
        kind: entry.kind,
        year: year(entry.issued_on)?,
    })
}

fn year(day: NaiveDate) -> Result<u16, Error> {
    let year = SolarHijri::of(day).year();
    u16::try_from(year).map_err(|error| Error::internal(NUMBERING, error))
}

/// The name under which issue counts the same series.
fn name(series: Series) -> String {
    let (province, kind) = (series.province.code(), series.kind.name());
    format!("licence/{province}/{kind}/{}", series.year)
}
