//! The rejection of an application: served, open to an appeal for twenty days, and then final
//! (A5.n2, A3.3). What stands against each act today is in `guards`.

mod guards;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::guards::already_final;
use super::event::ApplicationEvent;
use super::issue::PremisesGate;
use super::state::{ApplicationState, Approval};
use super::{Application, Outcome, PlacementEvent};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::LongText;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::Verdict;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::ruling::{AppealTerm, Service};
use crate::domain::placement::session::BoardDecision;

const APPEAL: Citation = Citation::note(5, 2);
const CENTRAL: Citation = Citation::clause(3, 3);

/// A rejection, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Who rejected.
    pub by: RejectedBy,
    /// The criteria that are not met; an office names at least one.
    pub criteria: Vec<Criterion>,
    /// The reasons in words.
    pub reasons: LongText,
    /// The day.
    pub on: NaiveDate,
    /// Its service (ابلاغ), once it is served; until then it does not become final.
    pub served: Option<ServedRejection>,
    /// The day on which an appeal in time was found inadmissible; it is not final earlier.
    pub interrupted_until: Option<NaiveDate>,
}

/// Who rejected an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "body", rename_all = "snake_case")]
pub enum RejectedBy {
    /// The provincial directorate: domestic agencies only.
    Office {
        /// The account that rejected.
        account: Uuid,
    },
    /// The provincial board (A5.1).
    Board {
        /// The session whose minutes hold the decision.
        session: Uuid,
    },
}

/// The service of a rejection with the term of appeal that it started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServedRejection {
    /// The service.
    pub service: Service,
    /// The term of appeal.
    pub term: AppealTerm,
    /// What had been recorded before, oldest first.
    pub corrected: Vec<CorrectedService>,
}

/// A service that was recorded wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedService {
    /// What had been recorded.
    pub service: Service,
    /// Why it was corrected.
    pub reason: LongText,
    /// The day of the correction.
    pub on: NaiveDate,
}

/// How a rejection became final (قطعیت).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum RejectionFinality {
    /// The term of appeal ran out.
    NoAppeal {
        /// The first day after the last lawful day of filing.
        final_on: NaiveDate,
    },
    /// The central board upheld it (A3.3).
    Upheld {
        /// The appeal.
        appeal: Uuid,
        /// The session that decided.
        session: Uuid,
        /// The day of the central decision.
        final_on: NaiveDate,
    },
}

/// How a decision of the central board on a rejected file is taken over.
#[derive(Clone, Copy, Debug)]
pub struct TakenOver {
    /// The account that takes it over.
    pub by: Uuid,
    /// The day.
    pub on: NaiveDate,
    /// Whether the premises have to be looked at first.
    pub gate: PremisesGate,
}

impl RejectionFinality {
    /// The day from which the rejection is final.
    pub const fn final_on(&self) -> NaiveDate {
        match self {
            Self::NoAppeal { final_on } | Self::Upheld { final_on, .. } => *final_on,
        }
    }
}

impl Rejection {
    pub(super) fn new(
        by: RejectedBy,
        criteria: Vec<Criterion>,
        reasons: LongText,
        on: NaiveDate,
    ) -> Self {
        Self {
            by,
            criteria,
            reasons,
            on,
            served: None,
            interrupted_until: None,
        }
    }

    /// The day from which it is final if nobody appeals; none before its service.
    pub fn final_on(&self) -> Option<NaiveDate> {
        let lapse = self.served.as_ref()?.term.final_on();
        Some(self.interrupted_until.map_or(lapse, |day| lapse.max(day)))
    }
}

impl Application {
    /// The rejection, for whoever serves or contests it.
    pub fn rejection(&self) -> Result<&Rejection, Refusal> {
        self.state.rejection().ok_or_else(|| self.not_now(APPEAL))
    }

    /// The day from which its rejection is final: written down, or that on which the term lapses if
    /// nobody appeals. None while an appeal is pending, and before service.
    pub fn rejection_final_on(&self) -> Option<NaiveDate> {
        match &self.state {
            ApplicationState::Rejected { rejection } => rejection.final_on(),
            ApplicationState::RejectedFinal { finality, .. } => Some(finality.final_on()),
            _ => None,
        }
    }

    /// Serves the rejection: the twenty days of appeal start. An applicant who appealed before that
    /// is served as well, since the appeal may be found inadmissible.
    pub fn serve_rejection(
        mut self,
        service: Service,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcome {
        self.may_serve_rejection()?;
        let province = self.province;
        let rejection = self.open_rejection()?;
        service.require_possible(rejection.on, today)?;
        let term = AppealTerm::from_service(&service, closed, province, policies);
        let event = ApplicationEvent::RejectionServed {
            served_on: service.on,
            method: service.method,
            proof: service.proof.clone(),
            file_by: term.advised(),
            last_accepted: term.last_accepted(),
            calendar_version: term.deadline().calendar_version(),
        };
        rejection.served = Some(ServedRejection {
            service,
            term,
            corrected: Vec::new(),
        });
        Ok(Changed::new(self, event))
    }

    /// Corrects a service that was recorded wrongly, or records another one, with reasons. The limit
    /// that was told to the applicant is not shortened by it.
    pub fn correct_rejection_service(
        mut self,
        service: Service,
        reason: LongText,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcome {
        self.may_correct_service(today)?;
        let (province, not_now) = (self.province, self.not_now(APPEAL));
        let rejection = self.open_rejection()?;
        service.require_possible(rejection.on, today)?;
        let served = rejection.served.as_mut().ok_or(not_now)?;
        let term = AppealTerm::from_service(&service, closed, province, policies);
        let before = std::mem::replace(&mut served.service, service);
        served.term = served.term.clone().later_of(term);
        let event = ApplicationEvent::RejectionServiceCorrected {
            before: before.on,
            served_on: served.service.on,
            method: served.service.method,
            proof: served.service.proof.clone(),
            reason: reason.clone(),
            last_accepted: served.term.last_accepted(),
        };
        served.corrected.push(CorrectedService {
            service: before,
            reason,
            on: today,
        });
        Ok(Changed::new(self, event))
    }

    /// Reckons an open term of appeal anew by another version of the calendar, never shorter; nothing
    /// when it stays. The term goes on beneath an appeal, which may be found inadmissible.
    pub fn reckon_rejection_term_anew(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, PlacementEvent>> {
        if self.rejection_final_on().is_some_and(|day| day <= today) {
            return None;
        }
        let served = self.open_rejection().ok()?.served.as_mut()?;
        let term = served.term.recomputed(closed);
        if term.last_accepted() == served.term.last_accepted()
            && term.advised() == served.term.advised()
        {
            return None;
        }
        let event = ApplicationEvent::RejectionTermExtended {
            last_accepted: term.last_accepted(),
            calendar_version: term.deadline().calendar_version(),
        };
        served.term = term;
        Some(Changed::new(self, event))
    }

    /// An appeal that looks admissible came in time. Use it through
    /// [`finality`](crate::domain::placement::finality), which files the appeal too.
    pub(in crate::domain::placement) fn appealed(
        self,
        appeal: Uuid,
        received_on: NaiveDate,
    ) -> Outcome {
        let rejection = match &self.state {
            ApplicationState::Rejected { rejection } => rejection.clone(),
            ApplicationState::RejectedFinal { .. } => return Err(finality_recorded()),
            _ => return Err(self.not_now(APPEAL)),
        };
        let accepts = |served: &ServedRejection| served.term.accepts(received_on);
        if !rejection.served.as_ref().is_none_or(accepts) {
            return Err(already_final());
        }
        let event = ApplicationEvent::RejectionAppealed {
            appeal,
            received_on,
        };
        let state = ApplicationState::UnderAppeal { rejection, appeal };
        Ok(Changed::new(self.into_state(state), event))
    }

    /// The appeal was found inadmissible: the term goes on, and the rejection is not final before
    /// that day, since until then nobody could rely on it.
    pub(in crate::domain::placement) fn appeal_dismissed(
        self,
        dismissed: Uuid,
        today: NaiveDate,
    ) -> Outcome {
        let rejection = Rejection {
            interrupted_until: Some(today),
            ..self.under_appeal(dismissed)?
        };
        let event = ApplicationEvent::RejectionAppealDismissed {
            appeal: dismissed,
            on: today,
        };
        let state = ApplicationState::Rejected { rejection };
        Ok(Changed::new(self.into_state(state), event))
    }

    /// Approves a rejected file, as the central board decided on the applicant's appeal; it goes on
    /// like every approved file (A3.3). What an officer had found against the conditions on which the
    /// rejection rested gives way to that decision; rules that can be computed still bind.
    pub(in crate::domain::placement) fn approve_on_appeal(
        mut self,
        appeal: Uuid,
        decision: &BoardDecision,
        taken_over: TakenOver,
        policies: FilePolicies,
    ) -> Outcome {
        let rejection = self.under_appeal(appeal)?;
        let decided = decision.decision();
        for criterion in &rejection.criteria {
            if let Some(found) = self.assessments.get_mut(criterion)
                && found.verdict != Verdict::Met
            {
                found.verdict = Verdict::Met;
                found.note = Some(decided.reasons().clone());
                found.by = taken_over.by;
                found.on = decided.decided_on();
            }
        }
        let approval = Approval::Board {
            session: decision.session(),
            on: decided.decided_on(),
        };
        Ok(self.approved(approval, taken_over.gate, taken_over.on, policies))
    }

    /// The central board upheld the rejection, which is final with that (A3.3).
    pub(in crate::domain::placement) fn reject_on_appeal(
        self,
        appeal: Uuid,
        decision: &BoardDecision,
    ) -> Outcome {
        let rejection = self.under_appeal(appeal)?;
        let finality = RejectionFinality::Upheld {
            appeal,
            session: decision.session(),
            final_on: decision.decision().decided_on(),
        };
        Ok(self.rejected_for_good(rejection, finality))
    }

    /// Writes down that the term of appeal has run out, dated on the day after it.
    pub fn lapse_rejection(self, today: NaiveDate) -> Outcome {
        let final_on = self.may_lapse_rejection(today)?;
        let rejection = self.rejection()?.clone();
        let finality = RejectionFinality::NoAppeal { final_on };
        Ok(self.rejected_for_good(rejection, finality))
    }

    /// The rejection that the named appeal contests.
    fn under_appeal(&self, named: Uuid) -> Result<Rejection, Refusal> {
        match &self.state {
            ApplicationState::UnderAppeal { rejection, appeal } if *appeal == named => {
                Ok(rejection.clone())
            }
            ApplicationState::UnderAppeal { .. } => Err(Refusal::rule(
                "appeal-of-another-file",
                CENTRAL,
                "این اعتراض درباره رد این درخواست نیست.",
                "The appeal is not the one pending against this rejection.",
            )),
            _ => Err(self.not_now(CENTRAL)),
        }
    }

    fn open_rejection(&mut self) -> Result<&mut Rejection, Refusal> {
        let refusal = self.not_now(APPEAL);
        match &mut self.state {
            ApplicationState::Rejected { rejection }
            | ApplicationState::UnderAppeal { rejection, .. } => Ok(rejection),
            _ => Err(refusal),
        }
    }

    fn rejected_for_good(
        self,
        rejection: Rejection,
        finality: RejectionFinality,
    ) -> Changed<Self, PlacementEvent> {
        let state = ApplicationState::RejectedFinal {
            rejection,
            finality,
        };
        let event = ApplicationEvent::RejectionBecameFinal { finality };
        Changed::new(self.into_state(state), event)
    }
}

fn finality_recorded() -> Refusal {
    Refusal::rule(
        "finality-recorded",
        APPEAL,
        "قطعیت رد این درخواست ثبت شده است؛ متقاضی می‌تواند درخواست تازه‌ای ثبت کند.",
        "The finality of the rejection is written down; the applicant may file a new application.",
    )
}

#[cfg(test)]
mod tests;
