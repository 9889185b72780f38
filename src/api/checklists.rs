//! The checklists by which agencies are inspected (A6.2).

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::applications::AgencyKindName;
use super::caller::Caller;
use super::request::{self, Key, check, parses, read};
use super::sessions::LegalBasisForm;
use super::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::checklist::{Checklist, ChecklistItem, ItemCode};
use crate::domain::placement::session::LegalBasis;
use crate::error::Error;
use crate::use_cases::checklist::issue::IssueChecklist;
use crate::use_cases::{checklist, perform};

/// Checklists.
pub struct ChecklistsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Inspections")]
impl ChecklistsApi {
    /// Issue a version of the checklist
    ///
    /// By the central office. It is used from its first day on; a version is never edited, and earlier
    /// reports keep theirs.
    #[oai(
        path = "/api/v1/checklists",
        method = "post",
        operation_id = "issueChecklist"
    )]
    async fn issue(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ChecklistForm>,
    ) -> Result<Created<ChecklistView>> {
        let command = body.0.read()?;
        let key = request::key(&key)?;
        let issued = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/checklists/{}", issued.value.id());
        Ok(Created::new(issued, location, |it| ChecklistView::of(&it)))
    }

    /// List the versions of the checklist
    ///
    /// The latest first.
    #[oai(
        path = "/api/v1/checklists",
        method = "get",
        operation_id = "listChecklists"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// The `next` of the page before.
        after: Query<Option<u32>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<ChecklistView>>> {
        let actor = caller.actor();
        let (found, more) = checklist::list(&self.context, &actor, after.0, limit.0).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.version().to_string()),
            items: found.iter().map(ChecklistView::of).collect(),
        }))
    }

    /// Show the version in force for a kind of agency on a day
    ///
    /// A report is scored by the version that was in force when the visit began.
    #[oai(
        path = "/api/v1/checklists/in-force",
        method = "get",
        operation_id = "getChecklistInForce"
    )]
    async fn in_force(
        &self,
        caller: Caller,
        /// The kind of agency.
        kind: Query<AgencyKindName>,
        /// The day; today if nothing is said.
        on: Query<Option<NaiveDate>>,
    ) -> Result<Found<ChecklistView>> {
        let on = on.0.unwrap_or_else(|| self.context.today());
        let actor = caller.actor();
        let found = checklist::in_force(&self.context, &actor, kind.0.into(), on).await?;
        Ok(Found::new(found, |it| ChecklistView::of(&it)))
    }

    /// Show a version of the checklist
    #[oai(
        path = "/api/v1/checklists/:id",
        method = "get",
        operation_id = "getChecklist"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<ChecklistView>> {
        let found = checklist::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| ChecklistView::of(&it)))
    }
}

impl ChecklistsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u8 {
    50
}

/// A version as it is issued.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ChecklistForm {
    /// Its title.
    #[validate(custom(function = "parses::<ShortText>"))]
    title: String,
    /// The kinds of agencies that it is for.
    kinds: Vec<AgencyKindName>,
    /// What is looked at, in order.
    #[validate(nested)]
    #[oai(validator(max_items = "300"))]
    items: Vec<ChecklistItemForm>,
    /// The first day on which inspections go by it: today or later.
    from: NaiveDate,
}

/// What is looked at.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ChecklistItemForm {
    /// Its name in the checklist and in reports: 1 to 20 small Latin letters, digits, dots and hyphens.
    #[validate(custom(function = "parses::<ItemCode>"))]
    code: String,
    /// The question; yes is what the rule wants.
    #[validate(custom(function = "parses::<ShortText>"))]
    question: String,
    /// The rule behind it.
    provision: LegalBasisForm,
    /// What a yes is worth.
    points: u16,
    /// Whether a no cannot be left at a term for mending.
    critical: bool,
}

impl ChecklistForm {
    fn read(&self) -> std::result::Result<IssueChecklist, Error> {
        check(self)?;
        let items = self.items.iter().enumerate();
        let items = items.map(|(index, item)| item.read(&format!("/items/{index}")));
        Ok(IssueChecklist {
            title: read("/title", &self.title)?,
            kinds: self.kinds.iter().map(|kind| (*kind).into()).collect(),
            items: items.collect::<std::result::Result<_, _>>()?,
            from: self.from,
        })
    }
}

impl ChecklistItemForm {
    fn read(&self, at: &str) -> std::result::Result<ChecklistItem, Error> {
        Ok(ChecklistItem {
            code: read(&format!("{at}/code"), &self.code)?,
            question: read(&format!("{at}/question"), &self.question)?,
            provision: self.provision.read(&format!("{at}/provision"))?,
            points: self.points,
            critical: self.critical,
        })
    }
}

/// A version of the checklist.
#[derive(Object)]
struct ChecklistView {
    id: Uuid,
    /// Its number among the versions, from 1.
    version: u32,
    /// Its title.
    title: String,
    /// The kinds of agencies that it is for.
    kinds: Vec<AgencyKindName>,
    /// What is looked at, in order.
    items: Vec<ChecklistItemView>,
    /// The first day on which inspections go by it.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
}

/// What is looked at.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ChecklistItemView {
    /// Its name in the checklist and in reports.
    code: String,
    /// The question; yes is what the rule wants.
    question: String,
    /// The rule behind it.
    provision: LegalBasisForm,
    /// The place in the law in Persian.
    provision_persian: Option<String>,
    /// What a yes is worth.
    points: u16,
    /// Whether a no cannot be left at a term for mending.
    critical: bool,
}

impl ChecklistView {
    fn of(checklist: &Checklist) -> Self {
        Self {
            id: checklist.id(),
            version: checklist.version(),
            title: checklist.title().to_string(),
            kinds: checklist
                .kinds()
                .iter()
                .map(|kind| (*kind).into())
                .collect(),
            items: checklist.items().iter().map(item).collect(),
            from: checklist.from(),
            from_persian: persian(checklist.from()),
        }
    }
}

fn item(item: &ChecklistItem) -> ChecklistItemView {
    ChecklistItemView {
        code: item.code.as_str().to_owned(),
        question: item.question.to_string(),
        provision: LegalBasisForm::of(&item.provision),
        provision_persian: provision_persian(&item.provision),
        points: item.points,
        critical: item.critical,
    }
}

/// The place in the law in Persian; a directive is known by its own title.
pub(super) fn provision_persian(provision: &LegalBasis) -> Option<String> {
    match provision {
        LegalBasis::Law { citation } => Some(citation.persian()),
        LegalBasis::Directive { .. } => None,
    }
}
