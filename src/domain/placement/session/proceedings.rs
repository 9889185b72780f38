//! What a session does: agenda, invitations, votes, decisions, minutes.

use chrono::NaiveDate;
use uuid::Uuid;

use super::super::appointment::Appointment;
use super::super::boards::Scope;
use super::super::event::PlacementEvent;
use super::super::policies::PolicyKey;
use super::{
    AgendaItem, Decision, Invitee, LongText, MAX_INVITEES, Matter, Refusal, Resolution, Session,
    SessionEvent, SessionState, ShortText, Vote,
};
use crate::domain::kernel::event::{Aggregate, Changed};

impl Session {
    /// Puts a matter on the agenda; one of another scope would meet the wrong seats.
    pub fn table(
        mut self,
        item: Uuid,
        matter: Matter,
        scope: Scope,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_under_way()?;
        if scope != self.scope {
            return Err(Refusal::rule(
                "matter-of-another-scope",
                PolicyKey::BoardMixedSession.citation(),
                "این موضوع در حوزه این جلسه نیست؛ هر جلسه تنها یک حوزه دارد.",
                "The matter belongs to another scope: a session has exactly one.",
            ));
        }
        matter.require_competent(self.board)?;
        if self
            .agenda
            .iter()
            .any(|other| other.id() == item || other.matter() == matter)
        {
            return Err(Refusal::rule(
                "already-on-agenda",
                self.board.citation(),
                "این موضوع در دستور این جلسه هست.",
                "The matter is already on the agenda of this session.",
            ));
        }
        self.agenda.push(AgendaItem::new(item, matter));
        let event = SessionEvent::MatterTabled {
            board: self.board,
            item,
            matter,
        };
        Ok(Changed::new(self, event))
    }

    /// Invites an expert. Only the chair may, and at most two (A2.n3, A4.n3); `by_whom` is the
    /// appointment of whoever invites, if there is one.
    pub fn invite(
        mut self,
        by_whom: Option<&Appointment>,
        invitee: Invitee,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_under_way()?;
        let citation = self.board.invitation_citation();
        let presides = |it: &&Appointment| {
            let decree = it.decree();
            decree.board == self.board && decree.seat == self.board.chair() && it.in_force(today)
        };
        let Some(chair) = by_whom.filter(presides) else {
            return Err(Refusal::rule(
                "only-the-chair-invites",
                citation,
                "دعوت از صاحب‌نظران تنها با رئیس هیئت است.",
                "Only the chair of the board invites experts.",
            ));
        };
        if self.invitees.len() >= MAX_INVITEES {
            return Err(Refusal::rule(
                "too-many-invitees",
                citation,
                "به هر جلسه حداکثر دو صاحب‌نظر دعوت می‌شود.",
                "At most two experts are invited to a session.",
            ));
        }
        let event = SessionEvent::ExpertInvited {
            board: self.board,
            expert: invitee.person.clone(),
            by: chair.id(),
        };
        self.invitees.push(invitee);
        Ok(Changed::new(self, event))
    }

    /// A member declares a conflict of interest on one item, before voting on it.
    pub fn recuse(
        mut self,
        item: Uuid,
        appointment: &Appointment,
        reason: ShortText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let (sitting, seat) = self.member(appointment)?;
        let (rules, present) = (sitting.rules.clone(), sitting.seats());
        self.pending(item)?
            .recuse(&rules, &present, seat, reason.clone())?;
        let event = SessionEvent::MemberRecused { item, seat, reason };
        Ok(Changed::new(self, event))
    }

    /// Records the vote of a member, for the quorum and the seat are checked anew each time.
    pub fn vote(
        mut self,
        item: Uuid,
        appointment: &Appointment,
        vote: Vote,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let (sitting, seat) = self.member(appointment)?;
        let (rules, present) = (sitting.rules.clone(), sitting.seats());
        self.pending(item)?.cast(&rules, &present, seat, vote)?;
        let event = SessionEvent::VoteCast {
            board: self.board,
            item,
            seat,
            vote,
        };
        Ok(Changed::new(self, event))
    }

    /// Decides an item as the majority voted, with reasons and a legal basis (A5.n1).
    pub fn decide(
        mut self,
        item: Uuid,
        resolution: Resolution,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let sitting = self.sitting()?;
        let (rules, present) = (sitting.rules.clone(), sitting.seats());
        let pending = self.pending(item)?;
        let tally = pending.ballot().tally(&rules, &present)?;
        let matter = pending.matter();
        let decision = Decision::new(resolution, tally, today)?;
        let event = SessionEvent::MatterDecided {
            item,
            matter,
            outcome: decision.outcome(),
            legal_basis: decision.legal_basis().to_vec(),
            in_favour: decision.tally().in_favour,
            against: decision.tally().against,
        };
        pending.decide(decision);
        Ok(Changed::new(self, event))
    }

    /// Puts an item off to another session, for example after a tie, or before the session opens when the
    /// matter is not ripe.
    pub fn postpone(
        mut self,
        item: Uuid,
        reason: ShortText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_under_way()?;
        let board = self.board;
        self.pending(item)?.postpone(reason.clone());
        let event = SessionEvent::MatterPostponed {
            board,
            item,
            reason,
        };
        Ok(Changed::new(self, event))
    }

    /// Closes the session with its minutes, when every item is decided or postponed.
    pub fn close(
        mut self,
        minutes: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let sitting = self.sitting()?.clone();
        let open = self.agenda.iter().filter(|item| item.is_pending()).count();
        if open > 0 {
            return Err(Refusal::rule(
                "items-undecided",
                self.board.citation(),
                "پیش از پایان جلسه، هر موضوع دستور باید تصمیم یا تعویق صریح داشته باشد.",
                format!("{open} items are neither decided nor postponed."),
            ));
        }
        self.state = SessionState::Closed {
            sitting,
            closed_on: today,
            minutes,
        };
        let event = SessionEvent::SessionClosed {
            board: self.board,
            closed_on: today,
        };
        Ok(Changed::new(self, event))
    }

    /// Sends everybody home because the quorum was not reached.
    pub fn adjourn(
        mut self,
        reason: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != SessionState::Called {
            return Err(self.illegal());
        }
        self.state = SessionState::Adjourned { on: today, reason };
        let event = SessionEvent::SessionAdjourned {
            board: self.board,
            on: today,
        };
        Ok(Changed::new(self, event))
    }

    fn pending(&mut self, item: Uuid) -> Result<&mut AgendaItem, Refusal> {
        let citation = self.board.citation();
        let item = self
            .agenda
            .iter_mut()
            .find(|it| it.id() == item)
            .ok_or_else(|| {
                Refusal::rule(
                    "not-on-agenda",
                    citation,
                    "این موضوع در دستور جلسه نیست.",
                    "The item is not on the agenda of this session.",
                )
            })?;
        if !item.is_pending() {
            return Err(Refusal::rule(
                "item-settled",
                citation,
                "درباره این موضوع تصمیم گرفته شده یا بررسی آن به جلسه دیگری موکول شده است.",
                "The item is already decided or postponed.",
            ));
        }
        Ok(item)
    }
}
