//! Whether an agency may act, and the renewal that is under way.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::LicenceStanding;
use crate::api::Tag;
use crate::api::answer::Result;
use crate::api::caller::Caller;
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::application::Application;
use crate::domain::placement::licence::Obstacle;
use crate::use_cases::licence::permission::{self, Permitted};

/// The operating permission.
pub struct PermissionApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl PermissionApi {
    /// Show whether an agency may act on a day
    ///
    /// A licence that is active and under no hold gives the permission. Everything that stands against
    /// it is listed with its rule, since when it stands and how it is lifted, by all that is known today.
    #[oai(
        path = "/api/v1/licences/:id/operating-permission",
        method = "get",
        operation_id = "getOperatingPermission"
    )]
    async fn show(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// The day that is asked about; today if nothing is said.
        on: Query<Option<NaiveDate>>,
    ) -> Result<Json<OperatingPermissionView>> {
        let found = permission::show(&self.context, &caller.actor(), id.0, on.0).await?;
        Ok(Json(OperatingPermissionView::of(&found)))
    }
}

impl PermissionApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// Whether an agency may act on a day.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct OperatingPermissionView {
    /// The licence.
    licence_id: Uuid,
    /// Its number.
    number: String,
    /// The day that is asked about.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether the agency may act.
    permitted: bool,
    /// How the licence stands.
    standing: LicenceStanding,
    /// The same in Persian; an expired licence whose renewal is under way is called so.
    standing_name: String,
    /// The renewal that is under way.
    renewal: Option<PendingRenewalView>,
    /// Everything that stands against the permission.
    obstacles: Vec<ObstacleView>,
}

/// A renewal that was filed and is not carried out yet.
#[derive(Clone, Object)]
pub(super) struct PendingRenewalView {
    /// The application.
    application_id: Uuid,
    /// The number of the file.
    file_number: String,
    /// Where it stands.
    state: String,
    /// The same in Persian.
    state_name: String,
    /// The day of filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
}

/// Something that stands against the operating permission.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ObstacleView {
    /// For example `expired` or `no_technical_manager`.
    obstacle: String,
    /// What stands against it, in a Persian sentence.
    explanation_fa: String,
    /// The same in English.
    explanation_en: String,
    /// The rule.
    citation: String,
    /// The same as an official text names it.
    citation_persian: String,
    /// The first day.
    from: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    from_persian: Option<String>,
    /// The first day without it, if that is known.
    until_exclusive: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: Option<String>,
    /// The ruling that it comes from.
    ruling_id: Option<Uuid>,
    /// How it is lifted, in Persian.
    lifted_fa: String,
    /// The same in English.
    lifted_en: String,
}

impl OperatingPermissionView {
    fn of(found: &Permitted) -> Self {
        let permission = &found.permission;
        Self {
            licence_id: found.licence.id(),
            number: found.licence.number().to_string(),
            on: permission.on,
            on_persian: persian(permission.on),
            permitted: permission.is_given(),
            standing: permission.standing.into(),
            standing_name: permission.standing_fa().to_owned(),
            renewal: found.renewal.as_ref().map(PendingRenewalView::of),
            obstacles: permission.obstacles.iter().map(obstacle).collect(),
        }
    }
}

impl PendingRenewalView {
    pub(super) fn of(file: &Application) -> Self {
        let filed_on = file.first_filed_on().unwrap_or_default();
        Self {
            application_id: file.id(),
            file_number: file.file_number().to_string(),
            state: file.state().to_owned(),
            state_name: file.standing().persian().to_owned(),
            filed_on,
            filed_on_persian: persian(filed_on),
        }
    }
}

fn obstacle(it: &Obstacle) -> ObstacleView {
    ObstacleView {
        obstacle: it.kind.name().to_owned(),
        explanation_fa: it.persian(),
        explanation_en: it.english(),
        citation: it.kind.citation().to_string(),
        citation_persian: it.kind.citation().persian(),
        from: it.from,
        from_persian: it.from.map(persian),
        until_exclusive: it.until_exclusive,
        until_exclusive_persian: it.until_exclusive.map(persian),
        ruling_id: it.ruling,
        lifted_fa: it.kind.lifted_fa().to_owned(),
        lifted_en: it.kind.lifted_en().to_owned(),
    }
}
