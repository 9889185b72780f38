//! What goes wrong at some of the sample offices, and how far it has come by today.

use super::offices::Office;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::penalty::{Length, LengthUnit, Penalty};

/// Something that happens in the supervision of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A job seeker complains.
    Complain,
    /// The officer registers the complaint and asks the association.
    AskAssociation,
    /// The officer plans an inspection and assigns the inspector of the province.
    PlanVisit,
    /// The inspector visits and signs the report.
    Inspect,
    /// The officer closes an inspection that found everything in order.
    CloseVisit,
    /// The officer sets a term for mending what was found.
    DemandMending,
    /// The officer opens a case.
    Charge,
    /// The charge is served.
    Notify,
    /// The operator defends the agency.
    Defend,
    /// The secretary calls the board.
    CallBoard,
    /// The board hears the case, votes on the ruling, and its chair signs.
    Rule,
    /// The ruling is issued and served.
    Serve,
    /// The operator appeals.
    Appeal,
    /// The secretary of the central board admits the appeal.
    Admit,
    /// The calendar writes down which rulings have become final.
    LetLapse,
}

/// What an office runs into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A complaint that waits for the association's opinion.
    Complained,
    /// An inspection that found everything in order.
    FoundInOrder,
    /// An inspection that found what has to be mended.
    Mending,
    /// A case whose term of defence runs.
    Charged,
    /// A revocation whose term of appeal runs, so that it can be watched running out.
    Threatened,
    /// A suspension that is final.
    Suspended,
    /// A suspension before the central board.
    Appealed,
    /// A revocation that is final, with its ban, its notices and its settlement.
    Revoked,
}

/// The office, how many days before today it began, and what it is.
const TROUBLES: [(&str, i64, Trouble); 8] = [
    ("کاریابی برخط همیار", 6, Trouble::Complained),
    ("کاریابی راه ابریشم", 40, Trouble::FoundInOrder),
    ("کاریابی موج", 20, Trouble::Mending),
    ("کاریابی لنگر", 5, Trouble::Charged),
    ("کاریابی دماوند", 33, Trouble::Threatened),
    ("کاریابی کوشا", 120, Trouble::Suspended),
    ("کاریابی سفر کار", 60, Trouble::Appealed),
    ("کاریابی آوا", 110, Trouble::Revoked),
];

/// What an office runs into, if it does.
pub(super) fn trouble(office: &Office) -> Option<Trouble> {
    row(office).map(|(_, trouble)| trouble)
}

/// The turns that its trouble takes, with how many days before today each of them happens.
pub(super) fn turns(office: &Office) -> Vec<(i64, Turn)> {
    let Some((began, trouble)) = row(office) else {
        return Vec::new();
    };
    let until = |turns: &mut Vec<(i64, Turn)>, last: Turn| {
        let end = turns.iter().position(|(_, turn)| *turn == last);
        turns.truncate(end.map_or(turns.len(), |at| at + 1));
    };
    let mut turns = match trouble {
        Trouble::Complained => vec![(0, Turn::Complain), (2, Turn::AskAssociation)],
        Trouble::FoundInOrder => visited(Turn::CloseVisit),
        Trouble::Mending => visited(Turn::DemandMending),
        Trouble::Charged | Trouble::Threatened | Trouble::Suspended | Trouble::Revoked => {
            prosecuted(&[(50, Turn::LetLapse)])
        }
        Trouble::Appealed => prosecuted(&[(32, Turn::Appeal), (35, Turn::Admit)]),
    };
    match trouble {
        Trouble::Charged => until(&mut turns, Turn::Notify),
        Trouble::Threatened => until(&mut turns, Turn::Serve),
        _ => {}
    }
    let turns = turns.into_iter().map(|(day, turn)| (began - day, turn));
    turns.collect()
}

/// What the board imposes in the end.
pub(super) fn penalty(trouble: Trouble) -> Result<Penalty, Invalid> {
    Ok(match trouble {
        Trouble::Suspended | Trouble::Appealed => Penalty::Suspension {
            length: Length::new(6, LengthUnit::Months)?,
        },
        _ => Penalty::Revocation,
    })
}

fn visited(end: Turn) -> Vec<(i64, Turn)> {
    vec![(0, Turn::PlanVisit), (4, Turn::Inspect), (6, end)]
}

fn prosecuted(end: &[(i64, Turn)]) -> Vec<(i64, Turn)> {
    let mut turns = vec![
        (0, Turn::Charge),
        (1, Turn::Notify),
        (6, Turn::Defend),
        (14, Turn::CallBoard),
        (22, Turn::Rule),
        (24, Turn::Serve),
    ];
    turns.extend_from_slice(end);
    turns
}

fn row(office: &Office) -> Option<(i64, Trouble)> {
    let found = TROUBLES.iter().find(|(name, ..)| *name == office.name);
    found.map(|(_, began, trouble)| (*began, *trouble))
}
