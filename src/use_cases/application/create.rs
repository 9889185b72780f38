//! An operator begins an application.

use serde::Serialize;
use uuid::Uuid;

use super::account;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Permission;
use crate::domain::placement::application::intake::NewApplication;
use crate::domain::placement::application::{Application, ApplicationKind, Filing, open_already};
use crate::domain::placement::docket::Docket;
use crate::error::Error;
use crate::store::{Versioned, aggregates, applications};
use crate::use_cases::{Acting, Command, docket};

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
        let filing = self.filing.clone();
        draft(acting, ApplicationKind::New, self.province, filing).await
    }
}

/// Begins a file of any kind. About one licence one file of each kind is open at a time.
pub(in crate::use_cases) async fn draft(
    acting: Acting<'_>,
    kind: ApplicationKind,
    province: Province,
    filing: Filing,
) -> Result<Versioned<Application>, Error> {
    if applications::open_about(acting.work, kind).await?.is_some() {
        return Err(open_already(kind).into());
    }
    let draft = Application::draft(NewApplication {
        kind,
        id: Uuid::now_v7(),
        operator: account(acting.actor)?,
        file_number: docket::next(acting, Docket::Application, province).await?,
        province,
        filing,
    });
    aggregates::insert(acting.work, draft).await
}
