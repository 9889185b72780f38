//! Appeals to the central board.

use entity::{appeal, application, licence, ruling};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::province::Province;
use crate::domain::placement::appeal::{Appeal, ContestedSubject};
use crate::error::Error;

impl Stored for Appeal {
    type Table = appeal::Entity;

    fn columns(&self) -> appeal::ActiveModel {
        let (ruling, application) = match self.subject() {
            ContestedSubject::Ruling { id } => (Some(id), None),
            ContestedSubject::BoardRejection { application }
            | ContestedSubject::OfficeRejection { application } => (None, Some(application)),
        };
        appeal::ActiveModel {
            ruling_id: Set(ruling),
            application_id: Set(application),
            province: Set(self.province().code().to_owned()),
            kind: Set(self.kind().name().to_owned()),
            filed_on: Set(self.filed_on()),
            ..Default::default()
        }
    }
}

/// The appeals against a ruling, the oldest first.
pub async fn of_ruling(at: &impl Connected, ruling: Uuid) -> Result<Vec<Appeal>, Error> {
    of(at, appeal::Column::RulingId.eq(ruling)).await
}

/// The appeals against the rejection of an application, the oldest first.
pub async fn of_application(at: &impl Connected, application: Uuid) -> Result<Vec<Appeal>, Error> {
    of(at, appeal::Column::ApplicationId.eq(application)).await
}

async fn of(
    at: &impl Connected,
    contested: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<Appeal>, Error> {
    appeal::Entity::find()
        .filter(contested)
        .order_by_asc(appeal::Column::Id)
        .all(&at.connection())
        .await?
        .iter()
        .map(|row| Ok(aggregates::from_row::<Appeal>(row)?.value))
        .collect()
}

/// Which appeals are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Against decisions of these provinces; of all when absent.
    pub provinces: Option<Vec<Province>>,
    /// Besides, those about the licences and applications of this account.
    pub operator: Option<Uuid>,
    /// In this state.
    pub state: Option<&'static str>,
    /// Against this ruling.
    pub ruling: Option<Uuid>,
}

/// The appeals after one in the list, the oldest first; one more than `limit` says that there is a
/// next page.
pub async fn list(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Appeal>>, Error> {
    let wanted = Condition::all()
        .add_option(seen(filter))
        .add_option(filter.state.map(|state| appeal::Column::State.eq(state)))
        .add_option(filter.ruling.map(|id| appeal::Column::RulingId.eq(id)))
        .add_option(after.map(|after| appeal::Column::Id.gt(after)));
    appeal::Entity::find()
        .filter(wanted)
        .order_by_asc(appeal::Column::Id)
        .limit(limit + 1)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

fn seen(filter: &Filter) -> Option<Condition> {
    let provinces = filter.provinces.as_ref()?.iter().map(|it| it.code());
    let own = filter.operator.map(|operator| {
        let licences = Query::select()
            .column(licence::Column::Id)
            .from(licence::Entity)
            .and_where(licence::Column::Operator.eq(operator))
            .to_owned();
        let rulings = Query::select()
            .column(ruling::Column::Id)
            .from(ruling::Entity)
            .and_where(ruling::Column::LicenceId.in_subquery(licences))
            .to_owned();
        let applications = Query::select()
            .column(application::Column::Id)
            .from(application::Entity)
            .and_where(application::Column::Operator.eq(operator))
            .to_owned();
        Condition::any()
            .add(appeal::Column::RulingId.in_subquery(rulings))
            .add(appeal::Column::ApplicationId.in_subquery(applications))
    });
    Some(
        Condition::any()
            .add(appeal::Column::Province.is_in(provinces))
            .add_option(own),
    )
}
