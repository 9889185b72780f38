//! The directives of the central board.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;
use validator::Validate;

use super::Tag;
use super::answer::{Created, Found, Page, Result};
use super::caller::Caller;
use super::penalties::PenaltyRangeForm;
use super::request::{self, IfMatch, Key, check, parses, read};
use super::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::directive::{ApprovalSource, DirectiveMatter, DirectiveState};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::kernel::text::{LongText, ShortText};
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::directives::{
    Communication, DirectiveKind, PlacementDirective, Terms,
};
use crate::error::Error;
use crate::use_cases::directive::annul::AnnulDirective;
use crate::use_cases::directive::approve::{ApproveDirective, ApprovedBy};
use crate::use_cases::directive::draft::RecordDirective;
use crate::use_cases::{directive, perform};

/// Directives.
pub struct DirectivesApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Settings")]
impl DirectivesApi {
    /// List the directives of the central board
    ///
    /// Drafts included, the newest of each matter first.
    #[oai(
        path = "/api/v1/directives",
        method = "get",
        operation_id = "listDirectives"
    )]
    async fn list(
        &self,
        caller: Caller,
        /// Only those on this matter.
        matter: Query<Option<DirectiveMatterName>>,
        /// Only those that bind on this day.
        in_force_on: Query<Option<NaiveDate>>,
        /// The `next` of the page before.
        after: Query<Option<String>>,
        /// How many at most, up to 100.
        #[oai(
            default = "page_size",
            validator(minimum(value = "1"), maximum(value = "100"))
        )]
        limit: Query<u64>,
    ) -> Result<Json<Page<DirectiveView>>> {
        let wanted = directive::Wanted {
            matter: matter.0.map(Into::into),
            in_force_on: in_force_on.0,
            after: request::place(after.as_deref(), directive::Place::parse)?,
        };
        let actor = caller.actor();
        let (found, more) = directive::list(&self.context, &actor, wanted, limit.0).await?;
        let last = found.last().filter(|_| more);
        Ok(Json(Page {
            next: last.map(|it| directive::Place::of(&it.value).to_string()),
            items: found
                .iter()
                .map(|it| DirectiveView::of(&it.value))
                .collect(),
        }))
    }

    /// Show a directive
    #[oai(
        path = "/api/v1/directives/:id",
        method = "get",
        operation_id = "getDirective"
    )]
    async fn get(&self, caller: Caller, id: Path<Uuid>) -> Result<Found<DirectiveView>> {
        let found = directive::get(&self.context, &caller.actor(), id.0).await?;
        Ok(Found::new(found, |it| DirectiveView::of(&it)))
    }

    /// Record the draft of a directive
    ///
    /// It binds nobody until the central board has approved it.
    #[oai(
        path = "/api/v1/directives",
        method = "post",
        operation_id = "recordDirective"
    )]
    async fn record(
        &self,
        caller: Caller,
        #[oai(name = "Idempotency-Key")] key: Key,
        body: Json<DirectiveForm>,
    ) -> Result<Created<DirectiveView>> {
        let body = body.0;
        check(&body)?;
        let command = RecordDirective {
            title: read("/title", &body.title)?,
            body: read("/body", &body.body)?,
            terms: body.terms()?,
        };
        let key = request::key(&key)?;
        let draft = perform(&self.context, &caller.actor(), &command, key.as_ref()).await?;
        let location = format!("/api/v1/directives/{}", draft.value.directive_id());
        Ok(Created::new(draft, location, |it| DirectiveView::of(&it)))
    }

    /// Record the approval of a directive
    ///
    /// By a closed session of the central board that this registry keeps, or by the minutes of one
    /// outside it. The directive that bound so far gives way on the first day of the new one.
    #[oai(
        path = "/api/v1/directives/:id/approval",
        method = "post",
        operation_id = "approveDirective"
    )]
    async fn approve(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<ApprovalForm>,
    ) -> Result<Found<DirectiveView>> {
        let body = body.0;
        check(&body)?;
        let by = match (body.session, &body.minutes, body.approved_on) {
            (Some(session), None, None) => ApprovedBy::Session(session),
            (None, Some(minutes), Some(on)) => ApprovedBy::Minutes {
                reference: read("/minutes", minutes)?,
                on,
            },
            _ => return Err(Error::invalid("/session", ONE_SOURCE).into()),
        };
        let command = ApproveDirective {
            id: id.0,
            by,
            communication: Communication {
                number: read("/number", &body.number)?,
                effective_from: body.effective_from,
                effective_to: body.effective_to,
            },
            expected: request::required(&if_match)?,
        };
        let approved = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(approved, |it| DirectiveView::of(&it)))
    }

    /// Record the annulment of a directive
    ///
    /// Facts before that day keep it.
    #[oai(
        path = "/api/v1/directives/:id/annulment",
        method = "post",
        operation_id = "annulDirective"
    )]
    async fn annul(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        #[oai(name = "If-Match")] if_match: IfMatch,
        body: Json<AnnulmentForm>,
    ) -> Result<Found<DirectiveView>> {
        let body = body.0;
        check(&body)?;
        let command = AnnulDirective {
            id: id.0,
            order: read("/order", &body.order)?,
            until: body.until,
            expected: request::required(&if_match)?,
        };
        let annulled = perform(&self.context, &caller.actor(), &command, None).await?;
        Ok(Found::new(annulled, |it| DirectiveView::of(&it)))
    }
}

impl DirectivesApi {
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

const ONE_SOURCE: Invalid = Invalid {
    code: "approval-source",
    fa: "یا شناسه جلسه هیئت مرکزی داده می‌شود، یا شماره صورت‌جلسه با تاریخ تصویب.",
    en: "Give either the session of the central board, or the minutes with the day of approval.",
};

const ONLY_AMOUNTS: Invalid = Invalid {
    code: "directive-terms",
    fa: "مبلغ‌ها تنها برای دستورالعمل مبلغ ضمانت است.",
    en: "Amounts belong to a directive on the guarantee alone.",
};

const ONLY_PENALTIES: Invalid = Invalid {
    code: "directive-terms",
    fa: "حدود مجازات‌ها تنها برای دستورالعمل تطبیق مجازات‌ها است.",
    en: "Ranges of penalties belong to a directive on matching them alone.",
};

const PARAMETER_NAME: Invalid = Invalid {
    code: "parameter-name",
    fa: "نام پارامتر ۱ تا ۶۰ نویسه و هر نام یک بار است.",
    en: "The name of a parameter has 1 to 60 characters, and each name comes once.",
};

const KIND_TWICE: Invalid = Invalid {
    code: "kind-twice",
    fa: "برای هر نوع کاریابی یک مبلغ داده می‌شود.",
    en: "There is one amount for each kind of agency.",
};

enumeration! {
    /// The matters on which the bylaw calls for a directive.
    DirectiveMatterName of DirectiveKind {
        PlaceEquipmentStaff, TariffPayment, Maritime, GuaranteeAmount, BranchRepresentation,
        ContractClauses, PenaltyMatching, Rating,
    }
}

enumeration! {
    /// A kind of agency for which a guarantee is lodged.
    GuaranteedKind of AgencyKind { Domestic, Foreign, Maritime }
}

/// The draft of a directive.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct DirectiveForm {
    /// The matter it settles.
    matter: DirectiveMatterName,
    /// Its title.
    #[validate(custom(function = "parses::<ShortText>"))]
    title: String,
    /// Its text.
    #[validate(custom(function = "parses::<LongText>"))]
    body: String,
    /// The amounts of the guarantee, for `guarantee_amount` alone.
    #[oai(default, validator(max_items = 3))]
    amounts: Vec<AmountForm>,
    /// Which penalties each violation may have, for `penalty_matching` alone.
    #[oai(default, validator(max_items = 13))]
    penalties: Vec<PenaltyRangeForm>,
    /// Parameters as text, for the other matters.
    #[oai(default, validator(max_items = 50))]
    #[validate(nested)]
    parameters: Vec<ParameterForm>,
}

/// The amount of the guarantee of a kind of agency.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AmountForm {
    /// The kind.
    kind: GuaranteedKind,
    /// Rial.
    rial: i64,
}

/// A parameter of a directive.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ParameterForm {
    /// Its name.
    name: String,
    /// Its value.
    #[validate(custom(function = "parses::<ShortText>"))]
    value: String,
}

impl DirectiveForm {
    fn terms(&self) -> std::result::Result<Terms, Error> {
        let kind = DirectiveKind::from(self.matter);
        if kind != DirectiveKind::PenaltyMatching && !self.penalties.is_empty() {
            return Err(Error::invalid("/penalties", ONLY_PENALTIES));
        }
        if kind == DirectiveKind::GuaranteeAmount {
            let mut amounts = BTreeMap::new();
            for (index, amount) in self.amounts.iter().enumerate() {
                let at = format!("/amounts/{index}");
                let rial = Rial::new(amount.rial)
                    .map_err(|reason| Error::invalid(format!("{at}/rial"), reason))?;
                if amounts.insert(amount.kind.into(), rial).is_some() {
                    return Err(Error::invalid(format!("{at}/kind"), KIND_TWICE));
                }
            }
            return Ok(Terms::GuaranteeAmount { amounts });
        }
        if !self.amounts.is_empty() {
            return Err(Error::invalid("/amounts", ONLY_AMOUNTS));
        }
        if kind == DirectiveKind::PenaltyMatching {
            let ranges = PenaltyRangeForm::read_all(&self.penalties, "/penalties")?;
            return Ok(Terms::PenaltyMatching { ranges });
        }
        let mut parameters = BTreeMap::new();
        for (index, parameter) in self.parameters.iter().enumerate() {
            let at = format!("/parameters/{index}");
            let value = read(&format!("{at}/value"), &parameter.value)?;
            let name = parameter.name.trim().to_owned();
            let length = name.chars().count();
            let fits = (1..=60).contains(&length) && !name.chars().any(char::is_control);
            if !fits || parameters.insert(name, value).is_some() {
                return Err(Error::invalid(format!("{at}/name"), PARAMETER_NAME));
            }
        }
        Terms::opaque(kind, parameters).map_err(|reason| Error::invalid("/matter", reason))
    }
}

/// The approval of a directive.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct ApprovalForm {
    /// The session of the central board, if this registry keeps it.
    session: Option<Uuid>,
    /// Number and date of the minutes of a session outside this registry.
    #[validate(custom(function = "parses::<ShortText>"))]
    minutes: Option<String>,
    /// The day of that session.
    approved_on: Option<NaiveDate>,
    /// The number under which the directive is communicated.
    #[validate(custom(function = "parses::<ShortText>"))]
    number: String,
    /// The first day on which it binds.
    effective_from: NaiveDate,
    /// The first day on which it no longer binds, if it sets one itself.
    effective_to: Option<NaiveDate>,
}

/// The annulment of a directive.
#[derive(Object, Validate)]
#[oai(deny_unknown_fields)]
struct AnnulmentForm {
    /// The order that annuls it.
    #[validate(custom(function = "parses::<ShortText>"))]
    order: String,
    /// The first day on which it no longer binds.
    until: NaiveDate,
}

/// A directive of the central board.
#[derive(Object)]
struct DirectiveView {
    id: Uuid,
    /// The matter it settles.
    matter: DirectiveMatterName,
    /// The matter in Persian.
    matter_fa: String,
    /// The rule that calls for it.
    citation: String,
    /// Its number among the directives on the matter.
    edition: u32,
    /// Its title.
    title: String,
    /// Its text.
    body: String,
    /// The amounts of the guarantee.
    amounts: Vec<AmountForm>,
    /// Which penalties each violation may have.
    penalties: Vec<PenaltyRangeForm>,
    /// Its parameters.
    parameters: Vec<ParameterForm>,
    /// `draft`, `approved`, `superseded` or `annulled`.
    state: String,
    /// The session of the central board that approved it.
    #[oai(skip_serializing_if_is_none)]
    approved_in_session: Option<Uuid>,
    /// The minutes of the session outside this registry that approved it.
    #[oai(skip_serializing_if_is_none)]
    approved_by_minutes: Option<String>,
    /// The number under which it was communicated.
    #[oai(skip_serializing_if_is_none)]
    number: Option<String>,
    /// The day of approval.
    #[oai(skip_serializing_if_is_none)]
    approved_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    approved_on_persian: Option<String>,
    /// The first day on which it binds.
    #[oai(skip_serializing_if_is_none)]
    effective_from: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    effective_from_persian: Option<String>,
    /// The first day on which it no longer binds, by its own term, a successor or an annulment.
    #[oai(skip_serializing_if_is_none)]
    effective_to: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    #[oai(skip_serializing_if_is_none)]
    effective_to_persian: Option<String>,
    /// The directive that took its place.
    #[oai(skip_serializing_if_is_none)]
    superseded_by: Option<Uuid>,
    /// The order that annulled it.
    #[oai(skip_serializing_if_is_none)]
    annulled_by: Option<String>,
}

impl DirectiveView {
    fn of(directive: &PlacementDirective) -> Self {
        let approval = directive.approval();
        let own_end = approval.and_then(|it| it.effective_to);
        let (until, superseded_by, annulled_by) = match directive.directive_state() {
            DirectiveState::Draft | DirectiveState::Approved(_) => (None, None, None),
            DirectiveState::Superseded { by, until, .. } => (Some(*until), Some(*by), None),
            DirectiveState::Annulled { order, until, .. } => {
                (Some(*until), None, Some(order.to_string()))
            }
        };
        let effective_to = [own_end, until].into_iter().flatten().min();
        let (session, minutes) = match approval.map(|it| &it.source) {
            None => (None, None),
            Some(ApprovalSource::Session { id }) => (Some(*id), None),
            Some(ApprovalSource::Minutes { reference }) => (None, Some(reference.to_string())),
        };
        let (amounts, parameters) = match directive.terms() {
            Terms::GuaranteeAmount { amounts } => {
                let amount = |(kind, rial): (&AgencyKind, &Rial)| AmountForm {
                    kind: (*kind).into(),
                    rial: rial.get(),
                };
                (amounts.iter().map(amount).collect(), Vec::new())
            }
            Terms::PenaltyMatching { .. } => (Vec::new(), Vec::new()),
            Terms::Opaque { parameters, .. } => {
                let parameter = |(name, value): (&String, &ShortText)| ParameterForm {
                    name: name.clone(),
                    value: value.to_string(),
                };
                (Vec::new(), parameters.iter().map(parameter).collect())
            }
        };
        Self {
            id: directive.directive_id(),
            matter: directive.matter().into(),
            matter_fa: directive.matter().persian().to_owned(),
            citation: directive.matter().citation().to_string(),
            edition: directive.version(),
            title: directive.title().to_string(),
            body: directive.body().to_string(),
            amounts,
            penalties: penalties(directive.terms()),
            parameters,
            state: directive.state().to_owned(),
            approved_in_session: session,
            approved_by_minutes: minutes,
            number: approval.map(|it| it.number.to_string()),
            approved_on: approval.map(|it| it.approved_on),
            approved_on_persian: approval.map(|it| persian(it.approved_on)),
            effective_from: approval.map(|it| it.effective_from),
            effective_from_persian: approval.map(|it| persian(it.effective_from)),
            effective_to,
            effective_to_persian: effective_to.map(persian),
            superseded_by,
            annulled_by,
        }
    }
}

fn penalties(terms: &Terms) -> Vec<PenaltyRangeForm> {
    match terms {
        Terms::PenaltyMatching { ranges } => {
            ranges.ranges().iter().map(PenaltyRangeForm::of).collect()
        }
        Terms::GuaranteeAmount { .. } | Terms::Opaque { .. } => Vec::new(),
    }
}
