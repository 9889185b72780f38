//! The examination: inquiries, their answers, and the assessment of article 8.

use chrono::NaiveDate;
use uuid::Uuid;

use super::event::{ApplicationEvent, InquiryOpened};
use super::state::ApplicationState;
use super::{Application, Outcome};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Changed;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::{Appraisal, Verdict, assess};
use crate::domain::placement::article8::rules::FilePolicies;
use crate::domain::placement::inquiry::{Answer, Inquiry, InquirySubject};

/// A question that the directorate puts to an authority.
#[derive(Clone, Debug)]
pub struct NewInquiry {
    /// Its identity.
    pub id: Uuid,
    /// What it is about.
    pub criterion: Criterion,
    /// Whom it is about.
    pub subject: InquirySubject,
    /// The authority.
    pub authority: ShortText,
}

impl Application {
    /// Begins the examination.
    pub fn take_up(self, today: NaiveDate) -> Outcome {
        if !matches!(self.state, ApplicationState::Submitted { .. }) {
            return Err(self.not_now(Citation::article(7)));
        }
        let state = ApplicationState::UnderReview { since: today };
        Ok(Changed::new(
            self.into_state(state),
            ApplicationEvent::TakenUp { on: today },
        ))
    }

    /// Asks authorities. During the review the file then waits for them; afterwards, when an
    /// answer has become too old, it stays where it is.
    pub fn open_inquiries(
        mut self,
        inquiries: Vec<NewInquiry>,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        if !self.state.is_examined() {
            return Err(self.not_now(Citation::article(8)));
        }
        if inquiries.is_empty() {
            return Err(Refusal::rule(
                "no-inquiries",
                Citation::article(8),
                "دست‌کم یک استعلام باید نام برده شود.",
                "At least one inquiry has to be named.",
            ));
        }
        let mut opened = Vec::with_capacity(inquiries.len());
        for new in inquiries {
            self.may_inquire(&new, today, policies)?;
            opened.push(InquiryOpened {
                inquiry: new.id,
                criterion: new.criterion,
                subject: new.subject,
            });
            self.inquiries.push(Inquiry {
                id: new.id,
                criterion: new.criterion,
                subject: new.subject,
                authority: new.authority,
                asked_on: today,
                answer: None,
            });
        }
        if matches!(self.state, ApplicationState::UnderReview { .. }) {
            self.state = ApplicationState::AwaitingInquiry { since: today };
        }
        let event = ApplicationEvent::InquiriesOpened {
            on: today,
            inquiries: opened,
        };
        Ok(Changed::new(self, event))
    }

    fn may_inquire(
        &self,
        new: &NewInquiry,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Result<(), Refusal> {
        let citation = new.criterion.citation();
        let binds = self
            .facts(today)
            .applicable(policies)
            .any(|bound| bound == new.criterion);
        if !binds || !new.criterion.can_be_inquired() {
            return Err(Refusal::rule(
                "nothing-to-inquire",
                citation,
                "برای این شرط در این پرونده استعلامی انجام نمی‌شود.",
                "No authority is asked about this condition on this file.",
            ));
        }
        let company = self.filing.applicant.company().is_some();
        if new.subject == InquirySubject::Company
            && !(company && new.criterion == Criterion::Nationality)
        {
            return Err(Refusal::rule(
                "inquiry-subject",
                citation,
                "درباره شرکت تنها تابعیت شخص حقوقی متقاضی استعلام می‌شود.",
                "About a company only its nationality is asked, and only if it applies.",
            ));
        }
        let clashes = |known: &Inquiry| {
            known.id == new.id
                || known.is_open()
                    && known.criterion == new.criterion
                    && known.subject == new.subject
        };
        if self.inquiries.iter().any(clashes) {
            return Err(Refusal::rule(
                "inquiry-already-open",
                citation,
                "همین استعلام پیش‌تر انجام شده و پاسخ آن در راه است.",
                "The same inquiry is open already.",
            ));
        }
        Ok(())
    }

    /// Records an answer. When none is missing any more the review goes on.
    pub fn record_inquiry_answer(
        mut self,
        inquiry: Uuid,
        answer: Answer,
        today: NaiveDate,
    ) -> Outcome {
        if !self.state.is_examined() {
            return Err(self.not_now(Citation::article(8)));
        }
        let Some(position) = self.inquiries.iter().position(|known| known.id == inquiry) else {
            return Err(Refusal::rule(
                "inquiry-unknown",
                Citation::article(8),
                "این استعلام در پرونده نیست.",
                "This inquiry is not on the file.",
            ));
        };
        let on_file = |id: Uuid| self.documents.iter().any(|document| document.id == id);
        if !answer.document.is_none_or(on_file) {
            return Err(Refusal::rule(
                "evidence-not-on-file",
                Citation::article(8),
                "مدرک پاسخ استعلام در این پرونده نیست.",
                "The document of the answer is not on this file.",
            ));
        }
        let asked = self.inquiries[position].clone();
        let event = ApplicationEvent::InquiryAnswered {
            inquiry,
            criterion: asked.criterion,
            answered_on: answer.answered_on,
            document: answer.document,
        };
        self.inquiries[position] = asked.answered(answer, today)?;
        let waiting = self.inquiries.iter().any(Inquiry::is_open);
        if matches!(self.state, ApplicationState::AwaitingInquiry { .. }) && !waiting {
            self.state = ApplicationState::UnderReview { since: today };
        }
        Ok(Changed::new(self, event))
    }

    /// Records an officer's assessment of a condition; a later one takes the place of an earlier.
    /// What can be computed is never contradicted.
    pub fn assess(
        mut self,
        criterion: Criterion,
        appraisal: Appraisal,
        today: NaiveDate,
        policies: FilePolicies,
    ) -> Outcome {
        if !self.state.is_examined() {
            return Err(self.not_now(criterion.citation()));
        }
        let assessment = assess(criterion, appraisal, &self.facts(today), today, policies)?;
        let event = ApplicationEvent::CriterionAssessed {
            criterion,
            met: assessment.verdict == Verdict::Met,
            documents: assessment.evidence.documents.clone(),
            inquiries: assessment.evidence.inquiries.clone(),
            by: assessment.by,
            on: assessment.on,
        };
        self.assessments.insert(criterion, assessment);
        Ok(Changed::new(self, event))
    }
}
