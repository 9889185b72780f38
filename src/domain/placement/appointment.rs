//! Decrees of membership (حکم عضویت): who sits on which seat, by whose decree, from when to when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::access::Role;
use super::boards::{BoardKind, Seat};
use super::event::PlacementEvent;
use super::guild::GuildBody;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

/// A decree that puts a person on a seat of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    id: Uuid,
    decree: Decree,
    until: Option<NaiveDate>,
}

/// What a decree says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decree {
    /// The board.
    pub board: BoardKind,
    /// The seat.
    pub seat: Seat,
    /// The account through which the member acts.
    pub account: Uuid,
    /// The member's name.
    pub person: Name,
    /// Whom the member represents, for the seats that are filled by others (C5, C6, P4).
    pub represents: Option<Represented>,
    /// The member's rank in the body he or she comes from.
    pub rank: Rank,
    /// Who issued it.
    pub issuer: Issuer,
    /// Its number.
    pub number: ShortText,
    /// The day of issue.
    pub dated: NaiveDate,
    /// The first day of membership.
    pub from: NaiveDate,
    /// The first day without it, if the decree sets one.
    pub until: Option<NaiveDate>,
    /// The appointment whose holder this one stands in for by written delegation, if it does.
    pub delegate_of: Option<Uuid>,
}

/// Whom a member represents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "represents")]
pub enum Represented {
    /// A guild body (C6, P4), by its letter of nomination.
    Guild {
        /// The body.
        body: GuildBody,
        /// Number and date of the nomination (معرفی‌نامه).
        nomination: ShortText,
    },
    /// The concerned executive body (C5).
    ExecutiveBody {
        /// Its name.
        name: Name,
    },
}

/// The rank of a member, from the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// کارشناس, or any rank below a head
    Expert,
    /// رئیس اداره
    HeadOfDepartment,
    /// معاون مدیرکل
    DeputyDirectorGeneral,
    /// مدیرکل or its equal
    DirectorGeneral,
    /// معاون وزیر or its equal
    DeputyMinister,
}

/// Who issues a decree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "issuer")]
pub enum Issuer {
    /// وزیر: for the members of the central board (A2.n1).
    Minister,
    /// معاون توسعه کارآفرینی و اشتغال: for the chairs of the provincial boards (A4.n2).
    DeputyMinister,
    /// مدیرکل استان: for the other members of his or her province's board (A4.n2).
    ProvincialDirector {
        /// The province.
        province: Province,
    },
}

impl Issuer {
    /// Whose office records the decree: the director-general in person, or the registrar of the
    /// minister's and the deputy minister's decrees.
    pub const fn recorded_by(self) -> (Role, Option<Province>) {
        match self {
            Self::Minister | Self::DeputyMinister => (Role::DecreeRegistrar, None),
            Self::ProvincialDirector { province } => (Role::DirectorGeneral, Some(province)),
        }
    }

    /// Who alone may appoint to this seat.
    pub fn rightful(board: BoardKind, seat: Seat) -> Self {
        match board {
            BoardKind::Central => Self::Minister,
            BoardKind::Provincial(_) if seat == board.chair() => Self::DeputyMinister,
            BoardKind::Provincial(province) => Self::ProvincialDirector { province },
        }
    }
}

impl Appointment {
    /// Records a decree. `registrar` is the account that records it in the issuer's name; `others`
    /// are the appointments to the same board.
    pub fn create(
        id: Uuid,
        decree: Decree,
        registrar: Uuid,
        others: &[Self],
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let citation = issue_citation(decree.board);
        if !decree.board.seats().contains(&decree.seat) {
            return Err(Refusal::rule(
                "seat-of-another-board",
                decree.board.citation(),
                "این سمت از سمت‌های این هیئت نیست.",
                "This seat is not one of the board's.",
            ));
        }
        if decree.issuer != Issuer::rightful(decree.board, decree.seat) {
            return Err(Refusal::rule(
                "wrong-issuer",
                citation,
                "صدور این حکم در صلاحیت این مقام نیست.",
                "This authority does not appoint to this seat.",
            ));
        }
        if registrar == decree.account {
            return Err(Refusal::rule(
                "self-appointment",
                citation,
                "هیچ‌کس نمی‌تواند حکم عضویت خود را صادر یا ثبت کند.",
                "Nobody issues or records his or her own decree.",
            ));
        }
        if decree.from < decree.dated || decree.until.is_some_and(|until| until <= decree.from) {
            return Err(Refusal::rule(
                "decree-dates",
                citation,
                "آغاز عضویت نباید پیش از تاریخ حکم یا پس از پایان آن باشد.",
                "A membership starts on or after the date of the decree and before its end.",
            ));
        }
        require_fitting_member(&decree)?;
        let appointment = Self {
            id,
            until: decree.until,
            decree,
        };
        if let Some(other) = others.iter().find(|other| appointment.collides(other)) {
            return Err(Refusal::rule(
                "seat-taken",
                citation,
                "این سمت در این مدت دارنده دیگری دارد.",
                format!(
                    "The seat is held under appointment {} in this time.",
                    other.id
                ),
            ));
        }
        let event = AppointmentEvent::MemberAppointed {
            board: appointment.decree.board,
            seat: appointment.decree.seat,
            account: appointment.decree.account,
            decree: appointment.decree.number.clone(),
            from: appointment.decree.from,
            until: appointment.until,
        };
        Ok(Changed::new(appointment, event))
    }

    /// Ends the membership: `until` is the first day without it.
    pub fn end(
        self,
        until: NaiveDate,
        reason: ShortText,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let citation = issue_citation(self.decree.board);
        if self.until.is_some_and(|end| end <= until) {
            return Err(Refusal::state("ended", &[], citation));
        }
        if until < self.decree.from {
            return Err(Refusal::rule(
                "end-before-start",
                citation,
                "پایان عضویت نمی‌تواند پیش از آغاز آن باشد.",
                "A membership cannot end before it starts.",
            ));
        }
        let event = AppointmentEvent::MembershipEnded {
            board: self.decree.board,
            seat: self.decree.seat,
            account: self.decree.account,
            until,
            reason,
        };
        let ended = Self {
            until: Some(until),
            ..self
        };
        Ok(Changed::new(ended, event))
    }

    /// What the decree says.
    pub fn decree(&self) -> &Decree {
        &self.decree
    }

    /// The first day without the membership, if it has an end.
    pub fn until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// Whether the person is a member on that day.
    pub fn in_force(&self, date: NaiveDate) -> bool {
        self.decree.from <= date && self.until.is_none_or(|until| date < until)
    }

    /// A seat has one holder at a time. Delegates stand beside the holder, and the seats of C5, C6
    /// and P4 have one for each body, since the scope of the session chooses among them.
    fn collides(&self, other: &Self) -> bool {
        let (mine, theirs) = (&self.decree, &other.decree);
        let overlap = self.until.is_none_or(|until| theirs.from < until)
            && other.until.is_none_or(|until| mine.from < until);
        overlap
            && mine.board == theirs.board
            && mine.seat == theirs.seat
            && mine.delegate_of.is_none()
            && theirs.delegate_of.is_none()
            && body_of(mine) == body_of(theirs)
    }
}

#[derive(PartialEq)]
enum Body<'a> {
    None,
    Guild(GuildBody),
    Executive(&'a Name),
}

fn body_of(decree: &Decree) -> Body<'_> {
    match &decree.represents {
        None => Body::None,
        Some(Represented::Guild { body, .. }) => Body::Guild(*body),
        Some(Represented::ExecutiveBody { name }) => Body::Executive(name),
    }
}

fn require_fitting_member(decree: &Decree) -> Result<(), Refusal> {
    let refuse =
        |code, fa: &str, en: &str| Err(Refusal::rule(code, decree.seat.citation(), fa, en));
    let fitting = match (decree.seat, &decree.represents) {
        (Seat::C5, Some(Represented::ExecutiveBody { .. })) => {
            if decree.rank < Rank::DirectorGeneral {
                return refuse(
                    "rank-too-low",
                    "نماینده دستگاه اجرایی باید در سطح مدیرکل باشد.",
                    "The representative of the executive body must be of director-general level.",
                );
            }
            true
        }
        (Seat::C6, Some(Represented::Guild { body, .. })) => {
            matches!(body, GuildBody::Kanoon | GuildBody::ForeignAssociation)
        }
        (Seat::P4, Some(Represented::Guild { body, .. })) => match body {
            GuildBody::Kanoon => false,
            GuildBody::ForeignAssociation => true,
            GuildBody::ProvincialAssociation { province, .. } => {
                decree.board == BoardKind::Provincial(*province)
            }
        },
        (Seat::C5 | Seat::C6 | Seat::P4, _) => false,
        (_, represents) => represents.is_none(),
    };
    if !fitting {
        return refuse(
            "wrong-body",
            "نهاد معرفی‌کننده با این سمت سازگار نیست.",
            "The body that the member represents does not fill this seat.",
        );
    }
    Ok(())
}

fn issue_citation(board: BoardKind) -> Citation {
    match board {
        BoardKind::Central => Citation::note(2, 1),
        BoardKind::Provincial(_) => Citation::note(4, 2),
    }
}

impl Aggregate for Appointment {
    type Event = PlacementEvent;

    const NOUN: &'static str = "appointment";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        "issued"
    }
}

/// What happens to a membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AppointmentEvent {
    /// A decree was recorded.
    MemberAppointed {
        /// The board.
        board: BoardKind,
        /// The seat.
        seat: Seat,
        /// The member's account.
        account: Uuid,
        /// The number of the decree.
        decree: ShortText,
        /// The first day of membership.
        from: NaiveDate,
        /// The first day without it.
        until: Option<NaiveDate>,
    },
    /// The membership was ended.
    MembershipEnded {
        /// The board.
        board: BoardKind,
        /// The seat.
        seat: Seat,
        /// The member's account.
        account: Uuid,
        /// The first day without it.
        until: NaiveDate,
        /// Why.
        reason: ShortText,
    },
}

impl Event for AppointmentEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::MemberAppointed { .. } => "member-appointed",
            Self::MembershipEnded { .. } => "membership-ended",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::MemberAppointed { board, .. } | Self::MembershipEnded { board, .. } => {
                issue_citation(*board)
            }
        }
    }
}

#[cfg(test)]
mod tests;
