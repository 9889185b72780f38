//! The files of one side of a transfer: its licences and what it has applied for.
//!
//! Both are found by the keys of parties and by operators, which are indexed, so the search costs as
//! much as the side has files.

use entity::{application, licence};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::aggregates;
use super::database::Connected;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::Licence;
use crate::error::Error;

/// How many files of one kind are laid side by side at most, the newest ones.
pub const MOST: u64 = 100;

/// Which files are looked for.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// Those of a holder or an applicant.
    Holder(&'a Party),
    /// Those that an account runs, but for those of this holder or applicant.
    Operator(Uuid, &'a Party),
}

/// The newest licences of a side, ended ones included.
pub async fn licences(at: &impl Connected, of: Of<'_>) -> Result<Vec<Licence>, Error> {
    use licence::Column;
    let wanted = match of {
        Of::Holder(party) => Condition::all().add(Column::HolderKey.eq(party.key())),
        Of::Operator(account, but) => Condition::all()
            .add(Column::Operator.eq(account))
            .add(Column::HolderKey.ne(but.key())),
    };
    licence::Entity::find()
        .filter(wanted)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Licence>(row)?.value))
        .collect()
}

/// The newest applications of a side that were filed, whatever became of them.
pub async fn applications(at: &impl Connected, of: Of<'_>) -> Result<Vec<Application>, Error> {
    use application::Column;
    let wanted = match of {
        Of::Holder(party) => Condition::all().add(Column::HolderKey.eq(party.key())),
        Of::Operator(account, but) => Condition::all()
            .add(Column::Operator.eq(account))
            .add(Column::HolderKey.ne(but.key())),
    };
    application::Entity::find()
        .filter(wanted)
        .filter(Column::FiledOn.is_not_null())
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Application>(row)?.value))
        .collect()
}
