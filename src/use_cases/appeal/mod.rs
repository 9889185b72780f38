//! Appeals to the central board (A3.3, A5.n2): lodged by who is entitled, admitted or dismissed, put
//! before a session of the scope, heard, decided for good, served.

pub mod admit;
pub mod decide;
pub mod dismiss;
pub mod hear;
pub mod lodge;
pub mod read;
pub mod receive;
pub mod schedule;
pub mod serve;

use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::{Actor, Denied, Permission};
use crate::domain::placement::appeal::{Appeal, ContestedSubject};
use crate::domain::placement::application::Application;
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::licence::Licence;
use crate::domain::placement::ruling::Ruling;
use crate::domain::placement::session::Matter;
use crate::error::Error;
use crate::store::{Connected, Versioned, aggregates};
use crate::use_cases::Acting;

/// The account of the agency or applicant that the contested decision concerns.
async fn operator(at: &impl Connected, subject: ContestedSubject) -> Result<Uuid, Error> {
    match subject {
        ContestedSubject::Ruling { id } => {
            let ruling = aggregates::get::<Ruling>(at, id).await?;
            operator_of_ruling(at, &ruling.value).await
        }
        ContestedSubject::BoardRejection { application }
        | ContestedSubject::OfficeRejection { application } => {
            let application = aggregates::get::<Application>(at, application).await?;
            Ok(application.value.operator())
        }
    }
}

async fn operator_of_ruling(at: &impl Connected, ruling: &Ruling) -> Result<Uuid, Error> {
    let licence = aggregates::get::<Licence>(at, ruling.respondent().licence).await?;
    Ok(licence.value.grant().operator)
}

/// An appeal that the actor may know of: one's own, or one from a province that one sees.
async fn visible(at: &impl Connected, actor: &Actor, id: Uuid) -> Result<Versioned<Appeal>, Error> {
    let appeal = aggregates::get::<Appeal>(at, id).await?;
    let office = actor.require_in(Permission::ReadAppeals, appeal.value.province());
    let seen = office.is_ok()
        || actor.account().is_some()
            && actor.account() == Some(operator(at, appeal.value.subject()).await?);
    if seen {
        Ok(appeal)
    } else {
        Err(Error::NotFound { noun: Appeal::NOUN })
    }
}

/// An appeal in the hands of the central board's office. Nobody handles what is their own.
async fn handled(acting: Acting<'_>, id: Uuid, expected: i64) -> Result<Versioned<Appeal>, Error> {
    let appeal = visible(acting.work, acting.actor, id).await?;
    acting.actor.require_at(Permission::HandleAppeal, None)?;
    let own = operator(acting.work, appeal.value.subject()).await?;
    if acting.actor.account() == Some(own) {
        return Err(Denied(Permission::HandleAppeal).into());
    }
    appeal.expect_version(Some(expected))
}

/// The matter of an appeal with its scope, for the agenda of the central board: no other board knows
/// of it, and only an admitted appeal is put on it.
pub(super) async fn matter(
    acting: Acting<'_>,
    board: BoardKind,
    id: Uuid,
) -> Result<(Matter, Scope), Error> {
    let appeal = aggregates::get::<Appeal>(acting.work, id).await?;
    if board != BoardKind::Central {
        return Err(Error::NotFound { noun: Appeal::NOUN });
    }
    Ok((Matter::appeal(id), Scope::from(appeal.value.kind())))
}
