//! What the calendar has to see to, day by day: pages of rows whose day has come.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::database::Connected;
use crate::error::Error;

/// The day on which something arose, and what it concerns.
pub type Due = (NaiveDate, Uuid);

/// The rows of a query whose day has come, the earliest first and from after one of them; at most
/// `limit`. Day and identity are all that is read.
pub(super) async fn page<E: EntityTrait>(
    at: &impl Connected,
    query: Select<E>,
    (day, id): (E::Column, E::Column),
    today: NaiveDate,
    after: Option<Due>,
    limit: u64,
) -> Result<Vec<Due>, Error> {
    let beyond = after.map(|(last_day, last)| {
        let later = Condition::any().add(day.gt(last_day)).add(id.gt(last));
        Condition::all().add(day.gte(last_day)).add(later)
    });
    Ok(query
        .select_only()
        .column(day)
        .column(id)
        .filter(day.lte(today))
        .filter(Condition::all().add_option(beyond))
        .order_by_asc(day)
        .order_by_asc(id)
        .limit(limit)
        .into_tuple()
        .all(&at.connection())
        .await?)
}
