//! Anybody who holds a printed ruling asks whether it is genuine and how it stands.

use chrono::NaiveDate;

use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::ruling::{Finality, Ruling, RulingState};
use crate::error::Error;
use crate::store::{credentials, rulings};

/// What the registry says of a printed ruling; nothing of its content and of nobody.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Its number.
    pub number: DocketNumber,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// The board.
    pub board: BoardKind,
    /// Whether what it says is still what was signed.
    pub unchanged: bool,
    /// How it stands.
    pub status: Status,
    /// The day of the answer.
    pub on: NaiveDate,
}

/// How a printed ruling stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Issued and not served yet.
    Issued,
    /// The term of appeal runs.
    Served,
    /// An appeal in time is pending.
    Appealed,
    /// Final as it was ruled.
    Final,
    /// Final, with another penalty in place of its own.
    Modified,
    /// The central board quashed it: nothing is left of it.
    Quashed,
}

impl Status {
    /// How a ruling that was issued stands on a day, whether or not its finality is written down.
    fn of(ruling: &Ruling, on: NaiveDate) -> Self {
        match (ruling.finality(), ruling.ruling_state()) {
            (Some(Finality::Modified { .. }), _) => Self::Modified,
            (Some(Finality::Quashed { .. }), _) => Self::Quashed,
            (Some(Finality::NoAppeal { .. } | Finality::Upheld { .. }), _) => Self::Final,
            (None, RulingState::Appealed { .. }) => Self::Appealed,
            (None, RulingState::Served { .. }) if ruling.is_final(on) => Self::Final,
            (None, RulingState::Served { .. }) => Self::Served,
            (None, _) => Self::Issued,
        }
    }
}

/// Answers whoever has the code that is printed on a ruling.
///
/// # Errors
/// Without the code that the registry signed for this number there is no such ruling: numbers follow
/// each other, and nobody shall learn by counting them what was ruled.
pub async fn verify(context: &Context, number: &str, code: &str) -> Result<Verification, Error> {
    let unknown = || Error::NotFound { noun: Ruling::NOUN };
    let number: DocketNumber = number.parse().map_err(|_| unknown())?;
    let key = context.keys().public();
    let signed = credentials::rulings::verify_code(&key, &number, code).map_err(|_| unknown())?;
    let found = rulings::find_by_number(context.database(), &number).await?;
    let ruling = found.ok_or_else(unknown)?.value;
    let issue = ruling.issued().ok_or_else(unknown)?;
    let on = context.today();
    Ok(Verification {
        issued_on: issue.on,
        board: BoardKind::Provincial(ruling.respondent().province),
        unchanged: credentials::rulings::of(&ruling, issue) == signed,
        status: Status::of(&ruling, on),
        on,
        number,
    })
}
