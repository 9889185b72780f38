//! Publishes the register: what has changed since the last version, in the order of commits.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::follow::{follow, put};
use super::{apart, folder};
use crate::context::Context;
use crate::domain::placement::policies::Policies;
use crate::domain::placement::register::{Entry, PersonNames};
use crate::error::Error;
use crate::store::register::heads::{File, Statement};
use crate::store::register::{Gathering, Head, Issue, List, heads, source};
use crate::store::{Database, policies, rulings};
use crate::use_cases::calendar::begin_leased;

const JOB: &str = "publish-register";

/// A version is confirmed when its last confirmation is older than this.
const CONFIRM_EVERY: TimeDelta = TimeDelta::seconds(10);

/// Deltas of fewer bytes than this are left as they are by the registry's own jobs.
pub const WORTH_GATHERING: i64 = 256 * 1024;

/// With more changes than this it is quicker to read everything anew.
const MANY: usize = 50_000;

/// Publishes what has changed, if this process is the one to do it.
///
/// Deltas are gathered into a whole file when together they are larger than a quarter of it, and
/// larger than `worth_gathering` bytes; see [`WORTH_GATHERING`].
pub async fn publish(context: &Context, process: Uuid, worth_gathering: i64) -> Result<(), Error> {
    match begin_leased(context, JOB, process).await? {
        Some(work) => work.commit().await?,
        None => return Ok(()),
    }
    if let Err(error) = follow(context).await {
        // The files are not what was signed, so all of it is published anew.
        tracing::error!(%error, "the published register was refused");
    }
    let database = context.database();
    let newest = heads::newest(database, context.is_demo()).await?;
    let until = heads::log_end(database).await?;
    let (names, today) = (person_names(context).await?, context.today());
    let held = context.register().current();
    let draft = match (&newest, held) {
        (Some(newest), Some(held))
            if held.head.stated == newest.stated && newest.person_names == names.name() =>
        {
            let mut ids =
                heads::changed(database, source::NOUN, newest.log_position, until).await?;
            // What is final today is so in public too, even while nobody could write it down.
            ids.extend(rulings::lapsed_licences(database, today).await?);
            if ids.len() > MANY {
                Some(whole(database, names, today).await?)
            } else if ids.is_empty() {
                None
            } else {
                changed(database, (names, today), &held, &ids, worth_gathering).await?
            }
        }
        _ => Some(whole(database, names, today).await?),
    };
    match (draft, newest) {
        (Some(draft), newest) => issue(context, process, draft, newest, until, names).await,
        (None, Some(newest)) => confirm(context, process, newest, until).await,
        (None, None) => Ok(()),
    }
}

/// The next version before it is written.
struct Draft {
    list: Arc<List>,
    /// What differs from the version before; nothing when all was read anew.
    changes: Option<String>,
    /// Whether a whole file is worth its bytes.
    gather: bool,
}

/// How natural persons are named today.
async fn person_names(context: &Context) -> Result<PersonNames, Error> {
    let book = policies::book(context.database()).await?;
    Ok(PersonNames::of(&Policies::on(&book, context.today())))
}

async fn whole(database: &Database, names: PersonNames, today: NaiveDate) -> Result<Draft, Error> {
    let mut gathering = Gathering::default();
    let mut after = None;
    loop {
        let licences = source::licences_after(database, after).await?;
        if licences.is_empty() {
            break;
        }
        after = source::last(&licences);
        for licence in &licences {
            gathering.add(&Entry::of(licence, names, today));
        }
    }
    let list = apart(move || List::gathered(gathering)).await?;
    Ok(Draft {
        list: Arc::new(list),
        changes: None,
        gather: true,
    })
}

/// The version with what has changed in some licences; nothing when the public sees no difference.
async fn changed(
    database: &Database,
    (names, today): (PersonNames, NaiveDate),
    held: &Issue,
    ids: &[Uuid],
    worth_gathering: i64,
) -> Result<Option<Draft>, Error> {
    let mut gathering = Gathering::default();
    for licence in &source::licences(database, ids).await? {
        let entry = Entry::of(licence, names, today);
        if held.list.find(&entry.number)?.as_ref() != Some(&entry) {
            gathering.add(&entry);
        }
    }
    let lines = gathering.into_lines();
    if lines.is_empty() {
        return Ok(None);
    }
    let since = heads::newest_whole(database, held.head.stated.demo).await?;
    let gather = match since {
        Some(whole) => {
            let version = whole.stated.version;
            let deltas = heads::after(database, version, whole.stated.demo).await?;
            let bytes = |head: &Head| head.delta.as_ref().map_or(0, |it| it.bytes);
            let bytes: i64 = deltas.iter().map(bytes).sum();
            bytes > worth_gathering.max(whole.whole.map_or(0, |it| it.bytes) / 4)
        }
        None => true,
    };
    let former = Arc::clone(&held.list);
    apart(move || {
        Ok(Some(Draft {
            list: Arc::new(former.with(&lines)?),
            changes: Some(lines),
            gather,
        }))
    })
    .await
}

/// Writes the files, then makes the version known.
async fn issue(
    context: &Context,
    process: Uuid,
    draft: Draft,
    newest: Option<Head>,
    until: i64,
    names: PersonNames,
) -> Result<(), Error> {
    let former = newest.map_or(0, |head| head.stated.version);
    let now = context.now();
    let stated = Statement {
        demo: context.is_demo(),
        version: former + 1,
        at: now,
        count: i64::try_from(draft.list.count()).unwrap_or(i64::MAX),
        set_hash: draft.list.set_hash(),
    };
    let signature = stated.sign(context.keys());
    let list = Arc::clone(&draft.list);
    let (whole, delta) = write(context, draft, &stated, &signature).await?;
    let gathered = whole.is_some();
    let head = Head {
        stated,
        signature,
        whole,
        delta,
        log_position: until,
        person_names: names.name().to_owned(),
        confirmed_at: now,
    };
    let Some(work) = begin_leased(context, JOB, process).await? else {
        return Ok(());
    };
    let newest = heads::newest(&work, context.is_demo()).await?;
    if newest.map_or(0, |head| head.stated.version) != former {
        return Ok(());
    }
    let last_whole = heads::newest_whole(&work, context.is_demo()).await?;
    heads::insert(&work, &head).await?;
    // Who still reads the whole version before this one finds its deltas.
    let outdated = last_whole.filter(|_| gathered).map(|it| it.stated.version);
    if let Some(version) = outdated {
        heads::forget_before(&work, version).await?;
    }
    work.commit().await?;
    tracing::info!(
        version = head.stated.version,
        count = head.stated.count,
        "the register was published"
    );
    put(context, head, list);
    if let Some(version) = outdated {
        let folder = folder(context);
        apart(move || folder.forget_before(version)).await?;
    }
    Ok(())
}

async fn write(
    context: &Context,
    draft: Draft,
    stated: &Statement,
    signature: &str,
) -> Result<(Option<File>, Option<File>), Error> {
    let folder = folder(context);
    let (stated, signature) = (stated.clone(), signature.to_owned());
    apart(move || {
        let whole = draft
            .gather
            .then(|| folder.write_whole(&stated, &signature, &draft.list));
        let delta = draft
            .changes
            .map(|lines| folder.write_delta(&stated, &signature, &lines));
        Ok((whole.transpose()?, delta.transpose()?))
    })
    .await
}

/// Says again that the newest version is all that is known.
async fn confirm(context: &Context, process: Uuid, newest: Head, until: i64) -> Result<(), Error> {
    if context.now() - newest.confirmed_at < CONFIRM_EVERY {
        return Ok(());
    }
    let Some(work) = begin_leased(context, JOB, process).await? else {
        return Ok(());
    };
    heads::confirm(&work, newest.stated.version, until).await?;
    work.commit().await
}
