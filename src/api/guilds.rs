//! The registrations of guild bodies.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::guild::{GuildBody, GuildRegistration, GuildScope};
use crate::error::Error;
use crate::use_cases::guild::end::EndGuildRegistration;
use crate::use_cases::guild::register::RegisterGuildBody;
use crate::use_cases::{guild, perform};

/// Guild bodies.
pub struct GuildsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Boards")]
impl GuildsApi {
    /// List the registrations of guild bodies
    ///
    /// The oldest first, ended ones included.
    #[oai(
        path = "/api/v1/guild-registrations",
        method = "get",
        operation_id = "listGuildBodies"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// The `next` of the page before.
        after: Query<Option<Uuid>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<GuildView>>> {
        let actor = caller.actor();
        let (found, more) = guild::list(&self.context, &actor, after.0, limit.0).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| it.value.id().to_string()),
            items: found.iter().map(|it| GuildView::of(&it.value)).collect(),
        }))
    }

    /// Show the registration of a guild body
    #[oai(
        path = "/api/v1/guild-registrations/:id",
        method = "get",
        operation_id = "getGuildRegistration"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<GuildView>> {
        let found = guild::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| GuildView::of(&it)))
    }

    /// Record the registration of a guild body
    ///
    /// Only a registered body fills a seat (A1.5-A1.7), and each has one registration at a time.
    #[oai(
        path = "/api/v1/guild-registrations",
        method = "post",
        operation_id = "registerGuildBody"
    )]
    async fn register(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<GuildForm>,
    ) -> Result<Created<GuildView>> {
        let body = body.0;
        check(&body)?;
        let command = RegisterGuildBody {
            body: body.body.read("/body")?,
            name: read("/name", &body.name)?,
            number: read("/number", &body.number)?,
            from: body.from,
        };
        let key = request::key(&key)?;
        let registered = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/guild-registrations/{}", registered.value.id());
        Ok(Created::new(registered, location, |it| GuildView::of(&it)))
    }

    /// Record the end of a registration
    #[oai(
        path = "/api/v1/guild-registrations/:id/end",
        method = "post",
        operation_id = "endGuildRegistration"
    )]
    async fn end(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<GuildEndForm>,
    ) -> Result<Found<GuildView>> {
        let command = EndGuildRegistration {
            id: id.0,
            until: body.0.until,
            expected: request::required(&if_match)?,
        };
        let ended = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(ended, |it| GuildView::of(&it)))
    }
}

impl GuildsApi {
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

/// A guild body without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Kanoon,
    ProvincialAssociation,
    ForeignAssociation,
}

enumeration! {
    /// A kind of guild body: the union, an association of one province, or the national association
    /// of foreign agencies.
    GuildName of Kind { Kanoon, ProvincialAssociation, ForeignAssociation }
}

enumeration! {
    /// Whose agencies a provincial association joins.
    GuildScopeName of GuildScope { Domestic, Foreign }
}

/// A guild body.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
pub(super) struct GuildBodyForm {
    /// Which kind.
    guild: GuildName,
    /// The province of a provincial association, and of no other.
    #[validate(custom(function = "parses::<Province>"))]
    #[oai(skip_serializing_if_is_none)]
    province: Option<String>,
    /// Whose agencies a provincial association joins.
    #[oai(skip_serializing_if_is_none)]
    scope: Option<GuildScopeName>,
}

impl GuildBodyForm {
    pub(super) fn read(&self, at: &str) -> std::result::Result<GuildBody, Error> {
        let province = read_option(&format!("{at}/province"), self.province.as_deref())?;
        match (self.guild.into(), province, self.scope) {
            (Kind::Kanoon, None, None) => Ok(GuildBody::Kanoon),
            (Kind::ForeignAssociation, None, None) => Ok(GuildBody::ForeignAssociation),
            (Kind::ProvincialAssociation, Some(province), Some(scope)) => {
                Ok(GuildBody::ProvincialAssociation {
                    province,
                    scope: scope.into(),
                })
            }
            _ => Err(Error::invalid(at, UNFIT)),
        }
    }

    pub(super) fn of(body: GuildBody) -> Self {
        let (kind, province, scope) = match body {
            GuildBody::Kanoon => (Kind::Kanoon, None, None),
            GuildBody::ForeignAssociation => (Kind::ForeignAssociation, None, None),
            GuildBody::ProvincialAssociation { province, scope } => {
                (Kind::ProvincialAssociation, Some(province), Some(scope))
            }
        };
        Self {
            guild: kind.into(),
            province: province.map(|it| it.code().to_owned()),
            scope: scope.map(Into::into),
        }
    }
}

const UNFIT: Invalid = Invalid {
    code: "guild-body",
    fa: "استان و حوزه تنها برای انجمن استانی، و برای آن هر دو، داده می‌شود.",
    en: "A provincial association has a province and a scope; the other bodies have neither.",
};

/// The registration of a guild body.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuildForm {
    /// The body.
    #[validate(nested)]
    body: GuildBodyForm,
    /// Its registered name.
    #[validate(custom(function = "parses::<Name>"))]
    name: String,
    /// Number and date of the registration.
    #[validate(custom(function = "parses::<ShortText>"))]
    number: String,
    /// Its first day.
    from: NaiveDate,
}

/// The end of a registration.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct GuildEndForm {
    /// The first day without it.
    until: NaiveDate,
}

/// The registration of a guild body.
#[derive(Object)]
struct GuildView {
    id: Uuid,
    /// The body.
    body: GuildBodyForm,
    /// The body's name in the bylaw.
    body_fa: String,
    /// Its registered name.
    name: String,
    /// Number and date of the registration.
    number: String,
    /// `registered` or `ended`.
    state: String,
    /// Its first day.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The first day without it.
    #[oai(skip_serializing_if_is_none)]
    until: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    until_persian: Option<String>,
}

impl GuildView {
    fn of(registration: &GuildRegistration) -> Self {
        Self {
            id: registration.id(),
            body: GuildBodyForm::of(registration.body()),
            body_fa: registration.body().to_string(),
            name: registration.name().to_string(),
            number: registration.number().to_string(),
            state: registration.state().to_owned(),
            from: registration.from(),
            from_persian: persian(registration.from()),
            until: registration.until(),
            until_persian: registration.until().map(persian),
        }
    }
}
