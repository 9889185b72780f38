//! Notices of final revocations to the provinces (A15.n2).

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::Tag;
use super::answer::{Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, parameter};
use super::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::notice::{NoticeState, ProvinceNotice};
use crate::use_cases::notice::acknowledge::AcknowledgeNotice;
use crate::use_cases::notice::read::{self, After, Place, Search};
use crate::use_cases::{Versioned, perform};

/// Notices to the provinces.
pub struct NoticesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Bans")]
impl NoticesApi {
    /// List the notices to one's province
    ///
    /// First those that nobody has acknowledged, the longest waiting first; the centre sees those to
    /// all provinces.
    #[oai(path = "/api/v1/notices", method = "get", operation_id = "listNotices")]
    async fn list(
        &self,
        caller: Caller,
        /// The province that is told, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// Only the notices of this ban.
        ban: Query<Option<Uuid>>,
        /// Only those that are acknowledged, or only those that are not.
        acknowledged: Query<Option<bool>>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<NoticeView>>> {
        let search = Search {
            province: parameter("province", province.as_deref())?,
            ban: ban.0,
            acknowledged: acknowledged.0,
        };
        let (actor, after) = (caller.actor(), request::place(after.as_deref(), place)?);
        let (found, next) = read::list(&self.context, &actor, &search, after, limit.0).await?;
        Ok(Json(Page {
            items: found.iter().map(|it| self.view(&it.value)).collect(),
            next: next.map(|it| {
                let state = if it.acknowledged {
                    "acknowledged"
                } else {
                    "issued"
                };
                format!("{state}_{}_{}", it.place.issued_on, it.place.id)
            }),
        }))
    }

    /// Show a notice
    #[oai(
        path = "/api/v1/notices/:id",
        method = "get",
        operation_id = "getNotice"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<NoticeView>> {
        let found = read::get(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(found))
    }

    /// Acknowledge a notice in the name of one's province
    ///
    /// Only the office of the province that is told does so.
    #[oai(
        path = "/api/v1/notices/:id/acknowledgement",
        method = "post",
        operation_id = "acknowledgeNotice"
    )]
    async fn acknowledge(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<NoticeView>> {
        let command = AcknowledgeNotice {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let acknowledged = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(acknowledged))
    }
}

impl NoticesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn view(&self, notice: &ProvinceNotice) -> NoticeView {
        NoticeView::of(notice, self.context.today())
    }

    fn found(&self, notice: Versioned<ProvinceNotice>) -> Found<NoticeView> {
        Found::new(notice, |it| self.view(&it))
    }
}

const fn page_size() -> u8 {
    50
}

fn place(text: &str) -> Option<After> {
    let (state, place) = text.split_once('_')?;
    let (issued_on, id) = place.split_once('_')?;
    Some(After {
        acknowledged: match state {
            "acknowledged" => true,
            "issued" => false,
            _ => return None,
        },
        place: Place {
            issued_on: issued_on.parse().ok()?,
            id: id.parse().ok()?,
        },
    })
}

/// A notice of a final revocation to one province.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct NoticeView {
    id: Uuid,
    /// `issued` or `acknowledged`.
    state: String,
    /// The same in Persian.
    state_name: String,
    /// The province that is told, by its ISO 3166-2 code.
    to: String,
    /// Its Persian name.
    to_name: String,
    /// The province whose board revoked.
    from: String,
    /// Its Persian name.
    from_name: String,
    /// The ruling.
    ruling_id: Uuid,
    /// Its number.
    ruling_number: String,
    /// The ban, under which the parties are found.
    ban_id: Uuid,
    /// The name of the agency.
    agency: String,
    /// The number of its licence.
    licence_number: String,
    /// The reasons of the ruling.
    reasons: String,
    /// The day of finality.
    final_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    final_on_persian: String,
    /// The first day of the ban.
    ban_from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    ban_from_persian: String,
    /// The first day on which an application is accepted again.
    ban_until_exclusive: NaiveDate,
    /// The same in the Solar Hijri calendar.
    ban_until_exclusive_persian: String,
    /// The day of issue.
    issued_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    issued_on_persian: String,
    /// The days for which it has waited, or waited until it was acknowledged.
    waited_days: i64,
    /// The officer who acknowledged it.
    acknowledged_by: Option<String>,
    /// When.
    acknowledged_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    acknowledged_on_persian: Option<String>,
}

impl NoticeView {
    fn of(notice: &ProvinceNotice, today: NaiveDate) -> Self {
        let said = notice.statement();
        let receipt = match notice.notice_state() {
            NoticeState::Issued => None,
            NoticeState::Acknowledged { person, on, .. } => Some((person.to_string(), *on)),
        };
        let (acknowledged_by, acknowledged_on) = receipt.unzip();
        Self {
            id: notice.id(),
            state: notice.state().to_owned(),
            state_name: notice.notice_state().persian().to_owned(),
            to: notice.to().code().to_owned(),
            to_name: notice.to().name_fa().to_owned(),
            from: said.from.code().to_owned(),
            from_name: said.from.name_fa().to_owned(),
            ruling_id: said.ruling,
            ruling_number: said.ruling_number.to_string(),
            ban_id: said.ban,
            agency: said.agency.to_string(),
            licence_number: said.licence_number.to_string(),
            reasons: said.reasons.to_string(),
            final_on: said.final_on,
            final_on_persian: persian(said.final_on),
            ban_from: said.term.from,
            ban_from_persian: persian(said.term.from),
            ban_until_exclusive: said.term.until_exclusive,
            ban_until_exclusive_persian: persian(said.term.until_exclusive),
            issued_on: notice.issued_on(),
            issued_on_persian: persian(notice.issued_on()),
            waited_days: notice.waited(today),
            acknowledged_by,
            acknowledged_on,
            acknowledged_on_persian: acknowledged_on.map(persian),
        }
    }
}
