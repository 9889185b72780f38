//! Violation cases.

use chrono::NaiveDate;
use entity::licence;
use entity::violation_case::{self, Column};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use super::licences::Visible;
use crate::domain::kernel::province::Province;
use crate::domain::placement::case::Case;
use crate::error::Error;

impl Stored for Case {
    type Table = violation_case::Entity;

    fn columns(&self) -> violation_case::ActiveModel {
        violation_case::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.province().code().to_owned()),
            opened_on: Set(self.opened_on()),
            terms_until: Set(self.terms_until()),
            undefended_until: Set(self.undefended_until()),
            awaits_referral: Set(self.awaits_referral()),
            ..Default::default()
        }
    }
}

/// Which cases a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that the reader may see.
    pub visible: Visible,
    /// Before the board of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Against one licence.
    pub licence: Option<Uuid>,
    /// With a term of defence that was over before this day and that nobody has used.
    pub undefended_before: Option<NaiveDate>,
    /// With a crime that still has to be reported, or with none.
    pub awaits_referral: Option<bool>,
}

/// The cases that come after one in the list, the last opened first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Case>>, Error> {
    violation_case::Entity::find()
        .filter(condition(filter))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.lt(id))))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The cases with a term of defence that still runs on a day, after a place in their order.
pub async fn with_open_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Case>>, Error> {
    violation_case::Entity::find()
        .filter(Column::TermsUntil.gte(on))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

fn condition(filter: &Filter) -> Condition {
    let code = filter.province.map(Province::code);
    Condition::all()
        .add_option(visible(&filter.visible))
        .add_option(code.map(|it| Column::Province.eq(it)))
        .add_option(filter.state.map(|it| Column::State.eq(it)))
        .add_option(filter.licence.map(|it| Column::LicenceId.eq(it)))
        .add_option(
            filter
                .undefended_before
                .map(|day| Column::UndefendedUntil.lt(day)),
        )
        .add_option(
            filter
                .awaits_referral
                .map(|it| Column::AwaitsReferral.eq(it)),
        )
}

/// Those before the boards of the reader's provinces, and those against the reader's own licences.
fn visible(visible: &Visible) -> Option<Condition> {
    let codes = visible.provinces.as_ref()?.iter().map(|it| it.code());
    let own = visible.operator.map(|operator| {
        let mut licences = Query::select();
        licences
            .column(licence::Column::Id)
            .from(licence::Entity)
            .and_where(licence::Column::Operator.eq(operator));
        Column::LicenceId.in_subquery(licences)
    });
    Some(
        Condition::any()
            .add(Column::Province.is_in(codes))
            .add_option(own),
    )
}

/// Whether a violation case against the holder of a licence is open.
pub async fn any_open(at: &impl Connected, licence: Uuid) -> Result<bool, Error> {
    let open = violation_case::Entity::find()
        .filter(violation_case::Column::LicenceId.eq(licence))
        .filter(violation_case::Column::State.is_not_in(["closed", "joined"]))
        .count(&at.connection())
        .await?;
    Ok(open > 0)
}

/// The day on which the oldest open violation case against the holder of a licence was opened.
pub async fn open_since(at: &impl Connected, licence: Uuid) -> Result<Option<NaiveDate>, Error> {
    Ok(violation_case::Entity::find()
        .select_only()
        .column(Column::OpenedOn)
        .filter(Column::LicenceId.eq(licence))
        .filter(Column::State.is_not_in(["closed", "joined"]))
        .order_by_asc(Column::OpenedOn)
        .limit(1)
        .into_tuple()
        .one(&at.connection())
        .await?)
}
