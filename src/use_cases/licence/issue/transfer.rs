//! A licence of the transferee in the place of the one that is handed over (A7.n4).

use uuid::Uuid;

use super::{close, first};
use crate::domain::kernel::event::Changed;
use crate::domain::placement::application::Application;
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::introduction::Introduction;
use crate::domain::placement::licence::Licence;
use crate::domain::placement::transfer::{CarriedOut, Ending, carry_out};
use crate::error::Error;
use crate::store::{Versioned, aggregates, guarantees};
use crate::use_cases::Acting;
use crate::use_cases::transfer::Side;

/// Issues the licence of the transferee and ends the old one, in one unit of work: the file, both
/// licences, the introduction, and the guarantee that is given back.
pub(super) async fn issue(
    acting: Acting<'_>,
    file: Versioned<Application>,
) -> Result<Versioned<Licence>, Error> {
    let (work, today) = (acting.work, acting.work.today);
    let side = Side::of_file(work, &file.value).await?;
    side.transferor().clear_for_file(&file.value, today)?;
    let id = Uuid::now_v7();
    let checked = close(acting, file, id).await?;
    let new = first::issue_by(acting, id, &checked, Licence::issue_to_transferee).await?;

    let guarantee = guarantees::behind(work, &side.licence.value).await?;
    let (old, introduced) = (side.licence.version, side.introduction.version);
    let given_back = guarantee.as_ref().map(|it| it.version);
    let ending = Ending {
        licence: side.licence.value,
        introduction: side.introduction.value,
        guarantee: guarantee.map(|it| it.value),
        successor: checked.guarantee.as_ref(),
    };
    let CarriedOut {
        ended,
        introduction,
        guarantee,
    } = carry_out(ending, &new.value, today)?;
    aggregates::save::<Licence>(work, at(ended, old)).await?;
    aggregates::save::<Introduction>(work, at(introduction, introduced)).await?;
    if let Some((guarantee, version)) = guarantee.zip(given_back) {
        aggregates::save::<Guarantee>(work, at(guarantee, version)).await?;
    }
    Ok(new)
}

fn at<T>(value: Changed<T, PlacementEvent>, version: i64) -> Versioned<Changed<T, PlacementEvent>> {
    Versioned { value, version }
}
