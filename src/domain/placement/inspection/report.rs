//! The report: findings by checklist, signed once, and only added to afterwards.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::visit::require_member;
use super::{
    CITED, Changed, Inspection, InspectionEvent, InspectionState, LongText, PlacementEvent,
    Refusal, Visit, VisitResult,
};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::checklist::{Checklist, Finding, Score};
use crate::domain::placement::documents::DocumentRef;
use crate::domain::placement::session::LegalBasis;

/// A signed report. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    visit: Visit,
    result: VisitResult,
    inspected: Option<Inspected>,
    remarks: LongText,
    signed_by: BTreeSet<Uuid>,
    signed_on: NaiveDate,
}

/// What was found by a version of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Inspected {
    checklist: Uuid,
    version: u32,
    findings: Vec<CitedFinding>,
    score: Score,
}

/// A finding with the rule and the weight that its item had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedFinding {
    /// The finding.
    pub finding: Finding,
    /// The rule behind the item.
    pub provision: LegalBasis,
    /// What a yes was worth.
    pub points: u16,
    /// Whether the item was critical.
    pub critical: bool,
}

/// Who signs a report, with what remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// The remarks of the inspectors.
    pub remarks: LongText,
    /// The inspectors who sign: all of the team.
    pub signed_by: BTreeSet<Uuid>,
}

/// A correction of, or an addition to, a signed report (الحاقیه).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// What is corrected or added.
    pub text: LongText,
    /// What shows it.
    pub evidence: Vec<DocumentRef>,
    /// The inspector who adds it.
    pub by: Uuid,
    /// The day.
    pub on: NaiveDate,
}

impl Inspection {
    /// Signs the report. A visit that was carried out has a finding for every item of the checklist
    /// in force when it began; one that was obstructed or in vain has none.
    pub fn report(
        mut self,
        by_checklist: Option<(&Checklist, Vec<Finding>)>,
        signing: Signing,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let (visit, result) = match &self.state {
            InspectionState::Completed { visit } => (visit, VisitResult::Completed),
            InspectionState::Obstructed {
                visit,
                obstruction,
                case,
            } => (
                visit,
                VisitResult::Obstructed {
                    obstruction: obstruction.clone(),
                    case: *case,
                },
            ),
            InspectionState::NotFound { visit, statement } => (
                visit,
                VisitResult::NotFound {
                    statement: statement.clone(),
                },
            ),
            _ => return Err(self.illegal()),
        };
        let team: BTreeSet<Uuid> = visit.team.inspectors.iter().map(|it| it.account).collect();
        if signing.signed_by != team {
            return Err(Refusal::rule(
                "report-not-signed-by-all",
                CITED,
                "گزارش را همه بازرسان همین بازرسی و نه دیگران امضا می‌کنند.",
                "All inspectors of the team, and nobody else, sign the report.",
            ));
        }
        let inspected = match (by_checklist, &result) {
            (Some((checklist, findings)), VisitResult::Completed) => {
                Some(self.inspected(checklist, &findings, visit)?)
            }
            (None, VisitResult::Obstructed { .. } | VisitResult::NotFound { .. }) => None,
            (None, VisitResult::Completed) | (Some(_), _) => {
                return Err(Refusal::rule(
                    "findings-do-not-fit-the-visit",
                    CITED,
                    "گزارش بازرسی انجام‌شده با فهرست وارسی و گزارش ممانعت یا نیافتن بدون آن است.",
                    "Findings belong to a visit that was carried out, and only to such a visit.",
                ));
            }
        };
        let report = Report {
            visit: visit.clone(),
            result,
            inspected,
            remarks: signing.remarks,
            signed_by: signing.signed_by,
            signed_on: today,
        };
        let score = report.score();
        let event = InspectionEvent::InspectionReported {
            on: today,
            checklist: report.checklist().map(|(id, _)| id),
            score: score.map(Score::basis_points),
            failed: score
                .map(|it| it.failed.keys().cloned().collect())
                .unwrap_or_default(),
        };
        self.state = InspectionState::Reported { report };
        Ok(Changed::new(self, event))
    }

    /// Adds to a signed report, which itself stays as it is.
    pub fn add_addendum(
        mut self,
        addendum: Addendum,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Some(report) = self.state.report() else {
            return Err(self.illegal());
        };
        require_member(&report.visit.team, addendum.by)?;
        let event = InspectionEvent::AddendumMade {
            by: addendum.by,
            on: addendum.on,
            evidence: addendum
                .evidence
                .iter()
                .map(|it| it.sha256.clone())
                .collect(),
        };
        self.addenda.push(addendum);
        Ok(Changed::new(self, event))
    }

    fn inspected(
        &self,
        checklist: &Checklist,
        findings: &[Finding],
        visit: &Visit,
    ) -> Result<Inspected, Refusal> {
        let fits = checklist.from() <= visit.started_on
            && checklist.kinds().contains(&self.respondent.kind);
        if !fits {
            return Err(Refusal::rule(
                "checklist-not-in-force",
                CITED,
                "این فهرست وارسی در روز بازرسی برای این نوع کاریابی جاری نبوده است.",
                "The checklist was not in force for this kind of agency on the day of the visit.",
            ));
        }
        let score = checklist.score(findings)?;
        let taken = |id: &Uuid| visit.evidence.iter().any(|it| it.id == *id);
        if !findings.iter().flat_map(|it| &it.evidence).all(taken) {
            return Err(Refusal::rule(
                "evidence-not-of-the-visit",
                CITED,
                "یافته‌ها تنها به عکس‌ها و اسناد همین بازرسی استناد می‌کنند.",
                "Findings refer to photos and documents of this visit only.",
            ));
        }
        let cited = checklist.items().iter().filter_map(|item| {
            let finding = findings.iter().find(|it| it.item == item.code)?;
            Some(CitedFinding {
                finding: finding.clone(),
                provision: item.provision.clone(),
                points: item.points,
                critical: item.critical,
            })
        });
        Ok(Inspected {
            checklist: checklist.id(),
            version: checklist.version(),
            findings: cited.collect(),
            score,
        })
    }
}

impl Report {
    /// The visit that it reports on.
    pub fn visit(&self) -> &Visit {
        &self.visit
    }

    /// How the visit ended.
    pub fn result(&self) -> &VisitResult {
        &self.result
    }

    /// The checklist and its version, if the visit was carried out.
    pub fn checklist(&self) -> Option<(Uuid, u32)> {
        self.inspected.as_ref().map(|it| (it.checklist, it.version))
    }

    /// The findings in the order of the checklist; none if the visit was not carried out.
    pub fn findings(&self) -> &[CitedFinding] {
        self.inspected.as_ref().map_or(&[], |it| &it.findings)
    }

    /// What they come to, if the visit was carried out.
    pub fn score(&self) -> Option<&Score> {
        self.inspected.as_ref().map(|it| &it.score)
    }

    /// The remarks of the inspectors.
    pub fn remarks(&self) -> &LongText {
        &self.remarks
    }

    /// Who signed.
    pub fn signed_by(&self) -> &BTreeSet<Uuid> {
        &self.signed_by
    }

    /// The day of signing.
    pub fn signed_on(&self) -> NaiveDate {
        self.signed_on
    }
}
