//! Numbers of applications, inspections, complaints, violation cases and rulings, given in the transaction that uses them.

use super::Acting;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::province::Province;
use crate::domain::placement::docket::{Docket, DocketNumber};
use crate::error::Error;
use crate::store::serials;

/// The next number of a province in this Solar Hijri year; given again if the act fails.
pub(super) async fn next(
    acting: Acting<'_>,
    docket: Docket,
    province: Province,
) -> Result<DocketNumber, Error> {
    let doing = "numbering a file";
    let year = SolarHijri::of(acting.work.today).year();
    let series = format!("{}/{}/{year}", docket.letter(), province.code());
    let serial = serials::next(acting.work, &series).await?;
    let serial = u32::try_from(serial).map_err(|error| Error::internal(doing, error))?;
    let year = u16::try_from(year).map_err(|error| Error::internal(doing, error))?;
    DocketNumber::new(docket, province, year, serial, acting.context.is_demo())
        .map_err(|reason| Error::internal(doing, reason))
}
