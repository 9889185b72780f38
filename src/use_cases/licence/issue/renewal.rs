//! Another five years of a licence, by a new version of the certificate (A10, A5.3).

use uuid::Uuid;

use super::{close, signer};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::application::{Application, Approval};
use crate::domain::placement::licence::{Licence, RenewalGuards};
use crate::error::Error;
use crate::store::{Versioned, aggregates, licences};
use crate::use_cases::Acting;

/// Adds the term that the board approved and closes the file.
pub(super) async fn issue(
    acting: Acting<'_>,
    file: Versioned<Application>,
    licence: Uuid,
) -> Result<Versioned<Licence>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let licence = aggregates::get::<Licence>(work, licence).await?;
    let checked = close(acting, file, licence.value.id()).await?;
    let others = match licence.value.holder_party() {
        Some(holder) => licences::of_holder(work, holder).await?,
        None => Vec::new(),
    };
    let decided_on = checked.file.approval().map_or(today, Approval::on);
    let guards = RenewalGuards {
        screening: &checked.screening,
        others: &others,
        guarantee: checked.guarantee.as_ref(),
        measure: checked.rules.measure(),
        decided_under: checked.rules.policies_on(decided_on),
    };
    let signed_by = signer(acting.actor)?;
    let renewed = licence.change(|it| it.renew(&checked.file, signed_by, &guards, today))?;
    aggregates::save(work, renewed).await
}
