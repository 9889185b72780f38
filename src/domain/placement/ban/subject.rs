//! Whom bans cover, and who is screened.

use serde::{Deserialize, Serialize};

use crate::domain::kernel::identity::{CompanyId, NationalCode};

/// Somebody whom a ban covers, or who is screened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// As what.
    pub role: SubjectRole,
    /// Who.
    pub party: Party,
}

/// A person or a company by its number. Personal data.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "party")]
pub enum Party {
    /// A natural person.
    Person {
        /// The national code.
        national_code: NationalCode,
    },
    /// A company.
    Company {
        /// The national id of legal persons.
        company_id: CompanyId,
    },
}

impl Party {
    /// The text under which the party is looked for.
    pub fn key(&self) -> String {
        match self {
            Self::Person { national_code } => format!("person:{}", national_code.as_str()),
            Self::Company { company_id } => format!("company:{}", company_id.as_str()),
        }
    }
}

/// The role in which somebody is banned or screened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectRole {
    /// The holder of a licence, or the applicant for one.
    Holder,
    /// مدیر فنی
    TechnicalManager,
    /// A director or shareholder, where policy extends bans to them.
    Director,
}

impl SubjectRole {
    /// The Persian word.
    pub const fn persian(self) -> &'static str {
        match self {
            Self::Holder => "متقاضی",
            Self::TechnicalManager => "مدیر فنی",
            Self::Director => "عضو هیئت مدیره یا سهام‌دار",
        }
    }
}
