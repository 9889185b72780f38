//! A session (جلسه) of a board: called, opened with a quorum, voted, closed with its minutes.
//!
//! A session has exactly one scope, because the scope decides which seats vote.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::appointment::{Appointment, Represented};
use super::boards::{BoardKind, Scope, Seat, require_rightful_guild, session_rules};
use super::event::PlacementEvent;
use super::guild::GuildRegistration;
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::board::{Ballot, BoardSeat, Rules, Vote};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{LongText, Name, ShortText};

mod agenda;
mod decision;
mod event;

pub use agenda::{AgendaItem, ItemState, Matter, MatterKind};
pub use decision::{BoardDecision, Decision, LegalBasis, Outcome, Resolution};
pub use event::SessionEvent;

/// The most experts that a chair may invite (A2.n3, A4.n3).
pub const MAX_INVITEES: usize = 2;

/// A session of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    id: Uuid,
    board: BoardKind,
    scope: Scope,
    concerned_body: Option<Name>,
    called_for: NaiveDate,
    place: ShortText,
    agenda: Vec<AgendaItem>,
    invitees: Vec<Invitee>,
    state: SessionState,
}

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum SessionState {
    /// دعوت‌شده
    Called,
    /// رسمی
    Open(Sitting),
    /// پایان‌یافته
    Closed {
        /// The sitting as it ended.
        sitting: Sitting,
        /// The day of closing.
        closed_on: NaiveDate,
        /// The minutes (صورت‌جلسه).
        minutes: LongText,
    },
    /// به حد نصاب نرسیده: it never opened.
    Adjourned {
        /// The day.
        on: NaiveDate,
        /// Why, with who was present.
        reason: LongText,
    },
}

/// What holds while a session sits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The date of the session.
    pub opened_on: NaiveDate,
    /// The rules of voting, settled at opening.
    pub rules: Rules<Seat>,
    /// Who is present now, seat by seat.
    pub present: BTreeMap<Seat, Attendee>,
}

impl Sitting {
    fn seats(&self) -> BTreeSet<Seat> {
        self.present.keys().copied().collect()
    }
}

/// The person who occupies a seat in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The appointment that entitles the person.
    pub appointment: Uuid,
    /// The account through which the person votes.
    pub account: Uuid,
    /// The person's name.
    pub person: Name,
    /// Whom the person represents.
    pub represents: Option<Represented>,
}

/// An expert (صاحب‌نظر) whom the chair invited: attends and speaks, but has no vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// The expert's name.
    pub person: Name,
    /// The expert's field.
    pub expertise: ShortText,
}

/// Who else is appointed, registered and decided when members come in.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The registrations of guild bodies.
    pub guilds: &'a [GuildRegistration],
    /// The policies in force on the date of the session.
    pub policies: Policies<'a>,
}

/// What a session is called for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The board.
    pub board: BoardKind,
    /// Its one scope.
    pub scope: Scope,
    /// The executive body that the matter concerns, where there is one (A2.5).
    pub concerned_body: Option<Name>,
    /// The day it is called for.
    pub called_for: NaiveDate,
    /// Where.
    pub place: ShortText,
}

impl Session {
    /// Calls a session.
    pub fn call(
        id: Uuid,
        call: Call,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let Call {
            board,
            scope,
            concerned_body,
            called_for,
            place,
        } = call;
        if matches!(board, BoardKind::Provincial(_)) {
            if scope == Scope::General {
                return Err(Refusal::rule(
                    "scope-not-of-this-board",
                    Citation::article(5),
                    "جلسه عمومی ویژه هیئت مرکزی است.",
                    "Only the central board sits on general matters.",
                ));
            }
            if concerned_body.is_some() {
                return Err(Refusal::rule(
                    "no-seat-for-executive-body",
                    board.citation(),
                    "در هیئت استانی سمتی برای نماینده دستگاه اجرایی نیست.",
                    "A provincial board has no seat for a concerned executive body.",
                ));
            }
        }
        if called_for < today {
            return Err(Refusal::rule(
                "session-in-the-past",
                board.quorum_citation(),
                "جلسه برای روزی در گذشته دعوت نمی‌شود.",
                "A session cannot be called for a day in the past.",
            ));
        }
        let event = SessionEvent::SessionCalled {
            board,
            scope,
            called_for,
        };
        let session = Self {
            id,
            board,
            scope,
            concerned_body,
            called_for,
            place,
            agenda: Vec::new(),
            invitees: Vec::new(),
            state: SessionState::Called,
        };
        Ok(Changed::new(session, event))
    }

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

    /// Invites an expert. Only the chair may, and at most two (A2.n3, A4.n3).
    pub fn invite(
        mut self,
        chair: &Appointment,
        invitee: Invitee,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_under_way()?;
        let decree = chair.decree();
        let citation = self.board.invitation_citation();
        if decree.board != self.board || decree.seat != self.board.chair() || !chair.in_force(today)
        {
            return Err(Refusal::rule(
                "only-the-chair-invites",
                citation,
                "دعوت از صاحب‌نظران تنها با رئیس هیئت است.",
                "Only the chair of the board invites experts.",
            ));
        }
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

    /// Opens the session with the members who are present, if they make a quorum.
    ///
    /// `appointed` are all appointments to the board; those whose ids are in `attending` come in.
    pub fn open(
        mut self,
        attending: &[Uuid],
        appointed: &[Appointment],
        circumstances: &Circumstances<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != SessionState::Called {
            return Err(self.illegal());
        }
        if today < self.called_for {
            return Err(Refusal::rule(
                "session-not-due",
                self.board.quorum_citation(),
                "جلسه پیش از روزی که برای آن دعوت شده است رسمیت نمی‌یابد.",
                "The session cannot open before the day it is called for.",
            ));
        }
        let held: BTreeSet<Seat> = appointed
            .iter()
            .filter(|it| it.decree().board == self.board && it.in_force(today))
            .map(|it| it.decree().seat)
            .collect();
        let mut sitting = Sitting {
            opened_on: today,
            rules: session_rules(
                self.board,
                self.scope,
                self.concerned_body.is_some(),
                &held,
                &circumstances.policies,
            ),
            present: BTreeMap::new(),
        };
        for id in attending {
            let appointment = appointed.iter().find(|it| it.id() == *id).ok_or_else(|| {
                Refusal::rule(
                    "not-a-member",
                    self.board.citation(),
                    "حاضر در جلسه حکم عضویت در این هیئت ندارد.",
                    "Somebody present holds no appointment to this board.",
                )
            })?;
            self.admit(&mut sitting, appointment, circumstances)?;
        }
        let present = sitting.seats();
        sitting.rules.require_quorum(&present)?;
        sitting.rules.require_chair(&present)?;
        let event = SessionEvent::SessionOpened {
            board: self.board,
            entitled: sitting.rules.entitled.clone(),
            present,
            quorum: sitting.rules.quorum.needed(),
        };
        self.state = SessionState::Open(sitting);
        Ok(Changed::new(self, event))
    }

    /// A member comes in late.
    pub fn arrive(
        mut self,
        appointment: &Appointment,
        circumstances: &Circumstances<'_>,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let mut sitting = self.sitting()?.clone();
        self.admit(&mut sitting, appointment, circumstances)?;
        self.state = SessionState::Open(sitting);
        let event = SessionEvent::MemberArrived {
            board: self.board,
            seat: appointment.decree().seat,
        };
        Ok(Changed::new(self, event))
    }

    /// A member leaves; what follows is voted without that seat.
    pub fn leave(mut self, seat: Seat) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let mut sitting = self.sitting()?.clone();
        if sitting.present.remove(&seat).is_none() {
            return Err(not_present(self.board));
        }
        self.state = SessionState::Open(sitting);
        let event = SessionEvent::MemberLeft {
            board: self.board,
            seat,
        };
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

    /// Puts an item off to another session, for example after a tie.
    pub fn postpone(
        mut self,
        item: Uuid,
        reason: ShortText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.sitting()?;
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

    /// The board.
    pub fn board(&self) -> BoardKind {
        self.board
    }

    /// The one scope.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The executive body that was named for the session.
    pub fn concerned_body(&self) -> Option<&Name> {
        self.concerned_body.as_ref()
    }

    /// The day it is called for.
    pub fn called_for(&self) -> NaiveDate {
        self.called_for
    }

    /// Where.
    pub fn place(&self) -> &ShortText {
        &self.place
    }

    /// The agenda, in the order of tabling.
    pub fn agenda(&self) -> &[AgendaItem] {
        &self.agenda
    }

    /// One item of the agenda.
    pub fn item(&self, item: Uuid) -> Option<&AgendaItem> {
        self.agenda.iter().find(|it| it.id() == item)
    }

    /// The invited experts.
    pub fn invitees(&self) -> &[Invitee] {
        &self.invitees
    }

    /// Where it stands.
    pub fn session_state(&self) -> &SessionState {
        &self.state
    }

    /// What this session decided on a matter, for the aggregate that acts on it.
    pub fn decision_on(&self, matter: Matter) -> Option<BoardDecision> {
        let decision = self
            .agenda
            .iter()
            .find(|item| item.matter() == matter)?
            .decision()?;
        Some(BoardDecision::new(self, matter, decision.clone()))
    }

    fn sitting(&self) -> Result<&Sitting, Refusal> {
        match &self.state {
            SessionState::Open(sitting) => Ok(sitting),
            _ => Err(self.illegal()),
        }
    }

    fn require_under_way(&self) -> Result<(), Refusal> {
        match self.state {
            SessionState::Called | SessionState::Open(_) => Ok(()),
            SessionState::Closed { .. } | SessionState::Adjourned { .. } => Err(self.illegal()),
        }
    }

    fn illegal(&self) -> Refusal {
        let next: &'static [&'static str] = match self.state {
            SessionState::Called => &["open", "adjourned"],
            SessionState::Open(_) => &["closed"],
            SessionState::Closed { .. } | SessionState::Adjourned { .. } => &[],
        };
        Refusal::state(self.state(), next, self.board.quorum_citation())
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

    /// The seat of a member who is present under this very appointment, in force on the session's date.
    fn member(&self, appointment: &Appointment) -> Result<(&Sitting, Seat), Refusal> {
        let sitting = self.sitting()?;
        let decree = appointment.decree();
        if decree.board != self.board || !appointment.in_force(sitting.opened_on) {
            return Err(no_appointment(self.board));
        }
        match sitting.present.get(&decree.seat) {
            Some(attendee) if attendee.appointment == appointment.id() => {
                Ok((sitting, decree.seat))
            }
            _ => Err(not_present(self.board)),
        }
    }

    fn admit(
        &self,
        sitting: &mut Sitting,
        appointment: &Appointment,
        circumstances: &Circumstances<'_>,
    ) -> Result<(), Refusal> {
        let decree = appointment.decree();
        if decree.board != self.board || !appointment.in_force(sitting.opened_on) {
            return Err(no_appointment(self.board));
        }
        if !sitting.rules.entitled.contains(&decree.seat) {
            return Err(Refusal::rule(
                "seat-not-entitled",
                decree.seat.citation(),
                "این سمت در جلسه‌ای با این موضوع حق رأی ندارد.",
                format!(
                    "The seat {} has no vote in a session of this scope.",
                    decree.seat.code()
                ),
            ));
        }
        match &decree.represents {
            Some(Represented::Guild { body, .. }) => require_rightful_guild(
                self.board,
                self.scope,
                *body,
                circumstances.guilds,
                sitting.opened_on,
                &circumstances.policies,
            )?,
            Some(Represented::ExecutiveBody { name }) => {
                if self
                    .concerned_body
                    .as_ref()
                    .is_some_and(|named| named != name)
                {
                    return Err(Refusal::rule(
                        "wrong-executive-body",
                        decree.seat.citation(),
                        "نماینده، از دستگاهی که برای این جلسه نام برده شده است نیست.",
                        "The member does not represent the executive body named for this session.",
                    ));
                }
            }
            None => {}
        }
        let holds_another_seat = sitting
            .present
            .values()
            .any(|other| other.account == decree.account);
        if sitting.present.contains_key(&decree.seat) || holds_another_seat {
            return Err(Refusal::rule(
                "seat-occupied",
                self.board.citation(),
                "هر سمت در جلسه یک دارنده دارد و هر شخص یک سمت.",
                "In a session a seat has one occupant and a person one seat.",
            ));
        }
        sitting.present.insert(
            decree.seat,
            Attendee {
                appointment: appointment.id(),
                account: decree.account,
                person: decree.person.clone(),
                represents: decree.represents.clone(),
            },
        );
        Ok(())
    }
}

fn no_appointment(board: BoardKind) -> Refusal {
    Refusal::rule(
        "no-appointment-in-force",
        match board {
            BoardKind::Central => Citation::note(2, 1),
            BoardKind::Provincial(_) => Citation::note(4, 2),
        },
        "در تاریخ جلسه حکم عضویت جاری در این هیئت وجود ندارد.",
        "There is no appointment to this board in force on the date of the session.",
    )
}

fn not_present(board: BoardKind) -> Refusal {
    Refusal::rule(
        "seat-not-present",
        board.quorum_citation(),
        "این عضو در جلسه حاضر نیست.",
        "This member is not present in the session.",
    )
}

impl Aggregate for Session {
    type Event = PlacementEvent;

    const NOUN: &'static str = "session";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            SessionState::Called => "called",
            SessionState::Open(_) => "open",
            SessionState::Closed { .. } => "closed",
            SessionState::Adjourned { .. } => "adjourned",
        }
    }
}

#[cfg(test)]
mod tests;
