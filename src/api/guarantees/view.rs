//! How guarantees look.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use crate::api::documents::DocumentView;
use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::Sheba;
use crate::domain::kernel::money::Rial;
use crate::domain::placement::guarantee::{
    Adequacy, Expiry, Guarantee, GuaranteeState, Ledger, LedgerEntry, Moved,
};
use crate::domain::placement::licence::Licence;
use crate::use_cases::guarantee::at_risk::AtRisk;

enumeration! {
    /// How the last day of a guarantee lies.
    GuaranteeExpiryName of Expiry { Lasting, ExpiringSoon, Expired }
}

/// A bank guarantee.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct GuaranteeView {
    id: Uuid,
    /// The application that it was lodged for.
    application_id: Uuid,
    /// `submitted`, `verified`, `rejected`, `held`, `replaced`, `claim_ordered`, `partially_called`,
    /// `called`, `release_requested` or `released`.
    state: String,
    /// The same in Persian.
    state_name: String,
    /// The bank.
    bank: String,
    /// The branch.
    branch: String,
    /// The number of the deed.
    number: String,
    /// The account behind it, masked.
    sheba: Option<String>,
    /// In rial, with all that the bank has added.
    amount: i64,
    /// What can still be claimed, in rial.
    remaining: i64,
    /// The last day on which the bank pays.
    expires_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    expires_on_persian: String,
    /// Whether that day is over.
    expired: bool,
    /// The day of lodging.
    lodged_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    lodged_on_persian: String,
    /// The bank's letter.
    reference: Option<String>,
    /// The day on which the office recorded it.
    verified_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    verified_on_persian: Option<String>,
    /// Why it was rejected.
    reason: Option<String>,
    /// The directive whose amount it meets.
    directive_id: Option<Uuid>,
    /// The guarantee that took its place.
    replaced_by: Option<Uuid>,
    /// The office's letter with which it was given back.
    release_letter: Option<String>,
    /// The day on which it was rejected, accepted, replaced, asked for or given back.
    decided_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: Option<String>,
    /// The scanned documents, oldest first.
    documents: Vec<DocumentView>,
}

impl GuaranteeView {
    pub(super) fn of(guarantee: &Guarantee, today: NaiveDate) -> Self {
        let deed = guarantee.deed();
        let state = guarantee.guarantee_state();
        let confirmation = state.confirmation();
        let decided_on = match state {
            GuaranteeState::Rejected { on, .. }
            | GuaranteeState::Replaced { on, .. }
            | GuaranteeState::ReleaseRequested { on, .. }
            | GuaranteeState::Released { on, .. } => Some(*on),
            other => other.held_on(),
        };
        let verified_on = confirmation.map(|it| it.verified_on);
        Self {
            id: guarantee.id(),
            application_id: guarantee.application(),
            state: guarantee.state().to_owned(),
            state_name: state.persian().to_owned(),
            bank: deed.bank.to_string(),
            branch: deed.branch.to_string(),
            number: deed.number.to_string(),
            sheba: deed.sheba.as_ref().map(Sheba::masked),
            amount: deed.amount.get(),
            remaining: guarantee.remaining().get(),
            expires_on: deed.expires_on,
            expires_on_persian: persian(deed.expires_on),
            expired: guarantee.expired(today),
            lodged_on: guarantee.lodged_on(),
            lodged_on_persian: persian(guarantee.lodged_on()),
            reference: confirmation.map(|it| it.reference.to_string()),
            verified_on,
            verified_on_persian: verified_on.map(persian),
            reason: match state {
                GuaranteeState::Rejected { reason, .. } => Some(reason.to_string()),
                _ => None,
            },
            directive_id: match state {
                GuaranteeState::Held { directive, .. } => Some(*directive),
                _ => None,
            },
            replaced_by: guarantee.replaced_by(),
            release_letter: match state {
                GuaranteeState::Released { letter, .. } => Some(letter.to_string()),
                _ => None,
            },
            decided_on,
            decided_on_persian: decided_on.map(persian),
            documents: guarantee.papers().iter().map(DocumentView::of).collect(),
        }
    }
}

/// What a guarantee covers today beside what is asked of it. Amounts in rial.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(in crate::api) struct GuaranteeCoverView {
    /// The guarantee.
    guarantee_id: Uuid,
    /// Its state.
    state: String,
    /// The same in Persian.
    state_name: String,
    /// What can still be claimed.
    cover: i64,
    /// What it must cover today. An amount that was raised meanwhile is asked for at the next renewal, or
    /// at once by policy.
    required: Option<i64>,
    /// What it would have to cover if the licence were renewed today.
    required_at_renewal: Option<i64>,
    /// What is lacking today.
    shortfall: i64,
    /// What would be lacking at a renewal today.
    shortfall_at_renewal: i64,
    /// The last day on which the bank pays.
    expires_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    expires_on_persian: String,
    /// How that day lies.
    expiry: GuaranteeExpiryName,
    /// The same in Persian.
    expiry_name: String,
    /// Whether it is expired or covers too little today, so that the licence is not renewed on it.
    deficient: bool,
}

impl GuaranteeCoverView {
    pub(in crate::api) fn of(guarantee: &Guarantee, adequacy: &Adequacy) -> Self {
        let expires_on = guarantee.deed().expires_on;
        Self {
            guarantee_id: guarantee.id(),
            state: guarantee.state().to_owned(),
            state_name: guarantee.guarantee_state().persian().to_owned(),
            cover: adequacy.cover.get(),
            required: adequacy.required.map(Rial::get),
            required_at_renewal: adequacy.required_at_renewal.map(Rial::get),
            shortfall: adequacy.shortfall().get(),
            shortfall_at_renewal: adequacy.shortfall_at_renewal().get(),
            expires_on,
            expires_on_persian: persian(expires_on),
            expiry: adequacy.expiry.into(),
            expiry_name: adequacy.expiry.persian().to_owned(),
            deficient: adequacy.is_deficient(),
        }
    }
}

/// A guarantee at risk.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct GuaranteeAtRiskView {
    /// The guarantee.
    guarantee: GuaranteeView,
    /// What it covers beside what is asked.
    cover: GuaranteeCoverView,
    /// The licence that it secures.
    licence_id: Option<Uuid>,
    /// The number of that licence.
    licence_number: Option<String>,
    /// The agency.
    agency: Option<String>,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Its Persian name.
    province_name: String,
}

impl GuaranteeAtRiskView {
    pub(super) fn of(found: &AtRisk, today: NaiveDate) -> Self {
        let licence = found.licence.as_ref();
        let province = found.guarantee.province();
        Self {
            guarantee: GuaranteeView::of(&found.guarantee, today),
            cover: GuaranteeCoverView::of(&found.guarantee, &found.adequacy),
            licence_id: licence.map(Licence::id),
            licence_number: licence.map(|it| it.number().to_string()),
            agency: licence.map(|it| it.grant().agency.to_string()),
            province: province.code().to_owned(),
            province_name: province.name_fa().to_owned(),
        }
    }
}

/// The ledger of a guarantee. All amounts in rial.
#[derive(Object)]
pub(super) struct GuaranteeLedgerView {
    /// The guarantee.
    guarantee_id: Uuid,
    /// Every movement, in the order in which it was recorded.
    entries: Vec<GuaranteeMovementView>,
    /// What was lodged.
    lodged: i64,
    /// What the bank added.
    topped_up: i64,
    /// What the bank paid.
    called: i64,
    /// What the job seekers got of it.
    repaid: i64,
    /// What was given back to the bank.
    given_back: i64,
    /// What the bank stands for: lodged and added, less paid and given back.
    balance: i64,
    /// What is claimed of the balance and the bank has not paid yet.
    ordered: i64,
    /// What the bank has paid and the job seekers have not got yet.
    in_hand: i64,
    /// Whether every rial is in exactly one place, in the movements, on the deed and in the claims.
    adds_up: bool,
}

/// A movement. All amounts in rial.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct GuaranteeMovementView {
    /// `lodged`, `extended`, `topped_up`, `called`, `repaid`, `rejected`, `replaced` or `released`.
    moved: String,
    /// The same in Persian.
    moved_name: String,
    /// The day on which it happened.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// The day on which it was recorded.
    recorded_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    recorded_on_persian: String,
    /// How much moved; none by an extension.
    amount: i64,
    /// What the bank stands for after it.
    balance: i64,
    /// What the bank has paid and the job seekers have not got yet after it.
    in_hand: i64,
    /// The claim.
    claim_id: Option<Uuid>,
    /// The line of the settlement file that was paid.
    line_id: Option<Uuid>,
    /// The guarantee that took its place.
    replaced_by: Option<Uuid>,
    /// The last day before an extension.
    expired_before_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    expired_before_on_persian: Option<String>,
    /// The last day since an extension.
    expires_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    expires_on_persian: Option<String>,
    /// The bank's word.
    record: Option<String>,
    /// The SHA-256 of the scanned document.
    document_sha256: Option<String>,
}

impl GuaranteeLedgerView {
    pub(super) fn of(guarantee: &Guarantee) -> Self {
        let Ledger {
            entries,
            lodged,
            topped_up,
            called,
            repaid,
            given_back,
            balance,
            in_hand,
            ordered,
        } = guarantee.ledger();
        Self {
            guarantee_id: guarantee.id(),
            entries: entries.iter().map(GuaranteeMovementView::of).collect(),
            lodged,
            topped_up,
            called,
            repaid,
            given_back,
            balance,
            ordered,
            in_hand,
            adds_up: guarantee.reconciles(),
        }
    }
}

impl GuaranteeMovementView {
    fn of(entry: &LedgerEntry) -> Self {
        let movement = &entry.movement;
        let moved = &movement.moved;
        let (before, until) = match moved {
            Moved::Extended { before, until, .. } => (Some(*before), Some(*until)),
            _ => (None, None),
        };
        Self {
            moved: moved.name().to_owned(),
            moved_name: moved.persian().to_owned(),
            on: movement.on,
            on_persian: persian(movement.on),
            recorded_on: movement.recorded_on,
            recorded_on_persian: persian(movement.recorded_on),
            amount: moved.amount().get(),
            balance: entry.balance,
            in_hand: entry.in_hand,
            claim_id: moved.claim(),
            line_id: match moved {
                Moved::Repaid { line, .. } => Some(*line),
                _ => None,
            },
            replaced_by: match moved {
                Moved::Replaced { by, .. } => Some(*by),
                _ => None,
            },
            expired_before_on: before,
            expired_before_on_persian: before.map(persian),
            expires_on: until,
            expires_on_persian: until.map(persian),
            record: moved.evidence().map(|it| it.record.to_string()),
            document_sha256: moved
                .evidence()
                .and_then(|it| it.document.as_ref())
                .map(|it| it.as_str().to_owned()),
        }
    }
}
