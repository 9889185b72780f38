//! The status of a licence in time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use uuid::Uuid;

use super::LicenceStanding;
use crate::api::Tag;
use crate::api::answer::Result;
use crate::api::caller::Caller;
use crate::api::view::{enumeration, persian};
use crate::context::Context;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::finality::ban_of;
use crate::domain::placement::licence::{Fact, Held, HoldKind, Licence, What};
use crate::domain::placement::ruling::{Finality, Ruling};
use crate::use_cases::licence::history::{self, LicenceHistory};

/// What the status of a licence was.
pub struct HistoryApi {
    context: Context,
}

#[OpenApi(tag = "Tag::Licences")]
impl HistoryApi {
    /// Show what the status of a licence was on a day
    ///
    /// As it was known at the end of another day, with the decisions that made it so. A decision that
    /// was written down late counts from the day on which it arose, for whoever asks by what is known
    /// now; whoever asks by what was known then gets the answer of then. For a day after that of
    /// knowledge the answer is what comes if nothing else is decided.
    #[oai(
        path = "/api/v1/licences/:id/history",
        method = "get",
        operation_id = "getLicenceHistory"
    )]
    async fn show(
        &self,
        caller: Caller,
        id: Path<Uuid>,
        /// The day that is asked about; today if nothing is said.
        on: Query<Option<NaiveDate>>,
        /// The day whose knowledge is asked for; today if nothing is said.
        known_on: Query<Option<NaiveDate>>,
    ) -> Result<Json<LicenceHistoryView>> {
        let actor = caller.actor();
        let found = history::show(&self.context, &actor, id.0, on.0, known_on.0).await?;
        Ok(Json(LicenceHistoryView::of(&found)))
    }
}

impl HistoryApi {
    /// These operations of a registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

enumeration! {
    /// Why a licence may not be used although it is active.
    LicenceHold of HoldKind { NoTechnicalManager, InterimSuspension, TransitionPrevention }
}

/// The status of a licence on a day, as known on a day.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LicenceHistoryView {
    /// The licence.
    licence_id: Uuid,
    /// Its number.
    number: String,
    /// The day that is asked about.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// The day whose knowledge is asked for.
    known_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    known_on_persian: String,
    /// Whether the day asked about lies after that of knowledge.
    is_forecast: bool,
    /// How it stands.
    standing: LicenceStanding,
    /// The same in Persian.
    standing_name: String,
    /// The rule that makes it so.
    citation: String,
    /// The ruling that makes it so.
    ruling_id: Option<Uuid>,
    /// Whether the agency may act.
    operating_permitted: bool,
    /// The served rulings that threaten it.
    pending_rulings: Vec<Uuid>,
    /// The holds on it.
    holds: Vec<HeldView>,
    /// Why, in Persian: one sentence for every reason.
    explanation: Vec<String>,
    /// The decisions known by then, in the order in which they were recorded.
    decisions: Vec<LicenceDecisionView>,
}

/// A hold on a licence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct HeldView {
    /// Which.
    hold: LicenceHold,
    /// The same in Persian.
    hold_name: String,
    /// The first day.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// The first day without it, if it is limited or lifted.
    until_exclusive: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    until_exclusive_persian: Option<String>,
}

/// A decision about a licence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct LicenceDecisionView {
    /// What was decided, for example `revoked`.
    what: String,
    /// The first day on which it counts.
    effective: NaiveDate,
    /// The same in the Solar Hijri calendar.
    effective_persian: String,
    /// The day on which it was recorded.
    recorded_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    recorded_on_persian: String,
    /// Whether it counts on the day that is asked about, or is to count later.
    counts: bool,
    /// The rule under which it was decided.
    citation: String,
    /// The application that it answers.
    application_id: Option<Uuid>,
    /// The ruling.
    ruling_id: Option<Uuid>,
    /// Its number.
    ruling_number: Option<String>,
    /// The appeal that the central board decided, where that made the ruling final.
    appeal_id: Option<Uuid>,
    /// The ban that follows.
    ban_id: Option<Uuid>,
    /// The session of the board that decided it.
    session_id: Option<Uuid>,
    /// What was decided, in Persian.
    explanation: String,
}

impl LicenceHistoryView {
    fn of(found: &LicenceHistory) -> Self {
        let LicenceHistory {
            licence,
            status,
            rulings,
        } = found;
        let number = |ruling| number_of(rulings, ruling);
        let facts = status.decisions.iter();
        let facts = facts.map(|fact| LicenceDecisionView::of(fact, rulings, status.on));
        let issue = LicenceDecisionView::issue(licence, status.on);
        Self {
            licence_id: licence.id(),
            number: licence.number().to_string(),
            on: status.on,
            on_persian: persian(status.on),
            known_on: status.known_on,
            known_on_persian: persian(status.known_on),
            is_forecast: status.is_forecast(),
            standing: status.standing.into(),
            standing_name: status.standing.persian().to_owned(),
            citation: status.cause.citation().to_string(),
            ruling_id: status.cause.ruling(),
            operating_permitted: status.operating_permitted,
            pending_rulings: status.pending.iter().copied().collect(),
            holds: status.holds.iter().map(HeldView::of).collect(),
            explanation: status.explanation(number),
            decisions: std::iter::once(issue).chain(facts).collect(),
        }
    }
}

fn number_of(rulings: &BTreeMap<Uuid, Ruling>, ruling: Uuid) -> String {
    let number = rulings.get(&ruling).and_then(Ruling::number);
    number.map_or_else(|| ruling.to_string(), ToString::to_string)
}

impl HeldView {
    fn of(held: &Held) -> Self {
        Self {
            hold: held.kind.into(),
            hold_name: held.kind.persian().to_owned(),
            from: held.from,
            from_persian: persian(held.from),
            until_exclusive: held.until_exclusive,
            until_exclusive_persian: held.until_exclusive.map(persian),
        }
    }
}

impl LicenceDecisionView {
    fn issue(licence: &Licence, on: NaiveDate) -> Self {
        let term = licence.terms().first().copied().unwrap_or(licence.term());
        let issued = licence.known_since().unwrap_or(term.from);
        Self {
            what: "issued".to_owned(),
            effective: term.from,
            effective_persian: persian(term.from),
            recorded_on: issued,
            recorded_on_persian: persian(issued),
            counts: term.from <= on,
            citation: "A10".to_owned(),
            application_id: licence.application(),
            ruling_id: None,
            ruling_number: None,
            appeal_id: None,
            ban_id: None,
            session_id: None,
            explanation: format!(
                "مجوز به شماره {} از {} تا پایان {} صادر شد.",
                licence.number(),
                persian(term.from),
                persian(term.last_day())
            ),
        }
    }

    fn of(fact: &Fact, rulings: &BTreeMap<Uuid, Ruling>, on: NaiveDate) -> Self {
        let ruling_id = fact.what.ruling();
        let ruling = ruling_id.and_then(|id| rulings.get(&id));
        // What came after the decision was not known with it.
        let final_by_now = ruling.filter(|_| fact.what.follows_finality());
        let number = ruling_id.map(|id| number_of(rulings, id));
        Self {
            what: fact.what.name().to_owned(),
            effective: fact.effective,
            effective_persian: persian(fact.effective),
            recorded_on: fact.recorded_on,
            recorded_on_persian: persian(fact.recorded_on),
            counts: fact.effective <= on,
            citation: fact.what.citation().to_string(),
            application_id: fact.what.application(),
            ruling_id,
            ruling_number: ruling.and_then(Ruling::number).map(ToString::to_string),
            appeal_id: final_by_now
                .and_then(Ruling::finality)
                .and_then(Finality::appeal),
            ban_id: match fact.what {
                What::Revoked { ruling } => Some(ban_of(ruling)),
                _ => None,
            },
            session_id: fact
                .what
                .session()
                .or_else(|| Some(ruling?.issued()?.vote.session)),
            explanation: fact.explanation(&number.unwrap_or_default()),
        }
    }
}
