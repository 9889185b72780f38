//! How reports on inspections look: findings, score, additions, and what is to be mended.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::names::AnswerName;
use crate::api::checklists::provision_persian;
use crate::api::sessions::LegalBasisForm;
use crate::api::view::persian;
use crate::domain::placement::checklist::{ItemCode, Score};
use crate::domain::placement::inspection::{
    Addendum, CitedFinding, CorrectiveDuty, Inspection, InspectionState, Report,
};

/// A report.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct InspectionReportView {
    /// The checklist, if the visit was carried out.
    checklist_id: Option<Uuid>,
    /// Its version.
    checklist_version: Option<u32>,
    /// The findings in the order of the checklist.
    findings: Vec<FindingView>,
    /// What they come to.
    score: Option<ScoreView>,
    /// The remarks of the inspectors.
    remarks: String,
    /// Who signed so far, by account.
    signed_by: Vec<Uuid>,
    /// Whose signature is awaited; once nobody's is, the report never changes.
    awaited: Vec<Uuid>,
    /// The day of the last signature.
    signed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    signed_on_persian: String,
}

/// What was found on one item.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct FindingView {
    /// The item.
    item: String,
    /// The answer to its question.
    answer: AnswerName,
    /// What was seen.
    note: Option<String>,
    /// The photos and documents that show it.
    documents: Vec<Uuid>,
    /// The rule behind the item.
    provision: LegalBasisForm,
    /// The place in the law in Persian.
    provision_persian: Option<String>,
    /// What a yes was worth.
    points: u16,
    /// Whether the item was critical.
    critical: bool,
}

/// What the findings come to.
#[derive(Object)]
struct ScoreView {
    /// The points of the items answered yes.
    earned: u32,
    /// The points of the items that apply.
    possible: u32,
    /// The one of the other, in basis points.
    basis_points: u32,
    /// The items answered no.
    failed: Vec<String>,
    /// Those of them that are critical.
    critical: Vec<String>,
}

/// An addition to a signed report.
#[derive(Object)]
pub(super) struct AddendumView {
    /// What was corrected or added.
    text: String,
    /// The documents that show it.
    documents: Vec<Uuid>,
    /// The account of the inspector who added it.
    by: Uuid,
    /// The day.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

/// What is to be mended until when.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct CorrectiveView {
    /// What is to be done.
    demand: String,
    /// The day by which it is advised to mend.
    mend_by: NaiveDate,
    /// The same in the Solar Hijri calendar.
    mend_by_persian: String,
    /// The last day on which a correction is accepted.
    mend_until: NaiveDate,
    /// The same in the Solar Hijri calendar.
    mend_until_persian: String,
    /// Whether that day passed without a correction.
    overdue: bool,
    /// The steps of the reckoning in Persian.
    explanation: Vec<String>,
    /// The day on which the failings were found mended.
    corrected_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    corrected_on_persian: Option<String>,
    /// What shows it.
    proof: Option<String>,
    /// The account that found it so.
    verified_by: Option<Uuid>,
}

impl InspectionReportView {
    pub(super) fn of(report: &Report) -> Self {
        Self {
            checklist_id: report.checklist().map(|(id, _)| id),
            checklist_version: report.checklist().map(|(_, version)| version),
            findings: report.findings().iter().map(FindingView::of).collect(),
            score: report.score().map(ScoreView::of),
            remarks: report.remarks().to_string(),
            signed_by: report.signed_by().iter().copied().collect(),
            awaited: report.awaited().collect(),
            signed_on: report.signed_on(),
            signed_on_persian: persian(report.signed_on()),
        }
    }
}

impl FindingView {
    fn of(cited: &CitedFinding) -> Self {
        let finding = &cited.finding;
        Self {
            item: finding.item.as_str().to_owned(),
            answer: finding.answer.into(),
            note: finding.note.as_ref().map(ToString::to_string),
            documents: finding.evidence.clone(),
            provision: LegalBasisForm::of(&cited.provision),
            provision_persian: provision_persian(&cited.provision),
            points: cited.points,
            critical: cited.critical,
        }
    }
}

impl ScoreView {
    fn of(score: &Score) -> Self {
        let name = |code: &ItemCode| code.as_str().to_owned();
        Self {
            earned: score.earned,
            possible: score.possible,
            basis_points: score.basis_points(),
            failed: score.failed.keys().map(name).collect(),
            critical: score.critical.iter().map(name).collect(),
        }
    }
}

impl AddendumView {
    pub(super) fn of(addendum: &Addendum) -> Self {
        Self {
            text: addendum.text.to_string(),
            documents: addendum.evidence.iter().map(|it| it.id).collect(),
            by: addendum.by,
            on: addendum.on,
            on_persian: persian(addendum.on),
        }
    }
}

impl CorrectiveView {
    pub(super) fn of(inspection: &Inspection, today: NaiveDate) -> Option<Self> {
        let (duty, corrected): (&CorrectiveDuty, _) = match inspection.inspection_state() {
            InspectionState::CorrectiveDeadline { duty, .. } => (duty, None),
            InspectionState::ClosedCorrected {
                duty,
                corrected_on,
                verified_by,
                proof,
                ..
            } => (duty, Some((*corrected_on, *verified_by, proof))),
            _ => return None,
        };
        let deadline = &duty.deadline;
        let corrected_on = corrected.map(|(on, ..)| on);
        Some(Self {
            demand: duty.demand.to_string(),
            mend_by: deadline.advised(),
            mend_by_persian: persian(deadline.advised()),
            mend_until: deadline.last_accepted(),
            mend_until_persian: persian(deadline.last_accepted()),
            overdue: inspection.correction_overdue(today),
            explanation: deadline
                .explanation()
                .iter()
                .map(|line| line.fa.clone())
                .collect(),
            corrected_on,
            corrected_on_persian: corrected_on.map(persian),
            proof: corrected.map(|(.., proof)| proof.to_string()),
            verified_by: corrected.map(|(_, by, _)| by),
        })
    }
}
