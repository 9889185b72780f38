//! Walks every subject's events in order: each links to the one before, none is missing between
//! them, sealed ones stand in the log, and the subject has its row.

use std::collections::{HashMap, HashSet};

use entity::{event, log_entry};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Finding, PAGE, Place, Report};
use crate::error::Error;
use crate::store::database::Connected;
use crate::store::evidence::event_hash;
use crate::store::nouns;

/// What links an event to the others, without what it says.
#[derive(FromQueryResult)]
struct Link {
    id: i64,
    noun: String,
    subject_id: Uuid,
    version: i64,
    name: String,
    previous_hash: Option<String>,
    hash: String,
    sealed: bool,
}

pub(super) async fn check(at: &dyn Connected, report: &mut Report) -> Result<(), Error> {
    let mut before: Option<Link> = None;
    loop {
        let links = after(at, before.as_ref()).await?;
        if links.is_empty() {
            return check_unsealed(at, report).await;
        }
        let logged = logged(at, &links).await?;
        let mut subjects: HashMap<String, Vec<Uuid>> = HashMap::new();
        for link in links {
            report.events += 1;
            let previous = before
                .as_ref()
                .filter(|it| it.subject_id == link.subject_id);
            if previous.is_none() {
                let of_noun = subjects.entry(link.noun.clone()).or_default();
                of_noun.push(link.subject_id);
            }
            check_link(previous, &link, report);
            if link.sealed && !logged.contains(&link.id) {
                report.find(Finding::Unlogged(link.place()));
            }
            before = Some(link);
        }
        for (noun, subjects) in subjects {
            check_subjects(at, noun, subjects, report).await?;
        }
    }
}

fn check_link(previous: Option<&Link>, link: &Link, report: &mut Report) {
    let expected = previous.map_or(1, |it| it.version + 1);
    if link.version > expected {
        report.find(Finding::Missing {
            noun: link.noun.clone(),
            subject: link.subject_id,
            from: expected,
            to: link.version - 1,
        });
    } else if previous.map(|it| it.hash.as_str()) != link.previous_hash.as_deref() {
        report.find(Finding::Unlinked(link.place()));
    }
}

/// Events that are not in the log yet were not read when it was walked.
async fn check_unsealed(at: &dyn Connected, report: &mut Report) -> Result<(), Error> {
    let mut last = 0;
    loop {
        let rows = event::Entity::find()
            .filter(event::Column::Sealed.eq(false))
            .filter(event::Column::Id.gt(last))
            .order_by_asc(event::Column::Id)
            .limit(PAGE)
            .all(&at.connection())
            .await?;
        let Some(row) = rows.last() else {
            return Ok(());
        };
        last = row.id;
        for row in &rows {
            if event_hash(row)? != row.hash {
                report.find(Finding::Edited(row.into()));
            }
        }
    }
}

/// Every subject that events tell of must have its row; a noun that nobody knows has none.
async fn check_subjects(
    at: &dyn Connected,
    noun: String,
    subjects: Vec<Uuid>,
    report: &mut Report,
) -> Result<(), Error> {
    let missing = match nouns::ALL.iter().find(|it| it.name == noun) {
        Some(known) => (known.find_missing)(at, subjects).await?,
        None => subjects,
    };
    for subject in missing {
        let noun = noun.clone();
        report.find(Finding::RowRemoved { noun, subject });
    }
    Ok(())
}

async fn after(at: &dyn Connected, last: Option<&Link>) -> Result<Vec<Link>, Error> {
    let mut query = event::Entity::find()
        .select_only()
        .columns([
            event::Column::Id,
            event::Column::Noun,
            event::Column::SubjectId,
            event::Column::Version,
            event::Column::Name,
            event::Column::PreviousHash,
            event::Column::Hash,
            event::Column::Sealed,
        ])
        .order_by_asc(event::Column::SubjectId)
        .order_by_asc(event::Column::Version)
        .limit(PAGE);
    if let Some(last) = last {
        let same_subject = Condition::all()
            .add(event::Column::SubjectId.eq(last.subject_id))
            .add(event::Column::Version.gt(last.version));
        query = query
            // Says the same as the next filter in the way that an index can be entered by.
            .filter(event::Column::SubjectId.gte(last.subject_id))
            .filter(
                Condition::any()
                    .add(event::Column::SubjectId.gt(last.subject_id))
                    .add(same_subject),
            );
    }
    Ok(query.into_model().all(&at.connection()).await?)
}

async fn logged(at: &dyn Connected, links: &[Link]) -> Result<HashSet<i64>, Error> {
    let ids: Vec<i64> = log_entry::Entity::find()
        .select_only()
        .column(log_entry::Column::EventId)
        .filter(log_entry::Column::EventId.is_in(links.iter().map(|it| it.id)))
        .into_tuple()
        .all(&at.connection())
        .await?;
    Ok(ids.into_iter().collect())
}

impl Link {
    fn place(&self) -> Place {
        Place {
            event_id: self.id,
            name: self.name.clone(),
            noun: self.noun.clone(),
            subject: self.subject_id,
            version: self.version,
        }
    }
}
