//! Which agency is inspected, complained about or charged, and who answers for it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agency::AgencyKind;
use super::ban::{Party, Subject, SubjectRole};
use super::boards::Scope;
use super::case::FactDates;
use super::licence::{Licence, LicenceNumber};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::text::Name;

/// The licensed agency that an inspection, a complaint or a case is about, as its licence names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Respondent {
    /// Its licence.
    pub licence: Uuid,
    /// The number of that licence.
    pub number: LicenceNumber,
    /// Its name.
    pub agency: Name,
    /// Its kind, which decides the scope and which clauses of A15 concern it.
    pub kind: AgencyKind,
    /// The province of the licence, whose board and office are competent (A5, A6).
    pub province: Province,
}

impl Respondent {
    /// The agency that holds this licence.
    pub fn of(licence: &Licence) -> Self {
        Self {
            licence: licence.id(),
            number: licence.number().clone(),
            agency: licence.grant().agency.clone(),
            kind: licence.grant().kind,
            province: licence.province(),
        }
    }

    /// The scope in which a board deals with it.
    pub fn scope(&self) -> Scope {
        self.kind.into()
    }
}

/// Who answers for an agency at a time: the parties that a ban would cover (A15.n2). Personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answerable {
    /// The holder of the licence.
    pub holder: Party,
    /// The technical manager (مدیر فنی); a company has one while it may act (A9.n2).
    pub technical_manager: Option<Party>,
}

impl Answerable {
    /// The holder and the technical manager in office; nothing if the licence names no holder.
    pub fn of(licence: &Licence) -> Option<Self> {
        Some(Self {
            holder: licence.holder_party()?.clone(),
            technical_manager: licence.manager_party(),
        })
    }

    /// The same for what happened on these days: the manager of that time answers, and nobody who
    /// left before or came later.
    pub fn during(licence: &Licence, dates: FactDates) -> Option<Self> {
        let manager = licence.manager_during(dates.from(), dates.to());
        Some(Self {
            holder: licence.holder_party()?.clone(),
            technical_manager: manager.map(|tenure| tenure.party),
        })
    }

    /// The holder and the manager with their roles.
    pub fn subjects(&self) -> Vec<Subject> {
        let holder = Subject {
            role: SubjectRole::Holder,
            party: self.holder.clone(),
        };
        let manager = self.technical_manager.iter().map(|party| Subject {
            role: SubjectRole::TechnicalManager,
            party: party.clone(),
        });
        std::iter::once(holder).chain(manager).collect()
    }

    /// Whether this person or company is one of them.
    pub fn includes(&self, party: &Party) -> bool {
        self.holder == *party || self.technical_manager.as_ref() == Some(party)
    }
}
