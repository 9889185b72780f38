//! Inquiries (استعلام) at authorities, and their recorded answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::article8::Criterion;
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::refusal::Refusal;
use crate::domain::kernel::text::ShortText;

/// A question to an authority about one criterion (clauses 1, 5, 6, 8, 9 and 10 of A8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// Its identity in the file.
    pub id: Uuid,
    /// The criterion it is about.
    pub criterion: Criterion,
    /// The one it is about.
    pub subject: InquirySubject,
    /// The authority asked.
    pub authority: ShortText,
    /// The day of asking.
    pub asked_on: NaiveDate,
    /// The answer, once recorded.
    pub answer: Option<Answer>,
}

/// Whom an inquiry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquirySubject {
    /// The person on whom the criteria are tested.
    Person,
    /// The company that applies; only its nationality is asked (A8.1).
    Company,
}

/// What the authority answered, as recorded by an officer or received from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Favourable or adverse to the applicant.
    pub result: InquiryResult,
    /// The day of the answer.
    pub answered_on: NaiveDate,
    /// Its number or reference at the authority.
    pub reference: ShortText,
    /// How it came: letter, system, telephone note.
    pub source: ShortText,
    /// The document that shows it, if there is one.
    pub document: Option<Uuid>,
}

/// The result of an inquiry for the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryResult {
    /// Nothing speaks against the applicant.
    Favourable,
    /// Something does.
    Adverse,
}

impl Inquiry {
    /// Whether the answer is still missing.
    pub const fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// Records the answer, which lies between the day of asking and today.
    pub(super) fn answered(self, answer: Answer, today: NaiveDate) -> Result<Self, Refusal> {
        let citation = self.criterion.citation();
        if self.answer.is_some() {
            return Err(Refusal::rule(
                "inquiry-already-answered",
                citation,
                "پاسخ این استعلام پیش‌تر ثبت شده است؛ برای پاسخ تازه استعلام دیگری لازم است.",
                "This inquiry has been answered; a new answer needs a new inquiry.",
            ));
        }
        if answer.answered_on < self.asked_on || answer.answered_on > today {
            return Err(Refusal::rule(
                "inquiry-answer-date",
                citation,
                "تاریخ پاسخ باید میان تاریخ استعلام و امروز باشد.",
                "The answer lies between the day of asking and today.",
            ));
        }
        Ok(Self {
            answer: Some(answer),
            ..self
        })
    }
}

impl Answer {
    /// The first day on which the answer is older than so many Solar Hijri months (policy
    /// `inquiry.max_age`).
    pub fn too_old_from(&self, months: u16) -> NaiveDate {
        too_old_from(self.answered_on, months)
    }
}

/// The first day on which something dated is older than so many Solar Hijri months.
pub(super) fn too_old_from(dated: NaiveDate, months: u16) -> NaiveDate {
    let last = add_months(dated, i32::from(months));
    last.succ_opt().unwrap_or(last)
}

/// Where the greatest age of an inquiry stands.
pub(super) const MAX_AGE: Citation = Citation::Policy("inquiry.max_age");
