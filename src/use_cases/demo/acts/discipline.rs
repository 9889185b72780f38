//! From the charge to the ruling that is served, and the appeal against it.

use chrono::Days;
use uuid::Uuid;

use super::File;
use crate::domain::kernel::citation::Citation;
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::appeal::Appeal;
use crate::domain::placement::boards::BoardKind;
use crate::domain::placement::case::{Case, ChargeService, FactDates, NoticeMethod, Source};
use crate::domain::placement::ruling::{Draft, Finding, Ruling, Service, ServiceMethod};
use crate::domain::placement::session::{LegalBasis, MatterKind, Outcome};
use crate::domain::placement::violation::{Clause, Head};
use crate::error::Error;
use crate::store::aggregates::{self, Stored};
use crate::use_cases::appeal::admit::AdmitAppeal;
use crate::use_cases::appeal::lodge::{Against, LodgeAppeal};
use crate::use_cases::case::Charging;
use crate::use_cases::case::defend::SubmitDefence;
use crate::use_cases::case::hear::RecordHearing;
use crate::use_cases::case::notify::NotifyCase;
use crate::use_cases::case::open::OpenCase;
use crate::use_cases::demo::cast::CENTRAL_SECRETARY;
use crate::use_cases::demo::discipline::{Trouble, penalty};
use crate::use_cases::demo::stage::Stage;
use crate::use_cases::demo::{boards, value};
use crate::use_cases::ruling::draft::DraftRuling;
use crate::use_cases::ruling::issue::IssueRuling;
use crate::use_cases::ruling::serve::ServeRuling;
use crate::use_cases::ruling::sign::SignRuling;
use crate::use_cases::ruling::vote::VoteRuling;
use crate::use_cases::session::table::Proposed;

impl File {
    pub(super) async fn charge(&mut self, stage: &Stage) -> Result<(), Error> {
        let command = OpenCase {
            licence: self.licence()?,
            charge: Charging {
                head: head()?,
                facts: value("نمونه نمایشی: از دو کارجو بیش از تعرفه وجه دریافت شده است.")?,
                dates: FactDates::on(stage.today() - Days::new(10)),
                source: Source::Report {
                    reference: value("گزارش نمونه نمایشی D-12")?,
                },
                legacy_basis: None,
                offence: None,
            },
        };
        self.case = Some(stage.act(&self.officer, &command).await?.value.id());
        Ok(())
    }

    pub(super) async fn notify(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.case)?;
        let command = NotifyCase {
            id,
            service: ChargeService {
                sheet: value("نمونه نمایشی: به شما ابلاغ می‌شود که ظرف مهلت مقرر دفاع کنید.")?,
                method: NoticeMethod::Electronic,
                served_on: stage.today(),
                proof: value("رسید نمونه نمایشی")?,
            },
            expected: version::<Case>(stage, id).await?,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn defend(&self, stage: &Stage) -> Result<(), Error> {
        let command = SubmitDefence {
            id: known(self.case)?,
            text: value("نمونه نمایشی: این وجه هزینه آزمون مهارت بوده و بازگردانده شده است.")?,
            documents: Vec::new(),
            paper: None,
            expected: None,
        };
        stage.act(&self.operator, &command).await.map(drop)
    }

    pub(super) async fn call_on_case(&mut self, stage: &Stage) -> Result<(), Error> {
        let board = BoardKind::Provincial(self.office.province);
        let on = stage.today() + Days::new(8);
        let call = boards::call(board, self.office.kind.into(), on)?;
        let matter = Proposed {
            kind: MatterKind::Case,
            id: known(self.case)?,
        };
        let session = boards::create(stage, &self.secretary, call, vec![matter]).await?;
        self.session = Some(session);
        Ok(())
    }

    /// The board hears the agency, votes on the draft of its ruling, and the chair signs.
    pub(super) async fn rule(&mut self, stage: &Stage, trouble: Trouble) -> Result<(), Error> {
        let case = known(self.case)?;
        let session = super::office::called(&mut self.session)?;
        let sitting = boards::open(stage, session, &self.secretary).await?;
        let hearing = RecordHearing {
            id: case,
            attended: true,
            record: value("نمونه نمایشی: مدیر کاریابی در جلسه حاضر شد و دفاع کرد.")?,
            expected: version::<Case>(stage, case).await?,
        };
        stage.act(&self.secretary, &hearing).await?;
        let draft = DraftRuling {
            case,
            draft: draft_of(stage, trouble)?,
        };
        let ruling = stage.act(&self.secretary, &draft).await?.value.id();
        let declared = boards::Declared {
            outcome: Outcome::Approved,
            reasons: "نمونه نمایشی: رسیدها و گزارش بازرسی تخلف را نشان می‌دهد.",
            basis: Citation::clause(15, Clause::Tariffs.number()),
        };
        boards::decide(stage, &sitting, &self.secretary, &declared).await?;
        let voted = VoteRuling {
            id: ruling,
            expected: version::<Ruling>(stage, ruling).await?,
        };
        stage.act(&self.secretary, &voted).await?;
        let signed = SignRuling {
            id: ruling,
            expected: version::<Ruling>(stage, ruling).await?,
        };
        stage.act(&self.director, &signed).await?;
        self.ruling = Some(ruling);
        Ok(())
    }

    pub(super) async fn serve(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.ruling)?;
        let issue = IssueRuling {
            id,
            expected: version::<Ruling>(stage, id).await?,
        };
        stage.act(&self.officer, &issue).await?;
        let command = ServeRuling {
            id,
            service: Service {
                on: stage.today(),
                method: ServiceMethod::Electronic,
                proof: value("رسید نمونه نمایشی")?,
                document: None,
            },
            expected: version::<Ruling>(stage, id).await?,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn appeal(&mut self, stage: &Stage) -> Result<(), Error> {
        let command = LodgeAppeal {
            against: Against::Ruling(known(self.ruling)?),
            grounds: value("نمونه نمایشی: وجه پیش از بازرسی بازگردانده شده بود.")?,
            received_on: stage.today(),
        };
        self.appeal = Some(stage.act(&self.operator, &command).await?.value.id());
        Ok(())
    }

    pub(super) async fn admit(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.appeal)?;
        let command = AdmitAppeal {
            id,
            expected: version::<Appeal>(stage, id).await?,
        };
        stage.act(CENTRAL_SECRETARY, &command).await.map(drop)
    }

    pub(super) fn licence(&self) -> Result<Uuid, Error> {
        known(self.licence)
    }
}

fn draft_of(stage: &Stage, trouble: Trouble) -> Result<Draft, Error> {
    let penalty = penalty(trouble).map_err(|reason| Error::corrupt("demonstration", reason))?;
    Ok(Draft {
        facts_on: stage.today() - Days::new(32),
        finding: Finding::Violation {
            heads: vec![head()?],
            penalty,
        },
        legal_basis: vec![LegalBasis::Law {
            citation: Citation::clause(15, Clause::Tariffs.number()),
        }],
        reasons: value(
            "نمونه نمایشی: رسیدهای دو کارجو و گزارش بازرسی نشان می‌دهد که بیش از تعرفه وجه دریافت شده است.",
        )?,
        reasons_without_directive: None,
    })
}

/// Money beyond the tariffs (A15.4).
fn head() -> Result<Head, Error> {
    let head = Head::named(Clause::Tariffs);
    head.ok_or_else(|| Error::corrupt("demonstration", "the clause has no name"))
}

pub(super) fn known(id: Option<Uuid>) -> Result<Uuid, Error> {
    id.ok_or_else(|| Error::corrupt("demonstration", "a turn came too early"))
}

pub(super) async fn version<T: Stored>(stage: &Stage, id: Uuid) -> Result<i64, Error> {
    let found = aggregates::get::<T>(stage.next().database(), id).await?;
    Ok(found.version)
}
