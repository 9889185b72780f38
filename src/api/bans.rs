//! Bans, and the search for those that stand against an application.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::request::{self, IfMatch, Key, check, parameter, parses, read, read_option};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::{CompanyId, NationalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, Name, ShortText};
use crate::domain::placement::ban::{Annulment, Party, Revocation, Subject};
use crate::error::Error;
use crate::use_cases::ban::After;
use crate::use_cases::ban::annul::AnnulBan;
use crate::use_cases::ban::read::{self as reading, FindBansOfParty, ReadBan};
use crate::use_cases::ban::record::RecordBan;
use crate::use_cases::ban::screen::ScreenParty;
use crate::use_cases::perform;

mod matches;
mod view;

pub use matches::MatchesApi;
use view::{
    BanFileView, BanStandingName, BanView, BannedAs, BannedKind, Codes, PartyBans, ScreeningView,
};

/// Bans.
pub struct BansApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Bans")]
impl BansApi {
    /// List bans
    ///
    /// Those that run longest first, with the national codes of persons masked. Every province sees
    /// all of them, since they count in every province (A15.n2).
    #[oai(path = "/api/v1/bans", method = "get", operation_id = "listBans")]
    async fn list(
        &self,
        caller: Caller,
        /// How the ban stands today.
        standing: Query<Option<BanStandingName>>,
        /// The province whose board revoked, by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u8>,
    ) -> Result<Json<Page<BanView>>> {
        let (found, next) = reading::list(
            &self.context,
            &caller.actor(),
            standing.0.map(Into::into),
            parameter("province", province.as_deref())?,
            request::place(after.as_deref(), place)?,
            limit.0,
        )
        .await?;
        let today = self.context.today();
        let items = found.iter().map(|it| BanView::of(it, Codes::Masked, today));
        Ok(Json(Page {
            items: items.collect(),
            next: next.map(|after| format!("{}_{}", after.until, after.id)),
        }))
    }

    /// Show a ban with its history
    ///
    /// The parties are shown with their full numbers, and who read them is recorded.
    #[oai(path = "/api/v1/bans/:id", method = "get", operation_id = "getBan")]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<BanFileView>> {
        let command = ReadBan { id: id.0 };
        let found = perform(&self.context, &caller.actor(), &command, None).await?;
        let today = self.context.today();
        Ok(Found::new(found, |it| BanFileView::of(&it, today)))
    }

    /// Record a ban that arose outside this registry
    ///
    /// It runs for five Solar Hijri years from the day on which the revocation became final (A15.n2).
    #[oai(path = "/api/v1/bans", method = "post", operation_id = "recordBan")]
    async fn record(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<BanForm>,
    ) -> Result<Created<BanView>> {
        let body = body.0;
        check(&body)?;
        let subjects = body.subjects.iter().enumerate();
        let command = RecordBan {
            subjects: subjects
                .map(|(index, subject)| subject.read(&format!("/subjects/{index}")))
                .collect::<std::result::Result<_, _>>()?,
            revocation: Revocation {
                ruling: read("/ruling", &body.ruling)?,
                final_on: body.final_on,
                province: read("/province", &body.province)?,
                agency: read("/agency", &body.agency)?,
                kind: body.kind.map(Into::into),
                licence: read_option("/licence", body.licence.as_deref())?,
            },
        };
        let key = request::key(&key)?;
        let recorded = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/bans/{}", recorded.value.id());
        let today = self.context.today();
        Ok(Created::new(recorded, location, |it| {
            BanView::of(&it, Codes::Masked, today)
        }))
    }

    /// Annul a ban by the order of a court
    ///
    /// Nothing else ends a ban before its five years are over, and nothing shortens it. Its history
    /// stays.
    #[oai(
        path = "/api/v1/bans/:id/annulment",
        method = "post",
        operation_id = "annulBan"
    )]
    async fn annul(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<BanAnnulmentForm>,
    ) -> Result<Found<BanView>> {
        check(&body.0)?;
        let command = AnnulBan {
            id: id.0,
            annulment: Annulment {
                order: read("/order", &body.order)?,
                reason: read("/reason", &body.reason)?,
                on: body.on,
            },
            expected: request::required(&if_match)?,
        };
        let annulled = perform(&self.context, &caller.actor(), &command, None).await?;
        let today = self.context.today();
        Ok(Found::new(annulled, |it| {
            BanView::of(&it, Codes::Masked, today)
        }))
    }

    /// Find the bans of a party
    ///
    /// Every ban that ever covered it, with those that are over or annulled. The number stands in the
    /// body, so that no address carries it; the search is recorded with who asked.
    #[oai(
        path = "/api/v1/bans/party-search",
        method = "post",
        operation_id = "findBansOfParty"
    )]
    async fn of_party(&self, caller: Caller, body: Json<PartyForm>) -> Result<Json<PartyBans>> {
        let body = body.0;
        check(&body)?;
        let command = FindBansOfParty {
            party: body.read("")?,
        };
        let found = perform(&self.context, &caller.actor(), &command, None).await?;
        let today = self.context.today();
        let view =
            |it: &crate::use_cases::Versioned<_>| BanView::of(&it.value, Codes::Masked, today);
        Ok(Json(PartyBans {
            items: found.iter().map(view).collect(),
        }))
    }

    /// Look for bans against a party
    ///
    /// In all provinces, as of today. The search is recorded with who asked.
    #[oai(
        path = "/api/v1/bans/screening",
        method = "post",
        operation_id = "screenParty"
    )]
    async fn screen(&self, caller: Caller, body: Json<SubjectForm>) -> Result<Json<ScreeningView>> {
        let body = body.0;
        check(&body)?;
        let command = ScreenParty {
            subject: body.read("")?,
        };
        let found = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Json(ScreeningView::of(&found)))
    }
}

impl BansApi {
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

fn place(text: &str) -> Option<After> {
    let (until, id) = text.split_once('_')?;
    Some(After {
        until: until.parse().ok()?,
        id: id.parse().ok()?,
    })
}

/// A ban that arose outside this registry.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct BanForm {
    /// Whom it covers.
    #[validate(nested)]
    #[oai(validator(max_items = 50))]
    subjects: Vec<SubjectForm>,
    /// Number and date of the ruling.
    #[validate(custom(function = "parses::<ShortText>"))]
    ruling: String,
    /// The day on which it became final.
    final_on: NaiveDate,
    /// The province whose board gave it.
    #[validate(custom(function = "parses::<Province>"))]
    province: String,
    /// The name of the agency.
    #[validate(custom(function = "parses::<Name>"))]
    agency: String,
    /// Whom it placed where; a ban after an unknown kind bars every kind.
    kind: Option<BannedKind>,
    /// The number of the licence, as that licence wrote it.
    #[validate(custom(function = "parses::<ShortText>"))]
    licence: Option<String>,
}

/// A person or a company: one of the two numbers.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SubjectForm {
    /// As what.
    role: BannedAs,
    /// The national code of a person.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: Option<String>,
    /// The national id of a company.
    #[validate(custom(function = "parses::<CompanyId>"))]
    company_id: Option<String>,
}

impl SubjectForm {
    fn read(&self, at: &str) -> std::result::Result<Subject, Error> {
        let (code, company) = (self.national_code.as_deref(), self.company_id.as_deref());
        Ok(Subject {
            role: self.role.into(),
            party: party(at, code, company)?,
        })
    }
}

/// A person or a company, in whatever role: one of the two numbers.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct PartyForm {
    /// The national code of a person.
    #[validate(custom(function = "parses::<NationalCode>"))]
    national_code: Option<String>,
    /// The national id of a company.
    #[validate(custom(function = "parses::<CompanyId>"))]
    company_id: Option<String>,
}

impl PartyForm {
    fn read(&self, at: &str) -> std::result::Result<Party, Error> {
        party(
            at,
            self.national_code.as_deref(),
            self.company_id.as_deref(),
        )
    }
}

fn party(at: &str, code: Option<&str>, company: Option<&str>) -> std::result::Result<Party, Error> {
    match (code, company) {
        (Some(code), None) => Ok(Party::Person {
            national_code: read(&format!("{at}/national_code"), code)?,
        }),
        (None, Some(company)) => Ok(Party::Company {
            company_id: read(&format!("{at}/company_id"), company)?,
        }),
        _ => Err(Error::invalid(format!("{at}/national_code"), ONE_NUMBER)),
    }
}

/// The order of a court that annuls a ban.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct BanAnnulmentForm {
    /// Number and date of the order.
    #[validate(custom(function = "parses::<ShortText>"))]
    order: String,
    /// Why the ban is annulled.
    #[validate(custom(function = "parses::<LongText>"))]
    reason: String,
    /// The first day without the ban, by the order.
    on: NaiveDate,
}

const ONE_NUMBER: Invalid = Invalid {
    code: "party",
    fa: "یا کد ملی شخص یا شناسه ملی شرکت داده می‌شود.",
    en: "Give either the national code of a person or the national id of a company.",
};
