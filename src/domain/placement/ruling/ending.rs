//! How a served ruling is amended, appealed, becomes final and is carried out.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Amendment, AmendmentKind, AppealTerm, CITED, Changed, Citation, ClosedDays, ExecutionRecord,
    Finality, Issue, LongText, Outcomes, Penalty, Policies, Refusal, Ruling, RulingEvent,
    RulingState, Served, Service,
};

impl Ruling {
    /// Corrects a service that was recorded wrongly, with reasons. The limit that was told to the
    /// party is not shortened by it.
    pub fn correct_service(
        self,
        service: Service,
        reason: LongText,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcomes {
        self.serve_anew(service, reason, closed, policies, today, |before| {
            AmendmentKind::ServiceCorrected { before }
        })
    }

    /// Serves it once more, with reasons; the later term counts.
    pub fn serve_again(
        self,
        service: Service,
        reason: LongText,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Outcomes {
        self.serve_anew(service, reason, closed, policies, today, |before| {
            AmendmentKind::ServedAgain { before }
        })
    }

    fn serve_anew(
        mut self,
        service: Service,
        reason: LongText,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
        kind: impl FnOnce(Service) -> AmendmentKind,
    ) -> Outcomes {
        let RulingState::Served { issue, served } = self.state.clone() else {
            return Err(self.illegal(Citation::note(5, 2)));
        };
        if self.is_final(today) {
            return Err(already_final());
        }
        service.require_possible(issue.on, today)?;
        let term = AppealTerm::from_service(&service, closed, self.respondent.province, policies);
        let amendment = Amendment {
            kind: kind(served.service),
            reason,
            on: today,
        };
        let event = RulingEvent::RulingAmended {
            amendment: amendment.kind.clone(),
            reason: amendment.reason.clone(),
            served_on: Some(service.on),
        };
        self.amendments.push(amendment);
        self.state = RulingState::Served {
            issue,
            served: Served {
                service,
                term: served.term.later_of(term),
                interrupted_until: served.interrupted_until,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// Explains a slip of the pen beside the text of an issued ruling.
    pub fn explain(mut self, text: LongText, reason: LongText, today: NaiveDate) -> Outcomes {
        if self.issued().is_none() {
            return Err(self.illegal(Citation::note(5, 1)));
        }
        let amendment = Amendment {
            kind: AmendmentKind::Clerical { text },
            reason,
            on: today,
        };
        let event = RulingEvent::RulingAmended {
            amendment: amendment.kind.clone(),
            reason: amendment.reason.clone(),
            served_on: self.served().map(|served| served.service.on),
        };
        self.amendments.push(amendment);
        Ok(Changed::new(self, event))
    }

    /// Reckons an open term anew by another version of the calendar; nothing when it stays. The term
    /// goes on beneath an appeal, which may be found inadmissible.
    pub fn reckon_term_anew(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, super::PlacementEvent>> {
        if self.is_final(today) {
            return None;
        }
        let (RulingState::Served { served, .. }
        | RulingState::Appealed {
            served: Some(served),
            ..
        }) = &mut self.state
        else {
            return None;
        };
        let term = served.term.recomputed(closed);
        if term.last_accepted() == served.term.last_accepted()
            && term.advised() == served.term.advised()
        {
            return None;
        }
        let event = RulingEvent::AppealTermExtended {
            last_accepted: term.last_accepted(),
            calendar_version: term.deadline().calendar_version(),
        };
        served.term = term;
        Some(Changed::new(self, event))
    }

    /// An appeal that looks admissible came in time.
    pub(in crate::domain::placement) fn appealed(
        mut self,
        appeal: Uuid,
        received_on: NaiveDate,
    ) -> Outcomes {
        let (issue, served) = match &self.state {
            RulingState::Issued { issue, .. } => (issue.clone(), None),
            RulingState::Served { issue, served } if served.term.accepts(received_on) => {
                (issue.clone(), Some(served.clone()))
            }
            RulingState::Served { .. } => return Err(already_final()),
            _ => return Err(self.illegal(Citation::note(5, 2))),
        };
        let event = RulingEvent::RulingAppealed {
            appeal,
            received_on,
        };
        self.state = RulingState::Appealed {
            issue,
            served,
            appeal,
        };
        Ok(Changed::new(self, event))
    }

    /// The appeal was found inadmissible: the term goes on, and the ruling is not final before
    /// that day, since until then nobody could rely on it.
    pub(in crate::domain::placement) fn appeal_dismissed(
        mut self,
        dismissed: Uuid,
        today: NaiveDate,
    ) -> Outcomes {
        let RulingState::Appealed {
            issue,
            served,
            appeal,
        } = &self.state
        else {
            return Err(self.illegal(Citation::note(5, 2)));
        };
        require_same(*appeal, dismissed)?;
        let issue = issue.clone();
        self.state = match served.clone() {
            None => RulingState::Issued {
                issue,
                interrupted_until: Some(today),
            },
            Some(served) => RulingState::Served {
                issue,
                served: Served {
                    interrupted_until: Some(today),
                    ..served
                },
            },
        };
        let event = RulingEvent::RulingAppealDismissed {
            appeal: dismissed,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Writes down that the term has run out. Only together with the consequences.
    pub(in crate::domain::placement) fn lapse(self, today: NaiveDate) -> Outcomes {
        let RulingState::Served { issue, served } = &self.state else {
            return Err(self.illegal(Citation::note(5, 2)));
        };
        let final_on = served.final_on();
        if today < final_on {
            return Err(Refusal::rule(
                "appeal-term-runs",
                Citation::note(5, 2),
                "مهلت اعتراض هنوز پایان نیافته و رأی قطعی نیست.",
                format!("The term of appeal runs; the ruling is final from {final_on}."),
            ));
        }
        let (issue, served) = (issue.clone(), served.clone());
        Ok(self.into_final(issue, Some(served), Finality::NoAppeal { final_on }))
    }

    /// Writes down what the central board decided. Only together with the consequences.
    pub(in crate::domain::placement) fn decided_centrally(self, finality: Finality) -> Outcomes {
        let RulingState::Appealed {
            issue,
            served,
            appeal,
        } = &self.state
        else {
            return Err(self.illegal(Citation::clause(3, 3)));
        };
        if let Finality::Upheld { appeal: by, .. }
        | Finality::Modified { appeal: by, .. }
        | Finality::Quashed { appeal: by, .. } = &finality
        {
            require_same(*appeal, *by)?;
        }
        let before = |it: &Served| it.service.on <= finality.final_on();
        if !served.as_ref().is_some_and(before) {
            return Err(Refusal::rule(
                "ruling-not-served",
                Citation::note(5, 2),
                "رأی پیش از ابلاغ به قطعیت نمی‌رسد؛ نخست ابلاغ آن ثبت می‌شود.",
                "A ruling does not become final before it is served; its service comes first.",
            ));
        }
        let (issue, served) = (issue.clone(), served.clone());
        Ok(self.into_final(issue, served, finality))
    }

    /// Records that the penalty of a final ruling was carried out.
    pub fn execute(mut self, execution: ExecutionRecord, today: NaiveDate) -> Outcomes {
        let RulingState::Final {
            issue,
            served,
            finality,
        } = &self.state
        else {
            return Err(self.illegal(CITED));
        };
        let possible = finality.final_on()..=today;
        if self.penalty().is_none() || !possible.contains(&execution.on) {
            return Err(Refusal::rule(
                "nothing-to-execute",
                Citation::article(15),
                "تنها مجازات رأی قطعی اجرا می‌شود؛ نه پیش از قطعیت آن و نه در آینده.",
                "Only the penalty of a final ruling is carried out, no earlier than its finality and no later than today.",
            ));
        }
        let event = RulingEvent::RulingExecuted {
            executed_on: execution.on,
            record: execution.record.clone(),
        };
        self.state = RulingState::Executed {
            issue: issue.clone(),
            served: served.clone(),
            finality: finality.clone(),
            execution,
        };
        Ok(Changed::new(self, event))
    }

    fn into_final(
        mut self,
        issue: Issue,
        served: Option<Served>,
        finality: Finality,
    ) -> Changed<Self, super::PlacementEvent> {
        let event = RulingEvent::RulingBecameFinal {
            finality: finality.clone(),
        };
        self.state = RulingState::Final {
            issue,
            served,
            finality,
        };
        Changed::new(self, event)
    }

    /// The revocation that this ruling makes final, if it does: what a ban may follow (A15.n2).
    pub fn final_revocation(&self) -> Option<FinalRevocation<'_>> {
        let finality = self.finality()?;
        (self.penalty() == Some(&Penalty::Revocation)).then_some(FinalRevocation {
            ruling: self,
            final_on: finality.final_on(),
        })
    }
}

/// Proof that a ruling revokes a licence with finality. Only a final ruling gives one.
#[derive(Clone, Copy, Debug)]
pub struct FinalRevocation<'a> {
    ruling: &'a Ruling,
    final_on: NaiveDate,
}

impl<'a> FinalRevocation<'a> {
    /// The ruling.
    pub fn ruling(&self) -> &'a Ruling {
        self.ruling
    }

    /// The day of finality.
    pub fn final_on(&self) -> NaiveDate {
        self.final_on
    }
}

fn require_same(pending: Uuid, named: Uuid) -> Result<(), Refusal> {
    if pending == named {
        return Ok(());
    }
    Err(Refusal::rule(
        "appeal-of-another-ruling",
        Citation::clause(3, 3),
        "این اعتراض درباره این رأی نیست.",
        "The appeal is not the one pending against this ruling.",
    ))
}

fn already_final() -> Refusal {
    Refusal::rule(
        "ruling-final",
        Citation::note(5, 2),
        "مهلت اعتراض پایان یافته و رأی قطعی است.",
        "The term of appeal has run out and the ruling is final.",
    )
}
