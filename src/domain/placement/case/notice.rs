//! The charge is served, and the agency defends itself.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Aggregate, Case, CaseEvent, CaseState, Changed, Charge, Citation, DocumentRef, LongText,
    PlacementEvent, Refusal, ShortText,
};
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::placement::policies::{Policies, PolicyKey};

/// The service of charges on the agency's manager, from which the term of defence runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its identity in the case.
    pub id: Uuid,
    /// The charges that it served.
    pub charges: Vec<Uuid>,
    /// How and when.
    pub service: ChargeService,
    /// The term of the written defence.
    pub defence: Deadline,
}

/// How and when a charge sheet was served (ابلاغ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeService {
    /// The text of the charge.
    pub sheet: LongText,
    /// The way.
    pub method: NoticeMethod,
    /// The day of service.
    pub served_on: NaiveDate,
    /// What proves it: the receipt, its number and date.
    pub proof: ShortText,
}

/// The ways of serving a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeMethod {
    /// ابلاغ حضوری
    InPerson,
    /// ابلاغ الکترونیکی
    Electronic,
    /// پست سفارشی
    RegisteredPost,
    /// ابلاغ به نشانی کاریابی
    AtPremises,
}

impl NoticeMethod {
    /// The name in Persian.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::InPerson => "ابلاغ حضوری",
            Self::Electronic => "ابلاغ الکترونیکی",
            Self::RegisteredPost => "پست سفارشی",
            Self::AtPremises => "ابلاغ به نشانی کاریابی",
        }
    }
}

/// A written defence (دفاعیه).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defence {
    /// The notices that had been served when it came in.
    pub answers: Vec<Uuid>,
    /// What the agency says.
    pub text: LongText,
    /// What it submits.
    pub documents: Vec<DocumentRef>,
    /// The account that submitted it, or that recorded it for the agency.
    pub submitted_by: Uuid,
    /// Number and date in the register of letters, if it came in on paper.
    pub letter: Option<ShortText>,
    /// The day of receipt.
    pub received_on: NaiveDate,
    /// Whether every term it answers had run out; the board reads it all the same.
    pub late: bool,
}

impl Case {
    /// Serves all charges that have not been served, with the term of defence that policy sets.
    pub fn notify(
        mut self,
        notice: Uuid,
        service: ChargeService,
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != CaseState::Opened {
            return Err(self.illegal());
        }
        let unserved: Vec<&Charge> = self.unserved().collect();
        let brought = unserved.iter().map(|charge| charge.brought_on()).max();
        if service.served_on > today || brought.is_some_and(|on| service.served_on < on) {
            return Err(Refusal::rule(
                "service-date",
                Citation::clause(5, 2),
                "تاریخ ابلاغ باید از روز طرح مورد تا امروز باشد.",
                "A charge is served between the day it was brought and today.",
            ));
        }
        let charges: Vec<Uuid> = unserved.iter().map(|charge| charge.id()).collect();
        let defence = Deadline::days(
            service.served_on,
            policies.length(PolicyKey::DefenceDays),
            closed,
            Some(self.province),
            PolicyKey::DefenceDays.citation(),
        );
        let event = CaseEvent::CaseNotified {
            notice,
            charges: charges.clone(),
            method: service.method,
            served_on: service.served_on,
            defend_by: defence.advised(),
            accepted_until: defence.last_accepted(),
        };
        self.notices.push(Notice {
            id: notice,
            charges,
            service,
            defence,
        });
        self.state = self.waiting_state();
        Ok(Changed::new(self, event))
    }

    /// Takes in a written defence; one that is late is read too, until the case is heard.
    pub fn receive_defence(
        self,
        text: LongText,
        documents: Vec<DocumentRef>,
        submitted_by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.take_in(Defence {
            answers: Vec::new(),
            text,
            documents,
            submitted_by,
            letter: None,
            received_on: today,
            late: false,
        })
    }

    /// Takes in a written defence that reached the office on paper, on that day or before; what counts
    /// is the day of receipt and not that of recording. It answers the notices served by then.
    pub fn receive_defence_on_paper(
        self,
        text: LongText,
        documents: Vec<DocumentRef>,
        letter: ShortText,
        recorded_by: Uuid,
        received_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let served = self.notices.iter().map(|it| it.service.served_on).min();
        if received_on > today || served.is_some_and(|served| received_on < served) {
            return Err(Refusal::rule(
                "defence-date",
                PolicyKey::DefenceDays.citation(),
                "تاریخ وصول دفاعیه باید از روز ابلاغ تا امروز باشد.",
                "A defence is received between the service of the charge and today.",
            ));
        }
        self.take_in(Defence {
            answers: Vec::new(),
            text,
            documents,
            submitted_by: recorded_by,
            letter: Some(letter),
            received_on,
            late: false,
        })
    }

    fn take_in(mut self, defence: Defence) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if !self.state.is_prepared() || self.notices.is_empty() {
            return Err(self.illegal());
        }
        let on = defence.received_on;
        let served = || {
            self.notices
                .iter()
                .filter(|notice| notice.service.served_on <= on)
        };
        let answers = served().map(|notice| notice.id).collect();
        let late = served().all(|notice| notice.defence.has_run_out(on));
        let event = CaseEvent::DefenceReceived {
            documents: defence
                .documents
                .iter()
                .map(|it| it.sha256.clone())
                .collect(),
            received_on: on,
            late,
        };
        self.defences.push(Defence {
            answers,
            late,
            ..defence
        });
        if self.state == CaseState::Notified {
            self.state = self.waiting_state();
        }
        Ok(Changed::new(self, event))
    }

    /// Reckons the terms of defence that still run anew by another version of the calendar, none of
    /// which gets shorter; nothing when all of them stay.
    pub fn recompute_terms(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, PlacementEvent>> {
        if !self.state.is_prepared() {
            return None;
        }
        let mut moved = false;
        for notice in &mut self.notices {
            let before = &notice.defence;
            if before.has_run_out(today) {
                continue;
            }
            let after = before.recomputed(closed);
            if after.advised() != before.advised()
                || after.last_accepted() != before.last_accepted()
            {
                notice.defence = after;
                moved = true;
            }
        }
        if !moved {
            return None;
        }
        let event = CaseEvent::DefenceTermsRecomputed {
            calendar_version: closed.version(),
            accepted_until: self.terms_until(),
        };
        Some(Changed::new(self, event))
    }

    /// The services of its charges.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The defences received.
    pub fn defences(&self) -> &[Defence] {
        &self.defences
    }

    /// The last day of the longest term of defence; nothing when none was set, or once the board has
    /// heard the case.
    pub fn terms_until(&self) -> Option<NaiveDate> {
        let terms = self.notices.iter().map(|it| it.defence.last_accepted());
        terms.max().filter(|_| self.state.is_prepared())
    }

    /// The last day of the shortest term of defence that nobody has used; nothing when each is used,
    /// or once the board has heard the case.
    pub fn undefended_until(&self) -> Option<NaiveDate> {
        let terms = self.undefended().map(|it| it.defence.last_accepted());
        terms.min().filter(|_| self.state.is_prepared())
    }

    /// Whether every charge is served, and defended or out of its term on that day.
    pub fn ripe(&self, on: NaiveDate) -> bool {
        !self.notices.is_empty()
            && self.unserved().next().is_none()
            && self
                .undefended()
                .all(|notice| notice.defence.has_run_out(on))
    }

    /// Whether some charge is served, not defended, and its term over on that day
    /// (پایان مهلت دفاع).
    pub fn defence_term_over(&self, on: NaiveDate) -> bool {
        self.undefended()
            .any(|notice| notice.defence.has_run_out(on))
    }

    pub(super) fn require_ripe(&self, on: NaiveDate) -> Result<(), Refusal> {
        if self.ripe(on) {
            return Ok(());
        }
        Err(Refusal::rule(
            "defence-term-running",
            PolicyKey::DefenceDays.citation(),
            "تا رسیدن دفاعیه یا پایان مهلت دفاع، پرونده رسیدگی نمی‌شود.",
            "The case is not heard before the defence is in or its term is over.",
        ))
    }

    pub(super) fn unserved(&self) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(|charge| {
            !self
                .notices
                .iter()
                .any(|notice| notice.charges.contains(&charge.id()))
        })
    }

    fn undefended(&self) -> impl Iterator<Item = &Notice> {
        self.notices.iter().filter(|notice| {
            !self
                .defences
                .iter()
                .any(|defence| defence.answers.contains(&notice.id))
        })
    }

    /// Where a case stands before it is put on an agenda.
    pub(super) fn waiting_state(&self) -> CaseState {
        if self.unserved().next().is_some() {
            CaseState::Opened
        } else if self.undefended().next().is_some() {
            CaseState::Notified
        } else {
            CaseState::DefenceReceived
        }
    }

    pub(super) fn illegal(&self) -> Refusal {
        Refusal::state(self.state(), self.state.next(), Citation::clause(5, 2))
    }
}
