//! The performance of an agency, as the board looks at it before a renewal.

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use crate::api::Tag;
use crate::api::answer::Result;
use crate::api::caller::Caller;
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::placement::performance::{
    CaseEntry, ComplaintEntry, InspectionEntry, PerformanceRecord, RulingEntry,
};
use crate::use_cases::application::performance;

/// The performance on which a board decides.
pub struct PerformanceApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Applications")]
impl PerformanceApi {
    /// Show the performance of an agency before its renewal
    ///
    /// The inspections, complaints, violation cases and rulings of the term that the renewal is to
    /// follow, for the directorate and the board that decides on performance (A10).
    #[oai(
        path = "/api/v1/applications/:id/performance",
        method = "get",
        operation_id = "getPerformanceRecord"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<PerformanceView>> {
        let record = performance::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Json(PerformanceView::of(&record)))
    }
}

impl PerformanceApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// What is on record about an agency.
#[derive(Object)]
struct PerformanceView {
    /// The first day of the term.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The last day that is looked at.
    until: NaiveDate,
    /// The same in the Solar Hijri calendar.
    until_persian: String,
    /// How many violation cases are still open.
    open_cases: u64,
    /// How many rulings with a penalty are final.
    final_penalties: u64,
    /// How many complaints a board upheld.
    upheld_complaints: u64,
    /// The inspections.
    inspections: Vec<InspectionEntryView>,
    /// The complaints.
    complaints: Vec<ComplaintEntryView>,
    /// The violation cases.
    cases: Vec<CaseEntryView>,
    /// The rulings.
    rulings: Vec<RulingEntryView>,
}

/// An inspection on the record.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct InspectionEntryView {
    id: Uuid,
    number: String,
    /// The last day of the visit, or the day it was planned for.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    state: String,
    /// The same in Persian.
    state_name: String,
    /// What the signed report came to, in basis points.
    score: Option<u32>,
}

/// A complaint on the record.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ComplaintEntryView {
    id: Uuid,
    number: String,
    /// The day on which it came in.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    state: String,
    /// The same in Persian.
    state_name: String,
    /// What a board decided on it.
    decision: Option<String>,
    /// The same in Persian.
    decision_name: Option<String>,
}

/// A violation case on the record.
#[derive(Object)]
struct CaseEntryView {
    id: Uuid,
    number: String,
    /// The day on which it was opened.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    state: String,
    /// The same in Persian.
    state_name: String,
}

/// A ruling on the record.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct RulingEntryView {
    id: Uuid,
    number: String,
    /// The day of issue.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    state: String,
    /// The same in Persian.
    state_name: String,
    /// The penalty that counts, in Persian.
    penalty: Option<String>,
    /// The day from which it is final as things stand.
    final_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    final_on_persian: Option<String>,
}

impl PerformanceView {
    fn of(record: &PerformanceRecord) -> Self {
        Self {
            from: record.from,
            from_persian: persian(record.from),
            until: record.until,
            until_persian: persian(record.until),
            open_cases: counted(record.open_cases()),
            final_penalties: counted(record.final_penalties()),
            upheld_complaints: counted(record.upheld_complaints()),
            inspections: record.inspections.iter().map(inspection).collect(),
            complaints: record.complaints.iter().map(complaint).collect(),
            cases: record.cases.iter().map(case).collect(),
            rulings: record.rulings.iter().map(ruling).collect(),
        }
    }
}

fn counted(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

fn inspection(it: &InspectionEntry) -> InspectionEntryView {
    InspectionEntryView {
        id: it.id,
        number: it.number.to_string(),
        on: it.on,
        on_persian: persian(it.on),
        state: it.state.name().to_owned(),
        state_name: it.state.persian().to_owned(),
        score: it.score(),
    }
}

fn complaint(it: &ComplaintEntry) -> ComplaintEntryView {
    let decision = it.decision();
    ComplaintEntryView {
        id: it.id,
        number: it.number.to_string(),
        on: it.on,
        on_persian: persian(it.on),
        state: it.state.name().to_owned(),
        state_name: it.state.persian().to_owned(),
        decision: decision.map(|it| it.name().to_owned()),
        decision_name: decision.map(|it| it.persian().to_owned()),
    }
}

fn case(it: &CaseEntry) -> CaseEntryView {
    CaseEntryView {
        id: it.id,
        number: it.number.to_string(),
        on: it.on,
        on_persian: persian(it.on),
        state: it.state.name().to_owned(),
        state_name: it.state.persian().to_owned(),
    }
}

fn ruling(it: &RulingEntry) -> RulingEntryView {
    RulingEntryView {
        id: it.id,
        number: it.number.to_string(),
        on: it.on,
        on_persian: persian(it.on),
        state: it.state.name().to_owned(),
        state_name: it.state.persian().to_owned(),
        penalty: it
            .penalty
            .as_ref()
            .map(crate::domain::placement::penalty::Penalty::persian),
        final_on: it.final_on,
        final_on_persian: it.final_on.map(persian),
    }
}
