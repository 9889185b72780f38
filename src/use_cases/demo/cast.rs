//! Who acts in the demonstration: accounts for every role, of all provinces.

use serde::Serialize;

use super::people::person;
use super::stage::Stage;
use super::value;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Grant, Role};
use crate::domain::placement::boards::{BoardKind, Seat};
use crate::error::Error;
use crate::use_cases::account::open::OpenAccount;
use crate::use_cases::account::sign_up::SignUp;
use crate::use_cases::perform;

/// The password of all sample accounts; a demonstration listens on a loopback address only.
const PASSWORD: &str = "parvaneh-demo";

/// Who registers everybody else.
pub(super) const ADMINISTRATOR: &str = "administrator";
/// Who keeps directives, guild bodies and bans.
pub(super) const CENTRAL_OFFICER: &str = "central-officer";
/// Who records the decrees of the minister and his deputy.
pub(super) const REGISTRAR: &str = "decree-registrar";
/// Who calls the sessions of the central board.
pub(super) const CENTRAL_SECRETARY: &str = "central-secretary";
/// Who sits on all provincial boards for foreign and maritime matters.
pub(super) const FOREIGN_REPRESENTATIVE: &str = "foreign-association-member";
/// Whose account is opened at the very end of the story, so that it tells that nothing is missing.
pub(super) const LAST: &str = "auditor";
/// How many operators there are.
pub(super) const OPERATORS: usize = 5;

/// An account of the demonstration, for whoever tries it.
#[derive(Clone, Debug, Serialize)]
pub struct SampleAccount {
    /// The name to sign in with.
    pub login: String,
    /// The password.
    pub password: &'static str,
    /// The role.
    pub role: &'static str,
    /// The province by its ISO code; nothing for roles of the centre and of all provinces.
    pub province: Option<&'static str>,
    /// The seat on a board.
    pub seat: Option<&'static str>,
    #[serde(skip)]
    part: Part,
}

impl SampleAccount {
    /// Whether it belongs in a short list: those of the centre, the operators, and Tehran's.
    pub fn is_of_note(&self) -> bool {
        let elsewhere = self
            .province
            .is_some_and(|it| it != Province::Tehran.code());
        !elsewhere
            && self.seat.is_none_or(|seat| {
                [Seat::P1, Seat::P2, Seat::C1]
                    .map(BoardSeat::code)
                    .contains(&seat)
            })
    }
}

#[derive(Clone, Debug)]
struct Part {
    role: Role,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Centre,
    Province(Province),
    AllProvinces,
}

/// The login of an office-holder of a province: the word and the number of the province's ISO code.
pub(super) fn of(province: Province, word: &str) -> String {
    format!("{word}-{}", province.code().trim_start_matches("IR-"))
}

/// The login of the operator with this number, from 1.
pub(super) fn operator(number: usize) -> String {
    format!("operator-{number}")
}

/// The login of the person on a seat; whoever represents the foreign association has its own.
pub(super) fn member(board: BoardKind, seat: Seat) -> String {
    let seat_name = seat.code().to_lowercase();
    match board {
        BoardKind::Central => format!("member-{seat_name}"),
        BoardKind::Provincial(province) if seat == board.chair() => of(province, "director"),
        BoardKind::Provincial(province) => of(province, &format!("member-{seat_name}")),
    }
}

/// All sample accounts, in the order in which they are opened.
pub(super) fn samples() -> Vec<SampleAccount> {
    let mut samples = Vec::new();
    let mut add = |login: String, role: Role, place: Place, seat: Option<Seat>| {
        samples.push(SampleAccount {
            login,
            password: PASSWORD,
            role: role.name(),
            province: match place {
                Place::Province(province) => Some(province.code()),
                Place::Centre | Place::AllProvinces => None,
            },
            seat: seat.map(BoardSeat::code),
            part: Part { role, place },
        });
    };
    let centre = Place::Centre;
    for (login, role) in [
        (ADMINISTRATOR, Role::Administrator),
        (CENTRAL_OFFICER, Role::CentralOfficer),
        (REGISTRAR, Role::DecreeRegistrar),
        (CENTRAL_SECRETARY, Role::BoardSecretary),
        ("inspector", Role::Inspector),
        ("association", Role::Association),
        ("police", Role::Police),
    ] {
        add(login.to_owned(), role, centre, None);
    }
    for seat in Seat::CENTRAL {
        let login = member(BoardKind::Central, seat);
        add(login, Role::BoardMember, centre, Some(seat));
    }
    let everywhere = Place::AllProvinces;
    add(
        FOREIGN_REPRESENTATIVE.to_owned(),
        Role::BoardMember,
        everywhere,
        Some(Seat::P4),
    );
    for province in Province::ALL {
        let place = Place::Province(province);
        let chair = Some(Seat::P1);
        add(
            of(province, "director"),
            Role::DirectorGeneral,
            place,
            chair,
        );
        add(
            of(province, "officer"),
            Role::ProvincialOfficer,
            place,
            None,
        );
        add(of(province, "secretary"), Role::BoardSecretary, place, None);
        add(of(province, "inspector"), Role::Inspector, place, None);
        for seat in Seat::PROVINCIAL.into_iter().skip(1) {
            let login = member(BoardKind::Provincial(province), seat);
            add(login, Role::BoardMember, place, Some(seat));
        }
    }
    for number in 1..=OPERATORS {
        add(operator(number), Role::Operator, centre, None);
    }
    add(LAST.to_owned(), Role::Auditor, centre, None);
    samples
}

/// Opens all accounts but the last; operators sign up alone.
pub(super) async fn open_accounts(stage: &mut Stage) -> Result<(), Error> {
    for (number, sample) in samples().into_iter().enumerate() {
        if sample.login != LAST {
            open(stage, number + 1, &sample).await?;
        }
    }
    Ok(())
}

/// Opens the account that tells that the story is complete.
pub(super) async fn open_last(stage: &mut Stage) -> Result<(), Error> {
    let samples = samples();
    match samples.last() {
        Some(last) => open(stage, samples.len(), last).await,
        None => Ok(()),
    }
}

async fn open(stage: &mut Stage, number: usize, sample: &SampleAccount) -> Result<(), Error> {
    let invented = person(number).map_err(|reason| Error::corrupt("demonstration", reason))?;
    let (login, name) = (value(&sample.login)?, value(&invented.name())?);
    let password = stage.password(PASSWORD).await?;
    let account = if sample.part.role == Role::Operator {
        let command = SignUp {
            login,
            name,
            password,
        };
        perform(stage.next(), &Actor::Public, &command, None).await?
    } else {
        let grants = grants(&sample.part);
        let command = OpenAccount {
            login,
            name,
            grants,
            password,
        };
        // The first administrator is made by whoever runs the machine, everybody else by him or her.
        let by = stage.actor(ADMINISTRATOR).unwrap_or(&Actor::Host).clone();
        perform(stage.next(), &by, &command, None).await?
    };
    stage.enters(&sample.login, account.value.actor());
    Ok(())
}

fn grants(part: &Part) -> Vec<Grant> {
    let grant = |province| Grant::of(part.role, province);
    match part.place {
        Place::Centre => vec![grant(None)],
        Place::Province(province) => vec![grant(Some(province))],
        Place::AllProvinces => Province::ALL
            .into_iter()
            .map(|it| grant(Some(it)))
            .collect(),
    }
}
