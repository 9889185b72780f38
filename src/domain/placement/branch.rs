//! Branches and representations (شعبه و نمایندگی) of a licensed agency, inside and outside the
//! country (A13.4).
//!
//! A branch has no licence of its own: how it stands follows from the licence that it belongs to, and
//! with that it dies.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::directives::{DirectiveKind, PlacementDirectives};
use super::event::PlacementEvent;
use super::licence::{Licence, LicenceNumber, Standing};
use super::premises::Place;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::{Name, ShortText};

const BRANCHES: Citation = Citation::clause(13, 4);

/// A branch or a representation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    id: Uuid,
    licence: Uuid,
    number: LicenceNumber,
    kind: BranchKind,
    place: Place,
    head: Name,
    directive: Uuid,
    opened_on: NaiveDate,
    moves: Vec<BranchMove>,
    state: BranchState,
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BranchKind {
    /// شعبه
    Branch,
    /// نمایندگی
    Representation,
}

impl BranchKind {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Branch => "شعبه",
            Self::Representation => "نمایندگی",
        }
    }
}

/// A move of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchMove {
    /// The first day at the new place.
    pub on: NaiveDate,
    /// The day on which it was recorded.
    pub recorded_on: NaiveDate,
    /// The new place.
    pub to: Place,
}

/// What has been decided about a branch itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum BranchState {
    /// دایر
    Open,
    /// برچیده by the agency.
    Closed {
        /// The first day without it.
        on: NaiveDate,
        /// Why.
        reason: ShortText,
    },
}

/// How a branch stands on a day, by its own state and by the licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BranchStanding {
    /// فعال: the agency may act, and so may its branch.
    Live,
    /// متوقف: the agency may not act now, and neither may its branch.
    Halted,
    /// برچیده by the agency.
    Closed,
    /// پایان‌یافته together with the licence, for good.
    Ended,
}

impl BranchStanding {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Live => "فعال",
            Self::Halted => "متوقف به سبب وضعیت مجوز",
            Self::Closed => "برچیده",
            Self::Ended => "پایان‌یافته با مجوز",
        }
    }
}

/// A branch as it is to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBranch {
    /// What it is.
    pub kind: BranchKind,
    /// Where.
    pub place: Place,
    /// Who is in charge there (مسئول شعبه).
    pub head: Name,
}

impl Branch {
    /// Opens a branch of an agency that may act today, by the directive of the central board in force.
    pub fn open(
        id: Uuid,
        licence: &Licence,
        new: NewBranch,
        directives: &PlacementDirectives,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let directive = directives.in_force(DirectiveKind::BranchRepresentation, today)?;
        if !licence.operating_permitted(today) {
            return Err(Refusal::rule(
                "parent-not-active",
                BRANCHES,
                "شعبه یا نمایندگی تنها برای دفتری دایر می‌شود که مجوز آن معتبر است و اجازه فعالیت دارد.",
                "Only an agency whose licence is valid and that may act opens a branch.",
            ));
        }
        let branch = Self {
            id,
            licence: licence.id(),
            number: licence.number().clone(),
            kind: new.kind,
            place: new.place,
            head: new.head,
            directive: directive.directive_id(),
            opened_on: today,
            moves: Vec::new(),
            state: BranchState::Open,
        };
        let event = BranchEvent::BranchOpened {
            licence: branch.licence,
            kind: branch.kind,
            place: branch.place.clone(),
            directive: branch.directive,
        };
        Ok(Changed::new(branch, event))
    }

    /// Closes it for good.
    pub fn close(
        mut self,
        reason: ShortText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let event = BranchEvent::BranchClosed {
            on: today,
            reason: reason.clone(),
        };
        self.state = BranchState::Closed { on: today, reason };
        Ok(Changed::new(self, event))
    }

    /// Follows a move of the branch (A13.n1).
    pub(super) fn relocate(
        mut self,
        to: &Place,
        moved_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        self.require_open()?;
        let event = BranchEvent::BranchMoved {
            to: to.clone(),
            on: moved_on,
        };
        self.moves.push(BranchMove {
            on: moved_on,
            recorded_on: today,
            to: to.clone(),
        });
        Ok(Changed::new(self, event))
    }

    /// How it stands on a day beside its licence.
    pub fn standing(&self, licence: &Licence, on: NaiveDate) -> BranchStanding {
        if matches!(self.state, BranchState::Closed { on: closed, .. } if closed <= on) {
            return BranchStanding::Closed;
        }
        match licence.standing(on) {
            Standing::Active if licence.operating_permitted(on) => BranchStanding::Live,
            Standing::NotYet | Standing::Active | Standing::Suspended | Standing::Expired => {
                BranchStanding::Halted
            }
            Standing::Revoked | Standing::Transferred | Standing::Surrendered => {
                BranchStanding::Ended
            }
        }
    }

    /// The licence that it belongs to.
    pub fn licence(&self) -> Uuid {
        self.licence
    }

    /// The number of that licence.
    pub fn number(&self) -> &LicenceNumber {
        &self.number
    }

    /// What it is.
    pub fn kind(&self) -> BranchKind {
        self.kind
    }

    /// Where it is by the last move that is written down.
    pub fn place(&self) -> &Place {
        let last = self.moves.iter().max_by_key(|it| it.on);
        last.map_or(&self.place, |it| &it.to)
    }

    /// Its moves, in the order in which they were recorded.
    pub fn moves(&self) -> &[BranchMove] {
        &self.moves
    }

    /// Who is in charge there.
    pub fn head(&self) -> &Name {
        &self.head
    }

    /// The directive by which it was opened.
    pub fn directive(&self) -> Uuid {
        self.directive
    }

    /// The day of opening.
    pub fn opened_on(&self) -> NaiveDate {
        self.opened_on
    }

    /// What has been decided about it.
    pub fn branch_state(&self) -> &BranchState {
        &self.state
    }

    pub(super) fn require_open(&self) -> Result<(), Refusal> {
        match self.state {
            BranchState::Open => Ok(()),
            BranchState::Closed { .. } => Err(Refusal::state(self.state(), &[], BRANCHES)),
        }
    }
}

impl Aggregate for Branch {
    type Event = PlacementEvent;

    const NOUN: &'static str = "branch";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            BranchState::Open => "open",
            BranchState::Closed { .. } => "closed",
        }
    }
}

/// What happens to a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum BranchEvent {
    /// It was opened.
    BranchOpened {
        /// The licence that it belongs to.
        licence: Uuid,
        /// What it is.
        kind: BranchKind,
        /// Where.
        place: Place,
        /// By which directive.
        directive: Uuid,
    },
    /// It moved.
    BranchMoved {
        /// Where to.
        to: Place,
        /// The day of the move.
        on: NaiveDate,
    },
    /// It was closed.
    BranchClosed {
        /// The first day without it.
        on: NaiveDate,
        /// Why.
        reason: ShortText,
    },
}

impl Event for BranchEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::BranchOpened { .. } => "branch-opened",
            Self::BranchMoved { .. } => "branch-moved",
            Self::BranchClosed { .. } => "branch-closed",
        }
    }

    fn citation(&self) -> Citation {
        match self {
            Self::BranchOpened { .. } | Self::BranchClosed { .. } => BRANCHES,
            Self::BranchMoved { .. } => Citation::note(13, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::placement::directives::{
        Communication, PlacementDirective, Proposal, Terms,
    };
    use crate::domain::placement::licence;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn directives() -> PlacementDirectives {
        let kind = DirectiveKind::BranchRepresentation;
        let proposal = Proposal {
            version: 1,
            title: "شعب (نمونه)".parse().unwrap(),
            body: "متن نمونه".parse().unwrap(),
            terms: Terms::opaque(kind, [].into()).unwrap(),
        };
        let communication = Communication {
            number: "۱".parse().unwrap(),
            effective_from: day("2026-02-01"),
            effective_to: None,
        };
        let draft = PlacementDirective::draft(Uuid::from_u128(1), proposal, day("2026-01-01"));
        let draft = draft.unwrap().into_parts().0;
        let minutes = "صورت‌جلسه ۳".parse().unwrap();
        let approved = draft.record_approval(minutes, day("2026-01-05"), communication);
        PlacementDirectives::new(vec![approved.unwrap().into_parts().0])
    }

    fn opened(on: &str) -> Result<Branch, Refusal> {
        let licence = licence::sample();
        let new = NewBranch {
            kind: BranchKind::Branch,
            place: Place::Inside(licence.premises().clone()),
            head: "مریم نمونه".parse().unwrap(),
        };
        Branch::open(Uuid::nil(), &licence, new, &directives(), day(on))
            .map(|changed| changed.into_parts().0)
    }

    /// Covers A13.4.
    #[test]
    fn a_branch_needs_the_directive_and_an_agency_that_may_act() {
        assert_eq!(opened("2026-01-31").unwrap_err().code, "directive-missing");
        assert!(opened("2026-02-01").is_ok());
        // The licence ends with 1406/10/03.
        assert_eq!(opened("2027-12-25").unwrap_err().code, "parent-not-active");
    }

    /// Covers A13.4.
    #[test]
    fn a_branch_lives_no_longer_than_its_agency_may_act() {
        let licence = licence::sample();
        let branch = opened("2026-02-01").unwrap();
        assert_eq!(
            branch.standing(&licence, day("2026-02-01")),
            BranchStanding::Live
        );
        assert_eq!(
            branch.standing(&licence, day("2027-12-24")),
            BranchStanding::Live
        );
        assert_eq!(
            branch.standing(&licence, day("2027-12-25")),
            BranchStanding::Halted
        );
        let closed = branch.close("کم بودن مراجعه".parse().unwrap(), day("2026-03-01"));
        let closed = closed.unwrap().into_parts().0;
        assert_eq!(
            closed.standing(&licence, day("2026-02-28")),
            BranchStanding::Live
        );
        assert_eq!(
            closed.standing(&licence, day("2026-03-01")),
            BranchStanding::Closed
        );
        let twice = closed.close("کم بودن مراجعه".parse().unwrap(), day("2026-03-02"));
        assert_eq!(twice.unwrap_err().code, "illegal-transition");
    }
}
