//! Inspections of agencies (A6.2, A13.3).
//!
//! Here is what offices do: plan, assign, find, and decide what follows from a report; `visit` is what
//! inspectors do, `inspectors` who they are. `form` is what people write, `view` how an inspection looks.

mod due;
mod form;
mod inspectors;
mod names;
mod report;
mod view;
mod visit;

use chrono::NaiveDate;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

pub use inspectors::InspectorsApi;
pub use visit::VisitsApi;

use self::due::DueAgencyView;
use self::form::{
    AssignmentForm, CorrectionForm, CorrectiveDeadlineForm, EscalationForm, InspectionForm,
};
use self::names::{InspectionLateName, InspectionStateName};
use self::view::{InspectionSummary, InspectionView};
use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, read};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::inspection::Inspection;
use crate::domain::placement::inspection_plan::Place;
use crate::error::{Error, InvalidField};
use crate::use_cases::inspection::After;
use crate::use_cases::inspection::assign::AssignInspectors;
use crate::use_cases::inspection::close::{
    CloseCorrectedInspection, CloseInspection, SetCorrectiveDeadline,
};
use crate::use_cases::inspection::due as turns;
use crate::use_cases::inspection::escalate::EscalateInspection;
use crate::use_cases::inspection::find::{self, Search};
use crate::use_cases::inspection::plan::PlanInspection;
use crate::use_cases::{Versioned, perform};

/// What offices do with inspections.
pub struct InspectionsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Inspections")]
impl InspectionsApi {
    /// Plan an inspection
    ///
    /// By the office of the licence's province, or by the centre for any agency.
    #[oai(
        path = "/api/v1/inspections",
        method = "post",
        operation_id = "planInspection"
    )]
    async fn plan(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<InspectionForm>,
    ) -> Result<Created<InspectionView>> {
        check(&body.0)?;
        let command = PlanInspection {
            licence: body.licence_id,
            occasion: body.occasion.read("/occasion")?,
            planned_for: body.planned_for,
        };
        let key = request::key(&key)?;
        let planned = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/inspections/{}", planned.value.id());
        let view = InspectionView::of(&planned.value, &caller.actor(), self.context.today());
        Ok(Created::new(planned, location, |_| view))
    }

    /// List inspections
    ///
    /// Offices see those of their province, the centre and auditors all, inspectors besides what is
    /// assigned to them, operators the signed ones of their own agencies. The latest planned come first;
    /// late ones begin with what is late longest.
    #[oai(
        path = "/api/v1/inspections",
        method = "get",
        operation_id = "listInspections"
    )]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// The province by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// In this state.
        state: Query<Option<InspectionStateName>>,
        /// Of this licence.
        licence: Query<Option<Uuid>>,
        /// Only those assigned to the caller.
        #[oai(default)]
        own: Query<bool>,
        /// Only those that are late today in this way.
        late: Query<Option<InspectionLateName>>,
        /// The `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<InspectionSummary>>> {
        let search = Search {
            province: parameter("province", province.as_deref())?,
            state: state.0.map(InspectionStateName::name),
            licence: licence.0,
            own: own.0,
            late: late.0.map(Into::into),
            after: after.0.as_deref().map(place_in_list).transpose()?,
        };
        let actor = caller.actor();
        let (found, next) = find::list(&self.context, &actor, search, limit.0).await?;
        let today = self.context.today();
        let items = found.iter().map(|it| InspectionSummary::of(it, today));
        Ok(Json(Page {
            items: items.collect(),
            next: next.map(|after| format!("{}_{}", after.day, after.id)),
        }))
    }

    /// List the agencies whose turn it is to be inspected
    ///
    /// By the policy `inspection.interval`, the riskiest first: critical failures of the last visit,
    /// complaints since then, its score, and the months since. Overdue ones say by how many days.
    #[oai(
        path = "/api/v1/inspections/due",
        method = "get",
        operation_id = "listInspectionsDue"
    )]
    async fn due(
        &self,
        caller: Caller,
        /// The province by its ISO 3166-2 code; otherwise all that the caller may see.
        province: Query<Option<String>>,
        /// Turns that are due by this day; today if nothing is said.
        due_by: Query<Option<NaiveDate>>,
        /// The `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<DueAgencyView>>> {
        let today = self.context.today();
        let wanted = turns::Wanted {
            province: parameter::<Province>("province", province.as_deref())?,
            due_by: due_by.0.unwrap_or(today),
            after: after.0.as_deref().map(place_in_plan).transpose()?,
        };
        let actor = caller.actor();
        let (found, next) = turns::list(&self.context, &actor, wanted, limit.0).await?;
        Ok(Json(Page {
            items: found
                .iter()
                .map(|it| DueAgencyView::of(it, today))
                .collect(),
            next: next.map(|it| format!("{}_{}_{}", it.standing, it.seen_on, it.licence)),
        }))
    }

    /// Show an inspection
    ///
    /// Operators see it once the report is signed, and without what led to it.
    #[oai(
        path = "/api/v1/inspections/:id",
        method = "get",
        operation_id = "getInspection"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<InspectionView>> {
        let found = find::show(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(&caller, found))
    }

    /// Assign inspectors
    ///
    /// Inspectors of the province or of the centre, none of whom has a tie with the agency; with them a
    /// representative of the association, where the office wants one. Before the visit begins it may be
    /// assigned anew.
    #[oai(
        path = "/api/v1/inspections/:id/assignment",
        method = "post",
        operation_id = "assignInspectors"
    )]
    async fn assign(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AssignmentForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = AssignInspectors {
            id: id.0,
            inspectors: body.inspectors()?,
            representative: body.representative()?,
            expected: request::required(&if_match)?,
        };
        let assigned = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(&caller, assigned))
    }

    /// Close an inspection that found nothing amiss
    #[oai(
        path = "/api/v1/inspections/:id/closure",
        method = "post",
        operation_id = "closeInspection"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<InspectionView>> {
        let command = CloseInspection {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let closed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(&caller, closed))
    }

    /// Set a term for mending what was found
    ///
    /// For failings that are not critical; critical ones and obstructions go to a violation case.
    #[oai(
        path = "/api/v1/inspections/:id/corrective-deadline",
        method = "post",
        operation_id = "setCorrectiveDeadline"
    )]
    async fn set_deadline(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<CorrectiveDeadlineForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = SetCorrectiveDeadline {
            id: id.0,
            demand: read("/demand", &body.demand)?,
            days: body.days,
            expected: request::required(&if_match)?,
        };
        let set = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(&caller, set))
    }

    /// Close an inspection whose failings were found mended in time
    ///
    /// It may be recorded after the term, if they were found mended within it.
    #[oai(
        path = "/api/v1/inspections/:id/correction",
        method = "post",
        operation_id = "closeCorrectedInspection"
    )]
    async fn close_corrected(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<CorrectionForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = CloseCorrectedInspection {
            id: id.0,
            corrected_on: body.corrected_on,
            proof: read("/proof", &body.proof)?,
            expected: request::required(&if_match)?,
        };
        let closed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(&caller, closed))
    }

    /// Hand what was found over to a violation case
    ///
    /// The charges open a case, or join one that is named, in the same act. An obstructed inspection goes
    /// to the case that was opened for it, with or without further charges.
    #[oai(
        path = "/api/v1/inspections/:id/escalation",
        method = "post",
        operation_id = "escalateInspection"
    )]
    async fn escalate(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<EscalationForm>,
    ) -> Result<Found<InspectionView>> {
        check(&body.0)?;
        let command = EscalateInspection {
            id: id.0,
            case: body.case_id,
            charges: body.charges()?,
            expected: request::required(&if_match)?,
        };
        let escalated = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(&caller, escalated))
    }
}

impl InspectionsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, caller: &Caller, found: Versioned<Inspection>) -> Found<InspectionView> {
        shown(&self.context, caller, found)
    }
}

/// An inspection as the caller may see it.
fn shown(
    context: &Context,
    caller: &Caller,
    found: Versioned<Inspection>,
) -> Found<InspectionView> {
    let (actor, today) = (caller.actor(), context.today());
    Found::new(found, |it| InspectionView::of(&it, &actor, today))
}

const fn page_size() -> u8 {
    50
}

fn place_in_list(text: &str) -> std::result::Result<After, Error> {
    let read = || {
        let (day, id) = text.split_once('_')?;
        Some(After {
            day: day.parse().ok()?,
            id: id.parse().ok()?,
        })
    };
    read().ok_or_else(not_a_place)
}

fn place_in_plan(text: &str) -> std::result::Result<Place, Error> {
    let read = || {
        let mut parts = text.splitn(3, '_');
        Some(Place {
            standing: parts.next()?.parse().ok()?,
            seen_on: parts.next()?.parse().ok()?,
            licence: parts.next()?.parse().ok()?,
        })
    };
    read().filter(Place::is_possible).ok_or_else(not_a_place)
}

fn not_a_place() -> Error {
    Error::Invalid(vec![InvalidField::parameter("after", NOT_A_PLACE)])
}

const NOT_A_PLACE: Invalid = Invalid {
    code: "page-place",
    fa: "نشانی صفحه باید همان مقداری باشد که صفحه پیش داده است.",
    en: "The place of a page is what the page before gave as `next`.",
};
