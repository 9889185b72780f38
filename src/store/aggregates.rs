//! Reads and saves whole aggregates, always with the event that explains the change.

use entity::{AggregateTable, event};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    QueryFilter, Value,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::database::{Connected, Work};
use super::evidence::{self, canonical};
use crate::domain::kernel::event::{Aggregate, Changed};
use crate::error::Error;

/// Which table an aggregate lives in, and which of its values are columns there.
pub trait Stored: Aggregate + Send + Sync {
    /// Its table.
    type Table: AggregateTable<ActiveModel: Send, Model: IntoActiveModel<ActiveModelOf<Self>> + Send + Sync>;

    /// The columns that are filtered or checked; identity, version, state and document are added.
    fn columns(&self) -> ActiveModelOf<Self>;

    /// Brings up to date what other tables tell of it, in the unit of work that saves it.
    fn project(&self, _: &Work) -> impl Future<Output = Result<(), Error>> + Send {
        std::future::ready(Ok(()))
    }

    /// The same for many values that have just been created.
    fn project_new(values: &[Self], work: &Work) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            for value in values {
                value.project(work).await?;
            }
            Ok(())
        }
    }
}

type ActiveModelOf<T> = <<T as Stored>::Table as EntityTrait>::ActiveModel;
type ModelOf<T> = <<T as Stored>::Table as EntityTrait>::Model;
type ColumnOf<T> = <<T as Stored>::Table as EntityTrait>::Column;

/// A value with the version it was read or saved at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// The number of its last change, from 1.
    pub version: i64,
}

impl<T> Versioned<T> {
    /// Applies a transition to the value, which stays tied to the version it was read at.
    pub fn change<C, E>(
        self,
        transition: impl FnOnce(T) -> Result<C, E>,
    ) -> Result<Versioned<C>, E> {
        Ok(Versioned {
            value: transition(self.value)?,
            version: self.version,
        })
    }

    /// Refuses to go on when the caller has seen another version.
    pub fn expect_version(self, expected: Option<i64>) -> Result<Self, Error>
    where
        T: Aggregate,
    {
        match expected {
            Some(expected) if expected != self.version => Err(Error::Stale { noun: T::NOUN }),
            _ => Ok(self),
        }
    }
}

/// Saves a new aggregate and its first event.
pub async fn insert<T: Stored>(
    work: &Work,
    changed: Changed<T, T::Event>,
) -> Result<Versioned<T>, Error> {
    let (value, event) = changed.into_parts();
    let document = document(&value)?;
    let row = row(&value, 1, document.clone())?;
    T::Table::insert(row)
        .exec_without_returning(&work.connection())
        .await?;
    value.project(work).await?;
    evidence::append(work, &value, &event, 1, &document).await?;
    Ok(Versioned { value, version: 1 })
}

/// Saves many new aggregates and their first events: the rows that [`insert`] would write, in a few
/// statements.
pub async fn insert_all<T: Stored>(
    work: &Work,
    changes: Vec<Changed<T, T::Event>>,
) -> Result<Vec<T>, Error> {
    let mut values = Vec::with_capacity(changes.len());
    let mut rows = Vec::with_capacity(changes.len());
    let mut events = Vec::with_capacity(changes.len());
    for changed in changes {
        let (value, event) = changed.into_parts();
        let document = document(&value)?;
        events.push(evidence::row(work, &value, &event, 1, None, &document)?);
        rows.push(row(&value, 1, document)?);
        values.push(value);
    }
    insert_rows::<T::Table>(work, rows).await?;
    T::project_new(&values, work).await?;
    insert_rows::<event::Entity>(work, events).await?;
    Ok(values)
}

/// A statement of SQLite has at most 32,766 values, one of PostgreSQL 65,535.
const MOST_VALUES: usize = 16_000;

/// Writes rows that set the same columns, as many in a statement as it takes.
pub(super) async fn insert_rows<E>(work: &Work, mut rows: Vec<E::ActiveModel>) -> Result<(), Error>
where
    E: EntityTrait<ActiveModel: Send>,
{
    let together = (MOST_VALUES / E::Column::iter().count()).max(1);
    while !rows.is_empty() {
        let rest = rows.split_off(together.min(rows.len()));
        E::insert_many(rows)
            .exec_without_returning(&work.connection())
            .await?;
        rows = rest;
    }
    Ok(())
}

/// Saves a changed aggregate and its event, if nobody else changed it meanwhile.
pub async fn save<T: Stored>(
    work: &Work,
    changed: Versioned<Changed<T, T::Event>>,
) -> Result<Versioned<T>, Error> {
    let (value, event) = changed.value.into_parts();
    let version = changed.version + 1;
    let document = document(&value)?;
    let row = row(&value, version, document.clone())?;
    let saved = T::Table::update_many()
        .set(row)
        .filter(T::Table::ID.eq(value.id()))
        .filter(T::Table::VERSION.eq(changed.version))
        .exec(&work.connection())
        .await?;
    if saved.rows_affected != 1 {
        return Err(Error::Stale { noun: T::NOUN });
    }
    value.project(work).await?;
    evidence::append(work, &value, &event, version, &document).await?;
    Ok(Versioned { value, version })
}

/// Reads one aggregate by its identity.
pub async fn find<T: Stored>(at: &impl Connected, id: Uuid) -> Result<Option<Versioned<T>>, Error> {
    let model = T::Table::find()
        .filter(T::Table::ID.eq(id))
        .one(&at.connection())
        .await?;
    model.map(|model| from_row(&model)).transpose()
}

/// Reads one aggregate that must be there.
pub async fn get<T: Stored>(at: &impl Connected, id: Uuid) -> Result<Versioned<T>, Error> {
    find(at, id).await?.ok_or(Error::NotFound { noun: T::NOUN })
}

/// The value that a row holds.
///
/// # Errors
/// A document that the domain would not have written, or a column that says something else than the
/// document, is corrupt; it is never guessed at.
pub fn from_row<T: Stored>(model: &ModelOf<T>) -> Result<Versioned<T>, Error> {
    let corrupt = |detail: String| Error::Corrupt {
        noun: T::NOUN,
        detail,
    };
    let (Value::Json(Some(document)), Value::BigInt(Some(version))) =
        (model.get(T::Table::DOCUMENT), model.get(T::Table::VERSION))
    else {
        return Err(corrupt("the row has no document".to_owned()));
    };
    let value: T = T::deserialize(&*document).map_err(|error| corrupt(error.to_string()))?;
    let mut expected = value.columns();
    expected.set(T::Table::ID, value.id().into());
    expected.set(T::Table::STATE, value.state().into());
    for column in ColumnOf::<T>::iter() {
        if let ActiveValue::Set(expected) = expected.get(column)
            && expected != model.get(column)
        {
            return Err(corrupt(format!(
                "column {column:?} differs from the document"
            )));
        }
    }
    Ok(Versioned { value, version })
}

fn document<T: Aggregate>(value: &T) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::corrupt(T::NOUN, error))
}

fn row<T: Stored>(
    value: &T,
    version: i64,
    document: serde_json::Value,
) -> Result<ActiveModelOf<T>, Error> {
    let mut row = value.columns();
    let standard = [
        (T::Table::ID, Value::from(value.id())),
        (T::Table::VERSION, Value::from(version)),
        (T::Table::STATE, Value::from(value.state())),
        (T::Table::DOCUMENT, Value::from(document)),
    ];
    for (column, value) in standard {
        row.try_set(column, value)?;
    }
    Ok(row)
}

/// The hash of an aggregate's canonical document, as events carry it.
pub(super) fn document_hash(document: &serde_json::Value) -> String {
    canonical::hash(canonical::json(document).as_bytes())
}
