//! Licences and their certificates (A7, A10).

use chrono::NaiveDate;
use poem::http::HeaderMap;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Binary, Json};
use poem_openapi::{ApiResponse, Object, OpenApi};
use uuid::Uuid;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::guarantees::GuaranteeCoverView;
use super::request::{self, IfMatch, Key};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::calendar::Term;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::agency::{AgencyCategory, AgencyKind, Channel};
use crate::domain::placement::ban::Party;
use crate::domain::placement::licence::{
    DocumentReason, Holder, Licence, LicenceDocument, Standing,
};
use crate::error::{Error, InvalidField};
use crate::http::etag;
use crate::use_cases::licence::find::{self, Search};
use crate::use_cases::licence::issue::IssueLicence;
use crate::use_cases::licence::permission::{self as operating, Permitted};
use crate::use_cases::licence::{After, address, certificate};
use crate::use_cases::{Versioned, guarantee, perform};

mod articles;
mod history;
mod interim;
mod legacy;
mod managers;
mod paper;
mod permission;
mod surrender;

pub use articles::ArticlesApi;
pub use history::HistoryApi;
pub use interim::InterimApi;
pub use legacy::LegacyApi;
pub use managers::ManagersApi;
pub use paper::PaperApi;
pub use permission::PermissionApi;
pub use surrender::SurrenderApi;

use self::permission::PendingRenewalView;

/// What is done with licences.
pub struct LicencesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl LicencesApi {
    /// Issue the licence of an application
    ///
    /// Bans, the age of inquiries, the guarantee, the premises and every condition are looked at once
    /// more. A first licence runs for two Solar Hijri years from today; a renewal that the provincial
    /// board approved adds five years to the same licence, by a new version of the certificate. For a
    /// transfer it is a new licence for the rest of the term, and the old one ends today; for a change
    /// of technical manager the same licence gets a new version of the certificate. The version of the
    /// application stands in `If-Match`.
    #[oai(
        path = "/api/v1/applications/:id/licence",
        method = "post",
        operation_id = "issueLicence"
    )]
    async fn issue(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
    ) -> Result<Created<LicenceView>> {
        let command = IssueLicence {
            application: id.0,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let issued = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/licences/{}", issued.value.id());
        Ok(Created::new(issued, location, |it| self.view(&it)))
    }

    /// List licences
    ///
    /// Operators see their own, offices those of their province, the centre all of them; those whose
    /// term ends first come first.
    #[oai(
        path = "/api/v1/licences",
        method = "get",
        operation_id = "listLicences"
    )]
    #[expect(clippy::too_many_arguments, reason = "every filter is a parameter")]
    async fn list(
        &self,
        caller: Caller,
        /// The province by its ISO 3166-2 code.
        province: Query<Option<String>>,
        /// The category; an online agency is of its kind as well.
        category: Query<Option<LicenceCategory>>,
        /// How the licence stands today.
        standing: Query<Option<LicenceStanding>>,
        /// Only licences whose last day lies before this day.
        expiring_before: Query<Option<NaiveDate>>,
        /// The number of the licence.
        number: Query<Option<String>>,
        /// The name of the agency, however it is spelt.
        agency: Query<Option<String>>,
        /// The number on the paper from before the bylaw, however it is spelt.
        old_number: Query<Option<String>>,
        /// Only licences granted before the bylaw that don't conform to it yet.
        #[oai(default)]
        unconformed: Query<bool>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most, from 1 to 100; 50 if nothing is said.
        limit: Query<Option<u32>>,
    ) -> Result<Json<Page<LicenceView>>> {
        let search = Search {
            province: parameter("province", province.0)?,
            category: category.0.map(Into::into),
            standing: standing.0.map(Into::into),
            expiring_before: expiring_before.0,
            number: parameter("number", number.0)?,
            agency: parameter("agency", agency.0)?,
            old_number: parameter("old_number", old_number.0)?,
            unconformed: unconformed.0,
            after: request::place(after.as_deref(), place)?,
        };
        let limit = page_size(limit.0)?;
        let (found, next) = find::list(&self.context, &caller.actor(), search, limit).await?;
        let found = operating::of_all(&self.context, found).await?;
        Ok(Json(Page {
            items: found.iter().map(|it| self.permitted(it)).collect(),
            next: next.map(|after| format!("{}_{}", after.until, after.id)),
        }))
    }

    /// Show a licence
    ///
    /// With the guarantee that is behind it today, and whether that suffices.
    #[oai(
        path = "/api/v1/licences/:id",
        method = "get",
        operation_id = "getLicence"
    )]
    async fn show(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<LicenceView>> {
        let found = find::show(&self.context, &caller.actor(), id.0).await?;
        let behind = guarantee::at_risk::behind(&self.context, &found.value).await?;
        let cover = behind.map(|(guarantee, cover)| GuaranteeCoverView::of(&guarantee, &cover));
        let permitted = Versioned {
            value: operating::today(&self.context, found.value).await?,
            version: found.version,
        };
        Ok(Found::new(permitted, |it| LicenceView {
            guarantee: cover,
            ..self.permitted(&it)
        }))
    }

    /// Download the certificate of a licence
    ///
    /// A PDF of one page in Persian. The same version of a licence gives the same bytes.
    #[oai(
        path = "/api/v1/licences/:id/certificate",
        method = "get",
        operation_id = "downloadCertificate"
    )]
    async fn certificate(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        headers: &HeaderMap,
    ) -> Result<CertificateAnswer> {
        let sheet = certificate::prepare(&self.context, &caller.actor(), id.0).await?;
        let etag = etag::of_content(sheet.content().as_bytes());
        if etag::not_modified(headers, &etag) {
            return Ok(CertificateAnswer::NotModified(etag));
        }
        let disposition = format!("attachment; filename=\"{}\"", sheet.file_name());
        let file = Binary(sheet.print().await?);
        Ok(CertificateAnswer::Certificate(
            file,
            etag,
            disposition,
            PRIVATE.to_owned(),
        ))
    }
}

impl LicencesApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn view(&self, licence: &Licence) -> LicenceView {
        LicenceView::of(licence, &self.context)
    }

    fn permitted(&self, found: &Permitted) -> LicenceView {
        LicenceView {
            standing_name: found.permission.standing_fa().to_owned(),
            operating_permitted: found.permission.is_given(),
            renewal: found.renewal.as_ref().map(PendingRenewalView::of),
            ..self.view(&found.licence)
        }
    }
}

/// Kept by the reader alone, and asked for again before it is used.
const PRIVATE: &str = "private, no-cache";

/// The file, or the word that the reader has it already.
#[derive(ApiResponse)]
enum CertificateAnswer {
    /// The certificate.
    #[oai(status = 200, content_type = "application/pdf")]
    Certificate(
        Binary<Vec<u8>>,
        /// Of this content.
        #[oai(header = "ETag")]
        String,
        /// The name under which the file is saved.
        #[oai(header = "Content-Disposition")]
        String,
        /// Who may keep it.
        #[oai(header = "Cache-Control")]
        String,
    ),
    /// The reader has it already.
    #[oai(status = 304)]
    NotModified(
        /// Of the content that the reader has.
        #[oai(header = "ETag")]
        String,
    ),
}

fn parameter<T: std::str::FromStr<Err = Invalid>>(
    name: &'static str,
    text: Option<String>,
) -> std::result::Result<Option<T>, Error> {
    text.map(|text| text.parse().map_err(|reason| unfit(name, reason)))
        .transpose()
}

fn unfit(name: &'static str, reason: Invalid) -> Error {
    Error::Invalid(vec![InvalidField::parameter(name, reason)])
}

fn place(text: &str) -> Option<After> {
    let (until, id) = text.split_once('_')?;
    Some(After {
        until: until.parse().ok()?,
        id: id.parse().ok()?,
    })
}

fn page_size(limit: Option<u32>) -> std::result::Result<u8, Error> {
    let limit = limit.unwrap_or(50);
    match u8::try_from(limit) {
        Ok(limit @ 1..=100) => Ok(limit),
        _ => Err(unfit("limit", NOT_A_LIMIT)),
    }
}

const NOT_A_LIMIT: Invalid = Invalid {
    code: "page-limit",
    fa: "شمار ردیف‌های هر صفحه از ۱ تا ۱۰۰ است.",
    en: "A page has 1 to 100 records.",
};

enumeration! {
    /// A sorting of licences by what the agency does.
    LicenceCategory of AgencyCategory { Domestic, Foreign, Online, Maritime }
}

enumeration! {
    /// How a licence stands on a day.
    LicenceStanding of Standing { NotYet, Active, Suspended, Expired, Revoked, Transferred, Surrendered }
}

enumeration! {
    /// Whom a licensed agency places where.
    LicenceKind of AgencyKind { Domestic, Foreign, Maritime }
}

enumeration! {
    /// How a licensed agency reaches people.
    LicenceChannel of Channel { Physical, Electronic, Both }
}

enumeration! {
    /// Why a version of the printed licence was made.
    LicenceDocumentReason of DocumentReason {
        Issue, OldPaper, Conformity, Relocation, ManagerChange, Renewal, Lost, Damaged,
    }
}

/// A licence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LicenceView {
    id: Uuid,
    /// For example `23-D-1405-000123-K`.
    number: String,
    /// The application that it answers; absent where it was granted before the bylaw.
    application_id: Option<Uuid>,
    /// What is known of the licence from before the bylaw.
    legacy: Option<LegacyLicenceView>,
    /// The name of the agency.
    agency: String,
    /// Whom it places where.
    kind: LicenceKind,
    /// How it reaches people.
    channel: LicenceChannel,
    /// The holder.
    holder: LicenceHolder,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Its Persian name.
    province_name: String,
    /// The city or county.
    city: String,
    /// Street, alley and number.
    address: String,
    /// The ten-digit postal code.
    postal_code: String,
    /// The telephone.
    landline: String,
    /// The domain of its site.
    website: Option<String>,
    /// The guarantee that it was issued on.
    guarantee_id: Option<Uuid>,
    /// The guarantee behind it today; shown with a single licence.
    guarantee: Option<GuaranteeCoverView>,
    /// The first day of the term.
    valid_from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    valid_from_persian: String,
    /// The last day of the term.
    valid_until: NaiveDate,
    /// The same in the Solar Hijri calendar.
    valid_until_persian: String,
    /// All its terms, the first one first; the latest is the one above.
    terms: Vec<TermView>,
    /// How it stands today.
    standing: LicenceStanding,
    /// The same in Persian; an expired licence whose renewal is under way is called so.
    standing_name: String,
    /// The renewal that is under way.
    renewal: Option<PendingRenewalView>,
    /// Whether the agency may act today.
    operating_permitted: bool,
    /// Whether the paper that is in use was reported lost.
    certificate_lost: bool,
    /// The versions of the printed licence, oldest first.
    documents: Vec<LicenceDocumentView>,
    /// Where anybody verifies it.
    verification_url: String,
}

/// The holder of a licence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LicenceHolder {
    /// The person or the company.
    name: String,
    /// The eleven-digit national id of a company.
    company_id: Option<String>,
    /// The national code of a person, masked.
    national_code: Option<String>,
    /// The technical manager in office, if a company holds the licence and has one.
    technical_manager: Option<String>,
}

/// A term of a licence.
#[derive(Object)]
#[expect(
    clippy::struct_field_names,
    reason = "the names are those of the licence"
)]
struct TermView {
    /// Its first day.
    valid_from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    valid_from_persian: String,
    /// Its last day.
    valid_until: NaiveDate,
    /// The same in the Solar Hijri calendar.
    valid_until_persian: String,
}

impl TermView {
    fn of(term: Term) -> Self {
        Self {
            valid_from: term.from,
            valid_from_persian: persian(term.from),
            valid_until: term.last_day(),
            valid_until_persian: persian(term.last_day()),
        }
    }
}

/// A version of the printed licence.
#[derive(Object)]
struct LicenceDocumentView {
    /// From 1.
    version: u32,
    /// The day of issue of this version.
    issued_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    issued_on_persian: String,
    /// The director-general who signs it.
    signed_by: String,
    /// Why it was made.
    because: LicenceDocumentReason,
    /// The same in Persian.
    because_name: String,
}

/// A licence from before the bylaw.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LegacyLicenceView {
    /// Its number on the old paper.
    old_number: String,
    /// The day on which it was granted.
    granted_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    granted_on_persian: String,
    /// The first day on which it is prevented, unless it conforms before.
    prevented_from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    prevented_from_persian: String,
    /// The first day on which it conforms.
    conformed_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    conformed_on_persian: Option<String>,
}

impl LegacyLicenceView {
    fn of(licence: &Licence) -> Option<Self> {
        let old = licence.old()?;
        let conformed_on = licence.conformed_on();
        Some(Self {
            old_number: old.old_number.to_string(),
            granted_on: old.granted_on,
            granted_on_persian: persian(old.granted_on),
            prevented_from: old.prevented_from,
            prevented_from_persian: persian(old.prevented_from),
            conformed_on,
            conformed_on_persian: conformed_on.map(persian),
        })
    }
}

impl LicenceView {
    fn of(licence: &Licence, context: &Context) -> Self {
        let today = context.today();
        let grant = licence.grant();
        let premises = licence.premises();
        let term = licence.term();
        Self {
            id: licence.id(),
            number: licence.number().to_string(),
            application_id: licence.application(),
            legacy: LegacyLicenceView::of(licence),
            agency: grant.agency.to_string(),
            kind: grant.kind.into(),
            channel: grant.channel.into(),
            holder: LicenceHolder::of(licence),
            province: licence.province().code().to_owned(),
            province_name: licence.province().name_fa().to_owned(),
            city: premises.city.to_string(),
            address: premises.address.to_string(),
            postal_code: premises.postal_code.as_str().to_owned(),
            landline: premises.landline.as_str().to_owned(),
            website: grant.website.as_ref().map(|it| it.as_str().to_owned()),
            guarantee_id: grant.guarantee,
            guarantee: None,
            valid_from: term.from,
            valid_from_persian: persian(term.from),
            valid_until: term.last_day(),
            valid_until_persian: persian(term.last_day()),
            terms: licence.terms().into_iter().map(TermView::of).collect(),
            standing: licence.standing(today).into(),
            standing_name: licence.standing(today).persian().to_owned(),
            renewal: None,
            operating_permitted: licence.operating_permitted(today),
            certificate_lost: licence.paper_is_lost(),
            documents: licence.documents().iter().map(document).collect(),
            verification_url: address(&context.settings().public_address(), licence.number()),
        }
    }
}

impl LicenceHolder {
    fn of(licence: &Licence) -> Self {
        let holder = &licence.grant().holder;
        Self {
            name: holder.name().to_string(),
            company_id: match holder {
                Holder::Company { company_id, .. } => Some(company_id.as_str().to_owned()),
                Holder::Natural { .. } => None,
            },
            national_code: match licence.holder_party() {
                Some(Party::Person { national_code }) => Some(national_code.masked()),
                _ => None,
            },
            technical_manager: licence.manager().map(|it| it.name.to_string()),
        }
    }
}

fn document(document: &LicenceDocument) -> LicenceDocumentView {
    LicenceDocumentView {
        version: document.version,
        issued_on: document.issued_on,
        issued_on_persian: persian(document.issued_on),
        signed_by: document.signed_by.to_string(),
        because: document.because.into(),
        because_name: document.because.persian().to_owned(),
    }
}
