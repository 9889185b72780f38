//! Compares the rows of one noun with the events that explain them.

use std::collections::{HashMap, HashSet};

use entity::{AggregateTable, event};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Value};
use uuid::Uuid;

use super::{Finding, PAGE, Report};
use crate::error::Error;
use crate::store::aggregates::{self, Stored, document_hash};
use crate::store::database::Connected;

/// Checks that every row is what the event of its version says, and that no event came after it.
pub(in crate::store) async fn check<T: Stored>(
    at: &dyn Connected,
    report: &mut Report,
) -> Result<(), Error> {
    let mut after: Option<Uuid> = None;
    loop {
        let mut query = T::Table::find().order_by_asc(T::Table::ID).limit(PAGE);
        if let Some(after) = after {
            query = query.filter(T::Table::ID.gt(after));
        }
        let rows = query.all(&at.connection()).await?;
        let mut read = Vec::with_capacity(rows.len());
        for row in &rows {
            let (Value::Uuid(Some(id)), Value::BigInt(Some(version)), Value::Json(Some(document))) = (
                row.get(T::Table::ID),
                row.get(T::Table::VERSION),
                row.get(T::Table::DOCUMENT),
            ) else {
                return Err(Error::corrupt(T::NOUN, "a row has no document"));
            };
            let intact = aggregates::from_row::<T>(row).is_ok();
            read.push((id, version, document_hash(&document), intact));
        }
        let Some(&(last, ..)) = read.last() else {
            return Ok(());
        };
        after = Some(last);
        report.rows += read.len() as u64;
        let newest = newest_versions(at, read.iter().map(|it| it.0)).await?;
        let hashes = hashes_at(at, read.iter().map(|it| (it.0, it.1))).await?;
        for (subject, version, hash, intact) in read {
            let newest = newest.get(&subject).copied().unwrap_or(0);
            if newest < version {
                report.find(Finding::Missing {
                    noun: T::NOUN.to_owned(),
                    subject,
                    from: newest + 1,
                    to: version,
                });
            }
            let explained = hashes.get(&subject).is_none_or(|it| *it == hash);
            if !intact || newest > version || !explained {
                report.find(Finding::RowChanged {
                    noun: T::NOUN,
                    subject,
                });
            }
        }
    }
}

/// Which of the subjects have no row.
pub(in crate::store) async fn missing<T: Stored>(
    at: &dyn Connected,
    mut subjects: Vec<Uuid>,
) -> Result<Vec<Uuid>, Error> {
    let found: Vec<Uuid> = T::Table::find()
        .select_only()
        .column(T::Table::ID)
        .filter(T::Table::ID.is_in(subjects.iter().copied()))
        .into_tuple()
        .all(&at.connection())
        .await?;
    let found: HashSet<_> = found.into_iter().collect();
    subjects.retain(|it| !found.contains(it));
    Ok(subjects)
}

async fn newest_versions(
    at: &dyn Connected,
    subjects: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, Error> {
    let newest: Vec<(Uuid, i64)> = event::Entity::find()
        .select_only()
        .column(event::Column::SubjectId)
        .column_as(event::Column::Version.max(), "newest")
        .filter(event::Column::SubjectId.is_in(subjects))
        .group_by(event::Column::SubjectId)
        .into_tuple()
        .all(&at.connection())
        .await?;
    Ok(newest.into_iter().collect())
}

/// What the events of these versions say about the document.
async fn hashes_at(
    at: &dyn Connected,
    versions: impl Iterator<Item = (Uuid, i64)>,
) -> Result<HashMap<Uuid, String>, Error> {
    let key = Expr::tuple([
        Expr::col(event::Column::SubjectId),
        Expr::col(event::Column::Version),
    ]);
    let hashes: Vec<(Uuid, String)> = event::Entity::find()
        .select_only()
        .column(event::Column::SubjectId)
        .column(event::Column::DocumentHash)
        .filter(key.in_tuples(versions))
        .into_tuple()
        .all(&at.connection())
        .await?;
    Ok(hashes.into_iter().collect())
}
