//! The advisory opinion of the association (نظر مشورتی): asked before tabling, never binding (A6.6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Changed, Citation, Complaint, ComplaintEvent, ComplaintState, Consultation, LongText,
    PlacementEvent, Refusal,
};
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::placement::boards::provincial_guild;
use crate::domain::placement::guild::{GuildBody, GuildRegistration, is_active};
use crate::domain::placement::policies::{Policies, PolicyKey};

/// That an association was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionRequest {
    /// The association.
    pub association: GuildBody,
    /// The day.
    pub requested_on: NaiveDate,
    /// Until when its answer is awaited.
    pub deadline: Deadline,
}

/// What the association answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Its advice, which binds nobody.
    pub advice: Advice,
    /// Its reasons.
    pub text: LongText,
    /// The account that gave it.
    pub given_by: Uuid,
    /// The day of receipt; one after the term is read as well.
    pub received_on: NaiveDate,
}

/// What an association advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// To uphold the complaint.
    Uphold,
    /// To dismiss it.
    Dismiss,
    /// Neither.
    Abstain,
}

impl Complaint {
    /// Asks the rightful association for its opinion, within the term that policy sets.
    pub fn request_opinion(
        mut self,
        guilds: &[GuildRegistration],
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_registered()?;
        let association = self.association(guilds, policies, today);
        if !is_active(guilds, association, today) {
            return Err(Refusal::rule(
                "association-absent",
                CITED,
                format!("ثبت {association} جاری نیست و نظر مشورتی از آن خواسته نمی‌شود."),
                "The association has no registration in force and cannot be asked.",
            ));
        }
        let province = self.respondent.province;
        let deadline = Deadline::days(
            today,
            policies.length(PolicyKey::OpinionDays),
            closed,
            Some(province),
            PolicyKey::OpinionDays.citation(),
        );
        let event = ComplaintEvent::OpinionRequested {
            association,
            due: deadline.advised(),
            accepted_until: deadline.last_accepted(),
        };
        self.state = ComplaintState::OpinionRequested {
            request: OpinionRequest {
                association,
                requested_on: today,
                deadline,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// Establishes that no association exists which could be asked: the board need not wait for
    /// nobody.
    pub fn establish_no_association(
        mut self,
        guilds: &[GuildRegistration],
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_registered()?;
        let body = self.association(guilds, policies, today);
        if is_active(guilds, body, today) {
            return Err(Refusal::rule(
                "association-present",
                CITED,
                format!("{body} ثبت جاری دارد و نظر مشورتی آن باید خواسته شود."),
                "The association is registered: its opinion has to be requested.",
            ));
        }
        self.state = ComplaintState::NoAssociation { body, on: today };
        let event = ComplaintEvent::AssociationAbsent { body };
        Ok(Changed::new(self, event))
    }

    /// Asks the rightful association where one is registered, and establishes that there is none where
    /// there is not.
    pub fn consult(
        self,
        guilds: &[GuildRegistration],
        closed: &ClosedDays,
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if is_active(guilds, self.association(guilds, policies, today), today) {
            self.request_opinion(guilds, closed, policies, today)
        } else {
            self.establish_no_association(guilds, policies, today)
        }
    }

    /// Takes in the opinion, also after its term, as long as the complaint is not tabled.
    pub fn receive_opinion(
        mut self,
        advice: Advice,
        text: LongText,
        given_by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let ComplaintState::OpinionRequested { request } = &self.state else {
            return Err(self.illegal());
        };
        let event = ComplaintEvent::OpinionReceived {
            association: request.association,
            advice,
            late: request.deadline.has_run_out(today),
        };
        self.state = ComplaintState::OpinionReceived {
            request: request.clone(),
            opinion: Opinion {
                advice,
                text,
                given_by,
                received_on: today,
            },
        };
        Ok(Changed::new(self, event))
    }

    /// What the association was asked, if it was and the complaint goes on.
    pub fn opinion_request(&self) -> Option<&OpinionRequest> {
        match &self.state {
            ComplaintState::OpinionRequested { request }
            | ComplaintState::OpinionReceived { request, .. } => Some(request),
            ComplaintState::Tabled { consultation, .. }
            | ComplaintState::Decided { consultation, .. } => match consultation {
                Consultation::Heard { request, .. } | Consultation::Silent { request } => {
                    Some(request)
                }
                Consultation::NoAssociation { .. } => None,
            },
            ComplaintState::Withdrawn { request, .. } => request.as_ref(),
            ComplaintState::Filed
            | ComplaintState::Registered { .. }
            | ComplaintState::NoAssociation { .. } => None,
        }
    }

    /// What the association answered, if it did and the complaint goes on.
    pub fn opinion(&self) -> Option<&Opinion> {
        match &self.state {
            ComplaintState::OpinionReceived { opinion, .. }
            | ComplaintState::Tabled {
                consultation: Consultation::Heard { opinion, .. },
                ..
            }
            | ComplaintState::Decided {
                consultation: Consultation::Heard { opinion, .. },
                ..
            } => Some(opinion),
            _ => None,
        }
    }

    /// The same complaint with the term of a pending opinion by another version of the calendar of closed
    /// days, if that moves it. A term that has run out stays as it is.
    pub fn reckon_opinion_anew(
        mut self,
        closed: &ClosedDays,
        today: NaiveDate,
    ) -> Option<Changed<Self, PlacementEvent>> {
        let ComplaintState::OpinionRequested { request } = &mut self.state else {
            return None;
        };
        let before = &request.deadline;
        if before.has_run_out(today) {
            return None;
        }
        let after = before.recomputed(closed);
        if after.advised() == before.advised() && after.last_accepted() == before.last_accepted() {
            return None;
        }
        let event = ComplaintEvent::OpinionTermExtended {
            association: request.association,
            due: after.advised(),
            accepted_until: after.last_accepted(),
            calendar_version: after.calendar_version(),
        };
        request.deadline = after;
        Some(Changed::new(self, event))
    }

    /// Whether the association was asked and its term ran out without an answer
    /// (پایان مهلت نظر مشورتی).
    pub fn opinion_timed_out(&self, today: NaiveDate) -> bool {
        match &self.state {
            ComplaintState::OpinionRequested { request } => request.deadline.has_run_out(today),
            _ => false,
        }
    }

    /// The association of the province, as it fills the seat of the board (A4.n1).
    fn association(
        &self,
        guilds: &[GuildRegistration],
        policies: &Policies<'_>,
        today: NaiveDate,
    ) -> GuildBody {
        let Self { respondent, .. } = self;
        provincial_guild(
            respondent.scope(),
            respondent.province,
            guilds,
            today,
            policies,
        )
    }

    fn require_registered(&self) -> Result<(), Refusal> {
        match self.state {
            ComplaintState::Registered { .. } => Ok(()),
            _ => Err(self.illegal()),
        }
    }
}

const CITED: Citation = Citation::clause(6, 6);
