//! What the directorate and the board do with the file of a sample office.

use super::super::offices::Fate;
use super::super::papers::Papers;
use super::super::stage::Stage;
use super::super::{boards, value};
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::application::state::MissingItem;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::Verdict;
use crate::domain::placement::article8::matrix::{self, Case};
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::guarantee::Guarantee;
use crate::domain::placement::inquiry::{Answer, InquiryResult, InquirySubject};
use crate::domain::placement::session::{MatterKind, Outcome, Session};
use crate::error::Error;
use crate::use_cases::Versioned;
use crate::use_cases::application::approve::ApproveApplication;
use crate::use_cases::application::assess::AssessCriterion;
use crate::use_cases::application::open_inquiries::{OpenInquiries, Question};
use crate::use_cases::application::pass_premises::PassPremises;
use crate::use_cases::application::record_inquiry::RecordInquiry;
use crate::use_cases::application::refer::ReferApplication;
use crate::use_cases::application::reject::RejectApplication;
use crate::use_cases::application::request_completion::RequestCompletion;
use crate::use_cases::application::take_up::TakeUpApplication;
use crate::use_cases::guarantee::accept::AcceptGuarantee;
use crate::use_cases::guarantee::reject::RejectGuarantee;
use crate::use_cases::guarantee::verify::VerifyGuarantee;
use crate::use_cases::licence::issue::IssueLicence;
use crate::use_cases::session::open::AdjournSession;
use crate::use_cases::session::table::Proposed;
use chrono::Days;

use super::{File, on_file};

impl File {
    pub(super) async fn send_back(&self, stage: &Stage) -> Result<(), Error> {
        let command = RequestCompletion {
            id: self.id,
            expected: self.now(stage).await?.version,
            items: vec![MissingItem {
                document: Some(DocumentKind::Photo),
                note: value("عکس متقاضی (نمونه نمایشی)")?,
            }],
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn take_up(&self, stage: &Stage) -> Result<(), Error> {
        let command = TakeUpApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn inquire(&self, stage: &Stage) -> Result<(), Error> {
        let file = self.now(stage).await?;
        let person = InquirySubject::Person;
        let mut questions = vec![
            (Criterion::Nationality, person, "سازمان ثبت احوال کشور"),
            (Criterion::CriminalRecord, person, "مرجع سجل کیفری"),
            (Criterion::Competence, person, "مرجع تأیید صلاحیت"),
        ];
        if file.value.filing().applicant.company().is_some() {
            let company = InquirySubject::Company;
            questions.push((Criterion::Nationality, company, "مرجع ثبت شرکت‌ها"));
        }
        let question = |(criterion, subject, authority): (_, _, &str)| {
            Ok(Question {
                criterion,
                subject,
                authority: value(&format!("{authority} (نمونه نمایشی)"))?,
            })
        };
        let questions: Result<_, Error> = questions.into_iter().map(question).collect();
        let command = OpenInquiries {
            id: self.id,
            expected: file.version,
            questions: questions?,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn answer(&self, stage: &Stage) -> Result<(), Error> {
        let mut file = self.now(stage).await?;
        for inquiry in file.value.inquiries().to_vec() {
            let adverse = inquiry.criterion == Criterion::Competence && self.is_found_wanting();
            let command = RecordInquiry {
                id: self.id,
                expected: file.version,
                inquiry: inquiry.id,
                answer: Answer {
                    result: if adverse {
                        InquiryResult::Adverse
                    } else {
                        InquiryResult::Favourable
                    },
                    answered_on: stage.today(),
                    reference: value("نمونه نمایشی")?,
                    source: value("نامه")?,
                    document: None,
                },
            };
            file = stage.act(&self.officer, &command).await?;
        }
        Ok(())
    }

    pub(super) async fn assess(&self, stage: &Stage) -> Result<(), Error> {
        let mut file = self.now(stage).await?;
        let case = Case {
            kind: self.office.kind,
            channel: self.office.channel,
            holder: self.office.holder,
            sex: file.value.filing().applicant.person().sex,
        };
        let assessed = matrix::applicable(case).filter(|it| *it != Criterion::Guarantee);
        for criterion in assessed {
            let wanting = criterion == Criterion::Competence && self.is_found_wanting();
            let command = AssessCriterion {
                id: self.id,
                expected: file.version,
                criterion,
                verdict: if wanting {
                    Verdict::NotMet {
                        reason: value("نمونه نمایشی: مرجع ذی‌صلاح تأیید نکرده است.")?,
                    }
                } else {
                    Verdict::Met
                },
                documents: on_file(&file.value, criterion.proof().documents),
                issued_on: (criterion == Criterion::CriminalRecord)
                    .then(|| stage.today() - Days::new(25)),
                note: None,
            };
            file = stage.act(&self.officer, &command).await?;
        }
        Ok(())
    }

    /// Whether the directorate finds a condition unmet; a board rejects for reasons of its own.
    fn is_found_wanting(&self) -> bool {
        self.office.fate == Fate::Rejected && !self.office.kind.needs_board()
    }

    pub(super) async fn approve(&self, stage: &Stage) -> Result<(), Error> {
        let command = ApproveApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.director, &command).await.map(drop)
    }

    pub(super) async fn reject(&self, stage: &Stage) -> Result<(), Error> {
        let command = RejectApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
            criteria: vec![Criterion::Competence],
            reasons: value("نمونه نمایشی: صلاحیت فردی تأیید نشده است.")?,
        };
        stage.act(&self.director, &command).await.map(drop)
    }

    pub(super) async fn refer(&self, stage: &Stage) -> Result<(), Error> {
        let command = ReferApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn call(&mut self, stage: &Stage) -> Result<(), Error> {
        let board = BoardKind::Provincial(self.office.province);
        let on = stage.today() + Days::new(8);
        let call = boards::call(board, self.office.kind.into(), on)?;
        let matter = Proposed {
            kind: MatterKind::Application,
            id: self.id,
        };
        let session = boards::create(stage, &self.secretary, call, vec![matter]).await?;
        self.session = Some(session);
        Ok(())
    }

    pub(super) async fn adjourn(&mut self, stage: &Stage) -> Result<(), Error> {
        let session = called(&mut self.session)?;
        let command = AdjournSession {
            session: session.value.id(),
            reason: value("نمونه نمایشی: تنها سه عضو حاضر شدند و جلسه به حد نصاب نرسید.")?,
            expected: session.version,
        };
        stage.act(&self.secretary, &command).await.map(drop)
    }

    pub(super) async fn sit(&mut self, stage: &Stage) -> Result<(), Error> {
        let session = called(&mut self.session)?;
        let (outcome, reasons) = if self.office.fate == Fate::Rejected {
            let reasons = "نمونه نمایشی: برنامه کاری متقاضی برای کشور هدف کافی نیست.";
            (Outcome::Rejected, reasons)
        } else {
            let reasons = "نمونه نمایشی: شرایط ماده ۸ احراز شده است.";
            (Outcome::Approved, reasons)
        };
        let declared = boards::Declared {
            outcome,
            reasons,
            basis: Citation::clause(5, 1),
        };
        boards::sit(stage, session, &self.secretary, &declared)
            .await
            .map(drop)
    }

    pub(super) async fn reject_guarantee(&mut self, stage: &Stage) -> Result<(), Error> {
        let guarantee = lodged(&mut self.guarantee)?;
        let command = RejectGuarantee {
            id: guarantee.value.id(),
            reason: value("نمونه نمایشی: مبلغ کمتر از مبلغ دستورالعمل است.")?,
            expected: guarantee.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn accept_guarantee(&mut self, stage: &Stage) -> Result<(), Error> {
        let guarantee = lodged(&mut self.guarantee)?;
        let confirm = VerifyGuarantee {
            id: guarantee.value.id(),
            reference: value("نامه بانک (نمونه نمایشی)")?,
            expected: guarantee.version,
        };
        let confirmed = stage.act(&self.officer, &confirm).await?;
        let accept = AcceptGuarantee {
            id: confirmed.value.id(),
            expected: confirmed.version,
        };
        stage.act(&self.director, &accept).await.map(drop)
    }

    pub(super) async fn visit(&self, stage: &Stage, papers: &mut Papers) -> Result<(), Error> {
        let kind = DocumentKind::Other;
        let paper = papers.of(kind).await?;
        let record = self.attach_as(&self.officer, stage, paper, kind).await?;
        let command = PassPremises {
            id: self.id,
            expected: self.now(stage).await?.version,
            record,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn issue(&mut self, stage: &Stage) -> Result<(), Error> {
        let command = IssueLicence {
            application: self.id,
            expected: self.now(stage).await?.version,
        };
        self.licence = Some(stage.act(&self.director, &command).await?.value.id());
        Ok(())
    }
}

pub(super) fn called(
    session: &mut Option<Versioned<Session>>,
) -> Result<Versioned<Session>, Error> {
    let none = || Error::corrupt("demonstration", "no session was called");
    session.take().ok_or_else(none)
}

fn lodged(guarantee: &mut Option<Versioned<Guarantee>>) -> Result<Versioned<Guarantee>, Error> {
    let none = || Error::corrupt("demonstration", "no guarantee was lodged");
    guarantee.take().ok_or_else(none)
}
