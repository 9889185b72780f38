//! The closures of offices, and the deadlines that are reckoned by them.

pub mod import;
pub mod list;
pub mod published;
mod reckon;
pub mod record;
pub mod withdraw;

use crate::domain::kernel::province::Province;
use crate::domain::placement::access::{Actor, Denied, Permission};

/// Closures of one province are recorded there or at the centre, those of all provinces at the centre.
fn require(actor: &Actor, province: Option<Province>) -> Result<(), Denied> {
    match province {
        Some(province) => actor.require_in(Permission::RecordClosure, province),
        None => actor.require_at(Permission::RecordClosure, None),
    }
    .map(drop)
}
