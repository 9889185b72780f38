//! What kind of registry this database is.

use chrono::{DateTime, Utc};
use entity::registry;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::database::{Connected, Work};
use crate::error::Error;

/// Whether a registry is the real one or a demonstration; fixed at its creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What it says is the law.
    Real,
    /// Everything in it is invented.
    Demo,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Demo => "demo",
        }
    }
}

/// The facts fixed at the registry's creation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Registry {
    /// Real or demo.
    pub kind: Kind,
    /// The public key of its signatures, in base64.
    pub public_key: String,
}

/// Reads what the registry is; nothing when the database is new.
pub async fn find(at: &impl Connected) -> Result<Option<Registry>, Error> {
    let row = registry::Entity::find_by_id(1)
        .one(&at.connection())
        .await?;
    row.map(|row| {
        Ok(Registry {
            kind: match row.kind.as_str() {
                "real" => Kind::Real,
                "demo" => Kind::Demo,
                _ => return Err(Error::corrupt("registry", "its kind is unknown")),
            },
            public_key: row.public_key,
        })
    })
    .transpose()
}

/// When the registry was created; nothing when the database is new.
pub async fn created_at(at: &impl Connected) -> Result<Option<DateTime<Utc>>, Error> {
    let row = registry::Entity::find_by_id(1)
        .one(&at.connection())
        .await?;
    Ok(row.map(|row| row.created_at))
}

/// Fixes what the registry is.
pub async fn insert(work: &Work, kind: Kind, public_key: &str) -> Result<(), Error> {
    let row = registry::ActiveModel {
        id: Set(1),
        kind: Set(kind.name().to_owned()),
        created_at: Set(work.now),
        public_key: Set(public_key.to_owned()),
    };
    registry::Entity::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    Ok(())
}
