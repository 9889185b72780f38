//! Where every rial is that the job seekers are owed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::visible;
use crate::context::Context;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::settlement::{Both, Reconciliation, SettlementFile};
use crate::error::Error;
use crate::store::{Versioned, Work, aggregates, guarantees};

/// A file with the guarantee behind its licence, as both stand at one moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The file.
    pub file: SettlementFile,
    /// The guarantee; only foreign and maritime agencies lodge one.
    pub guarantee: Option<Guarantee>,
}

impl Account {
    /// The account to the rial.
    pub fn reconciliation(&self) -> Reconciliation {
        Reconciliation::of(&self.file, self.guarantee.as_ref())
    }
}

/// The account of one file, at the version of the file.
pub async fn show(context: &Context, actor: &Actor, id: Uuid) -> Result<Versioned<Account>, Error> {
    actor.require(Permission::ReadSettlements)?;
    let database = context.database();
    let seen = visible(database, actor, id).await?;
    let guarantee = guarantees::behind(database, &seen.licence).await?;
    Ok(Versioned {
        value: Account {
            file: seen.file.value,
            guarantee: guarantee.map(|it| it.value),
        },
        version: seen.file.version,
    })
}

/// Saves a change of the file and of the guarantee, which belong together, at the versions read.
pub(super) async fn save(
    work: &Work,
    both: Both,
    file: i64,
    guarantee: i64,
) -> Result<Versioned<Account>, Error> {
    let (value, held) = both;
    let changed = Versioned {
        value,
        version: file,
    };
    let file = aggregates::save(work, changed).await?;
    let changed = Versioned {
        value: held,
        version: guarantee,
    };
    let guarantee = aggregates::save(work, changed).await?;
    Ok(Versioned {
        value: Account {
            file: file.value,
            guarantee: Some(guarantee.value),
        },
        version: file.version,
    })
}
