//! An office plans an inspection.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::access::Permission;
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::docket::Docket;
use crate::domain::placement::inspection::{Inspection, Occasion};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::respondent::Respondent;
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::{Acting, Command, docket};

/// Plans the inspection of a licensed agency of one's province, or of any by the centre.
#[derive(Debug, Serialize)]
pub struct PlanInspection {
    /// The licence of the agency.
    pub licence: Uuid,
    /// Why.
    pub occasion: Occasion,
    /// The day of the visit.
    pub planned_for: NaiveDate,
}

impl Command for PlanInspection {
    const OPERATION: &'static str = "planInspection";
    const PERMISSION: Option<Permission> = Some(Permission::PlanInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let work = acting.work;
        let licence = aggregates::get::<Licence>(work, self.licence).await?.value;
        let province = licence.province();
        // The licences of another province are not known here.
        if acting
            .actor
            .require_in(Permission::ReadLicences, province)
            .is_err()
        {
            return Err(Error::NotFound {
                noun: Licence::NOUN,
            });
        }
        acting
            .actor
            .require_in(Permission::PlanInspection, province)?;
        self.require_known_occasion(acting).await?;
        let number = docket::next(acting, Docket::Inspection, province).await?;
        let planned = Inspection::plan(
            Uuid::now_v7(),
            number,
            Respondent::of(&licence),
            self.occasion.clone(),
            self.planned_for,
            work.today,
        )?;
        aggregates::insert(work, planned).await
    }
}

impl PlanInspection {
    /// A complaint or an earlier inspection is one of the same agency.
    async fn require_known_occasion(&self, acting: Acting<'_>) -> Result<(), Error> {
        let licence = match &self.occasion {
            Occasion::Complaint { id } => aggregates::find::<Complaint>(acting.work, *id)
                .await?
                .map(|it| it.value.respondent().licence),
            Occasion::FollowUp { inspection } => {
                aggregates::find::<Inspection>(acting.work, *inspection)
                    .await?
                    .map(|it| it.value.respondent().licence)
            }
            Occasion::Periodic | Occasion::Tip { .. } | Occasion::Order { .. } => return Ok(()),
        };
        if licence == Some(self.licence) {
            Ok(())
        } else {
            Err(Error::invalid("/occasion", NOT_OF_THE_AGENCY))
        }
    }
}

const NOT_OF_THE_AGENCY: Invalid = Invalid {
    code: "occasion-unknown",
    fa: "شکایت یا بازرسی پیشین باید درباره همین کاریابی باشد.",
    en: "The complaint or the earlier inspection must be about this agency.",
};
