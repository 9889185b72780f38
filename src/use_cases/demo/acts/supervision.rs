//! Complaints about a sample office, and inspections of it.

use bytes::Bytes;
use chrono::Days;
use futures_util::stream;

use super::File;
use super::discipline::{known, version};
use crate::domain::kernel::event::Aggregate;
use crate::domain::placement::access::Actor;
use crate::domain::placement::ban::Party;
use crate::domain::placement::checklist::{Answer, Finding};
use crate::domain::placement::complaint::{ComplainantRole, Complaint};
use crate::domain::placement::documents::DocumentKind;
use crate::domain::placement::inspection::{Inspection, Occasion};
use crate::domain::placement::licence::Licence;
use crate::error::Error;
use crate::store::aggregates;
use crate::use_cases::complaint::file::{About, FileComplaint, new_secret};
use crate::use_cases::complaint::opinion::RequestOpinion;
use crate::use_cases::complaint::register::RegisterComplaint;
use crate::use_cases::demo::cast;
use crate::use_cases::demo::checklists::{FAILED, items};
use crate::use_cases::demo::discipline::Trouble;
use crate::use_cases::demo::papers::Papers;
use crate::use_cases::demo::people::{InventedPerson, person};
use crate::use_cases::demo::stage::Stage;
use crate::use_cases::demo::value;
use crate::use_cases::inspection::assign::{AssignInspectors, Proposed};
use crate::use_cases::inspection::close::{CloseInspection, SetCorrectiveDeadline};
use crate::use_cases::inspection::evidence::{Upload, upload};
use crate::use_cases::inspection::plan::PlanInspection;
use crate::use_cases::inspection::report::ReportInspection;
use crate::use_cases::inspection::visit::{CompleteInspection, StartInspection};
use crate::use_cases::perform;

/// The first of the invented people who complain about offices and inspect them.
const FIRST: usize = 700;

impl File {
    pub(super) async fn complain(&mut self, stage: &Stage) -> Result<(), Error> {
        let licence = self.licence()?;
        let licence = aggregates::get::<Licence>(stage.next().database(), licence).await?;
        let seeker = invented(self.office.number)?;
        let command = FileComplaint {
            role: ComplainantRole::JobSeeker,
            party: Party::Person {
                national_code: value(&seeker.national_code)?,
            },
            name: value(&seeker.name())?,
            mobile: value(&seeker.mobile)?,
            about: About::Licensed(licence.value.number().clone()),
            facts: value("نمونه نمایشی: وجه گرفته شد ولی معرفی به کارفرما انجام نشد.")?,
            happened_on: stage.today() - Days::new(7),
            demand: Some(value("بازگرداندن وجه")?),
            secret: new_secret(),
        };
        let filed = perform(stage.next(), &Actor::Public, &command, None).await?;
        self.complaint = Some(filed.id);
        Ok(())
    }

    pub(super) async fn ask_association(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.complaint)?;
        let register = RegisterComplaint {
            id,
            expected: version::<Complaint>(stage, id).await?,
        };
        let registered = stage.act(&self.officer, &register).await?;
        let ask = RequestOpinion {
            id,
            expected: registered.version,
        };
        stage.act(&self.officer, &ask).await.map(drop)
    }

    pub(super) async fn plan_visit(&mut self, stage: &Stage) -> Result<(), Error> {
        let plan = PlanInspection {
            licence: self.licence()?,
            occasion: Occasion::Periodic,
            planned_for: stage.today() + Days::new(4),
        };
        let planned = stage.act(&self.officer, &plan).await?;
        let account = stage.actor(&self.inspector())?.account();
        let inspector = Proposed {
            account: account.ok_or(Error::Unauthenticated)?,
            national_code: value(&invented(100 + self.office.number)?.national_code)?,
            declares_no_tie: true,
        };
        let assign = AssignInspectors {
            id: planned.value.id(),
            inspectors: vec![inspector],
            representative: None,
            expected: planned.version,
        };
        let assigned = stage.act(&self.officer, &assign).await?;
        self.inspection = Some(assigned.value.id());
        Ok(())
    }

    /// The inspector visits with a photo and the checklist, and signs the report.
    pub(super) async fn inspect(
        &self,
        stage: &Stage,
        papers: &mut Papers,
        trouble: Trouble,
    ) -> Result<(), Error> {
        let id = known(self.inspection)?;
        let inspector = self.inspector();
        let start = StartInspection {
            id,
            expected: version::<Inspection>(stage, id).await?,
        };
        stage.act(&inspector, &start).await?;
        let kind = DocumentKind::Photo;
        let taken = self.photograph(stage, papers.of(kind).await?).await?;
        let complete = CompleteInspection {
            id,
            expected: taken,
        };
        let completed = stage.act(&inspector, &complete).await?;
        let report = ReportInspection {
            id,
            findings: Some(findings(trouble)?),
            remarks: value("نمونه نمایشی: به شرح یافته‌ها.")?,
            expected: completed.version,
        };
        stage.act(&inspector, &report).await.map(drop)
    }

    async fn photograph(&self, stage: &Stage, paper: Bytes) -> Result<i64, Error> {
        let to = Upload {
            inspection: known(self.inspection)?,
            expected: None,
            kind: DocumentKind::Photo,
            declared: None,
            key: None,
        };
        let bytes = stream::once(std::future::ready(Ok(paper)));
        let actor = stage.actor(&self.inspector())?.clone();
        Ok(upload(stage.next(), &actor, to, bytes).await?.version)
    }

    pub(super) async fn close_visit(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.inspection)?;
        let command = CloseInspection {
            id,
            expected: version::<Inspection>(stage, id).await?,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    pub(super) async fn demand_mending(&self, stage: &Stage) -> Result<(), Error> {
        let id = known(self.inspection)?;
        let command = SetCorrectiveDeadline {
            id,
            demand: value("نمونه نمایشی: اطلاعات عملکرد سه ماه گذشته را ثبت کنید.")?,
            days: 30,
            expected: version::<Inspection>(stage, id).await?,
        };
        stage.act(&self.officer, &command).await.map(drop)
    }

    fn inspector(&self) -> String {
        cast::of(self.office.province, "inspector")
    }
}

fn findings(trouble: Trouble) -> Result<Vec<Finding>, Error> {
    let found = items().map(|item| {
        let failed = trouble == Trouble::Mending && item == FAILED;
        Ok(Finding {
            item: value(item)?,
            answer: if failed { Answer::No } else { Answer::Yes },
            note: Some(value("نمونه نمایشی: در محل دیده شد")?),
            evidence: Vec::new(),
        })
    });
    found.collect()
}

fn invented(number: usize) -> Result<InventedPerson, Error> {
    person(FIRST + number).map_err(|reason| Error::corrupt("demonstration", reason))
}
