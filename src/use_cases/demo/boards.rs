//! The guild bodies, the boards with their members, and how a sample session goes.

use chrono::NaiveDate;
use uuid::Uuid;

use super::cast::{self, CENTRAL_OFFICER, FOREIGN_REPRESENTATIVE, REGISTRAR};
use super::stage::Stage;
use super::value;
use crate::domain::kernel::board::{BoardSeat, Vote};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::Actor;
use crate::domain::placement::appointment::{Appointment, Decree, Issuer, Rank, Represented};
use crate::domain::placement::boards::{BoardKind, Scope, Seat};
use crate::domain::placement::guild::{GuildBody, GuildScope};
use crate::domain::placement::session::{
    AgendaItem, Call, LegalBasis, Outcome, Resolution, Session,
};
use crate::error::Error;
use crate::use_cases::Versioned;
use crate::use_cases::appointment::composition;
use crate::use_cases::appointment::create::CreateAppointment;
use crate::use_cases::guild::register::RegisterGuildBody;
use crate::use_cases::session::call::CreateSession;
use crate::use_cases::session::cast_vote::CastVote;
use crate::use_cases::session::close::CloseSession;
use crate::use_cases::session::decide::DecideItem;
use crate::use_cases::session::open::OpenSession;
use crate::use_cases::session::table::Proposed;

/// The province that has no association, so that a seat of its board stays vacant.
const WITHOUT_ASSOCIATION: Province = Province::Ilam;

/// The executive body that maritime sessions of the central board concern.
const PORTS: &str = "سازمان بنادر و دریانوردی (نمونه نمایشی)";

/// Registers the guild bodies.
pub(super) async fn register_guilds(stage: &Stage) -> Result<(), Error> {
    let provincial = Province::ALL
        .into_iter()
        .filter(|it| *it != WITHOUT_ASSOCIATION)
        .map(domestic_association);
    let bodies = [GuildBody::Kanoon, GuildBody::ForeignAssociation];
    for (number, body) in bodies.into_iter().chain(provincial).enumerate() {
        let command = RegisterGuildBody {
            body,
            name: value(&format!("{body} (نمونه نمایشی)"))?,
            number: value(&format!("D-{}", number + 101))?,
            from: stage.today(),
        };
        stage.act(CENTRAL_OFFICER, &command).await?;
    }
    Ok(())
}

/// Records the decrees of all members: the minister's, his deputy's and the directors-general's.
pub(super) async fn appoint(stage: &Stage) -> Result<(), Error> {
    for seat in Seat::CENTRAL {
        let represents = match seat {
            Seat::C5 => Some(Represented::ExecutiveBody {
                name: value(PORTS)?,
            }),
            Seat::C6 => Some(guild(GuildBody::Kanoon)?),
            _ => None,
        };
        let login = cast::member(BoardKind::Central, seat);
        appoint_member(stage, BoardKind::Central, seat, &login, represents).await?;
    }
    for province in Province::ALL {
        let board = BoardKind::Provincial(province);
        for seat in Seat::PROVINCIAL {
            let represents = match seat {
                Seat::P4 if province == WITHOUT_ASSOCIATION => continue,
                Seat::P4 => Some(guild(domestic_association(province))?),
                _ => None,
            };
            let login = cast::member(board, seat);
            appoint_member(stage, board, seat, &login, represents).await?;
        }
        let represents = Some(guild(GuildBody::ForeignAssociation)?);
        appoint_member(stage, board, Seat::P4, FOREIGN_REPRESENTATIVE, represents).await?;
    }
    Ok(())
}

fn domestic_association(province: Province) -> GuildBody {
    GuildBody::ProvincialAssociation {
        province,
        scope: GuildScope::Domestic,
    }
}

fn guild(body: GuildBody) -> Result<Represented, Error> {
    Ok(Represented::Guild {
        body,
        nomination: value("معرفی‌نامه نمونه نمایشی")?,
    })
}

async fn appoint_member(
    stage: &Stage,
    board: BoardKind,
    seat: Seat,
    login: &str,
    represents: Option<Represented>,
) -> Result<(), Error> {
    let issuer = Issuer::rightful(board, seat);
    let registrar = match issuer {
        Issuer::Minister | Issuer::DeputyMinister => REGISTRAR.to_owned(),
        Issuer::ProvincialDirector { province } => cast::of(province, "director"),
    };
    let Actor::Account { id, name, .. } = stage.actor(login)?.clone() else {
        return Err(Error::Unauthenticated);
    };
    let decree = Decree {
        board,
        seat,
        account: id,
        person: value(&name)?,
        represents,
        rank: Rank::DirectorGeneral,
        issuer,
        number: value(&format!("D-{board}-{}", seat.code()))?,
        dated: stage.today(),
        from: stage.today(),
        until: None,
        delegate_of: None,
    };
    stage.act(&registrar, &CreateAppointment { decree }).await?;
    Ok(())
}

/// What a session is called for.
pub(super) fn call(board: BoardKind, scope: Scope, on: NaiveDate) -> Result<Call, Error> {
    Ok(Call {
        board,
        scope,
        concerned_body: None,
        called_for: on,
        place: value("سالن جلسات (نمونه نمایشی)")?,
    })
}

/// The secretary calls a session with its agenda.
pub(super) async fn create(
    stage: &Stage,
    secretary: &str,
    call: Call,
    agenda: Vec<Proposed>,
) -> Result<Versioned<Session>, Error> {
    stage.act(secretary, &CreateSession { call, agenda }).await
}

/// What the secretary declares about every item.
pub(super) struct Declared {
    /// What the majority wants.
    pub(super) outcome: Outcome,
    /// Why.
    pub(super) reasons: &'static str,
    /// On what basis.
    pub(super) basis: Citation,
}

/// A session that has been opened.
pub(super) struct Sitting {
    session: Uuid,
    items: Vec<Uuid>,
    present: Vec<Appointment>,
}

/// A session that was called takes place: it opens, votes on every item, decides and closes.
pub(super) async fn sit(
    stage: &Stage,
    session: Versioned<Session>,
    secretary: &str,
    declared: &Declared,
) -> Result<Uuid, Error> {
    let sitting = open(stage, session, secretary).await?;
    decide(stage, &sitting, secretary, declared).await
}

/// A session that was called opens with whoever comes.
pub(super) async fn open(
    stage: &Stage,
    session: Versioned<Session>,
    secretary: &str,
) -> Result<Sitting, Error> {
    let present = present(stage, &session.value, secretary).await?;
    let open = OpenSession {
        session: session.value.id(),
        attending: present.iter().map(Aggregate::id).collect(),
        expected: session.version,
    };
    stage.act(secretary, &open).await?;
    Ok(Sitting {
        session: session.value.id(),
        items: session.value.agenda().iter().map(AgendaItem::id).collect(),
        present,
    })
}

/// A session that is open votes on every item, decides and closes.
///
/// The prosecutor's representative is away, the head of the chamber of commerce is of the other
/// opinion, and the police abstain; of the central board all are there.
pub(super) async fn decide(
    stage: &Stage,
    sitting: &Sitting,
    secretary: &str,
    declared: &Declared,
) -> Result<Uuid, Error> {
    let id = sitting.session;
    for item in &sitting.items {
        for member in &sitting.present {
            let decree = member.decree();
            let ballot = CastVote {
                session: id,
                item: *item,
                vote: vote(decree.seat, declared.outcome),
                expected: None,
            };
            stage.act(stage.login_of(decree.account)?, &ballot).await?;
        }
        let decide = DecideItem {
            session: id,
            item: *item,
            resolution: Resolution {
                outcome: declared.outcome,
                reasons: value(declared.reasons)?,
                legal_basis: vec![LegalBasis::Law {
                    citation: declared.basis,
                }],
            },
            expected: latest(stage, secretary, id).await?,
        };
        stage.act(secretary, &decide).await?;
    }
    let close = CloseSession {
        session: id,
        minutes: value("نمونه نمایشی: صورت‌جلسه خوانده شد و به امضای حاضران رسید.")?,
        expected: latest(stage, secretary, id).await?,
    };
    stage.act(secretary, &close).await?;
    Ok(id)
}

async fn latest(stage: &Stage, secretary: &str, id: Uuid) -> Result<i64, Error> {
    use crate::use_cases::session::read;
    let session = read::get(stage.next(), stage.actor(secretary)?, id).await?;
    Ok(session.version)
}

/// Who comes, of those who have a vote in this session.
async fn present(
    stage: &Stage,
    session: &Session,
    secretary: &str,
) -> Result<Vec<Appointment>, Error> {
    let (board, scope) = (session.board(), session.scope());
    let members = composition(stage.next(), stage.actor(secretary)?, board, stage.today()).await?;
    let comes = |it: &Appointment| match (it.decree().seat, &it.decree().represents) {
        (Seat::P4, Some(Represented::Guild { body, .. })) => {
            (scope == Scope::Domestic) != (*body == GuildBody::ForeignAssociation)
        }
        (Seat::C5 | Seat::P7, _) => false,
        _ => true,
    };
    let members = members.into_iter().map(|it| it.value);
    Ok(members.filter(comes).collect())
}

fn vote(seat: Seat, outcome: Outcome) -> Vote {
    let (majority, minority) = match outcome {
        Outcome::Approved => (Vote::For, Vote::Against),
        Outcome::Rejected => (Vote::Against, Vote::For),
    };
    match seat {
        Seat::P5 => minority,
        Seat::P6 => Vote::Abstain,
        _ => majority,
    }
}
