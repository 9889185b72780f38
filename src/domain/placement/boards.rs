//! How the boards are composed (A2, A4): seats, who is entitled when, and who fills and appoints.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agency::AgencyKind;
use super::guild::{GuildBody, GuildRegistration, GuildScope, is_active};
use super::policies::{Policies, PolicyKey};
use crate::domain::kernel::board::{Denominator, Quorum, Rules};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::{Invalid, Refusal};

mod seat;

pub use seat::Seat;

/// A board (هیئت): the central one, or that of a province. Written `central` or `IR-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum BoardKind {
    /// هیئت مرکزی (A2)
    Central,
    /// هیئت استانی (A4)
    Provincial(Province),
}

impl BoardKind {
    /// The province, unless it is the central board.
    pub const fn province(self) -> Option<Province> {
        match self {
            Self::Central => None,
            Self::Provincial(province) => Some(province),
        }
    }

    /// The seat that presides.
    pub const fn chair(self) -> Seat {
        match self {
            Self::Central => Seat::C1,
            Self::Provincial(_) => Seat::P1,
        }
    }

    /// All seats of the board.
    pub const fn seats(self) -> &'static [Seat] {
        match self {
            Self::Central => &Seat::CENTRAL,
            Self::Provincial(_) => &Seat::PROVINCIAL,
        }
    }

    /// Where the law composes it.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Central => Citation::article(2),
            Self::Provincial(_) => Citation::article(4),
        }
    }

    /// Where the law asks for a quorum.
    pub const fn quorum_citation(self) -> Citation {
        match self {
            Self::Central => Citation::note(2, 2),
            Self::Provincial(_) => Citation::note(4, 4),
        }
    }

    /// Where the law lets the chair invite experts.
    pub const fn invitation_citation(self) -> Citation {
        match self {
            Self::Central => Citation::note(2, 3),
            Self::Provincial(_) => Citation::note(4, 3),
        }
    }

    /// The Persian name.
    pub fn name_fa(self) -> String {
        match self {
            Self::Central => "هیئت مرکزی".to_owned(),
            Self::Provincial(province) => format!("هیئت استان {}", province.name_fa()),
        }
    }
}

impl fmt::Display for BoardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Central => f.write_str("central"),
            Self::Provincial(province) => f.write_str(province.code()),
        }
    }
}

impl FromStr for BoardKind {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text == "central" {
            Ok(Self::Central)
        } else {
            text.parse().map(Self::Provincial).map_err(|_| Invalid {
                code: "board",
                fa: "هیئت با central یا کد استان (مانند IR-23) نام برده می‌شود.",
                en: "A board is central or the code of a province such as IR-23.",
            })
        }
    }
}

impl From<BoardKind> for String {
    fn from(board: BoardKind) -> Self {
        board.to_string()
    }
}

impl TryFrom<String> for BoardKind {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

/// The one field that a session deals with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// کاریابی‌های داخلی
    Domestic,
    /// کاریابی‌های خارجی
    Foreign,
    /// کاریابی‌های دریایی
    Maritime,
    /// Matters of all kinds, of the central board only (A3.1, A3.2, A3.4-A3.6).
    General,
}

impl Scope {
    /// The Persian name.
    pub const fn name_fa(self) -> &'static str {
        match self {
            Self::Domestic => "داخلی",
            Self::Foreign => "خارجی",
            Self::Maritime => "دریایی",
            Self::General => "عمومی",
        }
    }
}

impl From<AgencyKind> for Scope {
    fn from(kind: AgencyKind) -> Self {
        match kind {
            AgencyKind::Domestic => Self::Domestic,
            AgencyKind::Foreign => Self::Foreign,
            AgencyKind::Maritime => Self::Maritime,
        }
    }
}

/// The seats with a vote in a session of this scope; `concerned_body` says that an executive body
/// was named for it (A2.5).
pub fn entitled_seats(
    board: BoardKind,
    scope: Scope,
    concerned_body: bool,
    policies: &Policies<'_>,
) -> BTreeSet<Seat> {
    let entitled = |seat: Seat| match seat {
        Seat::C3 => match scope {
            Scope::Domestic => false,
            Scope::Foreign | Scope::General => true,
            Scope::Maritime => policies.maritime_as_foreign(),
        },
        Seat::C5 => {
            concerned_body
                || scope == Scope::Maritime
                || policies.is(PolicyKey::CentralC5Required, "always")
        }
        _ => true,
    };
    board
        .seats()
        .iter()
        .copied()
        .filter(|seat| entitled(*seat))
        .collect()
}

/// The rules of a session of this scope; `appointed` are the seats with an appointment in force.
pub fn session_rules(
    board: BoardKind,
    scope: Scope,
    concerned_body: bool,
    appointed: &BTreeSet<Seat>,
    policies: &Policies<'_>,
) -> Rules<Seat> {
    let entitled = entitled_seats(board, scope, concerned_body, policies);
    let members = match policies.quorum_denominator() {
        Denominator::EntitledSeats => entitled.len(),
        Denominator::AllSeats => board.seats().len(),
        Denominator::AppointedMembers => entitled.intersection(appointed).count(),
    };
    Rules {
        entitled,
        chair: board.chair(),
        chair_required: policies.chair_required(),
        quorum: Quorum { members },
        majority: policies.majority(),
        recusal: policies.recusal_enforced(),
        composition_cited: board.citation(),
        quorum_cited: board.quorum_citation(),
    }
}

/// Refuses a guild's representative whose body does not hold the seat in this scope (A2.6, A4.n1),
/// or is not active on the day.
pub fn require_rightful_guild(
    board: BoardKind,
    scope: Scope,
    body: GuildBody,
    guilds: &[GuildRegistration],
    date: NaiveDate,
    policies: &Policies<'_>,
) -> Result<(), Refusal> {
    let (rightful, citation) = match board {
        BoardKind::Central => (central_guild(scope, body, policies), Citation::clause(2, 6)),
        BoardKind::Provincial(province) => (
            provincial_guild(scope, province, guilds, date, policies) == body,
            Citation::note(4, 1),
        ),
    };
    if !rightful {
        return Err(Refusal::rule(
            "wrong-guild-body",
            citation,
            format!(
                "نماینده {body} در جلسه با موضوع {} سمت ندارد.",
                scope.name_fa()
            ),
            "This guild body does not hold the seat in a session of this scope.",
        ));
    }
    if !is_active(guilds, body, date) {
        return Err(Refusal::rule(
            "guild-not-active",
            citation,
            format!("ثبت {body} در تاریخ جلسه جاری نیست."),
            "The registration of this guild body is not in force on the date of the session.",
        ));
    }
    Ok(())
}

fn central_guild(scope: Scope, body: GuildBody, policies: &Policies<'_>) -> bool {
    let foreign = match scope {
        Scope::Domestic => false,
        Scope::Foreign => true,
        Scope::Maritime => policies.maritime_as_foreign(),
        Scope::General => {
            if policies.is(PolicyKey::CentralC6General, "either") {
                return matches!(body, GuildBody::Kanoon | GuildBody::ForeignAssociation);
            }
            policies.is(PolicyKey::CentralC6General, "foreign_association")
        }
    };
    body == if foreign {
        GuildBody::ForeignAssociation
    } else {
        GuildBody::Kanoon
    }
}

/// The provincial foreign association gives way to the national one only where there is none.
pub(super) fn provincial_guild(
    scope: Scope,
    province: Province,
    guilds: &[GuildRegistration],
    date: NaiveDate,
    policies: &Policies<'_>,
) -> GuildBody {
    let of = |scope| GuildBody::ProvincialAssociation { province, scope };
    let foreign = match scope {
        Scope::Domestic | Scope::General => false,
        Scope::Foreign => true,
        Scope::Maritime => policies.maritime_as_foreign(),
    };
    if !foreign {
        of(GuildScope::Domestic)
    } else if is_active(guilds, of(GuildScope::Foreign), date) {
        of(GuildScope::Foreign)
    } else {
        GuildBody::ForeignAssociation
    }
}

#[cfg(test)]
mod tests;
