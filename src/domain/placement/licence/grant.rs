//! What is licensed to whom.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::kernel::identity::{CompanyId, DomainName};
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::Name;
use crate::domain::placement::agency::{AgencyKind, Channel};
use crate::domain::placement::ban::Subject;
use crate::domain::placement::party::Applicant;
use crate::domain::placement::premises::Premises;

/// The operator of a licence that nobody runs through the registry yet; no account has this identity.
pub const NO_OPERATOR: Uuid = Uuid::nil();

/// What is licensed to whom: a snapshot of the file on the day of issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The application that it answers; where there is none, since it was granted before the bylaw,
    /// the licence's own identity.
    pub application: Uuid,
    /// The account of the operator who applied, or [`NO_OPERATOR`].
    pub operator: Uuid,
    /// The name of the agency.
    pub agency: Name,
    /// Whom it places where.
    pub kind: AgencyKind,
    /// How it reaches people.
    pub channel: Channel,
    /// The holder.
    pub holder: Holder,
    /// The holder and, of a company, its technical manager by their numbers, as bans are looked
    /// for. Personal data, which no list and no certificate shows in full.
    pub parties: Vec<Subject>,
    /// The place of establishment on the day of issue.
    pub premises: Premises,
    /// The domain of its site; a must for electronic channels.
    pub website: Option<DomainName>,
    /// The guarantee behind it (foreign agencies).
    pub guarantee: Option<Uuid>,
}

/// The holder of a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "holder")]
pub enum Holder {
    /// A natural person.
    Natural {
        /// The holder's full name.
        name: Name,
    },
    /// A company, with the technical manager in whose name the licence is issued (A9.n2).
    Company {
        /// The registered name.
        name: Name,
        /// The national id of legal persons.
        company_id: CompanyId,
        /// مدیر فنی: the full name.
        technical_manager: Name,
    },
}

impl Holder {
    /// The holder as the file names it.
    pub fn of(applicant: &Applicant) -> Result<Self, Invalid> {
        let name = applicant.person().full_name().parse()?;
        Ok(match applicant.company() {
            None => Self::Natural { name },
            Some(company) => Self::Company {
                name: company.name.clone(),
                company_id: company.company_id.clone(),
                technical_manager: name,
            },
        })
    }

    /// The name of the person or company.
    pub fn name(&self) -> &Name {
        match self {
            Self::Natural { name } | Self::Company { name, .. } => name,
        }
    }

    /// The technical manager, if a company holds the licence.
    pub fn technical_manager(&self) -> Option<&Name> {
        match self {
            Self::Natural { .. } => None,
            Self::Company {
                technical_manager, ..
            } => Some(technical_manager),
        }
    }
}
