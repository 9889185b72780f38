//! The visit: begun, carried out, obstructed, or in vain.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Aggregate, CITED, Changed, Citation, Inspection, InspectionEvent, InspectionState, LongText,
    PlacementEvent, Refusal, Team,
};
use crate::domain::placement::case::{Case, Source};
use crate::domain::placement::documents::DocumentRef;
use crate::domain::placement::violation::{Clause, Head};

/// What a visit left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Who went.
    pub team: Team,
    /// The first day.
    pub started_on: NaiveDate,
    /// The last day.
    pub ended_on: NaiveDate,
    /// The photos and documents taken: by hash, with who brought them and when.
    pub evidence: Vec<DocumentRef>,
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum VisitResult {
    /// It was carried out.
    Completed,
    /// It was obstructed.
    Obstructed {
        /// Who was refused, and how.
        obstruction: Obstruction,
        /// The case that was opened for it.
        case: Uuid,
    },
    /// The place was closed, or the agency not there.
    NotFound {
        /// What was found instead.
        statement: LongText,
    },
}

/// That the agency did not cooperate (A13.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstruction {
    /// Who was refused.
    pub refused: Refused,
    /// What happened, in the words of the inspectors.
    pub statement: LongText,
}

/// Whom the agency refused; it decides the head of the violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The inspectors of the central or the provincial office.
    Inspectors,
    /// Only the association's representative, whom A15.6 does not name.
    RepresentativeOnly,
}

impl Refused {
    /// The head under which the refusal is charged: A15.6, or the residual head for the breach of
    /// A13.3.
    pub fn head(self) -> Head {
        let breached = Head::residual(Citation::clause(13, 3));
        match self {
            Self::Inspectors => Head::named(Clause::NoCooperation).unwrap_or(breached),
            Self::RepresentativeOnly => breached,
        }
    }
}

impl Inspection {
    /// An inspector of the team begins the visit.
    pub fn start(
        mut self,
        by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let InspectionState::Assigned { team } = &self.state else {
            return Err(self.illegal());
        };
        require_member(team, by)?;
        self.state = InspectionState::InProgress {
            team: team.clone(),
            started_on: today,
            evidence: Vec::new(),
        };
        let event = InspectionEvent::InspectionStarted { on: today };
        Ok(Changed::new(self, event))
    }

    /// The visit was carried out.
    pub fn complete(
        mut self,
        by: Uuid,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let visit = self.visit(by, today)?;
        let event = InspectionEvent::InspectionCompleted {
            on: today,
            evidence: hashes(&visit),
        };
        self.state = InspectionState::Completed { visit };
        Ok(Changed::new(self, event))
    }

    /// The agency obstructed the visit. `case` is the case that charges it with that; both are
    /// saved together.
    pub fn obstruct(
        mut self,
        by: Uuid,
        obstruction: Obstruction,
        case: &Case,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let visit = self.visit(by, today)?;
        let head = obstruction.refused.head();
        if obstruction.refused == Refused::RepresentativeOnly && visit.team.representative.is_none()
        {
            return Err(Refusal::rule(
                "no-representative-to-refuse",
                Citation::clause(13, 3),
                "نماینده انجمن در این بازرسی همراه نبوده است.",
                "No representative of an association accompanied this inspection.",
            ));
        }
        let source = Source::Inspection { id: self.id };
        let charged = case.charges().iter().any(|charge| {
            *charge.source() == source
                && (*charge.head() == head
                    || head.clause() != Clause::Residual && charge.head().clause() == head.clause())
        });
        if !charged || case.respondent().licence != self.respondent.licence {
            return Err(Refusal::rule(
                "obstruction-not-charged",
                head.clause().citation(),
                "ممانعت از بازرسی باید هم‌زمان در پرونده تخلف همان کاریابی آورده شود.",
                "An obstruction is charged in a case of the same agency at the same time.",
            ));
        }
        let event = InspectionEvent::InspectionObstructed {
            on: today,
            refused: obstruction.refused,
            case: case.id(),
            evidence: hashes(&visit),
        };
        self.state = InspectionState::Obstructed {
            visit,
            obstruction,
            case: case.id(),
        };
        Ok(Changed::new(self, event))
    }

    /// The place was closed, or the agency not there.
    pub fn not_found(
        mut self,
        by: Uuid,
        statement: LongText,
        today: NaiveDate,
    ) -> Result<Changed<Self, PlacementEvent>, Refusal> {
        let visit = self.visit(by, today)?;
        let event = InspectionEvent::AgencyNotFound {
            on: today,
            evidence: hashes(&visit),
        };
        self.state = InspectionState::NotFound { visit, statement };
        Ok(Changed::new(self, event))
    }

    fn visit(&self, by: Uuid, today: NaiveDate) -> Result<Visit, Refusal> {
        let InspectionState::InProgress {
            team,
            started_on,
            evidence,
        } = &self.state
        else {
            return Err(self.illegal());
        };
        require_member(team, by)?;
        Ok(Visit {
            team: team.clone(),
            started_on: *started_on,
            ended_on: today,
            evidence: evidence.clone(),
        })
    }
}

/// Only who was assigned inspects, ends the visit and signs.
pub(super) fn require_member(team: &Team, account: Uuid) -> Result<(), Refusal> {
    if team.includes(account) {
        return Ok(());
    }
    Err(Refusal::rule(
        "not-on-the-team",
        CITED,
        "این کار تنها با بازرسانی است که بازرسی به آنان ارجاع شده است.",
        "Only the inspectors to whom the inspection is assigned may do this.",
    ))
}

fn hashes(visit: &Visit) -> Vec<crate::domain::placement::documents::Sha256Hex> {
    visit.evidence.iter().map(|it| it.sha256.clone()).collect()
}
