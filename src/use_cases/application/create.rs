//! An operator begins an application.

use serde::Serialize;
use uuid::Uuid;

use super::account;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::intake::NewApplication;
use crate::domain::placement::application::{
    Application, ApplicationKind, ApplicationNumber, Filing,
};
use crate::error::Error;
use crate::store::{Versioned, aggregates, serials};
use crate::use_cases::{Acting, Command};

/// Begins a file for a first licence at the directorate of a province.
#[derive(Debug, Serialize)]
pub struct CreateApplication {
    /// The province of the directorate.
    pub province: Province,
    /// The content as far as it is known.
    pub filing: Filing,
}

impl Command for CreateApplication {
    const OPERATION: &'static str = "createApplication";
    const PERMISSION: Option<Permission> = Some(Permission::FileApplication);
    type Output = Versioned<Application>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let draft = Application::draft(NewApplication {
            kind: ApplicationKind::New,
            id: Uuid::now_v7(),
            operator: account(acting.actor)?,
            file_number: file_number(acting, self.province).await?,
            province: self.province,
            filing: self.filing.clone(),
        });
        aggregates::insert(acting.work, draft).await
    }
}

/// The next file number of a province in this Solar Hijri year.
pub(in crate::use_cases) async fn file_number(
    acting: Acting<'_>,
    province: Province,
) -> Result<ApplicationNumber, Error> {
    let year = SolarHijri::of(acting.work.today).year();
    let series = format!("application {} {year}", province.code());
    let serial = serials::next(acting.work, &series).await?;
    let (Ok(year), Ok(serial)) = (u16::try_from(year), u32::try_from(serial)) else {
        return Err(Error::corrupt("serial", "it has run out"));
    };
    ApplicationNumber::new(province, year, serial, acting.context.is_demo())
        .map_err(|reason| Error::corrupt("serial", reason.en))
}
