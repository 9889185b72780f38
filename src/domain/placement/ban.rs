//! Screening a party against the bans in force (A15.n2).

use crate::domain::kernel::refusal::Refusal;

/// What a search of the ban list found about everybody on a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screening {
    /// The bans in force on the day.
    pub hits: Vec<BanHit>,
}

/// A ban in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BanHit {
    /// The refusal that the ban causes.
    pub refusal: Refusal,
}

impl Screening {
    /// Refuses while a ban is in force.
    pub fn clear(&self) -> Result<(), Refusal> {
        match self.hits.first() {
            Some(hit) => Err(hit.refusal.clone()),
            None => Ok(()),
        }
    }
}
