//! Who is present: opening with a quorum, coming in late, leaving.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::super::appointment::{Appointment, Represented};
use super::super::boards::{BoardKind, Seat, require_rightful_guild, session_rules};
use super::super::event::PlacementEvent;
use super::{
    Attendee, Circumstances, Citation, Refusal, Session, SessionEvent, SessionState, Sitting,
};
use crate::domain::kernel::board::BoardSeat;
use crate::domain::kernel::event::{Aggregate, Changed};

impl Session {
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

    /// The appointment by which an account acts in this session: the one under which it is present,
    /// or else the one in force on the session's date, or today where it has not opened yet.
    pub fn appointment_of<'a>(
        &self,
        account: Uuid,
        appointments: &'a [Appointment],
        today: NaiveDate,
    ) -> Result<&'a Appointment, Refusal> {
        let sitting = match &self.state {
            SessionState::Open(sitting) | SessionState::Closed { sitting, .. } => Some(sitting),
            SessionState::Called | SessionState::Adjourned { .. } => None,
        };
        let on = sitting.map_or(today, |sitting| sitting.opened_on);
        let present = sitting.and_then(|sitting| {
            let mut attendees = sitting.present.values();
            attendees.find(|attendee| attendee.account == account)
        });
        let mut own = appointments.iter().filter(|it| {
            let decree = it.decree();
            decree.board == self.board && decree.account == account
        });
        match present {
            Some(attendee) => own.find(|it| it.id() == attendee.appointment),
            None => own.find(|it| it.in_force(on)),
        }
        .ok_or_else(|| no_appointment(self.board))
    }

    pub(super) fn sitting(&self) -> Result<&Sitting, Refusal> {
        match &self.state {
            SessionState::Open(sitting) => Ok(sitting),
            _ => Err(self.illegal()),
        }
    }

    /// The seat of a member who is present under this very appointment, in force on the session's date.
    pub(super) fn member(&self, appointment: &Appointment) -> Result<(&Sitting, Seat), Refusal> {
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
            Some(Represented::ExecutiveBody { name })
                if self
                    .concerned_body
                    .as_ref()
                    .is_some_and(|named| named != name) =>
            {
                return Err(Refusal::rule(
                    "wrong-executive-body",
                    decree.seat.citation(),
                    "نماینده، از دستگاهی که برای این جلسه نام برده شده است نیست.",
                    "The member does not represent the executive body named for this session.",
                ));
            }
            Some(Represented::ExecutiveBody { .. }) | None => {}
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
