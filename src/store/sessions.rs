//! Sessions of the boards.

use entity::session;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::aggregates::{self, Stored, Versioned};
use super::database::{Connected, Work};
use crate::domain::placement::boards::{BoardKind, Scope};
use crate::domain::placement::session::{Matter, Session};
use crate::error::Error;

mod agenda;

impl Stored for Session {
    type Table = session::Entity;

    fn columns(&self) -> session::ActiveModel {
        let scope = match self.scope() {
            Scope::Domestic => "domestic",
            Scope::Foreign => "foreign",
            Scope::Maritime => "maritime",
            Scope::General => "general",
        };
        session::ActiveModel {
            board: Set(self.board().to_string()),
            scope: Set(scope.to_owned()),
            called_for: Set(self.called_for()),
            ..Default::default()
        }
    }

    async fn project(&self, work: &Work) -> Result<(), Error> {
        agenda::hold(work, self).await
    }
}

/// The session on whose agenda a matter stands while it is not over.
pub async fn holding(
    at: &impl Connected,
    matter: Matter,
) -> Result<Option<Versioned<Session>>, Error> {
    match agenda::holder(at, matter).await? {
        None => Ok(None),
        Some(session) => aggregates::find(at, session).await,
    }
}

/// Which sessions are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these boards; of all when absent.
    pub boards: Option<Vec<BoardKind>>,
    /// In this state.
    pub state: Option<&'static str>,
}

/// The sessions that come after one in the list, the last called first; one more than `limit` says
/// that there is a next page.
pub async fn list(
    at: &impl Connected,
    filter: &Filter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Versioned<Session>>, Error> {
    let mut wanted = Condition::all();
    if let Some(boards) = &filter.boards {
        wanted = wanted.add(session::Column::Board.is_in(boards.iter().map(ToString::to_string)));
    }
    if let Some(state) = filter.state {
        wanted = wanted.add(session::Column::State.eq(state));
    }
    if let Some(after) = after {
        wanted = wanted.add(session::Column::Id.lt(after));
    }
    let rows = session::Entity::find()
        .filter(wanted)
        .order_by_desc(session::Column::Id)
        .limit(limit + 1)
        .all(&at.connection())
        .await?;
    rows.iter().map(aggregates::from_row).collect()
}
