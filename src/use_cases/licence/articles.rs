//! Looking at the duty of companies to register their activity in their articles (A9).

use serde::Serialize;
use uuid::Uuid;

use super::{AfterIssue, visible};
use crate::context::Context;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::access::{Actor, Permission};
use crate::domain::placement::licence::{ArticlesDuty, Licence};
use crate::error::Error;
use crate::store::licences::{self, Visible};
use crate::store::{access_log, closures, policies};
use crate::use_cases::document::{Download, Page, give_out};
use crate::use_cases::{Acting, Command, perform};

/// The duty of one company, with its term explained.
pub async fn show(
    context: &Context,
    actor: &Actor,
    licence: Uuid,
) -> Result<(Licence, ArticlesDuty), Error> {
    actor.require(Permission::ReadLicences)?;
    let database = context.database();
    let licence = visible(database, actor, licence).await?.value;
    let closed = closures::book(database).await?;
    let book = policies::book(database).await?;
    let duty = licence.articles_duty(&closed, &book).ok_or_else(no_duty)?;
    Ok((licence, duty))
}

/// The open duties that the actor may know of, the longest waiting first: at most `limit`, and after
/// which the next page begins. Where only the overdue ones are wanted a page may be shorter.
pub async fn list(
    context: &Context,
    actor: &Actor,
    province: Option<Province>,
    overdue: bool,
    after: Option<AfterIssue>,
    limit: u64,
) -> Result<(Vec<(Licence, ArticlesDuty)>, Option<AfterIssue>), Error> {
    actor.require(Permission::ReadLicences)?;
    let (database, today) = (context.database(), context.today());
    let seen_by = Visible {
        provinces: actor.provinces_of(Permission::ReadLicences),
        operator: actor.account(),
    };
    let wanted = limit + 1;
    let mut found =
        licences::articles_open(database, &seen_by, province, today, after, wanted).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).and_then(|it| {
        Some(AfterIssue {
            since: it.articles_open_since()?,
            id: it.id(),
        })
    });
    let closed = closures::book(database).await?;
    let book = policies::book(database).await?;
    let duties = found.into_iter().filter_map(|licence| {
        let duty = licence.articles_duty(&closed, &book)?;
        (!overdue || duty.is_overdue(today)).then_some((licence, duty))
    });
    Ok((duties.collect(), next))
}

/// Gives out the scan of the official notice once it is written down that it was read.
pub async fn download(context: &Context, actor: &Actor, licence: Uuid) -> Result<Download, Error> {
    let read = ReadArticlesEvidence { licence };
    let page = perform(context, actor, &read, None).await?;
    give_out(context, page).await
}

#[derive(Debug, Serialize)]
struct ReadArticlesEvidence {
    licence: Uuid,
}

impl Command for ReadArticlesEvidence {
    const OPERATION: &'static str = "downloadArticlesEvidence";
    const PERMISSION: Option<Permission> = Some(Permission::ReadLicences);
    type Output = Page;

    async fn perform(&self, acting: Acting<'_>) -> Result<Page, Error> {
        let licence = visible(acting.work, acting.actor, self.licence)
            .await?
            .value;
        let shown = licence.articles();
        let shown = shown.ok_or(Error::NotFound { noun: "document" })?;
        access_log::append(acting.work, Licence::NOUN, self.licence, "document").await?;
        Ok(Page::of(licence.number(), &shown.evidence))
    }
}

fn no_duty() -> Refusal {
    Refusal::rule(
        "no-articles-duty",
        Citation::article(9),
        "تکلیف ثبت موضوع فعالیت در اساسنامه ویژه اشخاص حقوقی دارنده مجوزِ این آیین‌نامه است.",
        "Only companies licensed under the bylaw have this duty.",
    )
}
