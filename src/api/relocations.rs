//! Notices of relocation (A13.n1).

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::closures::DeadlineView;
use super::places::{PlaceForm, PlaceView};
use super::request::{self, Key, check, parameter};
use super::view::persian;
use crate::api::applications::is_recordable;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::relocation::{Move, Relocation, RelocationState};
use crate::use_cases::perform;
use crate::use_cases::relocation::find::{self, Search};
use crate::use_cases::relocation::notify::NotifyRelocation;

/// Moves of offices and branches.
pub struct RelocationsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl RelocationsApi {
    /// Tell the provincial office of a move
    ///
    /// Of one's own office, or of one of its branches. It is a notice and no request: a late one is
    /// recorded and marked. From the day of the move on, the licence is that of the new place and its
    /// paper gets a new version. A move to another province begins a draft for a licence there, by the
    /// policy `relocation.other_province`, and leaves the licence as it is.
    #[oai(
        path = "/api/v1/licences/:id/relocations",
        method = "post",
        operation_id = "notifyRelocation"
    )]
    async fn notify(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<RelocationForm>,
    ) -> Result<Created<RelocationView>> {
        check(&body.0)?;
        let command = NotifyRelocation {
            licence: id.0,
            branch: body.branch_id,
            told: Move {
                to: body.to.read("/to")?,
                on: body.moved_on,
            },
        };
        let key = request::key(&key)?;
        let told = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/relocations/{}", told.value.id());
        Ok(Created::new(told, location, |it| RelocationView::of(&it)))
    }

    /// List notices of relocation
    ///
    /// Agencies see their own, offices those told to them and those that lead into their province, the
    /// newest first.
    #[oai(
        path = "/api/v1/relocations",
        method = "get",
        operation_id = "listRelocations"
    )]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// Only those about this licence.
        licence: Query<Option<Uuid>>,
        /// Only those told to the office of this province (ISO 3166-2).
        province: Query<Option<String>>,
        /// Only those that were late, or only those that were not.
        late: Query<Option<bool>>,
        /// Only those in this state.
        state: Query<Option<RelocationStateName>>,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<RelocationView>>> {
        let search = Search {
            licence: licence.0,
            province: parameter("province", province.as_deref())?,
            late: late.0,
            state: state.0.map(RelocationStateName::name),
            after: after.0,
        };
        let (found, next) = find::list(&self.context, &caller.actor(), search, limit.0).await?;
        Ok(Json(Page {
            items: found.iter().map(RelocationView::of).collect(),
            next: next.map(|it| it.to_string()),
        }))
    }

    /// Show a notice of relocation
    #[oai(
        path = "/api/v1/relocations/:id",
        method = "get",
        operation_id = "getRelocation"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<RelocationView>> {
        let found = find::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| RelocationView::of(&it)))
    }
}

impl RelocationsApi {
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

/// A move.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct RelocationForm {
    /// The branch that moves; absent for the office itself.
    #[oai(skip_serializing_if_is_none)]
    branch_id: Option<Uuid>,
    /// The new place. An office stays inside the country.
    #[validate(nested)]
    to: PlaceForm,
    /// The first day at the new place; it may still be to come.
    #[validate(custom(function = "is_recordable"))]
    moved_on: NaiveDate,
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum RelocationStateName {
    /// The day of the move is still to come.
    Announced,
    /// Licence or branch have followed.
    Recorded,
    /// A file was begun in the new province, and the licence stays as it is.
    NewFile,
    /// Licence or branch had ended before the day of the move.
    Void,
}

impl RelocationStateName {
    const fn of(state: &RelocationState) -> Self {
        match state {
            RelocationState::Announced => Self::Announced,
            RelocationState::Recorded { .. } => Self::Recorded,
            RelocationState::NewFile { .. } => Self::NewFile,
            RelocationState::Void { .. } => Self::Void,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Recorded => "recorded",
            Self::NewFile => "new_file",
            Self::Void => "void",
        }
    }

    const fn persian(self) -> &'static str {
        match self {
            Self::Announced => "اعلام‌شده برای آینده",
            Self::Recorded => "ثبت‌شده",
            Self::NewFile => "تشکیل پرونده در استان تازه",
            Self::Void => "بی‌اثر",
        }
    }
}

/// A notice of relocation.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct RelocationView {
    id: Uuid,
    /// The licence.
    licence_id: Uuid,
    /// Its number.
    number: String,
    /// The branch that moves; absent for the office itself.
    branch_id: Option<Uuid>,
    /// The province to whose office it was told.
    province: String,
    /// Its name.
    province_name: String,
    /// The old place.
    from: PlaceView,
    /// The new place.
    to: PlaceView,
    /// The first day there.
    moved_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    moved_on_persian: String,
    /// The day of the notice.
    notified_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    notified_on_persian: String,
    /// Whether it was told after its term.
    late: bool,
    /// The term of the notice, explained.
    due: DeadlineView,
    /// What became of it.
    state: RelocationStateName,
    /// The same in Persian.
    state_name: String,
    /// The draft that was begun in the new province.
    application_id: Option<Uuid>,
}

impl RelocationView {
    fn of(notice: &Relocation) -> Self {
        let state = RelocationStateName::of(notice.relocation_state());
        Self {
            id: notice.id(),
            licence_id: notice.licence(),
            number: notice.number().to_string(),
            branch_id: notice.branch(),
            province: notice.province().code().to_owned(),
            province_name: notice.province().name_fa().to_owned(),
            from: PlaceView::of(notice.from()),
            to: PlaceView::of(notice.to()),
            moved_on: notice.moved_on(),
            moved_on_persian: persian(notice.moved_on()),
            notified_on: notice.notified_on(),
            notified_on_persian: persian(notice.notified_on()),
            late: notice.is_late(),
            due: DeadlineView::of(notice.due()),
            state,
            state_name: state.persian().to_owned(),
            application_id: match notice.relocation_state() {
                RelocationState::NewFile { application } => *application,
                _ => None,
            },
        }
    }
}
