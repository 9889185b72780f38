//! What happens to a guarantee while it is held: extended, topped up, exchanged, watched.

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Enum, Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::view::{GuaranteeAtRiskView, GuaranteeLedgerView};
use super::{DeedRequest, GuaranteeView, is_amount};
use crate::api::Tag;
use crate::api::answer::{Created, Found, Page, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, Key, check, parameter, parses, read};
use crate::api::view::enumeration;
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::settlement::Proof;
use crate::error::Error;
use crate::use_cases::guarantee::at_risk::{self, AtRisk, Risk};
use crate::use_cases::guarantee::extend::ExtendGuarantee;
use crate::use_cases::guarantee::lodge_replacement::LodgeReplacementGuarantee;
use crate::use_cases::guarantee::top_up::TopUpGuarantee;
use crate::use_cases::{Versioned, guarantee, perform};

/// What happens to guarantees that are held.
pub struct GuaranteeLifeApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Guarantees")]
impl GuaranteeLifeApi {
    /// List the guarantees at risk
    ///
    /// For directorates: those that have expired or do so within the days of alarm, the earliest first;
    /// or those of one kind of agency that cover less than the directive in force asks for, the least
    /// first. Each with what it covers beside what is asked.
    #[oai(
        path = "/api/v1/guarantees-at-risk",
        method = "get",
        operation_id = "listGuaranteesAtRisk"
    )]
    async fn at_risk(
        &self,
        caller: Caller,
        /// Which risk.
        #[oai(default = "expiry")]
        risk: Query<GuaranteeRisk>,
        /// The kind of agency of those that cover too little.
        #[oai(default = "foreign")]
        kind: Query<SecuredKind>,
        /// Only those of this province (ISO 3166-2).
        province: Query<Option<String>>,
        /// What the page before gave as `next`.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<GuaranteeAtRiskView>>> {
        let after = after.0.as_deref();
        let wanted = match risk.0 {
            GuaranteeRisk::Expiry => Risk::Expiry {
                after: request::place(after, by_day)?,
            },
            GuaranteeRisk::Amount => Risk::Amount {
                kind: kind.0.into(),
                after: request::place(after, by_cover)?,
            },
        };
        let province = parameter("province", province.as_deref())?;
        let actor = caller.actor();
        let (found, more) = at_risk::list(&self.context, &actor, wanted, province, limit.0).await?;
        let place = |last: &AtRisk| match risk.0 {
            GuaranteeRisk::Expiry => format!("{}_{}", last.by_day().0, last.by_day().1),
            GuaranteeRisk::Amount => format!("{}_{}", last.by_cover().0, last.by_cover().1),
        };
        let today = self.context.today();
        let items = found.iter().map(|it| GuaranteeAtRiskView::of(it, today));
        Ok(Json(Page {
            next: found.last().filter(|_| more).map(place),
            items: items.collect(),
        }))
    }

    /// Show every movement of a guarantee
    ///
    /// With the balance that each leaves. All of it is reckoned from the movements and compared with the
    /// deed and the claims, to the rial.
    #[oai(
        path = "/api/v1/guarantees/:id/ledger",
        method = "get",
        operation_id = "getGuaranteeLedger"
    )]
    async fn ledger(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<GuaranteeLedgerView>> {
        let found = guarantee::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| GuaranteeLedgerView::of(&it)))
    }

    /// Record that the bank extends a guarantee
    ///
    /// By the office, on the bank's word. The new expiry lies after the present one, and the deed stood
    /// on the day of the bank's word.
    #[oai(
        path = "/api/v1/guarantees/:id/extension",
        method = "post",
        operation_id = "extendGuarantee"
    )]
    async fn extend(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<GuaranteeExtensionForm>,
    ) -> Result<Found<GuaranteeView>> {
        let body = body.0;
        check(&body)?;
        let command = ExtendGuarantee {
            id: id.0,
            until: body.expires_on,
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let extended = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(self.found(extended))
    }

    /// Record that the bank raises the amount of a guarantee
    ///
    /// By the office, on the bank's word that its deed stands for so much more. Where the bank gives a
    /// deed of its own instead, that one is lodged in place of the held one.
    #[oai(
        path = "/api/v1/guarantees/:id/top-ups",
        method = "post",
        operation_id = "topUpGuarantee"
    )]
    async fn top_up(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<GuaranteeTopUpForm>,
    ) -> Result<Found<GuaranteeView>> {
        let body = body.0;
        check(&body)?;
        let amount = Rial::new(body.amount).map_err(|it| Error::invalid("/amount", it))?;
        let command = TopUpGuarantee {
            id: id.0,
            amount,
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let topped_up = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(self.found(topped_up))
    }

    /// Lodge a guarantee in place of the one behind one's own licence
    ///
    /// As long as the licence has not ended. It is confirmed and accepted like any other, for all of the
    /// amount in force; then the held one is given back.
    #[oai(
        path = "/api/v1/guarantees/:id/replacements",
        method = "post",
        operation_id = "lodgeReplacementGuarantee"
    )]
    async fn lodge_replacement(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<DeedRequest>,
    ) -> Result<Created<GuaranteeView>> {
        let command = LodgeReplacementGuarantee {
            id: id.0,
            deed: body.0.read()?,
        };
        let key = request::key(&key)?;
        let lodged = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/guarantees/{}", lodged.value.id());
        let today = self.context.today();
        Ok(Created::new(lodged, location, |it| {
            GuaranteeView::of(&it, today)
        }))
    }
}

impl GuaranteeLifeApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }

    fn found(&self, guarantee: Versioned<Guarantee>) -> Found<GuaranteeView> {
        let today = self.context.today();
        Found::new(guarantee, |it| GuaranteeView::of(&it, today))
    }
}

fn by_day(text: &str) -> Option<(NaiveDate, Uuid)> {
    let (day, id) = text.split_once('_')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

fn by_cover(text: &str) -> Option<(Rial, Uuid)> {
    let (cover, id) = text.split_once('_')?;
    Some((cover.parse().ok()?, id.parse().ok()?))
}

const fn page_size() -> u64 {
    50
}

const fn expiry() -> GuaranteeRisk {
    GuaranteeRisk::Expiry
}

const fn foreign() -> SecuredKind {
    SecuredKind::Foreign
}

/// What is wrong with a guarantee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum GuaranteeRisk {
    /// It has expired, or does so soon.
    Expiry,
    /// It covers less than the directive in force asks for.
    Amount,
}

enumeration! {
    /// A kind of agency that lodges guarantees.
    SecuredKind of AgencyKind { Domestic, Foreign, Maritime }
}

/// What shows what the bank says.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuaranteeEvidenceForm {
    /// The day of the bank's word.
    on: NaiveDate,
    /// Number and date of its letter, or of the answer of its system.
    #[validate(custom(function = "parses::<ShortText>"))]
    record: String,
    /// The scanned letter, which was uploaded to the guarantee before.
    #[oai(skip_serializing_if_is_none)]
    document: Option<Uuid>,
}

impl GuaranteeEvidenceForm {
    fn read(&self, at: &str) -> std::result::Result<Proof, Error> {
        Ok(Proof {
            on: self.on,
            record: read(&format!("{at}/record"), &self.record)?,
            document: self.document,
        })
    }
}

/// Until when the bank stands for its deed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuaranteeExtensionForm {
    /// The last day on which it pays.
    expires_on: NaiveDate,
    /// The bank's word.
    #[validate(nested)]
    evidence: GuaranteeEvidenceForm,
}

/// For how much more the bank stands.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct GuaranteeTopUpForm {
    /// What is added, in rial.
    #[validate(custom(function = "is_amount"))]
    amount: i64,
    /// The bank's word.
    #[validate(nested)]
    evidence: GuaranteeEvidenceForm,
}
