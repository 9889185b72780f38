//! Decisions on what the bylaw leaves open.

use entity::policy;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, Select};

use super::aggregates::{self, Stored, Versioned};
use super::database::Connected;
use crate::domain::kernel::policy::{PolicyBook, PolicyVersion};
use crate::domain::placement::policies::PolicyKey;
use crate::error::Error;

impl Stored for PolicyVersion<PolicyKey> {
    type Table = policy::Entity;

    fn columns(&self) -> policy::ActiveModel {
        policy::ActiveModel {
            question: Set(self.key.code().to_owned()),
            valid_from: Set(self.from),
            ..Default::default()
        }
    }
}

/// All decisions on policies.
pub async fn book(at: &impl Connected) -> Result<PolicyBook<PolicyKey>, Error> {
    read(policy::Entity::find(), at).await
}

/// The decisions on some questions.
pub async fn of_questions(
    at: &impl Connected,
    questions: &[PolicyKey],
) -> Result<PolicyBook<PolicyKey>, Error> {
    let codes = questions.iter().map(|it| it.code());
    let wanted = policy::Column::Question.is_in(codes);
    read(policy::Entity::find().filter(wanted), at).await
}

async fn read(
    wanted: Select<policy::Entity>,
    at: &impl Connected,
) -> Result<PolicyBook<PolicyKey>, Error> {
    let rows = wanted.all(&at.connection()).await?;
    let versions = rows
        .iter()
        .map(|row| aggregates::from_row(row).map(|it: Versioned<PolicyVersion<_>>| it.value));
    Ok(PolicyBook::new(versions.collect::<Result<_, _>>()?))
}
