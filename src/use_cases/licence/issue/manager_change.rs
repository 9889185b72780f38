//! Another technical manager, by a new version of the certificate (A9.n2).

use uuid::Uuid;

use super::{close, signer};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::{Licence, Successor};
use crate::error::Error;
use crate::store::{Versioned, aggregates};
use crate::use_cases::Acting;
use crate::use_cases::licence::manager::require_change;

/// Puts the successor into office from today and closes the file. The term stays as it is.
pub(super) async fn issue(
    acting: Acting<'_>,
    file: Versioned<Application>,
    licence: Uuid,
) -> Result<Versioned<Licence>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let licence = aggregates::get::<Licence>(work, licence).await?;
    require_change(&licence.value, &file.value, today)?;
    let checked = close(acting, file, licence.value.id()).await?;
    let person = checked.file.filing().applicant.person();
    let unfit = |reason: Invalid| Error::invalid("/filing/applicant", reason);
    let successor = Successor {
        application: checked.file.id(),
        name: person.full_name().parse().map_err(unfit)?,
        party: Party::Person {
            national_code: person.national_code.clone(),
        },
    };
    let signed_by = signer(acting.actor)?;
    let accepted =
        licence.change(|it| it.accept_manager(successor, &checked.screening, signed_by, today))?;
    aggregates::save(work, accepted).await
}
