//! Complaints of job seekers and employers, from filing to the board's decision (A5.4, A6.6).
//!
//! Whoever files a complaint follows it by its number and a secret. The office of the province sees
//! it whole, its board without the documents that the office has not disclosed, the association that
//! was asked besides without who complains, and the agency does not see it at all: it answers the
//! charges of a case.

pub mod decide;
pub mod disclose;
pub mod download;
pub mod file;
pub mod follow;
pub mod opinion;
pub mod personal_data;
pub mod read;
pub(super) mod recompute;
pub mod register;
pub mod submit;
pub mod table;
pub mod withdraw;

use uuid::Uuid;

use super::Acting;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::complaint::Complaint;
use crate::domain::placement::documents::Exhibit;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};

/// As what somebody sees a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// By an office, with who complains and every document.
    Office,
    /// By a board, with who complains and the documents that are disclosed to it.
    Board,
    /// As the association that was asked: without who complains, with the documents that are disclosed
    /// to it, and after a withdrawal only that it took place.
    Association,
}

impl Sight {
    /// Whether it shows who complains.
    pub const fn names_the_complainant(self) -> bool {
        matches!(self, Self::Office | Self::Board)
    }

    /// The documents that it shows.
    pub fn documents(self, complaint: &Complaint) -> Vec<&Exhibit> {
        match self {
            Self::Office => complaint.grievance().documents.iter().collect(),
            Self::Association if complaint.is_withdrawn() => Vec::new(),
            Self::Board | Self::Association => complaint.disclosed_documents().collect(),
        }
    }
}

/// A complaint that the actor may know of.
async fn visible(
    at: &impl Connected,
    actor: &Actor,
    id: Uuid,
) -> Result<(Versioned<Complaint>, Sight), Error> {
    let complaint = aggregates::get::<Complaint>(at, id).await?;
    let Some(sight) = sight(actor, &complaint.value) else {
        return Err(Error::NotFound {
            noun: Complaint::NOUN,
        });
    };
    Ok((complaint, sight))
}

/// As what the actor sees a complaint, if at all.
pub fn sight(actor: &Actor, complaint: &Complaint) -> Option<Sight> {
    let province = complaint.respondent().province;
    let may = |permission| actor.require_in(permission, province).is_ok();
    if may(Permission::ReadComplaints) {
        let whole = may(Permission::ReadComplaintDocuments);
        return Some(if whole { Sight::Office } else { Sight::Board });
    }
    let asked = complaint.opinion_request()?.association;
    let speaks = actor
        .guilds_of(Permission::AdviseOnComplaint)
        .contains(&asked);
    speaks.then_some(Sight::Association)
}

/// A complaint in whose province the actor has a permission of the office. Nobody works on a complaint
/// of their own.
async fn in_office(
    acting: Acting<'_>,
    permission: Permission,
    id: Uuid,
    expected: Option<i64>,
) -> Result<Versioned<Complaint>, Error> {
    let (complaint, sight) = visible(acting.work, acting.actor, id).await?;
    let (actor, value) = (acting.actor, &complaint.value);
    if sight == Sight::Association || value.complainant().account == actor.account() {
        return Err(Denied(permission).into());
    }
    actor.require_at(permission, Some(value.respondent().province))?;
    complaint.expect_version(expected)
}

fn account(actor: &Actor) -> Result<Uuid, Error> {
    actor.account().ok_or(Error::Unauthenticated)
}
