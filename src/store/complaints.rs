//! Complaints.

use chrono::NaiveDate;
use entity::complaint::{self, Column};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use super::{guilds, inspection_turns};
use crate::domain::kernel::province::Province;
use crate::domain::placement::complaint::{Complaint, ComplaintState};
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::guild::GuildBody;
use crate::error::Error;

impl Stored for Complaint {
    type Table = complaint::Entity;

    fn columns(&self) -> complaint::ActiveModel {
        let request = self.opinion_request();
        let pending = matches!(
            self.complaint_state(),
            ComplaintState::OpinionRequested { .. }
        );
        complaint::ActiveModel {
            number: Set(self.number().to_string()),
            licence_id: Set(self.respondent().licence),
            province: Set(self.respondent().province.code().to_owned()),
            complainant: Set(self.complainant().account),
            filed_on: Set(self.filed_on()),
            association: Set(request.map(|it| guilds::column(it.association))),
            opinion_until: Set(request
                .filter(|_| pending)
                .map(|it| it.deadline.last_accepted())),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        inspection_turns::refresh(work, self.respondent().licence).await
    }
}

/// Which complaints a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that the reader may see.
    pub visible: Visible,
    /// Of one province.
    pub province: Option<Province>,
    /// In this state.
    pub state: Option<&'static str>,
    /// About one licence.
    pub licence: Option<Uuid>,
    /// Whose opinion was due before this day and is pending.
    pub overdue_on: Option<NaiveDate>,
}

/// What a reader may see: the one or the other.
#[derive(Clone, Debug)]
pub enum Visible {
    /// The complaints of these provinces; nothing means all of them.
    Provinces(Option<Vec<Province>>),
    /// Those on which these bodies were asked.
    AskedOf(Vec<GuildBody>),
}

impl Default for Visible {
    fn default() -> Self {
        Self::AskedOf(Vec::new())
    }
}

/// A page of complaints, the newest first.
pub async fn page(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Complaint>>, Error> {
    let visible = match &filter.visible {
        Visible::Provinces(None) => Condition::all(),
        Visible::Provinces(Some(provinces)) => {
            let codes = provinces.iter().map(|it| it.code());
            Condition::all().add(Column::Province.is_in(codes))
        }
        Visible::AskedOf(bodies) => {
            let bodies = bodies.iter().map(|it| guilds::column(*it));
            Condition::all().add(Column::Association.is_in(bodies))
        }
    };
    let wanted = visible
        .add_option(filter.province.map(|it| Column::Province.eq(it.code())))
        .add_option(filter.state.map(|it| Column::State.eq(it)))
        .add_option(filter.licence.map(|it| Column::LicenceId.eq(it)))
        .add_option(filter.overdue_on.map(|it| Column::OpinionUntil.lt(it)))
        .add_option(after.map(|it| Column::Id.lt(it)));
    complaint::Entity::find()
        .filter(wanted)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// The complaint with a number.
pub async fn find_by_number(
    at: &impl Connected,
    number: &DocketNumber,
) -> Result<Option<Versioned<Complaint>>, Error> {
    complaint::Entity::find()
        .filter(Column::Number.eq(number.as_str()))
        .one(&at.connection())
        .await?
        .map(|row| aggregates::from_row(&row))
        .transpose()
}

/// The complaints on which an opinion is pending whose term runs on a day, after a place in their order.
pub async fn with_open_terms(
    at: &impl Connected,
    on: NaiveDate,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Complaint>>, Error> {
    complaint::Entity::find()
        .filter(Column::OpinionUntil.gte(on))
        .filter(Condition::all().add_option(after.map(|id| Column::Id.gt(id))))
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(&at.connection())
        .await?
        .iter()
        .map(aggregates::from_row)
        .collect()
}

/// Whether a complaint about the holder of a licence is open.
pub async fn any_open(at: &impl Connected, licence: Uuid) -> Result<bool, Error> {
    let open = complaint::Entity::find()
        .filter(complaint::Column::LicenceId.eq(licence))
        .filter(complaint::Column::State.is_not_in(["decided", "withdrawn"]))
        .count(&at.connection())
        .await?;
    Ok(open > 0)
}
