//! How a case looks.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};
use uuid::Uuid;

use super::parts::{
    ChargeNoticeView, ChargeView, DefenceView, HearingView, JudicialReferralView, VerdictView,
};
use crate::api::documents::DocumentView;
use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Actor;
use crate::domain::placement::case::{Case, CaseState, NoticeMethod, VerdictFinding};
use crate::use_cases::case::{self, documents::may_read};

enumeration! {
    /// A way of serving a charge.
    NoticeMethodName of NoticeMethod { InPerson, Electronic, RegisteredPost, AtPremises }
}

enumeration! {
    /// What the board found.
    VerdictFindingName of VerdictFinding { Guilty, Acquitted, NoJurisdiction }
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum CaseStateName {
    /// A charge awaits its notice
    Opened,
    /// Every charge is served, and a defence is awaited
    Notified,
    /// Every charge is defended
    DefenceReceived,
    /// On the agenda of a session
    Scheduled,
    /// Heard in a session
    Heard,
    /// Decided
    Ruled,
    /// Closed
    Closed,
    /// Dealt with in another case
    Joined,
}

impl CaseStateName {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Notified => "notified",
            Self::DefenceReceived => "defence_received",
            Self::Scheduled => "scheduled",
            Self::Heard => "heard",
            Self::Ruled => "ruled",
            Self::Closed => "closed",
            Self::Joined => "joined",
        }
    }

    const fn of(state: &CaseState) -> Self {
        match state {
            CaseState::Opened => Self::Opened,
            CaseState::Notified => Self::Notified,
            CaseState::DefenceReceived => Self::DefenceReceived,
            CaseState::Scheduled { .. } => Self::Scheduled,
            CaseState::Heard { .. } => Self::Heard,
            CaseState::Ruled { .. } => Self::Ruled,
            CaseState::Closed { .. } => Self::Closed,
            CaseState::Joined { .. } => Self::Joined,
        }
    }
}

/// A violation case in a list.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct CaseSummary {
    id: Uuid,
    /// Its number.
    number: String,
    /// The licence of the agency.
    licence_id: Uuid,
    /// The number of that licence.
    licence_number: String,
    /// The name of the agency.
    agency: String,
    /// `domestic`, `foreign` or `maritime`.
    kind: String,
    /// The same in Persian.
    kind_fa: String,
    /// The province whose board is competent.
    province: String,
    /// Its name.
    province_name: String,
    /// Where the case stands.
    state: CaseStateName,
    /// The same in Persian.
    state_fa: String,
    /// The day of opening.
    opened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    opened_on_persian: String,
    /// The clauses of article 15 that it charges, 0 for any other breach.
    clauses: Vec<u8>,
    /// Whether a charge is served, not defended, and its term over.
    defence_term_over: bool,
    /// Whether a charge matches a crime.
    crime_match: bool,
    /// Whether a crime still has to be reported to the judiciary.
    referral_missing: bool,
}

/// A violation case.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing that holds or does not"
)]
pub(super) struct CaseView {
    id: Uuid,
    /// Its number.
    number: String,
    /// The licence of the agency.
    licence_id: Uuid,
    /// The number of that licence.
    licence_number: String,
    /// The name of the agency.
    agency: String,
    /// `domestic`, `foreign` or `maritime`.
    kind: String,
    /// The same in Persian.
    kind_fa: String,
    /// The province whose board is competent.
    province: String,
    /// Its name.
    province_name: String,
    /// Where the case stands.
    state: CaseStateName,
    /// The same in Persian.
    state_fa: String,
    /// The day of opening.
    opened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    opened_on_persian: String,
    /// The charges, in the order in which they were brought.
    charges: Vec<ChargeView>,
    /// The services of the charges.
    notices: Vec<ChargeNoticeView>,
    /// The defences.
    defences: Vec<DefenceView>,
    /// What lies on the case, as far as the caller may read it.
    documents: Vec<DocumentView>,
    /// Whether a charge is served, not defended, and its term over.
    defence_term_over: bool,
    /// Whether the board may hear it today: every charge is served, and defended or its term over.
    ripe: bool,
    /// Whether a charge matches a crime.
    crime_match: bool,
    /// Whether a crime still has to be reported to the judiciary.
    referral_missing: bool,
    /// The reports to the judiciary.
    judicial_referrals: Vec<JudicialReferralView>,
    /// The session on whose agenda it is.
    session: Option<Uuid>,
    /// The day that session is called for.
    called_for: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    called_for_persian: Option<String>,
    /// The hearing, until the board has decided.
    hearing: Option<HearingView>,
    /// What the board decided.
    verdict: Option<VerdictView>,
    /// The case in which it is dealt with.
    joined_into: Option<Uuid>,
    /// The day on which it was closed or joined.
    ended_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    ended_on_persian: Option<String>,
}

impl CaseSummary {
    pub(super) fn of(case: &Case, today: NaiveDate) -> Self {
        let respondent = case.respondent();
        let charges = case.charges().iter();
        Self {
            id: case.id(),
            number: case.number().to_string(),
            licence_id: respondent.licence,
            licence_number: respondent.number.to_string(),
            agency: respondent.agency.to_string(),
            kind: respondent.kind.name().to_owned(),
            kind_fa: respondent.kind.persian().to_owned(),
            province: case.province().code().to_owned(),
            province_name: case.province().name_fa().to_owned(),
            state: CaseStateName::of(case.case_state()),
            state_fa: case.case_state().persian().to_owned(),
            opened_on: case.opened_on(),
            opened_on_persian: persian(case.opened_on()),
            clauses: charges.map(|it| it.head().clause().number()).collect(),
            defence_term_over: term_over(case, today),
            crime_match: case.crime_match(),
            referral_missing: case.awaits_referral(),
        }
    }
}

impl CaseView {
    /// As somebody sees it on a day.
    pub(super) fn of(case: &Case, today: NaiveDate, actor: &Actor) -> Self {
        let with_origin = case::in_sight_of_office(actor, case);
        let summary = CaseSummary::of(case, today);
        let state = case.case_state();
        let (session, called_for) = match state {
            CaseState::Scheduled {
                session,
                called_for,
            } => (Some(*session), Some(*called_for)),
            _ => (None, None),
        };
        let (joined_into, ended_on) = match state {
            CaseState::Joined { into, on } => (Some(*into), Some(*on)),
            CaseState::Closed { on, .. } => (None, Some(*on)),
            _ => (None, None),
        };
        let charges = case.charges().iter();
        let notices = case.notices().iter();
        let documents = case.documents().iter();
        let documents = documents.filter(|it| may_read(actor, case, it));
        Self {
            id: summary.id,
            number: summary.number,
            licence_id: summary.licence_id,
            licence_number: summary.licence_number,
            agency: summary.agency,
            kind: summary.kind,
            kind_fa: summary.kind_fa,
            province: summary.province,
            province_name: summary.province_name,
            state: summary.state,
            state_fa: summary.state_fa,
            opened_on: summary.opened_on,
            opened_on_persian: summary.opened_on_persian,
            charges: charges.map(|it| ChargeView::of(it, with_origin)).collect(),
            notices: notices
                .map(|it| ChargeNoticeView::of(it, case.defences()))
                .collect(),
            defences: case.defences().iter().map(DefenceView::of).collect(),
            documents: documents.map(DocumentView::of).collect(),
            defence_term_over: summary.defence_term_over,
            ripe: !state.is_ended() && case.ripe(today),
            crime_match: summary.crime_match,
            referral_missing: summary.referral_missing,
            judicial_referrals: case
                .referrals()
                .iter()
                .map(JudicialReferralView::of)
                .collect(),
            session,
            called_for,
            called_for_persian: called_for.map(persian),
            hearing: case.hearing().map(HearingView::of),
            verdict: match state {
                CaseState::Ruled { verdict, .. } | CaseState::Closed { verdict, .. } => {
                    Some(VerdictView::of(verdict))
                }
                _ => None,
            },
            joined_into,
            ended_on,
            ended_on_persian: ended_on.map(persian),
        }
    }
}

fn term_over(case: &Case, today: NaiveDate) -> bool {
    case.case_state().is_prepared() && case.defence_term_over(today)
}
