//! What a new closure moves: the terms that still run are reckoned anew with it.

use crate::error::Error;
use crate::store::{Work, closures};
use crate::use_cases::{application, case, complaint, inspection, ruling, settlement};

/// Reckons every term that still runs by the calendar as it is now, in the same unit of work. The cost
/// grows with the terms that run and not with the registry.
pub(super) async fn open_terms(work: &Work) -> Result<(), Error> {
    let closed = closures::book(work).await?;
    application::recompute::open_terms(work, &closed).await?;
    case::recompute::open_terms(work, &closed).await?;
    complaint::recompute::open_terms(work, &closed).await?;
    inspection::recompute::open_terms(work, &closed).await?;
    ruling::recompute::open_terms(work, &closed).await?;
    settlement::recompute::open_terms(work, &closed).await
}
