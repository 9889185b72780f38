//! Notices of relocation (اعلام جابه‌جایی): every move of an office, a branch or a representation is
//! told to the provincial office (A13.n1). It is a notice and no request: nothing is refused for being
//! late, it is only seen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::branch::Branch;
use super::event::PlacementEvent;
use super::licence::{Licence, LicenceNumber};
use super::policies::{Policies, PolicyKey};
use super::premises::Place;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::{Aggregate, Changed, Event};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;

const MOVES: Citation = Citation::note(13, 1);

/// A notice of relocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relocation {
    id: Uuid,
    licence: Uuid,
    number: LicenceNumber,
    province: Province,
    /// The branch that moves; nothing for the office itself.
    branch: Option<Uuid>,
    from: Place,
    to: Place,
    moved_on: NaiveDate,
    notified_on: NaiveDate,
    due: Deadline,
    state: RelocationState,
}

/// What became of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RelocationState {
    /// The day of the move is still to come.
    Announced,
    /// Licence or branch have followed.
    Recorded {
        /// The day on which they did.
        on: NaiveDate,
    },
    /// The office moved to another province: the licence stays that of the old place, and a file for
    /// a licence was begun in the new province (policy `relocation.other_province`).
    NewFile {
        /// The draft; none where the registry has no file to begin it with.
        application: Option<Uuid>,
    },
    /// Licence or branch had come to an end before the day of the move.
    Void {
        /// The day on which that was seen.
        on: NaiveDate,
    },
}

/// A move as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Where to.
    pub to: Place,
    /// The first day there; it may still be to come.
    pub on: NaiveDate,
}

/// What a notice is measured by.
#[derive(Clone, Copy, Debug)]
pub struct NoticeRules<'a> {
    /// The closed days, for the term of notice.
    pub closed: &'a ClosedDays,
    /// The policies of the day of the move.
    pub policies: Policies<'a>,
}

impl Relocation {
    /// Whether a move of the office to this place takes it out of the province of its licence, so
    /// that a file in the new province is begun.
    pub fn needs_new_file(licence: &Licence, to: &Place, policies: &Policies<'_>) -> bool {
        policies.is(PolicyKey::RelocationOtherProvince, "new_file")
            && to.province().is_some_and(|it| it != licence.province())
    }

    /// Tells of a move of the office. `file` is the draft in the new province, if one was begun.
    pub fn of_office(
        id: Uuid,
        licence: &Licence,
        told: Move,
        file: Option<Uuid>,
        rules: NoticeRules<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if told.to.province().is_none() {
            return Err(Refusal::rule(
                "office-abroad",
                Citation::article(7),
                "محل استقرار دفتر در داخل کشور است؛ در خارج شعبه یا نمایندگی دایر می‌شود.",
                "An office is in the country; abroad there are branches and representations.",
            ));
        }
        let from = Place::Inside(licence.premises().clone());
        let opened_on = licence.documents().first().map(|it| it.issued_on);
        let elsewhere = Self::needs_new_file(licence, &told.to, &rules.policies);
        let next = elsewhere.then_some(RelocationState::NewFile { application: file });
        let whose = Whose {
            id,
            licence,
            branch: None,
            from,
            opened_on,
        };
        whose.told(told, next, rules, today)
    }

    /// Tells of a move of a branch or a representation.
    pub fn of_branch(
        id: Uuid,
        licence: &Licence,
        branch: &Branch,
        told: Move,
        rules: NoticeRules<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        branch.require_open()?;
        let whose = Whose {
            id,
            licence,
            branch: Some(branch.id()),
            from: branch.place().clone(),
            opened_on: Some(branch.opened_on()),
        };
        whose.told(told, None, rules, today)
    }

    /// What follows of the move of an office, unless it is still to come or leads to a new file.
    pub fn follow_office(
        &self,
        licence: Licence,
        today: NaiveDate,
    ) -> Result<Changed<Licence, PlacementEvent>, Refusal> {
        match &self.to {
            Place::Inside(premises) => licence.relocate(premises, self.moved_on, today),
            Place::Abroad(_) => Err(self.illegal()),
        }
    }

    /// What follows of the move of a branch, unless it is still to come.
    pub fn follow_branch(
        &self,
        branch: Branch,
        today: NaiveDate,
    ) -> Result<Changed<Branch, PlacementEvent>, Refusal> {
        branch.relocate(&self.to, self.moved_on, today)
    }

    /// The day has come, and licence or branch follow.
    pub fn take_effect(
        mut self,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != RelocationState::Announced || today < self.moved_on {
            return Err(self.illegal());
        }
        self.state = RelocationState::Recorded { on: today };
        let event = RelocationEvent::RelocationTookEffect { on: self.moved_on };
        Ok(Changed::new(self, event))
    }

    /// The day has come too late: there is nothing left that moves.
    pub fn void(mut self, today: NaiveDate) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        if self.state != RelocationState::Announced {
            return Err(self.illegal());
        }
        self.state = RelocationState::Void { on: today };
        Ok(Changed::new(
            self,
            RelocationEvent::RelocationVoid { on: today },
        ))
    }

    /// Whether licence or branch follow at once.
    pub fn is_recorded(&self) -> bool {
        matches!(self.state, RelocationState::Recorded { .. })
    }

    /// Whether it was told after its term.
    pub fn is_late(&self) -> bool {
        self.due.has_run_out(self.notified_on)
    }

    /// The licence.
    pub fn licence(&self) -> Uuid {
        self.licence
    }

    /// Its number.
    pub fn number(&self) -> &LicenceNumber {
        &self.number
    }

    /// The province to whose office it was told.
    pub fn province(&self) -> Province {
        self.province
    }

    /// The branch that moves; nothing for the office itself.
    pub fn branch(&self) -> Option<Uuid> {
        self.branch
    }

    /// The old place.
    pub fn from(&self) -> &Place {
        &self.from
    }

    /// The new place.
    pub fn to(&self) -> &Place {
        &self.to
    }

    /// The first day there.
    pub fn moved_on(&self) -> NaiveDate {
        self.moved_on
    }

    /// The day of the notice.
    pub fn notified_on(&self) -> NaiveDate {
        self.notified_on
    }

    /// The term of the notice, explained.
    pub fn due(&self) -> &Deadline {
        &self.due
    }

    /// What became of it.
    pub fn relocation_state(&self) -> &RelocationState {
        &self.state
    }

    fn illegal(&self) -> Refusal {
        let next: &'static [&'static str] = match self.state {
            RelocationState::Announced => &["recorded", "void"],
            _ => &[],
        };
        Refusal::state(self.state(), next, MOVES)
    }
}

/// What moves, and from where.
struct Whose<'a> {
    id: Uuid,
    licence: &'a Licence,
    branch: Option<Uuid>,
    from: Place,
    opened_on: Option<NaiveDate>,
}

impl Whose<'_> {
    fn told(
        self,
        told: Move,
        next: Option<RelocationState>,
        rules: NoticeRules<'_>,
        today: NaiveDate,
    ) -> Result<Changed<Relocation, PlacementEvent>, Refusal> {
        self.licence.require_not_ended()?;
        if told.to == self.from {
            return Err(Refusal::rule(
                "not-moved",
                MOVES,
                "نشانی تازه همان نشانی پیشین است.",
                "The new place is the old one.",
            ));
        }
        if self.opened_on.is_some_and(|opened| told.on < opened) {
            return Err(Refusal::rule(
                "moved-before-opening",
                MOVES,
                "روز جابه‌جایی پیش از آغاز کار دفتر یا شعبه نیست.",
                "Nothing moves before it was opened.",
            ));
        }
        let province = self.licence.province();
        let due = Deadline::days(
            told.on,
            rules.policies.length(PolicyKey::RelocationDays),
            rules.closed,
            Some(province),
            PolicyKey::RelocationDays.citation(),
        );
        let by_day = if told.on > today {
            RelocationState::Announced
        } else {
            RelocationState::Recorded { on: today }
        };
        let relocation = Relocation {
            id: self.id,
            licence: self.licence.id(),
            number: self.licence.number().clone(),
            province,
            branch: self.branch,
            from: self.from,
            to: told.to,
            moved_on: told.on,
            notified_on: today,
            due,
            state: next.unwrap_or(by_day),
        };
        let event = RelocationEvent::RelocationNotified {
            licence: relocation.licence,
            branch: relocation.branch,
            from: Box::new(relocation.from.clone()),
            to: Box::new(relocation.to.clone()),
            moved_on: relocation.moved_on,
            late: relocation.is_late(),
        };
        Ok(Changed::new(relocation, event))
    }
}

impl Aggregate for Relocation {
    type Event = PlacementEvent;

    const NOUN: &'static str = "relocation";

    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> &'static str {
        match self.state {
            RelocationState::Announced => "announced",
            RelocationState::Recorded { .. } => "recorded",
            RelocationState::NewFile { .. } => "new_file",
            RelocationState::Void { .. } => "void",
        }
    }
}

/// What happens to a notice of relocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RelocationEvent {
    /// A move was told.
    RelocationNotified {
        /// The licence.
        licence: Uuid,
        /// The branch that moves.
        branch: Option<Uuid>,
        /// The old place.
        from: Box<Place>,
        /// The new place.
        to: Box<Place>,
        /// The first day there.
        moved_on: NaiveDate,
        /// Whether it was told after its term.
        late: bool,
    },
    /// The day of the move came.
    RelocationTookEffect {
        /// That day.
        on: NaiveDate,
    },
    /// There was nothing left that moves.
    RelocationVoid {
        /// The day on which that was seen.
        on: NaiveDate,
    },
}

impl Event for RelocationEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::RelocationNotified { .. } => "relocation-notified",
            Self::RelocationTookEffect { .. } => "relocation-took-effect",
            Self::RelocationVoid { .. } => "relocation-void",
        }
    }

    fn citation(&self) -> Citation {
        MOVES
    }
}
