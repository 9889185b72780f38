//! The clock of a demonstration.

use entity::demo_clock;

use super::aggregates::Stored;
use crate::domain::placement::demo_clock::DemoClock;

impl Stored for DemoClock {
    type Table = demo_clock::Entity;

    fn columns(&self) -> demo_clock::ActiveModel {
        demo_clock::ActiveModel::default()
    }
}
