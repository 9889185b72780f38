//! Imports of old registers.

use entity::register_import::{self, Column};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::placement::documents::Sha256Hex;
use crate::domain::placement::old_register::RegisterImport;
use crate::error::Error;

impl Stored for RegisterImport {
    type Table = register_import::Entity;

    fn columns(&self) -> register_import::ActiveModel {
        register_import::ActiveModel {
            sha256: Set(self.taken().sha256.as_str().to_owned()),
            ..Default::default()
        }
    }
}

/// The import of a file with this hash, if it was taken over before.
pub async fn of_file(
    at: &impl Connected,
    sha256: &Sha256Hex,
) -> Result<Option<Versioned<RegisterImport>>, Error> {
    register_import::Entity::find()
        .filter(Column::Sha256.eq(sha256.as_str()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}
