//! What follows from a report: nothing, a corrective deadline, or a violation case.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Aggregate, CITED, Changed, CorrectiveDuty, Inspection, InspectionEvent, InspectionState,
    LongText, PlacementEvent, Refusal, Report, VisitResult,
};
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::placement::case::{Case, Source};
use crate::domain::placement::checklist::Score;

/// The longest term for mending, in days; the bylaw sets none.
const LONGEST_CORRECTIVE_DAYS: u16 = 90;

impl Inspection {
    /// Closes an inspection that found nothing amiss.
    pub fn close_clean(
        mut self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let report = self.reported()?.clone();
        if !report.score().is_some_and(Score::is_clean) {
            return Err(Refusal::rule(
                "inspection-not-clean",
                CITED,
                "بازرسی دارای ایراد، ممانعت یا نیافتن کاریابی، بدون اقدام خاتمه نمی‌یابد.",
                "An inspection with failings, obstructed or in vain is not closed as clean.",
            ));
        }
        self.state = InspectionState::ClosedClean { report, on: today };
        let event = InspectionEvent::InspectionClosedClean { on: today };
        Ok(Changed::new(self, event))
    }

    /// Sets a term for mending what was found. What is critical, and an obstruction, go to the
    /// board instead.
    pub fn set_corrective_deadline(
        mut self,
        demand: LongText,
        days: u16,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let report = self.reported()?.clone();
        if !(1..=LONGEST_CORRECTIVE_DAYS).contains(&days) {
            return Err(Refusal::rule(
                "corrective-term",
                CITED,
                "مهلت رفع نقص از ۱ تا ۹۰ روز است.",
                "The term for mending has 1 to 90 days.",
            ));
        }
        let mendable = match report.result() {
            VisitResult::Completed => report
                .score()
                .is_some_and(|it| !it.is_clean() && it.critical.is_empty()),
            VisitResult::NotFound { .. } => true,
            VisitResult::Obstructed { .. } => false,
        };
        if !mendable {
            return Err(Refusal::rule(
                "nothing-to-correct",
                CITED,
                "مهلت رفع نقص تنها برای ایرادهای غیرحیاتی است؛ ایراد حیاتی و ممانعت از بازرسی به هیئت ارجاع می‌شود.",
                "A term is set for failings that are not critical; critical ones and obstructions go to the board.",
            ));
        }
        let deadline = Deadline::days(today, days, closed, Some(self.respondent.province), CITED);
        let event = InspectionEvent::CorrectiveDeadlineSet {
            mend_by: deadline.advised(),
            accepted_until: deadline.last_accepted(),
        };
        self.state = InspectionState::CorrectiveDeadline {
            report,
            duty: CorrectiveDuty { demand, deadline },
        };
        Ok(Changed::new(self, event))
    }

    /// Closes an inspection whose failings were found mended on a day within the term; it may be
    /// recorded later.
    pub fn close_corrected(
        mut self,
        verified_by: Uuid,
        corrected_on: NaiveDate,
        proof: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let InspectionState::CorrectiveDeadline { report, duty } = &self.state else {
            return Err(self.illegal());
        };
        if corrected_on > today || corrected_on < duty.deadline.start() {
            return Err(Refusal::rule(
                "correction-date",
                CITED,
                "تاریخ رفع نقص باید از آغاز مهلت تا امروز باشد.",
                "The correction is dated between the start of the term and today.",
            ));
        }
        if duty.deadline.has_run_out(corrected_on) {
            return Err(Refusal::rule(
                "corrected-late",
                CITED,
                "نقص در مهلت رفع نشده است و به پرونده تخلف ارجاع می‌شود.",
                "The failings were not mended in time: the inspection goes to a violation case.",
            ));
        }
        let (report, duty) = (report.clone(), duty.clone());
        self.state = InspectionState::ClosedCorrected {
            report,
            duty,
            corrected_on,
            verified_by,
            proof,
        };
        let event = InspectionEvent::InspectionClosedCorrected { corrected_on };
        Ok(Changed::new(self, event))
    }

    /// Hands the findings over to a violation case, in which they are charged.
    pub fn escalate(
        mut self,
        case: &Case,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let report = match &self.state {
            InspectionState::Reported { report }
            | InspectionState::CorrectiveDeadline { report, .. } => report.clone(),
            _ => return Err(self.illegal()),
        };
        if report.score().is_some_and(Score::is_clean) {
            return Err(Refusal::rule(
                "nothing-to-charge",
                CITED,
                "بازرسی بدون ایراد به پرونده تخلف ارجاع نمی‌شود.",
                "An inspection without failings is not handed to a violation case.",
            ));
        }
        let opened_at_once = match report.result() {
            VisitResult::Obstructed { case, .. } => Some(*case),
            VisitResult::Completed | VisitResult::NotFound { .. } => None,
        };
        let source = Source::Inspection { id: self.id };
        if case.respondent().licence != self.respondent.licence
            || !case.comes_from(&source)
            || opened_at_once.is_some_and(|id| id != case.id())
        {
            return Err(Refusal::rule(
                "case-of-another-inspection",
                CITED,
                "یافته‌های بازرسی باید در پرونده تخلف همان کاریابی آمده باشد.",
                "The findings are charged in a case of the same agency.",
            ));
        }
        self.state = InspectionState::Escalated {
            report,
            case: case.id(),
            on: today,
        };
        let event = InspectionEvent::InspectionEscalated { case: case.id() };
        Ok(Changed::new(self, event))
    }

    /// Reckons a term for mending that still runs by another version of the calendar of closed days;
    /// nothing if that does not move it. It is never shortened.
    pub fn recompute_term(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, PlacementEvent>> {
        let InspectionState::CorrectiveDeadline { duty, .. } = &mut self.state else {
            return None;
        };
        let before = &duty.deadline;
        if before.has_run_out(today) {
            return None;
        }
        let after = before.recomputed(closed);
        if after.advised() == before.advised() && after.last_accepted() == before.last_accepted() {
            return None;
        }
        let event = InspectionEvent::CorrectiveDeadlineRecomputed {
            calendar_version: closed.version(),
            mend_by: after.advised(),
            accepted_until: after.last_accepted(),
        };
        duty.deadline = after;
        Some(Changed::new(self, event))
    }

    /// Whether the term for mending has run out without a correction.
    pub fn correction_overdue(&self, today: NaiveDate) -> bool {
        match &self.state {
            InspectionState::CorrectiveDeadline { duty, .. } => duty.deadline.has_run_out(today),
            _ => false,
        }
    }

    fn reported(&self) -> Result<&Report, Refusal> {
        match &self.state {
            InspectionState::Reported { report } => Ok(report),
            _ => Err(self.illegal()),
        }
    }
}
