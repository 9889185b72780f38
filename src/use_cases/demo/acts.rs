//! What people do with the file of a sample office, step by step.

use bytes::Bytes;
use chrono::{Days, NaiveDate};
use futures_util::stream;
use uuid::Uuid;

use super::cast::{self, CENTRAL_OFFICER};
use super::directives::GUARANTEE;
use super::offices::{Fate, Office};
use super::papers::Papers;
use super::stage::Stage;
use super::story::Step;
use super::{boards, filing, value};
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::application::Application;
use crate::domain::placement::application::state::MissingItem;
use crate::domain::placement::article8::Criterion;
use crate::domain::placement::article8::finding::Verdict;
use crate::domain::placement::article8::matrix::{self, Case};
use crate::domain::placement::ban::Revocation;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::guarantee::{Deed, Guarantee};
use crate::domain::placement::inquiry::{Answer, InquiryResult, InquirySubject};
use crate::domain::placement::session::{MatterKind, Outcome, Session};
use crate::error::Error;
use crate::use_cases::application::approve::ApproveApplication;
use crate::use_cases::application::assess::AssessCriterion;
use crate::use_cases::application::create::CreateApplication;
use crate::use_cases::application::dossier;
use crate::use_cases::application::lapse::lapse_overdue;
use crate::use_cases::application::open_inquiries::{OpenInquiries, Question};
use crate::use_cases::application::pass_premises::PassPremises;
use crate::use_cases::application::record_inquiry::RecordInquiry;
use crate::use_cases::application::refer::ReferApplication;
use crate::use_cases::application::reject::RejectApplication;
use crate::use_cases::application::request_completion::RequestCompletion;
use crate::use_cases::application::revise::ReviseApplication;
use crate::use_cases::application::submit::SubmitApplication;
use crate::use_cases::application::take_up::TakeUpApplication;
use crate::use_cases::application::upload::{Upload, upload};
use crate::use_cases::application::withdraw::WithdrawApplication;
use crate::use_cases::ban::record::RecordBan;
use crate::use_cases::guarantee::accept::AcceptGuarantee;
use crate::use_cases::guarantee::lodge::LodgeGuarantee;
use crate::use_cases::guarantee::reject::RejectGuarantee;
use crate::use_cases::guarantee::verify::VerifyGuarantee;
use crate::use_cases::licence::issue::IssueLicence;
use crate::use_cases::session::open::AdjournSession;
use crate::use_cases::session::table::Proposed;
use crate::use_cases::Versioned;

/// The file of a sample office, and who works on it.
pub(super) struct File {
    pub(super) office: Office,
    id: Uuid,
    operator: String,
    officer: String,
    director: String,
    secretary: String,
    session: Option<Versioned<Session>>,
    guarantee: Option<Versioned<Guarantee>>,
}

impl File {
    /// A file that has yet to be begun.
    pub(super) fn new(office: Office) -> Self {
        Self {
            id: Uuid::nil(),
            operator: cast::operator(office.number % cast::OPERATORS + 1),
            officer: cast::of(office.province, "officer"),
            director: cast::of(office.province, "director"),
            secretary: cast::of(office.province, "secretary"),
            session: None,
            guarantee: None,
            office,
        }
    }

    /// Takes one step.
    pub(super) async fn take(
        &mut self,
        stage: &Stage,
        papers: &mut Papers,
        step: Step,
    ) -> Result<(), Error> {
        match step {
            Step::Draft => self.draft(stage).await,
            Step::Bring => self.bring(stage, papers).await,
            Step::Submit => self.submit(stage).await,
            Step::BeRefused => self.be_refused(stage).await,
            Step::Withdraw => self.withdraw(stage).await,
            Step::SendBack => self.send_back(stage).await,
            Step::Cure => {
                self.attach(stage, papers, DocumentKind::Photo).await?;
                self.submit(stage).await
            }
            Step::Lapse => lapse_overdue(stage.next()).await.map(drop),
            Step::TakeUp => self.take_up(stage).await,
            Step::Inquire => self.inquire(stage).await,
            Step::Answer => self.answer(stage).await,
            Step::Assess => self.assess(stage).await,
            Step::Approve => self.approve(stage).await,
            Step::Reject => self.reject(stage).await,
            Step::Refer => self.refer(stage).await,
            Step::Call => self.call(stage).await,
            Step::Adjourn => self.adjourn(stage).await,
            Step::Sit => self.sit(stage).await,
            Step::LodgeTooSmall => self.lodge(stage, GUARANTEE / 2).await,
            Step::RejectGuarantee => self.reject_guarantee(stage).await,
            Step::Lodge => self.lodge(stage, GUARANTEE).await,
            Step::AcceptGuarantee => self.accept_guarantee(stage).await,
            Step::Visit => self.visit(stage, papers).await,
            Step::Issue => self.issue(stage).await,
        }
    }

    /// The application as its operator sees it.
    async fn now(&self, stage: &Stage) -> Result<Versioned<Application>, Error> {
        let operator = stage.actor(&self.operator)?;
        let found = dossier::show(stage.next(), operator, self.id).await?;
        Ok(Versioned {
            value: found.value.application,
            version: found.version,
        })
    }

    async fn draft(&mut self, stage: &Stage) -> Result<(), Error> {
        let command = CreateApplication {
            province: self.office.province,
            filing: filing::filing(&self.office, stage.today())?,
        };
        self.id = stage.act(&self.operator, &command).await?.value.id();
        Ok(())
    }

    async fn bring(&self, stage: &Stage, papers: &mut Papers) -> Result<(), Error> {
        for kind in filing::documents(&self.office)? {
            self.attach(stage, papers, kind).await?;
        }
        let file = self.now(stage).await?;
        if !self.office.kind.sends_abroad() {
            return Ok(());
        }
        let mut filing = file.value.filing().clone();
        let certificate = on_file(&file.value, &[DocumentKind::LanguageCertificate]);
        for document in certificate {
            filing.languages = filing::language(&filing, document)?;
        }
        let command = ReviseApplication {
            id: self.id,
            expected: Some(file.version),
            filing,
        };
        stage.act(&self.operator, &command).await.map(drop)
    }

    async fn attach(
        &self,
        stage: &Stage,
        papers: &mut Papers,
        kind: DocumentKind,
    ) -> Result<Uuid, Error> {
        self.attach_as(&self.operator, stage, papers.of(kind).await?, kind)
            .await
    }

    async fn attach_as(
        &self,
        login: &str,
        stage: &Stage,
        paper: Bytes,
        kind: DocumentKind,
    ) -> Result<Uuid, Error> {
        let to = Upload {
            application: self.id,
            expected: None,
            kind,
            declared: None,
            key: None,
        };
        let bytes = stream::once(std::future::ready(Ok(paper)));
        let file = upload(stage.next(), stage.actor(login)?, to, bytes).await?;
        let documents = file.value.documents();
        let last = documents.last().map(|document| document.id);
        last.ok_or_else(|| Error::corrupt("demonstration", "a document did not arrive"))
    }

    async fn submit(&self, stage: &Stage) -> Result<(), Error> {
        let command = SubmitApplication {
            id: self.id,
            expected: None,
        };
        stage.act(&self.operator, &command).await.map(drop)
    }

    /// The central office has recorded a ban meanwhile, which the filing runs into.
    async fn be_refused(&self, stage: &Stage) -> Result<(), Error> {
        let file = self.now(stage).await?;
        let ban = RecordBan {
            subjects: file.value.subjects(),
            revocation: Revocation {
                ruling: value("رأی نمونه نمایشی D-1")?,
                final_on: stage.today() - Days::new(400),
                province: self.office.province,
                agency: value("کاریابی پیشین (نمونه نمایشی)")?,
                licence: None,
            },
        };
        stage.act(CENTRAL_OFFICER, &ban).await?;
        match self.submit(stage).await {
            Err(Error::Refused(_)) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => Err(Error::corrupt("demonstration", "a ban did not stop a file")),
        }
    }

    async fn withdraw(&self, stage: &Stage) -> Result<(), Error> {
        let command = WithdrawApplication {
            id: self.id,
            expected: None,
        };
        stage.act(&self.operator, &command).await.map(drop)
    }

    async fn send_back(&self, stage: &Stage) -> Result<(), Error> {
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

    async fn take_up(&self, stage: &Stage) -> Result<(), Error> {
        let command = TakeUpApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    async fn inquire(&self, stage: &Stage) -> Result<(), Error> {
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

    async fn answer(&self, stage: &Stage) -> Result<(), Error> {
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

    async fn assess(&self, stage: &Stage) -> Result<(), Error> {
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

    async fn approve(&self, stage: &Stage) -> Result<(), Error> {
        let command = ApproveApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.director, &command).await.map(drop)
    }

    async fn reject(&self, stage: &Stage) -> Result<(), Error> {
        let command = RejectApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
            criteria: vec![Criterion::Competence],
            reasons: value("نمونه نمایشی: صلاحیت فردی تأیید نشده است.")?,
        };
        stage.act(&self.director, &command).await.map(drop)
    }

    async fn refer(&self, stage: &Stage) -> Result<(), Error> {
        let command = ReferApplication {
            id: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    async fn call(&mut self, stage: &Stage) -> Result<(), Error> {
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

    async fn adjourn(&mut self, stage: &Stage) -> Result<(), Error> {
        let session = called(&mut self.session)?;
        let command = AdjournSession {
            session: session.value.id(),
            reason: value("نمونه نمایشی: تنها سه عضو حاضر شدند و جلسه به حد نصاب نرسید.")?,
            expected: session.version,
        };
        stage.act(&self.secretary, &command).await.map(drop)
    }

    async fn sit(&mut self, stage: &Stage) -> Result<(), Error> {
        let session = called(&mut self.session)?;
        let (outcome, reasons) = if self.office.fate == Fate::Rejected {
            let reasons = "نمونه نمایشی: برنامه کاری متقاضی برای کشور هدف کافی نیست.";
            (Outcome::Rejected, reasons)
        } else {
            let reasons = "نمونه نمایشی: شرایط ماده ۸ احراز شده است.";
            (Outcome::Approved, reasons)
        };
        let sitting = boards::Sitting {
            secretary: &self.secretary,
            outcome,
            reasons,
            basis: Citation::clause(5, 1),
        };
        boards::sit(stage, session, &sitting).await.map(drop)
    }

    async fn lodge(&mut self, stage: &Stage, amount: i64) -> Result<(), Error> {
        let command = LodgeGuarantee {
            application: self.id,
            deed: deed(&self.office, amount, stage.today())?,
        };
        self.guarantee = Some(stage.act(&self.operator, &command).await?);
        Ok(())
    }

    async fn reject_guarantee(&mut self, stage: &Stage) -> Result<(), Error> {
        let guarantee = lodged(&mut self.guarantee)?;
        let command = RejectGuarantee {
            id: guarantee.value.id(),
            reason: value("نمونه نمایشی: مبلغ کمتر از مبلغ دستورالعمل است.")?,
            expected: guarantee.version,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    async fn accept_guarantee(&mut self, stage: &Stage) -> Result<(), Error> {
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

    async fn visit(&self, stage: &Stage, papers: &mut Papers) -> Result<(), Error> {
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

    async fn issue(&self, stage: &Stage) -> Result<(), Error> {
        let command = IssueLicence {
            application: self.id,
            expected: self.now(stage).await?.version,
        };
        stage.act(&self.director, &command).await.map(drop)
    }
}

/// The documents on the file that are of one of these kinds.
fn on_file(file: &Application, kinds: &[DocumentKind]) -> Vec<Uuid> {
    let documents = file.documents().iter();
    let shown = documents.filter(|document| kinds.contains(&document.kind));
    shown.map(|document| document.id).collect()
}

fn deed(office: &Office, amount: i64, today: NaiveDate) -> Result<Deed, Error> {
    let amount =
        Rial::new(amount).map_err(|reason: Invalid| Error::corrupt("demonstration", reason))?;
    Ok(Deed {
        bank: value("بانک نمونه نمایشی")?,
        branch: value("شعبه نمونه")?,
        number: value(&format!("D-{}", 7000 + office.number))?,
        sheba: None,
        amount,
        // Two years of the licence, and what policy wants beyond its end.
        expires_on: add_months(today, 36),
    })
}

fn called(session: &mut Option<Versioned<Session>>) -> Result<Versioned<Session>, Error> {
    let none = || Error::corrupt("demonstration", "no session was called");
    session.take().ok_or_else(none)
}

fn lodged(guarantee: &mut Option<Versioned<Guarantee>>) -> Result<Versioned<Guarantee>, Error> {
    let none = || Error::corrupt("demonstration", "no guarantee was lodged");
    guarantee.take().ok_or_else(none)
}
