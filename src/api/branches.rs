//! Branches and representations of agencies (A13.4).

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::places::{PlaceForm, PlaceView};
use super::request::{self, IfMatch, Key, check, parameter, parses, read};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::branch::{
    Branch, BranchKind, BranchMove, BranchStanding, BranchState, NewBranch,
};
use crate::use_cases::branch::Seen;
use crate::use_cases::branch::close::CloseBranch;
use crate::use_cases::branch::find::{self, Search};
use crate::use_cases::branch::open::OpenBranch;
use crate::use_cases::{Versioned, perform};

/// Branches and representations.
pub struct BranchesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl BranchesApi {
    /// Open a branch or a representation of one's own agency
    ///
    /// Inside or outside the country, by the directive of the central board in force today; without one
    /// it is refused. A branch has no licence of its own: it may act while its agency may.
    #[oai(
        path = "/api/v1/licences/:id/branches",
        method = "post",
        operation_id = "openBranch"
    )]
    async fn open(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<BranchForm>,
    ) -> Result<Created<BranchView>> {
        check(&body.0)?;
        let command = OpenBranch {
            licence: id.0,
            branch: NewBranch {
                kind: body.kind.into(),
                place: body.place.read("/place")?,
                head: read("/head", &body.head)?,
            },
        };
        let (key, actor) = (request::key(&key)?, caller.actor());
        let opened = perform(&self.context, &actor, &command, key.as_ref()).await?;
        let seen = find::show(&self.context, &actor, opened.value.id()).await?;
        let location = format!("/api/v1/branches/{}", opened.value.id());
        Ok(Created::new(opened, location, |it| self.view(&it, &seen)))
    }

    /// List branches and representations
    ///
    /// Agencies see their own, offices those of their agencies and those in their province, the last
    /// opened first.
    #[oai(
        path = "/api/v1/branches",
        method = "get",
        operation_id = "listBranches"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those of this licence.
        licence: Query<Option<Uuid>>,
        /// Only those in this province (ISO 3166-2).
        province: Query<Option<String>>,
        /// Only those in this state.
        state: Query<Option<BranchStateName>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<BranchView>>> {
        let search = Search {
            licence: licence.0,
            province: parameter("province", province.as_deref())?,
            state: state.0.map(BranchStateName::name),
            after: after.0,
        };
        let (found, next) = find::list(&self.context, &caller.actor(), search, limit.0).await?;
        let items = found.iter().map(|it| self.view(&it.branch.value, it));
        Ok(Json(Page {
            items: items.collect(),
            next: next.map(|it| it.to_string()),
        }))
    }

    /// Show a branch or a representation
    #[oai(
        path = "/api/v1/branches/:id",
        method = "get",
        operation_id = "getBranch"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<BranchView>> {
        let seen = find::show(&self.context, &caller.actor(), id.0).await?;
        Ok(self.found(seen.branch.clone(), &seen))
    }

    /// Close a branch or a representation of one's own agency
    ///
    /// For good; another one may be opened at the same place.
    #[oai(
        path = "/api/v1/branches/:id/closing",
        method = "post",
        operation_id = "closeBranch"
    )]
    async fn close(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<BranchClosingForm>,
    ) -> Result<Found<BranchView>> {
        check(&body.0)?;
        let command = CloseBranch {
            id: id.0,
            reason: read("/reason", &body.reason)?,
            expected: request::expected(&if_match)?,
        };
        let actor = caller.actor();
        let closed = perform(&self.context, &actor, &command, None).await?;
        let seen = find::show(&self.context, &actor, id.0).await?;
        Ok(self.found(closed, &seen))
    }
}

impl BranchesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, branch: Versioned<Branch>, seen: &Seen) -> Found<BranchView> {
        Found::new(branch, |it| self.view(&it, seen))
    }

    fn view(&self, branch: &Branch, seen: &Seen) -> BranchView {
        let standing = branch.standing(&seen.licence, self.context.today());
        let (closed_on, closing_reason) = match branch.branch_state() {
            BranchState::Open => (None, None),
            BranchState::Closed { on, reason } => (Some(*on), Some(reason.to_string())),
        };
        BranchView {
            id: branch.id(),
            licence_id: branch.licence(),
            number: branch.number().to_string(),
            agency: seen.licence.grant().agency.to_string(),
            kind: branch.kind().into(),
            kind_name: branch.kind().persian().to_owned(),
            place: PlaceView::of(branch.place()),
            head: branch.head().to_string(),
            directive_id: branch.directive(),
            opened_on: branch.opened_on(),
            opened_on_persian: persian(branch.opened_on()),
            state: BranchStateName::of(branch.branch_state()),
            standing: standing.into(),
            standing_name: standing.persian().to_owned(),
            closed_on,
            closed_on_persian: closed_on.map(persian),
            closing_reason,
            moves: branch.moves().iter().map(BranchMoveView::of).collect(),
        }
    }
}

const fn page_size() -> u64 {
    50
}

enumeration! {
    /// What it is.
    BranchKindName of BranchKind { Branch, Representation }
}

enumeration! {
    /// How a branch stands today, by its own state and by the licence of its agency.
    BranchStandingName of BranchStanding { Live, Halted, Closed, Ended }
}

/// What has been decided about a branch itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum BranchStateName {
    /// It was not closed by its agency.
    Open,
    /// Its agency closed it.
    Closed,
}

impl BranchStateName {
    const fn of(state: &BranchState) -> Self {
        match state {
            BranchState::Open => Self::Open,
            BranchState::Closed { .. } => Self::Closed,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// A branch as it is to be opened.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct BranchForm {
    /// What it is.
    kind: BranchKindName,
    /// Where.
    #[validate(nested)]
    place: PlaceForm,
    /// The full name of whoever is in charge there.
    #[validate(custom(function = "parses::<Name>"))]
    head: String,
}

/// Why a branch is closed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct BranchClosingForm {
    /// The reason.
    #[validate(custom(function = "parses::<ShortText>"))]
    reason: String,
}

/// A branch or a representation.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct BranchView {
    id: Uuid,
    /// The licence that it belongs to.
    licence_id: Uuid,
    /// The number of that licence.
    number: String,
    /// The name of the agency.
    agency: String,
    /// What it is.
    kind: BranchKindName,
    /// The same in Persian.
    kind_name: String,
    /// Where it is.
    place: PlaceView,
    /// Who is in charge there.
    head: String,
    /// The directive by which it was opened.
    directive_id: Uuid,
    /// The day of opening.
    opened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    opened_on_persian: String,
    /// What has been decided about it itself.
    state: BranchStateName,
    /// How it stands today beside its licence.
    standing: BranchStandingName,
    /// The same in Persian.
    standing_name: String,
    /// The first day without it.
    closed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    closed_on_persian: Option<String>,
    /// Why it was closed.
    closing_reason: Option<String>,
    /// Its moves, in the order in which they were recorded.
    moves: Vec<BranchMoveView>,
}

/// A move of a branch.
#[derive(Object)]
struct BranchMoveView {
    /// Where to.
    to: PlaceView,
    /// The first day there.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

impl BranchMoveView {
    fn of(moved: &BranchMove) -> Self {
        Self {
            to: PlaceView::of(&moved.to),
            on: moved.on,
            on_persian: persian(moved.on),
        }
    }
}
