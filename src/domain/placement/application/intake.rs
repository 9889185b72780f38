//! From the draft to the desk of the directorate: what the applicant does, and its completion.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::event::ApplicationEvent;
use super::filing::Filing;
use super::state::{ApplicationState, MissingItem};
use super::{Application, ApplicationKind, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::closures::ClosedDays;
use crate::domain::kernel::deadline::Deadline;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::province::Province;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::placement::agency::AgencyKind;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::article8::shortfall::Shortfall;
use crate::domain::placement::ban::{Party, Screening, Subject, SubjectRole};
use crate::domain::placement::docket::DocketNumber;
use crate::domain::placement::documents::{DocumentKind, DocumentRef};
use crate::domain::placement::event::PlacementEvent;
use crate::domain::placement::party::{Applicant, NaturalPerson};
use crate::domain::placement::premises::Enamad;

const LICENSING: Citation = Citation::article(7);
/// How many documents a file takes.
const MOST_DOCUMENTS: usize = 60;
const CURE: Citation = Citation::Policy("cure.days");

/// What a new file begins with.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Its identity.
    pub id: Uuid,
    /// The account of the operator.
    pub operator: Uuid,
    /// The number of the file.
    pub file_number: DocketNumber,
    /// What it asks for.
    pub kind: ApplicationKind,
    /// The province of the directorate.
    pub province: Province,
    /// The content as far as it is known.
    pub filing: Filing,
}

impl Application {
    /// Begins a file. Nothing is asked of a draft until it is submitted.
    pub fn draft(new: NewApplication) -> Changed<Self, PlacementEvent> {
        let event = ApplicationEvent::Drafted {
            file_number: new.file_number.clone(),
            asks_for: new.kind,
            operator: new.operator,
            province: new.province,
            kind: new.filing.profile.kind,
            channel: new.filing.profile.channel,
            holder: new.filing.applicant.holder(),
        };
        let application = Self {
            id: new.id,
            operator: new.operator,
            file_number: new.file_number,
            kind: new.kind,
            province: new.province,
            filing: new.filing,
            filed_on: None,
            first_filed_on: None,
            maritime_directive: None,
            documents: Vec::new(),
            inquiries: Vec::new(),
            assessments: BTreeMap::new(),
            guarantee: None,
            premises_check: None,
            returned: None,
            state: ApplicationState::Draft,
        };
        Changed::new(application, event)
    }

    /// Replaces the content, while the applicant may still write. The file keeps its province:
    /// another one is another file.
    pub fn revise(self, filing: Filing) -> Outcome {
        if !self.state.is_writable() {
            return Err(self.not_now(LICENSING));
        }
        let event = ApplicationEvent::Revised {
            province: self.province,
            kind: filing.profile.kind,
            channel: filing.profile.channel,
            holder: filing.applicant.holder(),
        };
        Ok(Changed::new(Self { filing, ..self }, event))
    }

    /// Adds a document. Nothing is ever taken off a file.
    pub fn attach_document(mut self, document: DocumentRef) -> Outcome {
        if !self.state.takes_documents() {
            return Err(self.not_now(Citation::article(8)));
        }
        if self.documents.len() >= MOST_DOCUMENTS {
            return Err(Refusal::rule(
                "too-many-documents",
                Citation::article(8),
                "به هر پرونده حداکثر ۶۰ مدرک افزوده می‌شود.",
                "A file takes at most 60 documents.",
            ));
        }
        if self.documents.iter().any(|known| known.id == document.id) {
            return Err(Refusal::rule(
                "document-already-attached",
                Citation::article(8),
                "این مدرک پیش‌تر به پرونده افزوده شده است.",
                "This document is on the file already.",
            ));
        }
        let event = ApplicationEvent::DocumentAttached {
            document: document.id,
            kind: document.kind,
            sha256: document.sha256.clone(),
            size: document.size,
            by: document.by,
        };
        self.documents.push(document);
        Ok(Changed::new(self, event))
    }

    /// Files the application, for the first time or after its completion.
    ///
    /// `screening` is the search of the ban list for everybody on the file (A15.n2);
    /// `maritime_directive` the directive for maritime agencies in force today (A7.n1).
    pub fn submit(
        self,
        today: NaiveDate,
        screening: &Screening,
        maritime_directive: Option<Uuid>,
        policies: FilePolicies,
    ) -> Outcome {
        self.may_submit(today, policies)?;
        screening.clear_on(today)?;
        let maritime = self.profile().kind == AgencyKind::Maritime;
        if maritime && maritime_directive.is_none() {
            return Err(Refusal::directive_missing(
                "maritime",
                Citation::note(7, 1),
                "دستورالعمل کاریابی‌های دریایی مصوب هیئت مرکزی در این تاریخ وجود ندارد.",
            ));
        }
        let maritime_directive = maritime_directive.filter(|_| maritime);
        let event = ApplicationEvent::Submitted {
            on: today,
            province: self.province,
            kind: self.profile().kind,
            channel: self.profile().channel,
            maritime_directive,
        };
        let submitted = Self {
            filed_on: Some(today),
            first_filed_on: self.first_filed_on().or(Some(today)),
            maritime_directive,
            state: ApplicationState::Submitted { on: today },
            ..self
        };
        Ok(Changed::new(submitted, event))
    }

    /// Everybody on the file whom a ban would stop (A15.n2): the applicant, and for a company its
    /// technical manager too.
    pub fn subjects(&self) -> Vec<Subject> {
        let person = |role, person: &NaturalPerson| Subject {
            role,
            party: Party::Person {
                national_code: person.national_code.clone(),
            },
        };
        match &self.filing.applicant {
            Applicant::Natural { person: applicant } => {
                vec![person(SubjectRole::Holder, applicant)]
            }
            Applicant::Legal {
                company,
                technical_manager,
            } => vec![
                Subject {
                    role: SubjectRole::Holder,
                    party: Party::Company {
                        company_id: company.company_id.clone(),
                    },
                },
                person(SubjectRole::TechnicalManager, technical_manager),
            ],
        }
    }

    /// What the file itself says against its submission today.
    pub(super) fn may_submit(
        &self,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        match &self.state {
            ApplicationState::Draft => {}
            ApplicationState::DocumentsIncomplete {
                items,
                documents_before,
                term,
            } => self.is_completed(items, *documents_before, term, today)?,
            _ => return Err(self.not_now(LICENSING)),
        }
        self.filing.is_complete_for(self.province)?;
        let mut facts = self.facts(today);
        facts.filed_on = today;
        let hopeless = facts.hopeless(policies);
        if hopeless.is_empty() {
            Ok(())
        } else {
            Err(never_met(&hopeless))
        }
    }

    fn is_completed(
        &self,
        items: &[MissingItem],
        documents_before: usize,
        term: &Deadline,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        if term.has_run_out(today) {
            return Err(Refusal::rule(
                "completion-term-over",
                CURE,
                "مهلت تکمیل مدارک پایان یافته است.",
                "The term for completing the file is over.",
            ));
        }
        let newer = self.documents.get(documents_before..).unwrap_or_default();
        let missing: Vec<_> = items
            .iter()
            .filter_map(|item| item.document)
            .filter(|kind| !newer.iter().any(|document| document.kind == *kind))
            .map(DocumentKind::persian)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Refusal::rule(
            "documents-still-missing",
            Citation::article(8),
            format!("این مدارک هنوز افزوده نشده است: {}.", missing.join("، ")),
            "Documents that the directorate asked for have not been attached.",
        ))
    }

    /// Sends the file back for named items, to be completed within a term.
    pub fn request_completion(
        self,
        items: Vec<MissingItem>,
        term: Deadline,
        today: NaiveDate,
    ) -> Outcome {
        if !matches!(self.state, ApplicationState::Submitted { .. }) {
            return Err(self.not_now(Citation::article(8)));
        }
        if items.is_empty() {
            return Err(Refusal::rule(
                "no-missing-items",
                Citation::article(8),
                "موارد نقص باید نام برده شود.",
                "What is missing has to be named.",
            ));
        }
        if term.last_accepted() <= today {
            return Err(Refusal::rule(
                "completion-term-too-short",
                CURE,
                "مهلت تکمیل مدارک باید پس از امروز باشد.",
                "The term for completing the file ends after today.",
            ));
        }
        let event = ApplicationEvent::CompletionRequested {
            on: today,
            due: term.last_accepted(),
            documents: items.iter().filter_map(|item| item.document).collect(),
            items: items.len(),
        };
        let state = ApplicationState::DocumentsIncomplete {
            items,
            documents_before: self.documents.len(),
            term,
        };
        Ok(Changed::new(self.into_state(state), event))
    }

    /// The same file with its term for completion reckoned again by a calendar of closed days in
    /// which days may have been added since; a term is never shortened.
    #[must_use]
    pub fn reckoned(mut self, closed: &ClosedDays) -> Self {
        if let ApplicationState::DocumentsIncomplete { term, .. } = &mut self.state {
            *term = term.recomputed(closed);
        }
        self
    }

    /// Ends a file that was not completed in time, dated on the day after its term.
    pub fn lapse(self, today: NaiveDate) -> Outcome {
        let on = self.may_lapse(today)?;
        let lapsed = self.into_state(ApplicationState::Lapsed { on });
        Ok(Changed::new(lapsed, ApplicationEvent::Lapsed { on }))
    }

    pub(super) fn may_lapse(&self, today: NaiveDate) -> Result<NaiveDate, Refusal> {
        match &self.state {
            ApplicationState::DocumentsIncomplete { term, .. } if term.has_run_out(today) => {
                Ok(term.final_on())
            }
            ApplicationState::DocumentsIncomplete { .. } => Err(Refusal::rule(
                "completion-term-running",
                CURE,
                "مهلت تکمیل مدارک هنوز پایان نیافته است.",
                "The term for completing the file is not over.",
            )),
            _ => Err(self.not_now(CURE)),
        }
    }

    /// Puts a renewed mark of trust in the place of the old one, once the file is with the
    /// directorate. It has to be assessed again.
    pub fn record_enamad(mut self, enamad: Enamad, today: NaiveDate) -> Outcome {
        let citation = Criterion::Enamad.citation();
        if !(self.state.is_examined() || matches!(self.state, ApplicationState::Submitted { .. })) {
            return Err(self.not_now(citation));
        }
        let event = ApplicationEvent::EnamadRecorded {
            enamad: enamad.id.as_str().to_owned(),
            expires_on: enamad.expires_on,
        };
        let Some(website) = self.filing.website.as_mut() else {
            return Err(enamad_refused(Shortfall::EnamadMissing));
        };
        website.enamad = Some(enamad);
        self.facts(today)
            .enamad_holds(today)
            .map_err(enamad_refused)?;
        self.assessments.remove(&Criterion::Enamad);
        Ok(Changed::new(self, event))
    }

    /// Takes the application back, any time before the licence is issued or refused.
    pub fn withdraw(self, today: NaiveDate) -> Outcome {
        self.may_withdraw()?;
        let withdrawn = self.into_state(ApplicationState::Withdrawn { on: today });
        Ok(Changed::new(
            withdrawn,
            ApplicationEvent::Withdrawn { on: today },
        ))
    }

    pub(super) fn may_withdraw(&self) -> Result<(), Refusal> {
        if self.state.is_closed() || self.state.rejection().is_some() {
            return Err(self.not_now(LICENSING));
        }
        Ok(())
    }
}

fn enamad_refused(shortfall: Shortfall) -> Refusal {
    Refusal::rule(
        "enamad-not-valid",
        Criterion::Enamad.citation(),
        shortfall.persian(),
        shortfall.english(),
    )
}

/// The refusal that names what can never be met.
fn never_met(hopeless: &[(Criterion, Shortfall)]) -> Refusal {
    let citation = hopeless
        .first()
        .map_or(Citation::article(8), |(criterion, _)| criterion.citation());
    let persian: Vec<_> = hopeless.iter().map(|(_, why)| why.persian()).collect();
    let english: Vec<_> = hopeless
        .iter()
        .map(|(criterion, why)| format!("{} ({})", why.english(), criterion.citation()))
        .collect();
    Refusal::rule(
        "criteria-cannot-be-met",
        citation,
        persian.join(" "),
        english.join(" "),
    )
}
