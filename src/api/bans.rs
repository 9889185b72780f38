//! Bans, and the search for those that stand against an application.

use chrono::NaiveDate;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Result};
use super::caller::Caller;
use super::request::{self, Key, check, parses, read, read_option};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::{CompanyId, NationalCode};
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{Name, ShortText};
use crate::domain::placement::ban::{Ban, BanHit, Party, Revocation, Subject, SubjectRole};
use crate::error::Error;
use crate::use_cases::ban::record::RecordBan;
use crate::use_cases::ban::screen::ScreenParty;
use crate::use_cases::perform;

/// Bans.
pub struct BansApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Bans")]
impl BansApi {
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
                licence: read_option("/licence", body.licence.as_deref())?,
            },
        };
        let key = request::key(&key)?;
        let recorded = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = "/api/v1/bans".to_owned();
        Ok(Created::new(recorded, location, |it| BanView::of(&it)))
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
        let on = found.screened_on();
        Ok(Json(ScreeningView {
            on,
            on_persian: persian(on),
            is_clear: found.hits().is_empty(),
            hits: found.hits().iter().map(HitView::of).collect(),
        }))
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

enumeration! {
    /// As what somebody is banned or stands behind an application.
    BannedAs of SubjectRole { Holder, TechnicalManager, Director }
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
        let party = match (code, company) {
            (Some(code), None) => Party::Person {
                national_code: read(&format!("{at}/national_code"), code)?,
            },
            (None, Some(company)) => Party::Company {
                company_id: read(&format!("{at}/company_id"), company)?,
            },
            _ => return Err(Error::invalid(format!("{at}/national_code"), ONE_NUMBER)),
        };
        Ok(Subject {
            role: self.role.into(),
            party,
        })
    }
}

const ONE_NUMBER: Invalid = Invalid {
    code: "party",
    fa: "یا کد ملی شخص یا شناسه ملی شرکت داده می‌شود.",
    en: "Give either the national code of a person or the national id of a company.",
};

/// A ban. It names no person.
#[derive(Object)]
struct BanView {
    id: Uuid,
    /// Number and date of the ruling.
    ruling: String,
    /// The province whose board gave it.
    province: String,
    /// The name of the agency.
    agency: String,
    /// The first day of the ban.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The first day on which an application is accepted again.
    until_exclusive: NaiveDate,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: String,
    /// In which roles it covers somebody.
    subjects: Vec<BannedAs>,
}

/// What a search for bans found.
#[derive(Object)]
struct ScreeningView {
    /// The day of the search.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether nothing was found.
    is_clear: bool,
    /// The bans that run.
    hits: Vec<HitView>,
}

/// A ban that runs.
#[derive(Object)]
struct HitView {
    /// The ban.
    ban: Uuid,
    /// As what the party would stand behind an application.
    role: BannedAs,
    /// The first day on which an application is accepted again.
    until_exclusive: NaiveDate,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: String,
}

impl BanView {
    fn of(ban: &Ban) -> Self {
        let (term, revocation) = (ban.term(), ban.revocation());
        Self {
            id: ban.id(),
            ruling: revocation.ruling.to_string(),
            province: revocation.province.code().to_owned(),
            agency: revocation.agency.to_string(),
            from: term.from,
            from_persian: persian(term.from),
            until_exclusive: term.until_exclusive,
            until_exclusive_persian: persian(term.until_exclusive),
            subjects: ban.subjects().iter().map(|it| it.role.into()).collect(),
        }
    }
}

impl HitView {
    fn of(hit: &BanHit) -> Self {
        Self {
            ban: hit.ban_id,
            role: hit.role.into(),
            until_exclusive: hit.until_exclusive,
            until_exclusive_persian: persian(hit.until_exclusive),
        }
    }
}
