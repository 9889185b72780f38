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

/// A report. Once all inspectors have signed it never changes.
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
    /// An inspector of the team writes the report and signs it. A visit that was carried out has a
    /// finding for every item of the checklist in force when it began; one that was obstructed or in
    /// vain has none. Until all have signed it may be written anew, and then all sign anew.
    pub fn report(
        mut self,
        by: Uuid,
        by_checklist: Option<(&Checklist, Vec<Finding>)>,
        remarks: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let (visit, result) = self.to_report().ok_or_else(|| self.illegal())?;
        require_member(&visit.team, by)?;
        let inspected = match (by_checklist, &result) {
            (Some((checklist, findings)), VisitResult::Completed) => {
                Some(self.inspected(checklist, &findings, &visit)?)
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
            visit,
            result,
            inspected,
            remarks,
            signed_by: BTreeSet::from([by]),
            signed_on: today,
        };
        let event = report.progress(|report| InspectionEvent::ReportWritten {
            by,
            on: today,
            score: report.score().map(Score::basis_points),
        });
        self.state = report.into_state();
        Ok(Changed::new(self, event))
    }

    /// Another inspector of the team signs the report as it is written. With the last signature it
    /// never changes again.
    pub fn sign(
        mut self,
        by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let InspectionState::Signing { report } = &self.state else {
            return Err(self.illegal());
        };
        require_member(&report.visit.team, by)?;
        let mut report = report.clone();
        if !report.signed_by.insert(by) {
            return Err(Refusal::rule(
                "report-signed-already",
                CITED,
                "این بازرس گزارش را پیش‌تر امضا کرده است.",
                "This inspector has signed the report already.",
            ));
        }
        report.signed_on = today;
        let event = report.progress(|_| InspectionEvent::ReportSigned { by, on: today });
        self.state = report.into_state();
        Ok(Changed::new(self, event))
    }

    /// Adds to a signed report, which itself stays as it is. `evidence` names documents of the
    /// inspection.
    pub fn add_addendum(
        mut self,
        by: Uuid,
        text: LongText,
        evidence: &[Uuid],
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Some(report) = self.state.report() else {
            return Err(self.illegal());
        };
        require_member(&report.visit.team, by)?;
        let found = evidence.iter().map(|id| self.document(*id).cloned());
        let evidence: Vec<DocumentRef> =
            found.collect::<Option<_>>().ok_or_else(foreign_evidence)?;
        let event = InspectionEvent::AddendumMade {
            by,
            on: today,
            evidence: evidence.iter().map(|it| it.sha256.clone()).collect(),
        };
        self.addenda.push(Addendum {
            text,
            evidence,
            by,
            on: today,
        });
        Ok(Changed::new(self, event))
    }

    /// What a report would be on, unless it is signed by all or there is nothing to report yet.
    fn to_report(&self) -> Option<(Visit, VisitResult)> {
        match &self.state {
            InspectionState::Completed { visit } => Some((visit.clone(), VisitResult::Completed)),
            InspectionState::Obstructed {
                visit,
                obstruction,
                case,
            } => Some((
                visit.clone(),
                VisitResult::Obstructed {
                    obstruction: obstruction.clone(),
                    case: *case,
                },
            )),
            InspectionState::NotFound { visit, statement } => Some((
                visit.clone(),
                VisitResult::NotFound {
                    statement: statement.clone(),
                },
            )),
            InspectionState::Signing { report } => {
                Some((report.visit.clone(), report.result.clone()))
            }
            _ => None,
        }
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
            return Err(foreign_evidence());
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

    /// Who signed so far.
    pub fn signed_by(&self) -> &BTreeSet<Uuid> {
        &self.signed_by
    }

    /// The day of the last signature.
    pub fn signed_on(&self) -> NaiveDate {
        self.signed_on
    }

    /// Whose signature is awaited; with none awaited the report never changes.
    pub fn awaited(&self) -> impl Iterator<Item = Uuid> {
        let team = self.visit.team.inspectors.iter().map(|it| it.account);
        team.filter(|account| !self.signed_by.contains(account))
    }

    fn into_state(self) -> InspectionState {
        if self.awaited().next().is_some() {
            InspectionState::Signing { report: self }
        } else {
            InspectionState::Reported { report: self }
        }
    }

    /// The event of the last signature, or else that of the step towards it.
    fn progress(&self, step: impl FnOnce(&Self) -> InspectionEvent) -> InspectionEvent {
        if self.awaited().next().is_some() {
            return step(self);
        }
        let score = self.score();
        InspectionEvent::InspectionReported {
            on: self.signed_on,
            checklist: self.checklist().map(|(id, _)| id),
            score: score.map(Score::basis_points),
            failed: score
                .map(|it| it.failed.keys().cloned().collect())
                .unwrap_or_default(),
        }
    }
}

fn foreign_evidence() -> Refusal {
    Refusal::rule(
        "evidence-not-of-the-visit",
        CITED,
        "گزارش و الحاقیه تنها به عکس‌ها و اسناد همین بازرسی استناد می‌کنند.",
        "Reports and addenda refer to photos and documents of this inspection only.",
    )
}
