//! The office hands what was found over to a violation case.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use super::{in_office, licence_of};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::access::Permission;
use crate::domain::placement::case::{Case, FactDates, Source};
use crate::domain::placement::inspection::{Inspection, VisitResult};
use crate::domain::placement::policies::Policies;
use crate::domain::placement::violation::Head;
use crate::error::Error;
use crate::store::{Versioned, aggregates, policies};
use crate::use_cases::case::Charging;
use crate::use_cases::case::open::opened;
use crate::use_cases::{Acting, Command};

/// Charges the agency with what was found, in a new case or in one that is open. An obstructed
/// inspection goes to the case that was opened for it.
#[derive(Debug, Serialize)]
pub struct EscalateInspection {
    /// The inspection.
    pub id: Uuid,
    /// The case that the charges join; a new one if none is named.
    pub case: Option<Uuid>,
    /// What the agency is charged with; nothing more for an obstruction, which is charged already.
    pub charges: Vec<FoundCharge>,
    /// The version that was seen.
    pub expected: i64,
}

/// A charge that rests on the inspection.
#[derive(Clone, Debug, Serialize)]
pub struct FoundCharge {
    /// Under what it falls.
    pub head: Head,
    /// What was found.
    pub facts: LongText,
    /// When it happened; the days of the visit if nothing is said.
    pub dates: Option<FactDates>,
    /// The crime that the facts match, if the officer sees one.
    pub crime: Option<ShortText>,
}

impl Command for EscalateInspection {
    const OPERATION: &'static str = "escalateInspection";
    const PERMISSION: Option<Permission> = Some(Permission::FollowUpInspection);
    type Output = Versioned<Inspection>;

    async fn perform(&self, acting: Acting<'_>) -> Result<Self::Output, Error> {
        let permission = Permission::FollowUpInspection;
        let inspection = in_office(acting, permission, self.id, self.expected).await?;
        let case = self.charged(acting, &inspection.value).await?;
        let escalated = inspection.change(|it| it.escalate(&case, acting.work.today))?;
        aggregates::save(acting.work, escalated).await
    }
}

impl EscalateInspection {
    /// The case with the charges of this inspection in it.
    async fn charged(&self, acting: Acting<'_>, inspection: &Inspection) -> Result<Case, Error> {
        let work = acting.work;
        let licence = licence_of(work, inspection).await?;
        let mut accusations = Vec::new();
        for charge in &self.charges {
            let charging = charge.charging(inspection, work.today)?;
            accusations.push(charging.against(acting, &licence).await?);
        }
        let mut accusations = accusations.into_iter();
        let mut case = if let Some(case) = self.open_case(acting, inspection).await? {
            case
        } else {
            let first = accusations
                .next()
                .ok_or_else(|| Error::invalid("/charges", NO_CHARGE))?;
            opened(acting, &licence, first).await?
        };
        let book = policies::book(work).await?;
        let policies = Policies::on(&book, work.today);
        for accusation in accusations {
            let added = case.change(|it| it.add_charge(accusation, &policies, work.today))?;
            case = aggregates::save(work, added).await?;
        }
        Ok(case.value)
    }

    /// The case that was opened for an obstruction, or the one that is named, which the actor may see
    /// and which is about the same agency.
    async fn open_case(
        &self,
        acting: Acting<'_>,
        inspection: &Inspection,
    ) -> Result<Option<Versioned<Case>>, Error> {
        let report = inspection.inspection_state().report();
        let obstruction = report.and_then(|report| match report.result() {
            VisitResult::Obstructed { case, .. } => Some(*case),
            VisitResult::Completed | VisitResult::NotFound { .. } => None,
        });
        let Some(id) = self.case.or(obstruction) else {
            return Ok(None);
        };
        let unknown = || Error::invalid("/case_id", UNKNOWN_CASE);
        let case = aggregates::find::<Case>(acting.work, id).await?;
        let case = case.ok_or_else(unknown)?;
        let of_the_agency = case.value.respondent().licence == inspection.respondent().licence;
        let seen = acting
            .actor
            .require_in(Permission::ReadCases, case.value.province());
        if of_the_agency && seen.is_ok() {
            Ok(Some(case))
        } else {
            Err(unknown())
        }
    }
}

impl FoundCharge {
    fn charging(&self, inspection: &Inspection, today: NaiveDate) -> Result<Charging, Error> {
        let visit = inspection.inspection_state().visit();
        let days = visit.map(|visit| FactDates::new(visit.started_on, visit.ended_on));
        let days = days
            .transpose()
            .map_err(|reason| Error::corrupt(Inspection::NOUN, reason.en))?;
        Ok(Charging {
            head: self.head.clone(),
            facts: self.facts.clone(),
            dates: self.dates.or(days).unwrap_or(FactDates::on(today)),
            source: Source::Inspection {
                id: inspection.id(),
            },
            legacy_basis: None,
            offence: self.crime.clone(),
        })
    }
}

const NO_CHARGE: Invalid = Invalid {
    code: "charge-missing",
    fa: "برای تشکیل پرونده تخلف باید دست‌کم یک مورد تخلف آورده شود.",
    en: "A violation case is opened with at least one charge.",
};

const UNKNOWN_CASE: Invalid = Invalid {
    code: "case-unknown",
    fa: "پرونده تخلفی با این شناسه برای این کاریابی وجود ندارد.",
    en: "There is no such violation case of this agency.",
};
