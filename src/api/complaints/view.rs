//! How complaints look, to offices and associations.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::documents::ComplaintDocumentView;
use crate::api::guilds::GuildBodyForm;
use crate::api::view::{enumeration, persian};
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::identity::{Mobile, NationalCode};
use crate::domain::kernel::text::Name;
use crate::domain::placement::ban::Party;
use crate::domain::placement::complaint::{
    Advice, Complainant, ComplainantRole, Complaint, ComplaintDecision, ComplaintState,
    Consultation, Opinion, OpinionRequest,
};
use crate::use_cases::complaint::Sight;

mod followed;

pub(super) use followed::{FiledView, FollowedView};

enumeration! {
    /// As what somebody complains.
    ComplainantRoleName of ComplainantRole { JobSeeker, Employer }
}

enumeration! {
    /// What an association advises.
    AdviceName of Advice { Uphold, Dismiss, Abstain }
}

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum)]
#[oai(rename_all = "snake_case")]
pub(super) enum ComplaintStateName {
    /// It came in
    Filed,
    /// The office registered it
    Registered,
    /// The association was asked
    OpinionRequested,
    /// The association answered
    OpinionReceived,
    /// There is no association to ask
    NoAssociation,
    /// It is on an agenda
    Tabled,
    /// The board decided
    Decided,
    /// The complainant took it back
    Withdrawn,
}

impl ComplaintStateName {
    pub(super) const fn stored(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Registered => "registered",
            Self::OpinionRequested => "opinion_requested",
            Self::OpinionReceived => "opinion_received",
            Self::NoAssociation => "no_association",
            Self::Tabled => "tabled",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A complaint in a list. It names nobody.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ComplaintSummary {
    id: Uuid,
    /// The number under which it is followed.
    number: String,
    /// The state.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The name of the agency.
    agency: String,
    /// Its licence.
    licence_id: Uuid,
    /// The number of its licence.
    licence_number: String,
    /// The province.
    province: String,
    /// As what the complainant complains.
    role: ComplainantRoleName,
    /// The day of filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
    /// The last day on which a pending opinion of the association is in time.
    opinion_until: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    opinion_until_persian: Option<String>,
    /// Whether that day is over.
    opinion_overdue: bool,
}

impl ComplaintSummary {
    pub(super) fn of(complaint: &Complaint, today: NaiveDate) -> Self {
        let respondent = complaint.respondent();
        let until = match complaint.complaint_state() {
            ComplaintState::OpinionRequested { request } => Some(request.deadline.last_accepted()),
            _ => None,
        };
        Self {
            id: complaint.id(),
            number: complaint.number().to_string(),
            state: complaint.state().to_owned(),
            state_persian: complaint.complaint_state().persian().to_owned(),
            agency: respondent.agency.to_string(),
            licence_id: respondent.licence,
            licence_number: respondent.number.to_string(),
            province: respondent.province.code().to_owned(),
            role: complaint.complainant().role.into(),
            filed_on: complaint.filed_on(),
            filed_on_persian: persian(complaint.filed_on()),
            opinion_until: until,
            opinion_until_persian: until.map(persian),
            opinion_overdue: complaint.opinion_timed_out(today),
        }
    }
}

/// A complaint as an office or an association sees it.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ComplaintView {
    id: Uuid,
    /// The number under which it is followed.
    number: String,
    /// The state.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The name of the agency.
    agency: String,
    /// Its licence.
    licence_id: Uuid,
    /// The number of its licence.
    licence_number: String,
    /// The province.
    province: String,
    /// As what the complainant complains.
    role: ComplainantRoleName,
    /// The same in Persian.
    role_persian: String,
    /// Who complains, with the numbers masked; for offices and boards.
    complainant: Option<PartyView>,
    /// What happened. For associations the complainant's name and numbers are left out, and all of it once
    /// the complaint is withdrawn.
    facts: Option<String>,
    /// The day on which it happened, or began.
    happened_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    happened_on_persian: String,
    /// What the complainant wants.
    demand: Option<String>,
    /// What the complainant submitted; for boards and associations what is disclosed to them.
    documents: Vec<ComplaintDocumentView>,
    /// The day of filing.
    filed_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    filed_on_persian: String,
    /// That the association was asked.
    opinion_request: Option<OpinionRequestView>,
    /// What it answered.
    opinion: Option<OpinionView>,
    /// The association that is missing.
    no_association: Option<GuildBodyForm>,
    /// The session that deals with it.
    session_id: Option<Uuid>,
    /// What the board decided.
    decision: Option<ComplaintDecisionView>,
    /// The day on which it was withdrawn.
    withdrawn_on: Option<NaiveDate>,
    /// The same in the Solar Hijri calendar.
    withdrawn_on_persian: Option<String>,
    /// Why; for offices and boards.
    withdrawal_reason: Option<String>,
}

impl ComplaintView {
    pub(super) fn of(complaint: &Complaint, sight: Sight, today: NaiveDate) -> Self {
        let (respondent, grievance) = (complaint.respondent(), complaint.grievance());
        let who = complaint.complainant();
        let named = sight.names_the_complainant();
        let told_at_all = named || !complaint.is_withdrawn();
        let told = |text: &str| match sight {
            Sight::Office | Sight::Board => text.to_owned(),
            Sight::Association => complaint.without_identity(text),
        };
        let state = complaint.complaint_state();
        let (withdrawn_on, reason) = match state {
            ComplaintState::Withdrawn { on, reason, .. } => (Some(*on), reason.as_ref()),
            _ => (None, None),
        };
        let documents = sight.documents(complaint).into_iter();
        let documents =
            documents.map(|it| ComplaintDocumentView::of(it, complaint.disclosure(it.id)));
        Self {
            id: complaint.id(),
            number: complaint.number().to_string(),
            state: complaint.state().to_owned(),
            state_persian: state.persian().to_owned(),
            agency: respondent.agency.to_string(),
            licence_id: respondent.licence,
            licence_number: respondent.number.to_string(),
            province: respondent.province.code().to_owned(),
            role: who.role.into(),
            role_persian: who.role.persian().to_owned(),
            complainant: named.then(|| PartyView::masked(&who.party, &who.name, &who.mobile)),
            facts: told_at_all.then(|| told(grievance.facts.as_str())),
            happened_on: grievance.happened_on,
            happened_on_persian: persian(grievance.happened_on),
            demand: grievance
                .demand
                .as_ref()
                .filter(|_| told_at_all)
                .map(|it| told(it.as_str())),
            documents: documents.collect(),
            filed_on: complaint.filed_on(),
            filed_on_persian: persian(complaint.filed_on()),
            opinion_request: complaint
                .opinion_request()
                .map(|it| OpinionRequestView::of(it, complaint.opinion_timed_out(today))),
            opinion: complaint.opinion().map(OpinionView::of),
            no_association: no_association(state),
            session_id: complaint.session().ok(),
            decision: match state {
                ComplaintState::Decided { decision, .. } => {
                    Some(ComplaintDecisionView::of(decision, told))
                }
                _ => None,
            },
            withdrawn_on,
            withdrawn_on_persian: withdrawn_on.map(persian),
            withdrawal_reason: reason.filter(|_| named).map(ToString::to_string),
        }
    }
}

fn no_association(state: &ComplaintState) -> Option<GuildBodyForm> {
    match state {
        ComplaintState::NoAssociation { body, .. }
        | ComplaintState::Tabled {
            consultation: Consultation::NoAssociation { body },
            ..
        }
        | ComplaintState::Decided {
            consultation: Consultation::NoAssociation { body },
            ..
        } => Some(GuildBodyForm::of(*body)),
        _ => None,
    }
}

/// A person or a company.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub(in crate::api) struct PartyView {
    /// The full or registered name.
    name: String,
    /// The national code of a person.
    national_code: Option<String>,
    /// The national id of a company.
    company_id: Option<String>,
    /// The mobile telephone.
    mobile: String,
}

impl PartyView {
    /// For those who need not know the numbers of the person.
    pub(in crate::api) fn masked(party: &Party, name: &Name, mobile: &Mobile) -> Self {
        Self::of(party, name, NationalCode::masked, mobile.masked())
    }

    /// For those whose read is recorded.
    pub(in crate::api) fn whole(party: &Party, name: &Name, mobile: &Mobile) -> Self {
        let code = |it: &NationalCode| it.as_str().to_owned();
        Self::of(party, name, code, mobile.as_str().to_owned())
    }

    fn of(
        party: &Party,
        name: &Name,
        code: impl Fn(&NationalCode) -> String,
        mobile: String,
    ) -> Self {
        let (national_code, company_id) = match party {
            Party::Person { national_code } => (Some(code(national_code)), None),
            Party::Company { company_id } => (None, Some(company_id.to_string())),
        };
        Self {
            name: name.to_string(),
            national_code,
            company_id,
            mobile,
        }
    }
}

/// That an association was asked.
#[derive(Object)]
struct OpinionRequestView {
    /// The association.
    association: GuildBodyForm,
    /// The same in Persian.
    association_persian: String,
    /// The day of asking.
    requested_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    requested_on_persian: String,
    /// The day by which it is asked to answer.
    due: NaiveDate,
    /// The same in the Solar Hijri calendar.
    due_persian: String,
    /// The last day of its term.
    accepted_until: NaiveDate,
    /// The same in the Solar Hijri calendar.
    accepted_until_persian: String,
    /// Whether that day is over without an answer.
    overdue: bool,
}

impl OpinionRequestView {
    fn of(request: &OpinionRequest, overdue: bool) -> Self {
        let deadline = &request.deadline;
        Self {
            association: GuildBodyForm::of(request.association),
            association_persian: request.association.to_string(),
            requested_on: request.requested_on,
            requested_on_persian: persian(request.requested_on),
            due: deadline.advised(),
            due_persian: persian(deadline.advised()),
            accepted_until: deadline.last_accepted(),
            accepted_until_persian: persian(deadline.last_accepted()),
            overdue,
        }
    }
}

/// What an association answered. It binds nobody.
#[derive(Object)]
struct OpinionView {
    /// What it advises.
    advice: AdviceName,
    /// Its reasons.
    text: String,
    /// The day of receipt.
    received_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    received_on_persian: String,
}

impl OpinionView {
    fn of(opinion: &Opinion) -> Self {
        Self {
            advice: opinion.advice.into(),
            text: opinion.text.to_string(),
            received_on: opinion.received_on,
            received_on_persian: persian(opinion.received_on),
        }
    }
}

/// What the board decided on a complaint.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ComplaintDecisionView {
    /// `upheld`, `dismissed` or `settled`.
    outcome: String,
    /// The same in Persian.
    outcome_persian: String,
    /// The day of the decision.
    decided_on: NaiveDate,
    /// The same in the Solar Hijri calendar.
    decided_on_persian: String,
    /// The violation case in which the agency is charged.
    case_id: Option<Uuid>,
    /// What the parties agreed.
    agreement: Option<String>,
}

impl ComplaintDecisionView {
    fn of(decision: &ComplaintDecision, told: impl Fn(&str) -> String) -> Self {
        let (case_id, agreement) = match decision {
            ComplaintDecision::Upheld { case, .. } => (Some(*case), None),
            ComplaintDecision::Dismissed { .. } => (None, None),
            ComplaintDecision::Settled { agreement, .. } => (None, Some(told(agreement.as_str()))),
        };
        Self {
            outcome: decision.name().to_owned(),
            outcome_persian: decision.persian().to_owned(),
            decided_on: decision.decided_on(),
            decided_on_persian: persian(decision.decided_on()),
            case_id,
            agreement,
        }
    }
}

/// Who complains, in full.
#[derive(Object)]
pub(super) struct ComplainantView {
    /// As what.
    role: ComplainantRoleName,
    /// Who.
    party: PartyView,
}

impl ComplainantView {
    pub(super) fn of(complainant: &Complainant) -> Self {
        Self {
            role: complainant.role.into(),
            party: PartyView::whole(&complainant.party, &complainant.name, &complainant.mobile),
        }
    }
}
