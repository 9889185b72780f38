//! How an inspection looks.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::form::{OccasionForm, RepresentativeForm};
use super::names::{InspectionStateName, RefusedName, VisitResultName};
use super::report::{AddendumView, CorrectiveView, InspectionReportView};
use crate::api::applications::AgencyKindName;
use crate::api::documents::DocumentView;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Actor;
use crate::domain::placement::checklist::Score;
use crate::domain::placement::inspection::{
    Inspection, InspectionState, Inspector, Obstruction, Report, VisitResult,
};
use crate::domain::placement::respondent::Respondent;
use crate::use_cases::inspection::sees_all;

/// An inspection in a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct InspectionSummary {
    id: Uuid,
    /// For example `I23-1405-000341`.
    number: String,
    /// Where it stands.
    state: InspectionStateName,
    /// The same in Persian.
    state_persian: String,
    /// The agency.
    agency: InspectedAgency,
    /// The day it is planned for.
    planned_for: NaiveDate,
    /// The same in the Solar Hijri calendar.
    planned_for_persian: String,
    /// Whether that day passed without a visit.
    missed: bool,
    /// The points of the signed report, in basis points of those possible.
    score: Option<u32>,
    /// The critical items that failed.
    critical_failures: Option<usize>,
    /// The last day on which a correction is accepted, while one is awaited.
    mend_until: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    mend_until_persian: Option<String>,
    /// Whether that day passed without a correction.
    overdue: bool,
}

/// The agency that is inspected.
#[derive(Object)]
struct InspectedAgency {
    /// Its licence.
    licence_id: Uuid,
    /// The number of that licence.
    licence_number: String,
    /// Its name.
    name: String,
    /// Its kind.
    kind: AgencyKindName,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Its Persian name.
    province_name: String,
}

/// An inspection.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct InspectionView {
    id: Uuid,
    /// For example `I23-1405-000341`.
    number: String,
    /// Where it stands.
    state: InspectionStateName,
    /// The same in Persian.
    state_persian: String,
    /// The agency.
    agency: InspectedAgency,
    /// Why the agency is inspected; operators are not told.
    occasion: Option<OccasionForm>,
    /// The day it is planned for.
    planned_for: NaiveDate,
    /// The same in the Solar Hijri calendar.
    planned_for_persian: String,
    /// Whether that day passed without a visit.
    missed: bool,
    /// Who inspects.
    inspectors: Vec<InspectorView>,
    /// The association's representative who goes along.
    representative: Option<RepresentativeForm>,
    /// The visit, once it has begun.
    visit: Option<VisitView>,
    /// The photos and documents, oldest first.
    documents: Vec<DocumentView>,
    /// The report, once it is written.
    report: Option<InspectionReportView>,
    /// What was added to the signed report.
    addenda: Vec<AddendumView>,
    /// What is or was to be mended until when.
    corrective: Option<CorrectiveView>,
    /// The violation case that charges what was found.
    case_id: Option<Uuid>,
    /// The day on which it was closed or handed over.
    closed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    closed_on_persian: Option<String>,
}

/// An inspector on the team.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct InspectorView {
    /// The account.
    account_id: Uuid,
    /// The inspector's name.
    name: String,
    /// The province of the inspector's office; absent for the central office.
    province: Option<String>,
}

/// A visit.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct VisitView {
    /// The first day.
    started_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    started_on_persian: String,
    /// The last day, once it is over.
    ended_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    ended_on_persian: Option<String>,
    /// How it ended.
    result: Option<VisitResultName>,
    /// Whom the agency refused.
    refused: Option<RefusedName>,
    /// How the agency obstructed the visit, or what was found instead of it.
    statement: Option<String>,
}

impl InspectionSummary {
    pub(super) fn of(inspection: &Inspection, today: NaiveDate) -> Self {
        let state = inspection.inspection_state();
        let score = state.report().and_then(Report::score);
        let mend_until = match state {
            InspectionState::CorrectiveDeadline { duty, .. } => Some(duty.deadline.last_accepted()),
            _ => None,
        };
        Self {
            id: inspection.id(),
            number: inspection.number().to_string(),
            state: state.into(),
            state_persian: state.persian().to_owned(),
            agency: InspectedAgency::of(inspection.respondent()),
            planned_for: inspection.planned_for(),
            planned_for_persian: persian(inspection.planned_for()),
            missed: inspection.missed(today),
            score: score.map(Score::basis_points),
            critical_failures: score.map(|it| it.critical.len()),
            mend_until,
            mend_until_persian: mend_until.map(persian),
            overdue: inspection.correction_overdue(today),
        }
    }
}

impl InspectedAgency {
    fn of(respondent: &Respondent) -> Self {
        Self {
            licence_id: respondent.licence,
            licence_number: respondent.number.to_string(),
            name: respondent.agency.to_string(),
            kind: respondent.kind.into(),
            province: respondent.province.code().to_owned(),
            province_name: respondent.province.name_fa().to_owned(),
        }
    }
}

impl InspectionView {
    /// As this actor may see it on this day.
    pub(super) fn of(inspection: &Inspection, actor: &Actor, today: NaiveDate) -> Self {
        let state = inspection.inspection_state();
        let team = state.team();
        let inspectors = team.map_or(&[][..], |team| &team.inspectors);
        let occasion = sees_all(actor, inspection).then(|| inspection.occasion());
        let closed_on = closed_on(state);
        Self {
            id: inspection.id(),
            number: inspection.number().to_string(),
            state: state.into(),
            state_persian: state.persian().to_owned(),
            agency: InspectedAgency::of(inspection.respondent()),
            occasion: occasion.map(OccasionForm::of),
            planned_for: inspection.planned_for(),
            planned_for_persian: persian(inspection.planned_for()),
            missed: inspection.missed(today),
            inspectors: inspectors.iter().map(InspectorView::of).collect(),
            representative: team
                .and_then(|team| team.representative.as_ref())
                .map(RepresentativeForm::of),
            visit: VisitView::of(state),
            documents: inspection.documents().map(DocumentView::of).collect(),
            report: state.written_report().map(InspectionReportView::of),
            addenda: inspection.addenda().iter().map(AddendumView::of).collect(),
            corrective: CorrectiveView::of(inspection, today),
            case_id: case(state),
            closed_on,
            closed_on_persian: closed_on.map(persian),
        }
    }
}

impl InspectorView {
    fn of(inspector: &Inspector) -> Self {
        Self {
            account_id: inspector.account,
            name: inspector.name.to_string(),
            province: inspector.province.map(|it| it.code().to_owned()),
        }
    }
}

impl VisitView {
    fn of(state: &InspectionState) -> Option<Self> {
        let started_on = match state {
            InspectionState::InProgress { started_on, .. } => *started_on,
            _ => state.visit()?.started_on,
        };
        let ended_on = state.visit().map(|visit| visit.ended_on);
        let (result, obstruction, found) = outcome(state);
        Some(Self {
            started_on,
            started_on_persian: persian(started_on),
            ended_on,
            ended_on_persian: ended_on.map(persian),
            result,
            refused: obstruction.map(|it| it.refused.into()),
            statement: obstruction.map(|it| it.statement.to_string()).or(found),
        })
    }
}

/// How the visit ended, who was refused how, and what was found instead.
fn outcome(
    state: &InspectionState,
) -> (
    Option<VisitResultName>,
    Option<&Obstruction>,
    Option<String>,
) {
    match state {
        InspectionState::Planned
        | InspectionState::Assigned { .. }
        | InspectionState::InProgress { .. } => (None, None, None),
        InspectionState::Completed { .. } => (Some(VisitResultName::Completed), None, None),
        InspectionState::Obstructed { obstruction, .. } => {
            (Some(VisitResultName::Obstructed), Some(obstruction), None)
        }
        InspectionState::NotFound { statement, .. } => {
            let found = Some(statement.to_string());
            (Some(VisitResultName::NotFound), None, found)
        }
        _ => match state.written_report().map(Report::result) {
            None => (None, None, None),
            Some(VisitResult::Completed) => (Some(VisitResultName::Completed), None, None),
            Some(VisitResult::Obstructed { obstruction, .. }) => {
                (Some(VisitResultName::Obstructed), Some(obstruction), None)
            }
            Some(VisitResult::NotFound { statement }) => {
                let found = Some(statement.to_string());
                (Some(VisitResultName::NotFound), None, found)
            }
        },
    }
}

fn case(state: &InspectionState) -> Option<Uuid> {
    match state {
        InspectionState::Obstructed { case, .. } | InspectionState::Escalated { case, .. } => {
            Some(*case)
        }
        _ => match state.written_report()?.result() {
            VisitResult::Obstructed { case, .. } => Some(*case),
            VisitResult::Completed | VisitResult::NotFound { .. } => None,
        },
    }
}

fn closed_on(state: &InspectionState) -> Option<NaiveDate> {
    match state {
        InspectionState::ClosedClean { on, .. } | InspectionState::Escalated { on, .. } => {
            Some(*on)
        }
        InspectionState::ClosedCorrected { corrected_on, .. } => Some(*corrected_on),
        _ => None,
    }
}
