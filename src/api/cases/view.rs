//! How a case looks.

use chrono::NaiveDate;
use poem_openapi::{Enum, Object};
use uuid::Uuid;

use crate::api::closures::DeadlineView;
use crate::api::documents::DocumentView;
use crate::api::sessions::LegalBasisForm;
use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Actor;
use crate::domain::placement::ban::Party;
use crate::domain::placement::case::{
    Case, CaseState, Charge, Defence, Hearing, JudicialReferral, Notice, NoticeMethod, Raised,
    Source, Verdict, VerdictFinding,
};
use crate::domain::placement::respondent::Answerable;
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

/// A charge.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ChargeView {
    id: Uuid,
    /// The clause of article 15, 0 for any other breach.
    clause: u8,
    /// Where it stands in the bylaw.
    citation: String,
    /// The violation in the words of the bylaw.
    clause_fa: String,
    /// The provision that was breached, where it is named.
    breached: Option<LegalBasisForm>,
    /// What happened.
    facts: String,
    /// The first day of the facts.
    from: NaiveDate,
    /// The same in the Solar Hijri calendar.
    from_persian: String,
    /// Their last day.
    to: NaiveDate,
    /// The same in the Solar Hijri calendar.
    to_persian: String,
    /// Where it comes from.
    source: SourceView,
    /// Who held the licence and managed the agency at that time.
    answerable: Vec<AnswerableView>,
    /// The text by which facts before the bylaw are judged.
    legacy_basis: Option<String>,
    /// That it matches a crime.
    crime: Option<CrimeView>,
    /// The day on which it was brought.
    brought_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    brought_on_persian: String,
}

/// Where a charge comes from.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct SourceView {
    /// `inspection`, `complaint`, `evaluation`, `report`, `media` or `other_province`.
    kind: String,
    /// The same in Persian.
    kind_fa: String,
    /// The inspection or complaint, for offices alone.
    id: Option<Uuid>,
    /// Number and date, or where and when.
    reference: Option<String>,
    /// The other province.
    province: Option<String>,
}

/// Who answers for an agency.
#[derive(Object)]
struct AnswerableView {
    /// `holder` or `technical_manager`.
    role: String,
    /// The national code of a person, masked, or the national id of a company.
    number: String,
}

/// That a charge matches a crime.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct CrimeView {
    /// The crime as somebody named it; absent where the clause itself is one.
    offence: Option<String>,
    /// The day on which it was flagged.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
}

/// The service of charges.
#[derive(Object)]
struct ChargeNoticeView {
    id: Uuid,
    /// The charges that it served.
    charges: Vec<Uuid>,
    /// The text.
    sheet: String,
    /// The way.
    method: NoticeMethodName,
    /// The same in Persian.
    method_fa: String,
    /// The day.
    served_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    served_on_persian: String,
    /// What proves it.
    proof: String,
    /// The term of defence, reckoned line by line.
    defence_term: DeadlineView,
    /// Whether a defence answers it.
    defended: bool,
}

/// A written defence.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct DefenceView {
    /// The notices that it answers.
    answers: Vec<Uuid>,
    /// What the agency says.
    text: String,
    /// The documents that it submits.
    documents: Vec<Uuid>,
    /// Number and date in the register of letters, if it came in on paper.
    letter: Option<String>,
    /// The day of receipt.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
    /// Whether every term that it answers was over.
    late: bool,
}

/// A report to the judiciary.
#[derive(Object)]
struct JudicialReferralView {
    id: Uuid,
    /// The charges that it reports.
    charges: Vec<Uuid>,
    /// The crime.
    offence: String,
    /// The competent authority.
    authority: String,
    /// Number and date of the letter.
    letter: String,
    /// The day on which it went out.
    referred_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    referred_on_persian: String,
    /// The letter and what proves its delivery.
    documents: Vec<Uuid>,
}

/// A hearing.
#[derive(Object)]
struct HearingView {
    /// The session.
    session: Uuid,
    /// Its date.
    on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    on_persian: String,
    /// Whether the agency's manager or representative was present.
    attended: bool,
    /// What was said.
    record: String,
}

/// What the board decided.
#[derive(Object)]
struct VerdictView {
    /// The session.
    session: Uuid,
    /// The ruling.
    ruling: Uuid,
    /// Whether there was a violation.
    finding: VerdictFindingName,
    /// The same in Persian.
    finding_fa: String,
    /// The day of the decision.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
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

impl ChargeView {
    fn of(charge: &Charge, with_origin: bool) -> Self {
        let clause = charge.head().clause();
        let dates = charge.dates();
        Self {
            id: charge.id(),
            clause: clause.number(),
            citation: clause.citation().to_string(),
            clause_fa: clause.entry().fa.to_owned(),
            breached: charge.head().breached().map(LegalBasisForm::of),
            facts: charge.facts().to_string(),
            from: dates.from(),
            from_persian: persian(dates.from()),
            to: dates.to(),
            to_persian: persian(dates.to()),
            source: SourceView::of(charge.source(), with_origin),
            answerable: AnswerableView::of(charge.answerable()),
            legacy_basis: charge.legacy_basis().map(ToString::to_string),
            crime: charge.crime().map(|flag| CrimeView {
                offence: match &flag.raised {
                    Raised::Clause => None,
                    Raised::Person { offence } => Some(offence.name.to_string()),
                },
                on: flag.on,
                on_persian: persian(flag.on),
            }),
            brought_on: charge.brought_on(),
            brought_on_persian: persian(charge.brought_on()),
        }
    }
}

impl SourceView {
    fn of(source: &Source, with_origin: bool) -> Self {
        let (id, reference, province) = match source {
            Source::Inspection { id } | Source::Complaint { id } => (Some(*id), None, None),
            Source::Evaluation { reference }
            | Source::Report { reference }
            | Source::Media { reference } => (None, Some(reference), None),
            Source::OtherProvince {
                province,
                reference,
            } => (None, Some(reference), Some(*province)),
        };
        Self {
            kind: source.name().to_owned(),
            kind_fa: source.persian().to_owned(),
            id: id.filter(|_| with_origin),
            reference: reference.map(ToString::to_string),
            province: province.map(|it| it.code().to_owned()),
        }
    }
}

impl AnswerableView {
    fn of(answerable: &Answerable) -> Vec<Self> {
        let party = |role: &str, party: &Party| Self {
            role: role.to_owned(),
            number: match party {
                Party::Person { national_code } => national_code.masked(),
                Party::Company { company_id } => company_id.to_string(),
            },
        };
        let manager = answerable.technical_manager.as_ref();
        std::iter::once(party("holder", &answerable.holder))
            .chain(manager.map(|it| party("technical_manager", it)))
            .collect()
    }
}

impl ChargeNoticeView {
    fn of(notice: &Notice, defences: &[Defence]) -> Self {
        let service = &notice.service;
        Self {
            id: notice.id,
            charges: notice.charges.clone(),
            sheet: service.sheet.to_string(),
            method: service.method.into(),
            method_fa: service.method.persian().to_owned(),
            served_on: service.served_on,
            served_on_persian: persian(service.served_on),
            proof: service.proof.to_string(),
            defence_term: DeadlineView::of(&notice.defence),
            defended: defences.iter().any(|it| it.answers.contains(&notice.id)),
        }
    }
}

impl DefenceView {
    fn of(defence: &Defence) -> Self {
        Self {
            answers: defence.answers.clone(),
            text: defence.text.to_string(),
            documents: defence.documents.iter().map(|it| it.id).collect(),
            letter: defence.letter.as_ref().map(ToString::to_string),
            received_on: defence.received_on,
            received_on_persian: persian(defence.received_on),
            late: defence.late,
        }
    }
}

impl JudicialReferralView {
    fn of(referral: &JudicialReferral) -> Self {
        Self {
            id: referral.id,
            charges: referral.charges.clone(),
            offence: referral.offence.to_string(),
            authority: referral.authority.to_string(),
            letter: referral.letter.to_string(),
            referred_on: referral.referred_on,
            referred_on_persian: persian(referral.referred_on),
            documents: referral.documents.iter().map(|it| it.id).collect(),
        }
    }
}

impl HearingView {
    fn of(hearing: &Hearing) -> Self {
        Self {
            session: hearing.session,
            on: hearing.on,
            on_persian: persian(hearing.on),
            attended: hearing.attended,
            record: hearing.record.to_string(),
        }
    }
}

impl VerdictView {
    fn of(verdict: &Verdict) -> Self {
        Self {
            session: verdict.session,
            ruling: verdict.ruling,
            finding: verdict.finding.into(),
            finding_fa: verdict.finding.persian().to_owned(),
            decided_on: verdict.decided_on,
            decided_on_persian: persian(verdict.decided_on),
        }
    }
}
