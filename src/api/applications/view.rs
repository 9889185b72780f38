//! How an application looks: its content with codes masked, and where it stands.

use chrono::NaiveDate;
use poem_openapi::Object;
use uuid::Uuid;

use super::conditions::{ActView, ConditionView};
use super::filing::{AgencyForm, DeclarationsForm, PremisesForm};
use super::names::{
    AgencyKindName, ChannelName, EducationName, HolderName, NationalityName, SexName,
};
use super::proceedings::{CompletionView, DecisionView, InquiryView};
use super::reconsideration::ReturnView;
use super::rejection::RejectionView;
use crate::api::documents::DocumentView;
use crate::api::view::persian;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::application::{Application, ApplicationState};
use crate::domain::placement::article8::language::{LanguageHolder, LanguageProof};
use crate::domain::placement::party::{Company, NaturalPerson};
use crate::domain::placement::premises::{Enamad, Website};
use crate::use_cases::application::dossier::Dossier;

/// An application.
#[derive(Object)]
pub(super) struct ApplicationView {
    id: Uuid,
    /// The number of the file.
    file_number: String,
    /// What it asks for: `new`, `renewal`, `transfer` or `manager_change`.
    asks_for: String,
    /// The same in Persian.
    asks_for_persian: String,
    /// The licence that it is about, unless it asks for a first one.
    #[oai(skip_serializing_if_is_none)]
    about_licence: Option<Uuid>,
    /// The province of the directorate by its ISO 3166-2 code.
    province: String,
    /// The province in Persian.
    province_persian: String,
    /// Where it stands.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The day on which it came to stand there, where the state has one.
    #[oai(skip_serializing_if_is_none)]
    state_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    state_on_persian: Option<String>,
    /// The states that may follow.
    next_states: Vec<String>,
    /// The account of the operator who filed it.
    operator: Uuid,
    /// The day of filing, on which the age is reckoned.
    #[oai(skip_serializing_if_is_none)]
    filed_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    filed_on_persian: Option<String>,
    /// The directive for maritime agencies under which it was filed (A7.n1).
    #[oai(skip_serializing_if_is_none)]
    maritime_directive: Option<Uuid>,
    /// The agency that is asked for.
    agency: AgencyForm,
    /// Natural or legal.
    holder: HolderName,
    /// The applicant, or the technical manager of the company.
    person: PersonView,
    /// The company, if a company applies.
    #[oai(skip_serializing_if_is_none)]
    company: Option<CompanyView>,
    /// The place of establishment.
    #[oai(skip_serializing_if_is_none)]
    premises: Option<PremisesForm>,
    /// The site.
    #[oai(skip_serializing_if_is_none)]
    website: Option<WebsiteView>,
    /// The language certificates.
    languages: Vec<LanguageView>,
    /// What the applicant declares.
    declarations: DeclarationsForm,
    /// The eleven conditions of article 8 as they stand today.
    conditions: Vec<ConditionView>,
    /// The inquiries, in the order of asking.
    inquiries: Vec<InquiryView>,
    /// The documents, in the order of their arrival.
    documents: Vec<DocumentView>,
    /// What is missing and until when, while the file has been sent back.
    #[oai(skip_serializing_if_is_none)]
    completion: Option<CompletionView>,
    /// Whether a provincial board decides on it.
    needs_board: bool,
    /// The decision, once there is one.
    #[oai(skip_serializing_if_is_none)]
    decision: Option<DecisionView>,
    /// What became of a rejection: its service, the term of appeal, the appeal, finality.
    #[oai(skip_serializing_if_is_none)]
    rejection: Option<RejectionView>,
    /// Why it was last sent back after an approval.
    #[oai(skip_serializing_if_is_none)]
    returned: Option<ReturnView>,
    /// The day on which the premises passed the check (A3.2).
    #[oai(skip_serializing_if_is_none)]
    premises_passed_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    premises_passed_on_persian: Option<String>,
    /// The licence, once issued.
    #[oai(skip_serializing_if_is_none)]
    licence: Option<Uuid>,
    /// Every act on the file, and what stands against it today as far as the file tells.
    acts: Vec<ActView>,
}

impl ApplicationView {
    pub(super) fn of(dossier: &Dossier) -> Self {
        let Dossier {
            application: file,
            rules,
            today,
        } = dossier;
        let filing = file.filing();
        let state_on = state_on(file.standing());
        let passed = file.premises_check().map(|check| check.on);
        Self {
            id: file.id(),
            file_number: file.file_number().to_string(),
            asks_for: file.kind().name().to_owned(),
            asks_for_persian: file.kind().persian().to_owned(),
            about_licence: file.licence(),
            province: file.province().code().to_owned(),
            province_persian: file.province().name_fa().to_owned(),
            state: file.state().to_owned(),
            state_persian: file.standing().persian().to_owned(),
            state_on,
            state_on_persian: state_on.map(persian),
            next_states: file.next_states().iter().map(ToString::to_string).collect(),
            operator: file.operator(),
            filed_on: file.filed_on(),
            filed_on_persian: file.filed_on().map(persian),
            maritime_directive: file.maritime_directive(),
            agency: agency(file),
            holder: filing.applicant.holder().into(),
            person: PersonView::of(filing.applicant.person()),
            company: filing.applicant.company().map(CompanyView::of),
            premises: filing.premises.as_ref().map(PremisesForm::of),
            website: filing.website.as_ref().map(WebsiteView::of),
            languages: filing.languages.iter().map(LanguageView::of).collect(),
            declarations: DeclarationsForm {
                not_a_manpower_contractor: filing.declarations.not_a_manpower_contractor,
                not_employed_by_the_state: filing.declarations.not_employed_by_the_state,
            },
            conditions: ConditionView::all(file, *today, rules.policies),
            inquiries: file.inquiries().iter().map(InquiryView::of).collect(),
            documents: file.documents().iter().map(DocumentView::of).collect(),
            completion: CompletionView::of(file.standing()),
            needs_board: file.needs_board(),
            decision: DecisionView::of(file.standing()),
            rejection: RejectionView::of(file, *today),
            returned: file.returned().map(ReturnView::of),
            premises_passed_on: passed,
            premises_passed_on_persian: passed.map(persian),
            licence: match file.standing() {
                ApplicationState::Issued { licence, .. } => Some(*licence),
                _ => None,
            },
            acts: ActView::all(file, *today, rules),
        }
    }
}

/// An application in a list.
#[derive(Object)]
pub(super) struct ApplicationSummary {
    id: Uuid,
    /// The number of the file.
    file_number: String,
    /// The province by its ISO 3166-2 code.
    province: String,
    /// Where it stands.
    state: String,
    /// The same in Persian.
    state_persian: String,
    /// The name of the agency.
    agency_name: String,
    /// Whom it places where.
    kind: AgencyKindName,
    /// How it reaches people.
    channel: ChannelName,
    /// The day of filing.
    #[oai(skip_serializing_if_is_none)]
    filed_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    filed_on_persian: Option<String>,
}

impl ApplicationSummary {
    pub(super) fn of(file: &Application) -> Self {
        Self {
            id: file.id(),
            file_number: file.file_number().to_string(),
            province: file.province().code().to_owned(),
            state: file.state().to_owned(),
            state_persian: file.standing().persian().to_owned(),
            agency_name: file.profile().name.to_string(),
            kind: file.profile().kind.into(),
            channel: file.profile().channel.into(),
            filed_on: file.filed_on(),
            filed_on_persian: file.filed_on().map(persian),
        }
    }
}

/// A natural person without what only those who examine the file may read.
#[derive(Object)]
struct PersonView {
    /// Given and family name.
    name: String,
    /// The national code, masked.
    national_code: String,
    /// The sex in the civil register.
    sex: SexName,
    /// The nationality.
    nationality: NationalityName,
    /// The highest degree.
    education: EducationName,
    /// The mobile telephone, masked.
    mobile: String,
}

impl PersonView {
    fn of(person: &NaturalPerson) -> Self {
        Self {
            name: person.full_name(),
            national_code: person.national_code.masked(),
            sex: person.sex.into(),
            nationality: person.nationality.into(),
            education: person.education.into(),
            mobile: person.mobile.masked(),
        }
    }
}

/// A company.
#[derive(Object)]
struct CompanyView {
    /// The national id of legal persons, which is public.
    company_id: String,
    /// The registered name.
    name: String,
    /// The number in the companies' register.
    registration_number: String,
    /// The place of that register.
    registration_place: String,
    /// The day of registration.
    registered_on: NaiveDate,
    registered_on_persian: String,
}

impl CompanyView {
    fn of(company: &Company) -> Self {
        Self {
            company_id: company.company_id.to_string(),
            name: company.name.to_string(),
            registration_number: company.registration_number.to_string(),
            registration_place: company.registration_place.to_string(),
            registered_on: company.registered_on,
            registered_on_persian: persian(company.registered_on),
        }
    }
}

/// The site of an agency.
#[derive(Object)]
struct WebsiteView {
    /// Its domain.
    domain: String,
    /// Its electronic mark of trust.
    #[oai(skip_serializing_if_is_none)]
    enamad: Option<EnamadView>,
}

impl WebsiteView {
    fn of(website: &Website) -> Self {
        Self {
            domain: website.domain.to_string(),
            enamad: website.enamad.as_ref().map(EnamadView::of),
        }
    }
}

/// The electronic mark of trust.
#[derive(Object)]
struct EnamadView {
    /// The domain that it was issued for.
    domain: String,
    /// The id on the verification page.
    id: String,
    /// The code on the verification page.
    code: String,
    /// The level.
    stars: u8,
    /// The day of issue.
    issued_on: NaiveDate,
    issued_on_persian: String,
    /// The first day on which it is no longer valid.
    expires_on: NaiveDate,
    expires_on_persian: String,
}

impl EnamadView {
    fn of(enamad: &Enamad) -> Self {
        Self {
            domain: enamad.domain.to_string(),
            id: enamad.id.as_str().to_owned(),
            code: enamad.code.as_str().to_owned(),
            stars: enamad.stars.into(),
            issued_on: enamad.issued_on,
            issued_on_persian: persian(enamad.issued_on),
            expires_on: enamad.expires_on,
            expires_on_persian: persian(enamad.expires_on),
        }
    }
}

/// A language certificate.
#[derive(Object)]
struct LanguageView {
    /// The target country.
    country: String,
    /// The language.
    language: String,
    /// The employee who holds it; absent when it is the applicant's own.
    #[oai(skip_serializing_if_is_none)]
    employee: Option<String>,
    /// The document that shows the employment.
    #[oai(skip_serializing_if_is_none)]
    employment_proof: Option<Uuid>,
    /// The document that shows the certificate.
    certificate: Uuid,
    /// The first day on which it no longer holds.
    #[oai(skip_serializing_if_is_none)]
    expires_on: Option<NaiveDate>,
    #[oai(skip_serializing_if_is_none)]
    expires_on_persian: Option<String>,
}

impl LanguageView {
    fn of(proof: &LanguageProof) -> Self {
        let (employee, employment_proof) = match &proof.holder {
            LanguageHolder::Applicant => (None, None),
            LanguageHolder::Employee {
                name,
                employment_proof,
            } => (Some(name.to_string()), Some(*employment_proof)),
        };
        Self {
            country: proof.country.to_string(),
            language: proof.language.to_string(),
            employee,
            employment_proof,
            certificate: proof.certificate,
            expires_on: proof.expires_on,
            expires_on_persian: proof.expires_on.map(persian),
        }
    }
}

fn agency(file: &Application) -> AgencyForm {
    let profile = file.profile();
    let countries = profile.target_countries.iter();
    AgencyForm {
        name: profile.name.to_string(),
        kind: profile.kind.into(),
        channel: profile.channel.into(),
        target_countries: countries.map(ToString::to_string).collect(),
    }
}

fn state_on(state: &ApplicationState) -> Option<NaiveDate> {
    use ApplicationState as S;
    match state {
        S::Draft | S::Approved { .. } | S::AwaitingGuarantee { .. } | S::ReadyToIssue { .. } => {
            None
        }
        S::DocumentsIncomplete { term, .. } => Some(term.start()),
        S::Submitted { on }
        | S::Issued { on, .. }
        | S::Withdrawn { on }
        | S::Lapsed { on }
        | S::UnderReview { since: on }
        | S::AwaitingInquiry { since: on }
        | S::AwaitingBoard { referred_on: on } => Some(*on),
        S::Rejected { rejection } | S::UnderAppeal { rejection, .. } => Some(rejection.on),
        S::RejectedFinal { finality, .. } => Some(finality.final_on()),
    }
}
