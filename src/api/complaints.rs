//! Complaints about agencies.
//!
//! `filing` is what whoever complains does, with or without an account; here is what offices,
//! associations and boards do.

mod documents;
mod filing;
mod form;
mod view;

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

pub(super) use documents::ExhibitView;
pub use filing::FilingApi;
pub(super) use view::PartyView;

use self::form::{
    ComplaintDecisionForm, ComplaintDisclosureForm, ComplaintTablingForm, OpinionForm,
};
use self::view::{ComplainantView, ComplaintStateName, ComplaintSummary, ComplaintView};
use super::Tag;
use super::answer::{Found, Page, Result};
use super::caller::Caller;
use super::documents::DocumentFile;
use super::request::{self, IfMatch, check, parameter, read};
use crate::context::Context;
use crate::domain::kernel::province::Province;
use crate::domain::placement::complaint::Complaint;
use crate::use_cases::complaint::decide::DecideComplaint;
use crate::use_cases::complaint::disclose::DiscloseComplaintDocument;
use crate::use_cases::complaint::download::download;
use crate::use_cases::complaint::opinion::{GiveOpinion, RequestOpinion};
use crate::use_cases::complaint::personal_data::ReadComplainant;
use crate::use_cases::complaint::read::{self as reading, Search};
use crate::use_cases::complaint::register::RegisterComplaint;
use crate::use_cases::complaint::table::TableComplaint;
use crate::use_cases::complaint::{Sight, sight};
use crate::use_cases::{Versioned, perform};

/// What offices, associations and boards do with complaints.
pub struct ComplaintsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Complaints")]
impl ComplaintsApi {
    /// List complaints
    ///
    /// The newest first: an office sees those of its province, an association those on which it was asked
    /// for its opinion. Nobody is named.
    #[oai(
        path = "/api/v1/complaints",
        method = "get",
        operation_id = "listComplaints"
    )]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// Only those about agencies of this province, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<ComplaintStateName>>,
        /// Only those about this licence.
        licence: Query<Option<Uuid>>,
        /// Only those on which the association did not answer in its term.
        #[oai(default)]
        overdue: Query<bool>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, 1 to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u16>,
    ) -> Result<Json<Page<ComplaintSummary>>> {
        let province: Option<Province> = parameter("province", province.as_deref())?;
        let search = Search {
            province,
            state: state.0.map(ComplaintStateName::stored),
            licence: licence.0,
            overdue: overdue.0,
            after: after.0,
        };
        let (actor, limit) = (caller.actor(), u64::from(limit.0));
        let (found, next) = reading::list(&self.context, &actor, search, limit).await?;
        let today = self.context.today();
        let items = found.iter().map(|it| ComplaintSummary::of(it, today));
        Ok(Json(Page {
            items: items.collect(),
            next: next.map(|id| id.to_string()),
        }))
    }

    /// Show a complaint
    ///
    /// To the office of its province with the complainant's number masked; to its board with no other
    /// documents than those disclosed to it; to the association that was asked besides without who
    /// complains, and after a withdrawal with nothing but that.
    #[oai(
        path = "/api/v1/complaints/:id",
        method = "get",
        operation_id = "getComplaint"
    )]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<ComplaintView>> {
        let complaint = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(complaint, &caller))
    }

    /// Show who complains
    ///
    /// To the office that works on the complaint. Every read is written down before it is answered.
    #[oai(
        path = "/api/v1/complaints/:id/personal-data",
        method = "get",
        operation_id = "getComplaintPersonalData"
    )]
    async fn personal_data(&self, caller: Caller, id: Path<Uuid>) -> Result<Json<ComplainantView>> {
        let command = ReadComplainant { id: id.0 };
        let complainant = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Json(ComplainantView::of(&complainant)))
    }

    /// Download a document of a complaint
    ///
    /// Boards and associations find none but those that the office disclosed. Every read is written down
    /// before it is answered.
    #[oai(
        path = "/api/v1/complaints/:id/documents/:document",
        method = "get",
        operation_id = "downloadComplaintDocument"
    )]
    async fn download(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
    ) -> Result<DocumentFile> {
        let found = download(&self.context, &caller.actor(), id.0, document.0).await?;
        Ok(DocumentFile(found))
    }

    /// Disclose a document of a complaint to the board and the association
    ///
    /// By the office that works on the complaint, with the reason why they need it (A6.6). Until then only
    /// offices read it, since documents tell more of persons than is needed.
    #[oai(
        path = "/api/v1/complaints/:id/documents/:document/disclosure",
        method = "post",
        operation_id = "discloseComplaintDocument"
    )]
    async fn disclose(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        document: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ComplaintDisclosureForm>,
    ) -> Result<Found<ComplaintView>> {
        check(&body.0)?;
        let command = DiscloseComplaintDocument {
            id: id.0,
            document: document.0,
            reason: read("/reason", &body.0.reason)?,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }

    /// Register a complaint
    ///
    /// By the office of the agency's province (A6.6).
    #[oai(
        path = "/api/v1/complaints/:id/registration",
        method = "post",
        operation_id = "registerComplaint"
    )]
    async fn register(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ComplaintView>> {
        let command = RegisterComplaint {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }

    /// Ask the association for its advisory opinion
    ///
    /// The association of the agency's province and scope, or the foreign association. Where none is
    /// registered, that is established instead, and the board does not wait (A6.6).
    #[oai(
        path = "/api/v1/complaints/:id/opinion-request",
        method = "post",
        operation_id = "requestOpinion"
    )]
    async fn request_opinion(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
    ) -> Result<Found<ComplaintView>> {
        let command = RequestOpinion {
            id: id.0,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }

    /// Give the association's opinion
    ///
    /// By a representative of the association that was asked, also after its term as long as the complaint is
    /// not tabled. It binds nobody (A6.6).
    #[oai(
        path = "/api/v1/complaints/:id/opinion",
        method = "post",
        operation_id = "giveOpinion"
    )]
    async fn give_opinion(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<OpinionForm>,
    ) -> Result<Found<ComplaintView>> {
        check(&body.0)?;
        let command = GiveOpinion {
            id: id.0,
            advice: body.0.advice.into(),
            text: read("/text", &body.0.text)?,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }

    /// Put a complaint on the agenda of a session
    ///
    /// By the secretary or the chair of the board, in a session of the agency's province and scope that is not
    /// over. Refused before the opinion was requested, and while its term runs (A6.6).
    #[oai(
        path = "/api/v1/complaints/:id/tabling",
        method = "post",
        operation_id = "tableComplaint"
    )]
    async fn table(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ComplaintTablingForm>,
    ) -> Result<Found<ComplaintView>> {
        let command = TableComplaint {
            id: id.0,
            session: body.0.session,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }

    /// Carry out what the board decided on a complaint
    ///
    /// As the majority voted: an upheld complaint opens a violation case with the charge that is given, or
    /// joins an open one, at the same time (A5.4).
    #[oai(
        path = "/api/v1/complaints/:id/decision",
        method = "post",
        operation_id = "decideComplaint"
    )]
    async fn decide(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ComplaintDecisionForm>,
    ) -> Result<Found<ComplaintView>> {
        let command = DecideComplaint {
            id: id.0,
            outcome: body.0.read(id.0)?,
            expected: request::required(&if_match)?,
        };
        let done = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(done, &caller))
    }
}

impl ComplaintsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, complaint: Versioned<Complaint>, caller: &Caller) -> Found<ComplaintView> {
        let today = self.context.today();
        let sight = sight(&caller.actor(), &complaint.value).unwrap_or(Sight::Association);
        Found::new(complaint, |it| ComplaintView::of(&it, sight, today))
    }
}

const fn page_size() -> u16 {
    50
}
