//! Sessions of the boards, from the call to the minutes.

use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use uuid::Uuid;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, read, read_option};
use crate::context::Context;
use crate::domain::kernel::board::BoardSeat;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::session::{Call, Invitee, Resolution};
use crate::use_cases::session::attend::{RecordArrival, RecordDeparture};
use crate::use_cases::session::call::CreateSession;
use crate::use_cases::session::cast_vote::CastVote;
use crate::use_cases::session::close::CloseSession;
use crate::use_cases::session::decide::{DecideItem, PostponeItem};
use crate::use_cases::session::invite::InviteExpert;
use crate::use_cases::session::open::{AdjournSession, OpenSession};
use crate::use_cases::session::read as reading;
use crate::use_cases::session::recuse::RecuseMember;
use crate::use_cases::session::table::TableMatter;
use crate::use_cases::{Versioned, perform};

mod form;
mod view;

pub(super) use view::LegalBasisForm;

use form::{
    AdjournmentForm, ArrivalForm, AttendanceForm, CallForm, DepartureForm, InviteeForm, MatterForm,
    MinutesForm, ReasonForm, RecordedVote, ResolutionForm, VoteForm,
};
use view::{SessionStateName, SessionView};

/// Sessions.
pub struct SessionsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Boards")]
impl SessionsApi {
    /// Call a session
    ///
    /// By the secretary or the chair of the board. A session has exactly one scope, because the scope
    /// decides which seats vote.
    #[oai(
        path = "/api/v1/sessions",
        method = "post",
        operation_id = "createSession"
    )]
    async fn create(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<CallForm>,
    ) -> Result<Created<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = CreateSession {
            call: Call {
                board: read("/board", &body.board)?,
                scope: body.scope.into(),
                concerned_body: read_option("/concerned_body", body.concerned_body.as_deref())?,
                called_for: body.called_for,
                place: read("/place", &body.place)?,
            },
            agenda: body.agenda.iter().map(MatterForm::read).collect(),
        };
        let key = request::key(&key)?;
        let session = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/sessions/{}", session.value.id());
        Ok(Created::new(session, location, |it| SessionView::of(&it)))
    }

    /// List sessions
    ///
    /// Those of the caller's boards, the last called first.
    #[oai(
        path = "/api/v1/sessions",
        method = "get",
        operation_id = "listSessions"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those of this board: `central` or the code of a province.
        board: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<SessionStateName>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<SessionView>>> {
        let board: Option<BoardKind> = parameter("board", board.as_deref())?;
        let state = state.0.map(SessionStateName::name);
        let (found, more) = reading::list(
            &self.context,
            &caller.actor(),
            board,
            state,
            after.0,
            limit.0,
        )
        .await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found.iter().map(|it| SessionView::of(&it.value)).collect(),
        }))
    }

    /// Show a session
    #[oai(
        path = "/api/v1/sessions/:id",
        method = "get",
        operation_id = "getSession"
    )]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<SessionView>> {
        let session = reading::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Put a matter on the agenda
    ///
    /// An application that was referred to this board, or the draft of a directive.
    #[oai(
        path = "/api/v1/sessions/:id/items",
        method = "post",
        operation_id = "tableMatter"
    )]
    async fn table(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<MatterForm>,
    ) -> Result<Found<SessionView>> {
        let command = TableMatter {
            session: id.0,
            proposed: body.0.read(),
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let session = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Invite an expert
    ///
    /// Only the chair invites, at most two, who have no vote (A2.n3, A4.n3).
    #[oai(
        path = "/api/v1/sessions/:id/invitees",
        method = "post",
        operation_id = "inviteExpert"
    )]
    async fn invite(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<InviteeForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = InviteExpert {
            session: id.0,
            invitee: Invitee {
                person: read("/person", &body.person)?,
                expertise: read("/expertise", &body.expertise)?,
            },
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let session = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Open a session
    ///
    /// With the members who are present, if they make a quorum (A2.n2, A4.n4).
    #[oai(
        path = "/api/v1/sessions/:id/opening",
        method = "post",
        operation_id = "openSession"
    )]
    async fn open(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AttendanceForm>,
    ) -> Result<Found<SessionView>> {
        let command = OpenSession {
            session: id.0,
            attending: body.0.attending,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Record that a member came in late
    #[oai(
        path = "/api/v1/sessions/:id/arrivals",
        method = "post",
        operation_id = "recordArrival"
    )]
    async fn arrive(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ArrivalForm>,
    ) -> Result<Found<SessionView>> {
        let command = RecordArrival {
            session: id.0,
            appointment: body.0.appointment,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Record that a member left
    ///
    /// What follows is voted without that seat.
    #[oai(
        path = "/api/v1/sessions/:id/departures",
        method = "post",
        operation_id = "recordDeparture"
    )]
    async fn leave(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<DepartureForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordDeparture {
            session: id.0,
            seat: read("/seat", &body.seat)?,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Declare a conflict of interest
    ///
    /// A member takes the own seat out of an item before voting on it.
    #[oai(
        path = "/api/v1/sessions/:id/items/:item/recusals",
        method = "post",
        operation_id = "recuseMember"
    )]
    async fn recuse(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        item: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<ReasonForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = RecuseMember {
            session: id.0,
            item: item.0,
            reason: read("/reason", &body.reason)?,
        };
        let key = request::key(&key)?;
        let session = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Vote
    ///
    /// By the own seat, once. The version in If-Match, if there is one, is the ballot's: the votes of
    /// other members don't raise it.
    #[oai(
        path = "/api/v1/sessions/:id/items/:item/votes",
        method = "post",
        operation_id = "castVote"
    )]
    async fn vote(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        item: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<VoteForm>,
    ) -> Result<Created<RecordedVote>> {
        let command = CastVote {
            session: id.0,
            item: item.0,
            vote: body.0.vote.into(),
            expected: request::expected(&if_match)?,
        };
        let key = request::key(&key)?;
        let recorded = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let recorded = Versioned {
            version: recorded.ballot_version,
            value: recorded,
        };
        let location = format!("/api/v1/sessions/{}", id.0);
        Ok(Created::new(recorded, location, |it| RecordedVote {
            item: item.0,
            seat: it.seat.code().to_owned(),
            vote: it.vote.into(),
        }))
    }

    /// Declare what the majority decided
    ///
    /// With reasons and at least one legal basis (A5.n1). It is executed when the session closes.
    #[oai(
        path = "/api/v1/sessions/:id/items/:item/decision",
        method = "post",
        operation_id = "decideItem"
    )]
    async fn decide(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        item: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ResolutionForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let basis = body.legal_basis.iter().enumerate();
        let command = DecideItem {
            session: id.0,
            item: item.0,
            resolution: Resolution {
                outcome: body.outcome.into(),
                reasons: read("/reasons", &body.reasons)?,
                legal_basis: basis
                    .map(|(index, basis)| basis.read(&format!("/legal_basis/{index}")))
                    .collect::<std::result::Result<_, _>>()?,
            },
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Put an item off to another session
    ///
    /// For example after a tie, or before the session opens when the matter is not ripe. Only then may
    /// another session take it up before this one is over.
    #[oai(
        path = "/api/v1/sessions/:id/items/:item/postponement",
        method = "post",
        operation_id = "postponeItem"
    )]
    async fn postpone(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        item: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ReasonForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = PostponeItem {
            session: id.0,
            item: item.0,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Close a session with its minutes
    ///
    /// Every item is decided or postponed by then. What was decided on applications is executed at
    /// once.
    #[oai(
        path = "/api/v1/sessions/:id/closing",
        method = "post",
        operation_id = "closeSession"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<MinutesForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = CloseSession {
            session: id.0,
            minutes: read("/minutes", &body.minutes)?,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }

    /// Adjourn a session that has no quorum
    #[oai(
        path = "/api/v1/sessions/:id/adjournment",
        method = "post",
        operation_id = "adjournSession"
    )]
    async fn adjourn(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AdjournmentForm>,
    ) -> Result<Found<SessionView>> {
        let body = body.0;
        check(&body)?;
        let command = AdjournSession {
            session: id.0,
            reason: read("/reason", &body.reason)?,
            expected: request::required(&if_match)?,
        };
        let session = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(session, |it| SessionView::of(&it)))
    }
}

impl SessionsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

const fn page_size() -> u64 {
    50
}
