//! An officer records an appeal that came in on paper.

use chrono::NaiveDate;
use serde::Serialize;

use super::lodge::{Against, against_rejection, against_ruling, require_not_own};
use super::operator_of_ruling;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::{LongText, Name};
use crate::domain::placement::access::Permission;
use crate::domain::placement::appeal::{Appeal, Appellant, Petition, Receipt};
use crate::domain::placement::application::Application;
use crate::domain::placement::ruling::Ruling;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command};

/// Records an appeal that was received on paper by the provincial office or by the central board, with
/// the day of receipt.
#[derive(Debug, Serialize)]
pub struct ReceiveAppeal {
    /// What is contested.
    pub against: Against,
    /// Who appeals, as what.
    pub appellant: Appellant,
    /// The name.
    pub person: Name,
    /// Whether it is in writing.
    pub written: bool,
    /// The grounds, if it gives any.
    pub grounds: Option<LongText>,
    /// Where it was received.
    pub receipt: Receipt,
    /// The day of receipt.
    pub received_on: NaiveDate,
}

impl Command for ReceiveAppeal {
    const OPERATION: &'static str = "receiveAppeal";
    const PERMISSION: Option<Permission> = Some(Permission::ReceiveAppeal);
    type Output = Versioned<Appeal>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let petition = Petition {
            appellant: self.appellant,
            person: self.person.clone(),
            account: None,
            written: self.written,
            grounds: self.grounds.clone(),
            receipt: self.receipt,
            received_on: self.received_on,
        };
        match self.against {
            Against::Ruling(id) => {
                let ruling = aggregates::get::<Ruling>(acting.work, id).await?;
                let province = ruling.value.respondent().province;
                self.require_office(acting, Permission::ReadCases, province, Ruling::NOUN)?;
                let operator = operator_of_ruling(acting.work, &ruling.value).await?;
                require_not_own(acting, operator, Permission::ReceiveAppeal)?;
                against_ruling(acting, ruling, petition).await
            }
            Against::Rejection(id) => {
                let application = aggregates::get::<Application>(acting.work, id).await?;
                let (read, noun) = (Permission::ReadApplications, Application::NOUN);
                let file = &application.value;
                self.require_office(acting, read, file.province(), noun)?;
                require_not_own(acting, file.operator(), Permission::ReceiveAppeal)?;
                against_rejection(acting, application, petition).await
            }
        }
    }
}

impl ReceiveAppeal {
    /// Each office records what it has received itself; the centre may do it for a province too.
    fn require_office(
        &self,
        acting: Acting<'_>,
        read: Permission,
        province: Province,
        noun: &'static str,
    ) -> Result<(), Error> {
        if acting.actor.require_in(read, province).is_err() {
            return Err(Error::NotFound { noun });
        }
        match self.receipt {
            Receipt::CentralBoard => acting.actor.require_at(Permission::ReceiveAppeal, None)?,
            Receipt::ProvincialOffice { .. } => acting
                .actor
                .require_in(Permission::ReceiveAppeal, province)?,
        };
        Ok(())
    }
}
