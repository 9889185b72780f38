//! The settlement of closed offices with their job seekers (A6.4, A16).

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, read};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::placement::settlement::SettlementFile;
use crate::use_cases::settlement::add_seekers::{AddSettlementSeekers, NewSeeker};
use crate::use_cases::settlement::close::CloseSettlement;
use crate::use_cases::settlement::find::{self, Search};
use crate::use_cases::settlement::hand_over::HandSettlementToAssociation;
use crate::use_cases::settlement::pay::RecordSettlementPayment;
use crate::use_cases::settlement::refer::ReferRemainder;
use crate::use_cases::settlement::seekers::ReadSeekers;
use crate::use_cases::settlement::serve_notice::ServeSettlementNotice;
use crate::use_cases::settlement::settle::SettleLine;
use crate::use_cases::settlement::tick::TickSettlementDuty;
use crate::use_cases::{Versioned, perform};

mod claims;
mod forms;
mod papers;
mod view;

pub use claims::ClaimsApi;
pub use papers::PapersApi;

use forms::{
    SettlementDutyForm, SettlementDutyName, SettlementHandoverForm, SettlementNoticeForm,
    SettlementOutcomeForm, SettlementPaymentForm, SettlementRemainderForm, SettlementSeekerForm,
    SettlementSeekersForm,
};
use view::{SettlementSeekersView, SettlementStateName, SettlementSummary, SettlementView};

/// Settlement files.
pub struct SettlementsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settlement")]
impl SettlementsApi {
    /// List settlement files
    ///
    /// Those of the caller's offices and of the caller's own licences, the last opened first. The list
    /// names no job seeker.
    #[oai(
        path = "/api/v1/settlements",
        method = "get",
        operation_id = "listSettlements"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those of this province (ISO 3166-2).
        province: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<SettlementStateName>>,
        /// Only those of which a duty is still open though the ten days have run out.
        #[oai(default)]
        overdue: Query<bool>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<SettlementSummary>>> {
        let province: Option<Province> = parameter("province", province.as_deref())?;
        let search = Search {
            province,
            state: state.0.map(SettlementStateName::name),
            overdue: overdue.0,
            after: after.0,
        };
        let (found, more) = find::list(&self.context, &caller.actor(), search, limit.0).await?;
        let today = self.context.today();
        let last = found.last().filter(|_| more);
        let items = found
            .iter()
            .map(|it| SettlementSummary::of(&it.value, today));
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: items.collect(),
        }))
    }

    /// Show a settlement file
    ///
    /// With the ten days explained, the three duties, and the line of every job seeker. The names are
    /// read separately.
    #[oai(
        path = "/api/v1/settlements/:id",
        method = "get",
        operation_id = "getSettlement"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<SettlementView>> {
        let found = find::show(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(found))
    }

    /// Read who the job seekers are
    ///
    /// For the operator of the closed office, its directorate and its association. Every read is written
    /// down before it is answered.
    #[oai(
        path = "/api/v1/settlements/:id/seekers",
        method = "get",
        operation_id = "getSettlementSeekers"
    )]
    async fn seekers(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<SettlementSeekersView>> {
        let command = ReadSeekers { id: id.0 };
        let lines = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Json(SettlementSeekersView::of(&lines)))
    }

    /// Serve the notice on the agency
    ///
    /// The ten days run from the later of the end of the licence and this service. The answer explains
    /// the day by which to act and the day from which it is late.
    #[oai(
        path = "/api/v1/settlements/:id/notice",
        method = "post",
        operation_id = "serveSettlementNotice"
    )]
    async fn serve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementNoticeForm>,
    ) -> Result<Found<SettlementView>> {
        let body = body.0;
        check(&body)?;
        let command = ServeSettlementNotice {
            id: id.0,
            method: body.method.into(),
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let served = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(served))
    }

    /// Add a job seeker of the closed office
    ///
    /// By the office or the association. Duties that no longer cover everybody are open again.
    #[oai(
        path = "/api/v1/settlements/:id/lines",
        method = "post",
        operation_id = "addSettlementSeeker"
    )]
    async fn add(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<SettlementSeekerForm>,
    ) -> Result<Created<SettlementView>> {
        check(&body.0)?;
        let seekers = vec![body.0.read("")?];
        self.added(caller, id.0, seekers, &if_match, &key).await
    }

    /// Add many job seekers at once
    ///
    /// From 1 to 500; all are added or none.
    #[oai(
        path = "/api/v1/settlements/:id/line-lists",
        method = "post",
        operation_id = "addSettlementSeekers"
    )]
    async fn add_many(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<SettlementSeekersForm>,
    ) -> Result<Created<SettlementView>> {
        let seekers = body.0.read()?;
        self.added(caller, id.0, seekers, &if_match, &key).await
    }

    /// Tick a duty of the agency
    ///
    /// Money, documents or original licence, with evidence. The money is not ticked while somebody is
    /// owed any.
    #[oai(
        path = "/api/v1/settlements/:id/duties/:duty",
        method = "post",
        operation_id = "tickSettlementDuty"
    )]
    async fn tick(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        duty: Path<SettlementDutyName>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementDutyForm>,
    ) -> Result<Found<SettlementView>> {
        let body = body.0;
        check(&body)?;
        let command = TickSettlementDuty {
            id: id.0,
            duty: duty.0.into(),
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let ticked = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(ticked))
    }

    /// Record what the agency paid to a job seeker
    #[oai(
        path = "/api/v1/settlements/:id/lines/:line/payments",
        method = "post",
        operation_id = "recordSettlementPayment"
    )]
    async fn pay(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        line: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<SettlementPaymentForm>,
    ) -> Result<Found<SettlementView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordSettlementPayment {
            id: id.0,
            line: line.0,
            amount: forms::rial("/amount", body.amount)?,
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let paid = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(self.found(paid))
    }

    /// Hand the job seekers over to the association
    #[oai(
        path = "/api/v1/settlements/:id/handover",
        method = "post",
        operation_id = "handSettlementToAssociation"
    )]
    async fn hand_over(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementHandoverForm>,
    ) -> Result<Found<SettlementView>> {
        check(&body.0)?;
        let command = HandSettlementToAssociation {
            id: id.0,
            letter: read("/letter", &body.letter)?,
            expected: request::required(&if_match)?,
        };
        let handed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(handed))
    }

    /// Record what became of a job seeker
    ///
    /// By the association or the office: transferred with consent to an agency of the same kind that may
    /// act today, paid back in full, or unreachable.
    #[oai(
        path = "/api/v1/settlements/:id/lines/:line/outcome",
        method = "post",
        operation_id = "settleLine"
    )]
    async fn settle(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        line: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementOutcomeForm>,
    ) -> Result<Found<SettlementView>> {
        let command = SettleLine {
            id: id.0,
            line: line.0,
            settled: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let settled = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(settled))
    }

    /// Refer what nobody paid
    ///
    /// To the court, or into a deposit for a person whom nobody could reach.
    #[oai(
        path = "/api/v1/settlements/:id/lines/:line/referral",
        method = "post",
        operation_id = "referRemainder"
    )]
    async fn refer(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        line: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementRemainderForm>,
    ) -> Result<Found<SettlementView>> {
        let command = ReferRemainder {
            id: id.0,
            line: line.0,
            remainder: body.0.read()?,
            expected: request::required(&if_match)?,
        };
        let referred = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(referred))
    }

    /// Close a settlement file
    ///
    /// When every job seeker has an outcome, the moneys are paid or referred, and documents and licence
    /// are back.
    #[oai(
        path = "/api/v1/settlements/:id/closing",
        method = "post",
        operation_id = "closeSettlement"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<SettlementView>> {
        let command = CloseSettlement {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let closed = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(closed))
    }
}

impl SettlementsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    async fn added(
        &self,
        caller: Caller,
        id: Uuid,
        seekers: Vec<NewSeeker>,
        if_match: &IfMatch,
        key: &Key,
    ) -> Result<Created<SettlementView>> {
        let command = AddSettlementSeekers {
            id,
            seekers,
            expected: request::expected(if_match)?,
        };
        let key = request::key(key)?;
        let added = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let today = self.context.today();
        let location = format!("/api/v1/settlements/{id}");
        Ok(Created::new(added, location, |it| {
            SettlementView::of(&it, today)
        }))
    }

    fn found(&self, file: Versioned<SettlementFile>) -> Found<SettlementView> {
        let today = self.context.today();
        Found::new(file, |it| SettlementView::of(&it, today))
    }
}

const fn page_size() -> u64 {
    50
}
