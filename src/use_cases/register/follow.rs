//! Keeps the register in memory at its newest published version.

use std::sync::Arc;

use super::{apart, folder};
use crate::context::Context;
use crate::error::Error;
use crate::store::register::{Head, Issue, List, heads};

/// Looks for newer versions, checks them and answers from them; a version that is not what the
/// registry signed is refused, and the one before it stays and ages.
pub async fn follow(context: &Context) -> Result<(), Error> {
    let database = context.database();
    let demo = context.is_demo();
    let Some(newest) = heads::newest(database, demo).await? else {
        return Ok(());
    };
    let held = context.register().current();
    if let Some(held) = &held
        && held.head.stated == newest.stated
    {
        put(context, newest, Arc::clone(&held.list));
        return Ok(());
    }
    let (mut at, mut list) = match held {
        Some(held) if reaches(context, held.head.stated.version).await? => {
            (held.head.stated.version, Arc::clone(&held.list))
        }
        _ => {
            let Some(whole) = heads::newest_whole(database, demo).await? else {
                return Err(Error::corrupt("register", "no version is whole"));
            };
            let version = whole.stated.version;
            let list = read_whole(context, whole.clone()).await?;
            put(context, whole, Arc::clone(&list));
            (version, list)
        }
    };
    for head in heads::after(database, at, demo).await? {
        if head.stated.version != at + 1 {
            return Err(Error::corrupt("register", "a version is missing"));
        }
        at = head.stated.version;
        list = read_delta(context, list, head.clone()).await?;
        put(context, head, Arc::clone(&list));
    }
    Ok(())
}

/// Whether every version after one can be reached by what it changes.
async fn reaches(context: &Context, version: i64) -> Result<bool, Error> {
    let next = heads::after(context.database(), version, context.is_demo()).await?;
    let unbroken = next
        .first()
        .is_some_and(|it| it.stated.version == version + 1);
    Ok(unbroken && next.iter().all(|head| head.delta.is_some()))
}

pub(super) fn put(context: &Context, head: Head, list: Arc<List>) {
    let issue = Issue::new(head, list, context.now());
    context.register().put(issue);
}

async fn read_whole(context: &Context, head: Head) -> Result<Arc<List>, Error> {
    let (folder, key) = (folder(context), context.keys().public());
    apart(move || folder.read_whole(&head, &key).map(Arc::new)).await
}

async fn read_delta(context: &Context, list: Arc<List>, head: Head) -> Result<Arc<List>, Error> {
    let (folder, key) = (folder(context), context.keys().public());
    apart(move || folder.read_delta(&list, &head, &key).map(Arc::new)).await
}
