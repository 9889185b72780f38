//! What the guarantee pays to the job seekers, and the account to the rial (A8.11, A16).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::forms::{SettlementEvidenceForm, is_amount, rial};
use crate::api::Tag;
use crate::api::answer::{Created, Found, Result};
use crate::api::caller::Caller;
use crate::api::request::{self, IfMatch, Key, check, parses, read};
use crate::api::sessions::LegalBasisForm;
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::guarantee::OrderedBy;
use crate::domain::placement::settlement::{ClaimAccount, GuaranteeAccount};
use crate::error::Error;
use crate::use_cases::perform;
use crate::use_cases::settlement::account::{self, Account};
use crate::use_cases::settlement::call::RecordGuaranteeCall;
use crate::use_cases::settlement::claim::ClaimGuarantee;
use crate::use_cases::settlement::repay::RepaySeeker;

/// Claims on the guarantee of a closed office.
pub struct ClaimsApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settlement")]
impl ClaimsApi {
    /// Show where every rial is
    ///
    /// What is owed is what the agency paid, what the guarantee repaid, what is claimed and not handed
    /// over yet, what is referred elsewhere, and what is outstanding. It names nobody.
    #[oai(
        path = "/api/v1/settlements/:id/reconciliation",
        method = "get",
        operation_id = "getSettlementReconciliation"
    )]
    async fn reconciliation(
        &self,
        caller: Caller,
        id: Path<Uuid>,
    ) -> Result<Found<SettlementReconciliationView>> {
        let account = account::show(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(account, |it| {
            SettlementReconciliationView::of(&it)
        }))
    }

    /// Order a claim on the guarantee
    ///
    /// By the director-general, on a final ruling about this agency or the order of a court, and on at
    /// least one rule. Before the ten days are over only a court orders one. Without shares everybody
    /// gets what is still owed, or the same part of it to the rial when the guarantee is short.
    #[oai(
        path = "/api/v1/settlements/:id/claims",
        method = "post",
        operation_id = "claimGuarantee"
    )]
    async fn order(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<SettlementClaimForm>,
    ) -> Result<Created<SettlementReconciliationView>> {
        let body = body.0;
        check(&body)?;
        let basis = body.legal_basis.iter().enumerate();
        let command = ClaimGuarantee {
            id: id.0,
            by: body.ordered_by()?,
            legal_basis: basis
                .map(|(place, basis)| basis.read(&format!("/legal_basis/{place}")))
                .collect::<std::result::Result<_, _>>()?,
            shares: body.shares()?,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let ordered = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/settlements/{}/reconciliation", id.0);
        Ok(Created::new(ordered, location, |it| {
            SettlementReconciliationView::of(&it)
        }))
    }

    /// Record that the bank paid a claim
    ///
    /// The bank pays all of it; each person's share is handed over afterwards.
    #[oai(
        path = "/api/v1/settlements/:id/claims/:claim/call",
        method = "post",
        operation_id = "recordGuaranteeCall"
    )]
    async fn call(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        claim: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<SettlementCallPaymentForm>,
    ) -> Result<Found<SettlementReconciliationView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordGuaranteeCall {
            id: id.0,
            claim: claim.0,
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let account = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(account, |it| {
            SettlementReconciliationView::of(&it)
        }))
    }

    /// Hand a job seeker the share that the bank paid
    ///
    /// Each share once, and all of it.
    #[oai(
        path = "/api/v1/settlements/:id/claims/:claim/repayments",
        method = "post",
        operation_id = "repaySeeker"
    )]
    async fn repay(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        claim: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<SettlementRepaymentForm>,
    ) -> Result<Found<SettlementReconciliationView>> {
        let body = body.0;
        check(&body)?;
        let command = RepaySeeker {
            id: id.0,
            claim: claim.0,
            line: body.line_id,
            proof: body.evidence.read("/evidence")?,
            expected: request::required(&if_match)?,
        };
        let key = request::key(&key)?;
        let repaid = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        Ok(Found::new(repaid, |it| {
            SettlementReconciliationView::of(&it)
        }))
    }
}

impl ClaimsApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

/// The order of a claim: by a ruling or by a court.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementClaimForm {
    /// The final ruling that orders it.
    #[oai(skip_serializing_if_is_none)]
    ruling_id: Option<Uuid>,
    /// Number and date of the order of the court.
    #[oai(skip_serializing_if_is_none)]
    #[validate(custom(function = "parses::<ShortText>"))]
    court_order: Option<String>,
    /// The rules that it rests on, at least one.
    legal_basis: Vec<LegalBasisForm>,
    /// What each line gets. Without it everybody gets all that is owed, or the same part of it.
    #[oai(skip_serializing_if_is_none)]
    #[validate(nested)]
    shares: Option<Vec<SettlementShareForm>>,
}

/// The share of a line.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementShareForm {
    /// The line.
    line_id: Uuid,
    /// In rial.
    #[validate(custom(function = "is_amount"))]
    amount: i64,
}

impl SettlementClaimForm {
    fn ordered_by(&self) -> std::result::Result<OrderedBy, Error> {
        match (self.ruling_id, &self.court_order) {
            (Some(id), None) => Ok(OrderedBy::Ruling { id }),
            (None, Some(reference)) => Ok(OrderedBy::Court {
                reference: read("/court_order", reference)?,
            }),
            _ => Err(Error::invalid("", ONE_ORDER)),
        }
    }

    fn shares(&self) -> std::result::Result<Option<BTreeMap<Uuid, Rial>>, Error> {
        let Some(given) = &self.shares else {
            return Ok(None);
        };
        let mut shares = BTreeMap::new();
        for (place, share) in given.iter().enumerate() {
            let amount = rial(&format!("/shares/{place}/amount"), share.amount)?;
            if shares.insert(share.line_id, amount).is_some() {
                return Err(Error::invalid(
                    format!("/shares/{place}/line_id"),
                    ONE_SHARE,
                ));
            }
        }
        Ok(Some(shares))
    }
}

const ONE_ORDER: Invalid = Invalid {
    code: "ordered-by",
    fa: "مطالبه ضمانت‌نامه یا با رأی قطعی است یا با دستور دادگاه.",
    en: "A claim is ordered either by a final ruling or by a court.",
};

const ONE_SHARE: Invalid = Invalid {
    code: "line",
    fa: "هر کارجو در یک مطالبه تنها یک سهم دارد.",
    en: "A line has one share of a claim.",
};

/// The payment of the bank.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementCallPaymentForm {
    /// What shows it.
    #[validate(nested)]
    evidence: SettlementEvidenceForm,
}

/// To whom a share is handed.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct SettlementRepaymentForm {
    /// The line of the person.
    line_id: Uuid,
    /// What shows it.
    #[validate(nested)]
    evidence: SettlementEvidenceForm,
}

/// Where every rial is. All amounts in rial.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementReconciliationView {
    /// What all job seekers are owed: the sum of the five below.
    owed: i64,
    /// What the agency paid them.
    paid_by_agency: i64,
    /// What they got back from the guarantee.
    repaid: i64,
    /// What the guarantee is called for and they have not got yet.
    claimed: i64,
    /// What is referred to the court or deposited.
    referred: i64,
    /// What nobody paid and nothing covers.
    outstanding: i64,
    /// Whether every rial is in exactly one place, on the lines and on the guarantee.
    adds_up: bool,
    /// The guarantee behind the licence.
    guarantee: Option<GuaranteeAccountView>,
}

/// What a guarantee gives. All amounts in rial.
#[derive(Object)]
struct GuaranteeAccountView {
    /// The guarantee.
    id: Uuid,
    /// The amount of the deed: what remains and all claims.
    amount: i64,
    /// What can still be claimed.
    remaining: i64,
    /// The claims, oldest first.
    claims: Vec<SettlementClaimView>,
}

/// A claim. All amounts in rial.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SettlementClaimView {
    id: Uuid,
    /// The day of the order.
    ordered_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    ordered_on_persian: String,
    /// The day on which the bank paid.
    called_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    called_on_persian: Option<String>,
    /// What is claimed: the sum of the two below.
    amount: i64,
    /// What the persons have got of it.
    repaid: i64,
    /// What they have not got yet.
    unrepaid: i64,
}

impl SettlementReconciliationView {
    fn of(account: &Account) -> Self {
        let found = account.reconciliation();
        Self {
            owed: found.owed.get(),
            paid_by_agency: found.paid_by_agency.get(),
            repaid: found.repaid.get(),
            claimed: found.claimed.get(),
            referred: found.referred.get(),
            outstanding: found.outstanding.get(),
            adds_up: found.adds_up(),
            guarantee: found.guarantee.as_ref().map(GuaranteeAccountView::of),
        }
    }
}

impl GuaranteeAccountView {
    fn of(account: &GuaranteeAccount) -> Self {
        Self {
            id: account.id,
            amount: account.amount.get(),
            remaining: account.remaining.get(),
            claims: account.claims.iter().map(SettlementClaimView::of).collect(),
        }
    }
}

impl SettlementClaimView {
    fn of(claim: &ClaimAccount) -> Self {
        Self {
            id: claim.id,
            ordered_on: claim.ordered_on,
            ordered_on_persian: persian(claim.ordered_on),
            called_on: claim.called_on,
            called_on_persian: claim.called_on.map(persian),
            amount: claim.amount.get(),
            repaid: claim.repaid.get(),
            unrepaid: claim.unrepaid.get(),
        }
    }
}
