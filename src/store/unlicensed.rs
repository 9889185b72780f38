//! Reports of unlicensed offices.

use entity::unlicensed_report::{self, Column};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::province::Province;
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::unlicensed::UnlicensedReport;
use crate::error::Error;

impl Stored for UnlicensedReport {
    type Table = unlicensed_report::Entity;

    fn columns(&self) -> unlicensed_report::ActiveModel {
        unlicensed_report::ActiveModel {
            number: Set(self.number().to_string()),
            province: Set(self.office().province.code().to_owned()),
            channel: Set(self.office().channel.name().to_owned()),
            received_on: Set(self.received_on()),
            ..Default::default()
        }
    }
}

/// A page of the reports from these provinces, or from all, the newest first.
pub async fn page(
    at: &impl Connected,
    provinces: Option<&[Province]>,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<UnlicensedReport>>, Error> {
    let codes = provinces.map(|it| it.iter().map(|province| province.code()));
    let wanted = Condition::all()
        .add_option(codes.map(|codes| Column::Province.is_in(codes)))
        .add_option(after.map(|it| Column::Id.lt(it)));
    unlicensed_report::Entity::find()
        .filter(wanted)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The report with a number.
pub async fn find_by_number(
    at: &impl Connected,
    number: &DocketNumber,
) -> Result<Option<Versioned<UnlicensedReport>>, Error> {
    unlicensed_report::Entity::find()
        .filter(Column::Number.eq(number.as_str()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}
