//! The duty of companies to register their activity in their articles of association (A9).

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::{LicenceView, unfit};
use crate::api::Tag;
use crate::api::answer::{Created, Page, Result};
use crate::api::caller::Caller;
use crate::api::closures::DeadlineView;
use crate::api::documents::{DocumentBody, DocumentFile};
use crate::api::request::{self, IfMatch, Key, parameter, place};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::licence::{ArticlesDuty, Holder, Licence};
use crate::use_cases::licence::register_articles::{Shown, register_articles};
use crate::use_cases::licence::{AfterIssue, articles};

/// Articles of association.
pub struct ArticlesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl ArticlesApi {
    /// Show that the activity is registered in the articles of association
    ///
    /// By the company that was licensed, in time or late. The body is the scan of the official notice
    /// itself: PDF, JPEG or PNG, found by its content, of at most 10 MiB.
    #[oai(
        path = "/api/v1/licences/:id/articles-registration",
        method = "post",
        operation_id = "recordArticlesRegistration"
    )]
    #[expect(clippy::too_many_arguments, reason = "every value is a parameter")]
    async fn record(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// The day on which the register of companies entered it.
        registered_on: Query<NaiveDate>,
        /// Number and date of the official notice.
        notice: Query<String>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: DocumentBody,
    ) -> Result<Created<LicenceView>> {
        let (declared, body) = body.into_parts();
        let key = request::key(&key)?;
        let notice: ShortText = notice.parse().map_err(|reason| unfit("notice", reason))?;
        let shown = Shown {
            licence: id.0,
            registered_on: registered_on.0,
            notice,
            expected: request::expected(&if_match)?,
            declared,
            key: key.as_ref(),
        };
        let bytes = body.into_bytes_stream();
        let licence = register_articles(&self.context, &caller.actor(), shown, bytes).await?;
        let location = format!("/api/v1/licences/{}/articles-duty", id.0);
        Ok(Created::new(licence, location, |it| {
            LicenceView::of(&it, &self.context)
        }))
    }

    /// Show the duty of a company to register its activity in its articles
    ///
    /// With its term explained. What is overdue has no effect on the licence by itself.
    #[oai(
        path = "/api/v1/licences/:id/articles-duty",
        method = "get",
        operation_id = "getArticlesDuty"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<ArticlesDutyView>> {
        let (licence, duty) = articles::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Json(self.view(&licence, &duty)))
    }

    /// Download the notice that shows the registration in the articles
    ///
    /// Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/licences/:id/articles-registration/document",
        method = "get",
        operation_id = "downloadArticlesEvidence"
    )]
    async fn download(&self, caller: Caller, id: Path<Uuid>) -> Result<DocumentFile> {
        let found = articles::download(&self.context, &caller.actor(), id.0).await?;
        Ok(DocumentFile(found))
    }

    /// List the companies whose activity is not registered in their articles yet
    ///
    /// The longest waiting first; agencies see their own. Where only the overdue ones are wanted, a page
    /// may have fewer than `limit`.
    #[oai(
        path = "/api/v1/articles-duties",
        method = "get",
        operation_id = "listArticlesDuties"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those of this province (ISO 3166-2).
        province: Query<Option<String>>,
        /// Only those whose term has run out.
        #[oai(default)]
        overdue: Query<bool>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<ArticlesDutyView>>> {
        let province = parameter("province", province.as_deref())?;
        let after = place(after.as_deref(), after_issue)?;
        let (actor, limit) = (caller.actor(), limit.0);
        let (found, next) =
            articles::list(&self.context, &actor, province, overdue.0, after, limit).await?;
        let items = found.iter().map(|(licence, duty)| self.view(licence, duty));
        Ok(Json(Page {
            items: items.collect(),
            next: next.map(|it| format!("{}_{}", it.since, it.id)),
        }))
    }
}

impl ArticlesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn view(&self, licence: &Licence, duty: &ArticlesDuty) -> ArticlesDutyView {
        let registration = duty.registration.as_ref();
        let registered_on = registration.map(|it| it.registered_on);
        let company = match &licence.grant().holder {
            Holder::Company { name, .. } | Holder::Natural { name } => name.to_string(),
        };
        ArticlesDutyView {
            licence_id: licence.id(),
            number: licence.number().to_string(),
            agency: licence.grant().agency.to_string(),
            company,
            province: licence.province().code().to_owned(),
            province_name: licence.province().name_fa().to_owned(),
            due: DeadlineView::of(&duty.due),
            overdue: duty.is_overdue(self.context.today()),
            registered_on,
            registered_on_persian: registered_on.map(persian),
            notice: registration.map(|it| it.notice.to_string()),
        }
    }
}

const fn page_size() -> u64 {
    50
}

fn after_issue(text: &str) -> Option<AfterIssue> {
    let (since, id) = text.split_once('_')?;
    Some(AfterIssue {
        since: since.parse().ok()?,
        id: id.parse().ok()?,
    })
}

/// The duty of a company to register its activity in its articles.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ArticlesDutyView {
    /// The licence.
    licence_id: Uuid,
    /// Its number.
    number: String,
    /// The name of the agency.
    agency: String,
    /// The company.
    company: String,
    /// The province.
    province: String,
    /// Its name.
    province_name: String,
    /// The term, explained.
    due: DeadlineView,
    /// Whether it has run out without a registration.
    overdue: bool,
    /// The day on which the register of companies entered it.
    registered_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    registered_on_persian: Option<String>,
    /// Number and date of the official notice.
    notice: Option<String>,
}
