//! What an appeal contests, as far as it decides on admissibility.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Appeal, Appellant, Ground, Petition};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::application::{Application, RejectedBy};
use crate::domain::placement::directives::{DirectiveKind, PlacementDirectives, Terms};
use crate::domain::placement::penalty::{Penalty, PenaltyMatching};
use crate::domain::placement::policies::{Policies, PolicyKey};
use crate::domain::placement::ruling::{AppealTerm, Finding, Ruling};
use crate::domain::placement::violation::{Clause, Head};

/// What is contested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "contested")]
pub enum ContestedSubject {
    /// A ruling of a provincial board.
    Ruling {
        /// Which.
        id: Uuid,
    },
    /// A rejection of an application by a provincial board (A5.n2).
    BoardRejection {
        /// The application.
        application: Uuid,
    },
    /// A rejection of a domestic application by the office (policy `appeal.domestic_rejection`).
    OfficeRejection {
        /// The application.
        application: Uuid,
    },
}

/// A decision with its term of appeal and the appeals against it.
#[derive(Clone, Debug)]
pub struct Contested {
    subject: ContestedSubject,
    kind: AgencyKind,
    province: Province,
    term: Option<AppealTerm>,
    sentence: Option<Sentence>,
    appealed_before: bool,
}

/// The penalty of a ruling with what it is measured by.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) penalty: Penalty,
    pub(super) clauses: BTreeSet<Clause>,
    pub(super) facts_on: NaiveDate,
}

impl Contested {
    /// A ruling, with all appeals filed against it before.
    pub fn ruling(ruling: &Ruling, earlier: &[Appeal]) -> Self {
        let subject = ContestedSubject::Ruling { id: ruling.id() };
        let sentence = match &ruling.content().finding {
            Finding::Violation { heads, penalty } => Some(Sentence {
                penalty: penalty.clone(),
                clauses: heads.iter().map(Head::clause).collect(),
                facts_on: ruling.content().facts_on,
            }),
            Finding::Acquittal | Finding::NoJurisdiction => None,
        };
        Self {
            subject,
            kind: ruling.respondent().kind,
            province: ruling.respondent().province,
            term: ruling.served().map(|served| served.term.clone()),
            sentence,
            appealed_before: appealed(subject, earlier),
        }
    }

    /// A rejection of an application, with the term that its service started, if it was served, and
    /// with all appeals filed against it before.
    pub fn rejection(application: &Application, earlier: &[Appeal]) -> Result<Self, Refusal> {
        let rejection = application.rejection()?;
        let application_id = application.id();
        let subject = match rejection.by {
            RejectedBy::Board { .. } => ContestedSubject::BoardRejection {
                application: application_id,
            },
            RejectedBy::Office { .. } => ContestedSubject::OfficeRejection {
                application: application_id,
            },
        };
        Ok(Self {
            subject,
            kind: application.profile().kind,
            province: application.province(),
            term: rejection.served.as_ref().map(|served| served.term.clone()),
            sentence: None,
            appealed_before: appealed(subject, earlier),
        })
    }

    /// What it is.
    pub fn subject(&self) -> ContestedSubject {
        self.subject
    }

    /// The kind of agency.
    pub fn kind(&self) -> AgencyKind {
        self.kind
    }

    /// The province whose board or office decided.
    pub fn province(&self) -> Province {
        self.province
    }

    pub(super) fn sentence(&self) -> Option<&Sentence> {
        self.sentence.as_ref()
    }

    /// What is plainly wrong with an appeal as it comes in.
    pub(super) fn manifest_ground(
        &self,
        petition: &Petition,
        filed_on: NaiveDate,
        policies: &Policies<'_>,
    ) -> Option<Ground> {
        if self.appealed_before {
            return Some(Ground::Second);
        }
        let entitled = match (petition.appellant, self.subject) {
            (Appellant::AgencyManager, ContestedSubject::Ruling { .. })
            | (Appellant::Applicant, ContestedSubject::BoardRejection { .. }) => true,
            (Appellant::Applicant, ContestedSubject::OfficeRejection { .. }) => {
                policies.holds(PolicyKey::AppealDomesticRejection)
            }
            (Appellant::Complainant, ContestedSubject::Ruling { .. }) => {
                policies.holds(PolicyKey::AppealComplainant)
            }
            _ => false,
        };
        if !entitled {
            return Some(Ground::WrongPerson);
        }
        match &self.term {
            None if !policies.holds(PolicyKey::AppealEarly) => return Some(Ground::NotServed),
            Some(term) if !term.accepts(filed_on) => return Some(Ground::Late),
            None | Some(_) => {}
        }
        if !petition.written {
            Some(Ground::NotWritten)
        } else if petition.grounds.is_none() {
            Some(Ground::NoGrounds)
        } else {
            None
        }
    }
}

fn appealed(subject: ContestedSubject, earlier: &[Appeal]) -> bool {
    earlier
        .iter()
        .any(|appeal| appeal.subject() == subject && appeal.counts())
}

/// The matching directive of the date of the facts, if there is one.
pub(super) fn matching(
    directives: &PlacementDirectives,
    facts_on: NaiveDate,
) -> Option<&PenaltyMatching> {
    let directive = directives
        .in_force(DirectiveKind::PenaltyMatching, facts_on)
        .ok()?;
    match directive.terms() {
        Terms::PenaltyMatching { ranges } => Some(ranges),
        Terms::GuaranteeAmount { .. } | Terms::Opaque { .. } => None,
    }
}
