//! Which matters stand on the agendas of sessions that are not over. The table is kept in the unit of
//! work that saves a session, and its key lets a matter stand on one agenda at a time.

use std::collections::BTreeSet;

use entity::agenda_matter::{ActiveModel, Column, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::session::{Matter, MatterKind, Session};
use crate::error::Error;
use crate::store::accounts::taken;
use crate::store::database::{Connected, Work};

/// The session that holds a matter.
pub(super) async fn holder(at: &impl Connected, matter: Matter) -> Result<Option<Uuid>, Error> {
    Ok(
        Entity::find_by_id((code(matter.kind).to_owned(), matter.id))
            .select_only()
            .column(Column::SessionId)
            .into_tuple()
            .one(&at.connection())
            .await?,
    )
}

/// Writes down what a session holds now.
pub(super) async fn hold(work: &Work, session: &Session) -> Result<(), Error> {
    let of_session = Column::SessionId.eq(session.id());
    let before: Vec<(String, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Kind, Column::MatterId])
        .filter(of_session.clone())
        .into_tuple()
        .all(&work.connection())
        .await?;
    let before: BTreeSet<_> = before.into_iter().collect();
    let now: BTreeSet<_> = session
        .holds()
        .map(|it| (code(it.kind).to_owned(), it.id))
        .collect();
    for (kind, id) in before.difference(&now) {
        let matter = Condition::all()
            .add(of_session.clone())
            .add(Column::Kind.eq(kind))
            .add(Column::MatterId.eq(*id));
        Entity::delete_many()
            .filter(matter)
            .exec(&work.connection())
            .await?;
    }
    for (kind, id) in now.difference(&before) {
        let row = ActiveModel {
            kind: Set(kind.clone()),
            matter_id: Set(*id),
            session_id: Set(session.id()),
        };
        Entity::insert(row)
            .exec_without_returning(&work.connection())
            .await
            .map_err(|error| taken_meanwhile(error.into()))?;
    }
    Ok(())
}

/// Who tables a matter has looked before that no other session holds it.
fn taken_meanwhile(error: Error) -> Error {
    match taken(error, "/id") {
        Error::Taken { .. } => Error::Stale {
            noun: Session::NOUN,
        },
        error => error,
    }
}

/// The kind as the table tells it.
fn code(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Appeal => "appeal",
        MatterKind::Application => "application",
        MatterKind::Case => "case",
        MatterKind::Complaint => "complaint",
        MatterKind::Directive => "directive",
        MatterKind::InterimLifting => "interim_lifting",
        MatterKind::InterimSuspension => "interim_suspension",
    }
}
