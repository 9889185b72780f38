//! What people do with the file of a sample office, step by step.

mod discipline;
mod office;
mod supervision;

use super::cast::{self, CENTRAL_OFFICER};
use super::directives::GUARANTEE;
use super::discipline::{Turn, trouble};
use super::offices::Office;
use super::papers::Papers;
use super::stage::Stage;
use super::story::Step;
use super::{filing, value};
use crate::domain::kernel::calendar::add_months;
use crate::domain::kernel::event::Aggregate;
use crate::domain::kernel::money::Rial;
use crate::domain::kernel::refusal::Invalid;
use crate::domain::placement::application::Application;
use crate::domain::placement::ban::Revocation;
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::guarantee::{Deed, Guarantee};
use crate::domain::placement::session::Session;
use crate::error::Error;
use crate::use_cases::Versioned;
use crate::use_cases::application::create::CreateApplication;
use crate::use_cases::application::dossier;
use crate::use_cases::application::lapse::lapse_overdue;
use crate::use_cases::application::revise::ReviseApplication;
use crate::use_cases::application::submit::SubmitApplication;
use crate::use_cases::application::upload::{Upload, upload};
use crate::use_cases::application::withdraw::WithdrawApplication;
use crate::use_cases::ban::record::RecordBan;
use crate::use_cases::finality::lapse::lapse_due;
use crate::use_cases::guarantee::lodge::LodgeGuarantee;
use bytes::Bytes;
use chrono::{Days, NaiveDate};
use futures_util::stream;
use uuid::Uuid;

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
    licence: Option<Uuid>,
    inspection: Option<Uuid>,
    complaint: Option<Uuid>,
    case: Option<Uuid>,
    ruling: Option<Uuid>,
    appeal: Option<Uuid>,
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
            licence: None,
            inspection: None,
            complaint: None,
            case: None,
            ruling: None,
            appeal: None,
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
            Step::Supervision(turn) => self.supervise(stage, papers, turn).await,
        }
    }

    async fn supervise(
        &mut self,
        stage: &Stage,
        papers: &mut Papers,
        turn: Turn,
    ) -> Result<(), Error> {
        let Some(trouble) = trouble(&self.office) else {
            return Ok(());
        };
        match turn {
            Turn::Complain => self.complain(stage).await,
            Turn::AskAssociation => self.ask_association(stage).await,
            Turn::PlanVisit => self.plan_visit(stage).await,
            Turn::Inspect => self.inspect(stage, papers, trouble).await,
            Turn::CloseVisit => self.close_visit(stage).await,
            Turn::DemandMending => self.demand_mending(stage).await,
            Turn::Charge => self.charge(stage).await,
            Turn::Notify => self.notify(stage).await,
            Turn::Defend => self.defend(stage).await,
            Turn::CallBoard => self.call_on_case(stage).await,
            Turn::Rule => self.rule(stage, trouble).await,
            Turn::Serve => self.serve(stage).await,
            Turn::Appeal => self.appeal(stage).await,
            Turn::Admit => self.admit(stage).await,
            Turn::LetLapse => lapse_due(stage.next()).await.map(drop),
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
                kind: Some(self.office.kind),
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

    async fn lodge(&mut self, stage: &Stage, amount: i64) -> Result<(), Error> {
        let command = LodgeGuarantee {
            application: self.id,
            deed: deed(&self.office, amount, stage.today())?,
        };
        self.guarantee = Some(stage.act(&self.operator, &command).await?);
        Ok(())
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
