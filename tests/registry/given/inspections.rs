//! Inspections, as offices and inspectors bring them about.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::cases::Agency;
use super::documents::JPEG;
use super::filings::{DOMESTIC_OF_A_PERSON, TEHRAN};
use crate::harness::{Answer, Client, Registry};

/// Where inspections are.
pub(crate) const INSPECTIONS: &str = "/api/v1/inspections";
/// Where checklists are.
pub(crate) const CHECKLISTS: &str = "/api/v1/checklists";
/// The national code of every inspector.
pub(crate) const INSPECTOR: &str = "0499370899";
/// A visit on which everything was as the rules want it.
pub(crate) const CLEAN: [&str; 3] = ["yes", "yes", "yes"];
/// A visit with a failing that can be mended.
pub(crate) const FAILING: [&str; 3] = ["no", "yes", "yes"];
/// A visit with a failing that cannot.
pub(crate) const CRITICAL: [&str; 3] = ["yes", "yes", "no"];

/// An inspection with those who work on it, followed from version to version.
pub(crate) struct Inspected<'a> {
    pub(crate) agency: Agency<'a>,
    pub(crate) inspector: Client<'a>,
    /// Its address.
    pub(crate) path: String,
    /// How it looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

/// A checklist of three items, worth 10, 30 and 60 points; the last one is critical.
pub(crate) fn checklist(registry: &Registry) -> Value {
    let item = |code, points, critical, citation| {
        json!({"code": code, "question": "آیا این قاعده رعایت می‌شود؟",
            "provision": {"citation": citation}, "points": points, "critical": critical})
    };
    json!({"title": "فهرست وارسی بازرسی ادواری", "kinds": ["domestic"],
        "items": [item("data", 10, false, "A13.1"), item("sign", 30, false, "A13.4"),
            item("fee", 60, true, "A12")],
        "from": registry.context.today()})
}

/// One finding for every item of that checklist.
pub(crate) fn findings(answers: [&str; 3], documents: &[String]) -> Value {
    let found: Vec<_> = ["data", "sign", "fee"]
        .into_iter()
        .zip(answers)
        .map(|(item, answer)| {
            json!({"item": item, "answer": answer, "note": "در محل دیده شد", "documents": documents})
        })
        .collect();
    json!(found)
}

/// The plan of a periodic inspection on this day.
pub(crate) fn plan(licence: &str, planned_for: impl serde::Serialize) -> Value {
    json!({"licence_id": licence, "occasion": {"kind": "periodic"}, "planned_for": planned_for})
}

/// The assignment to these accounts.
pub(crate) fn assignment(accounts: &[&str]) -> Value {
    let inspectors: Vec<_> = accounts
        .iter()
        .map(|id| json!({"account_id": id, "national_code": INSPECTOR, "declares_no_tie": true}))
        .collect();
    json!({"inspectors": inspectors})
}

impl Registry {
    /// The checklist of the day.
    pub(crate) async fn given_checklist(&self) -> Answer {
        let officer = self.given_account(Role::CentralOfficer, None).await;
        officer.post(CHECKLISTS, checklist(self)).await.created()
    }

    /// A licensed domestic agency whose inspection is planned for today, with an inspector.
    pub(crate) async fn given_planned_inspection(&self) -> Inspected<'_> {
        let agency = self.given_agency(DOMESTIC_OF_A_PERSON).await;
        self.given_inspection_of(agency).await
    }

    /// An inspection of an agency planned for today, with an inspector.
    pub(crate) async fn given_inspection_of<'a>(&'a self, agency: Agency<'a>) -> Inspected<'a> {
        let form = plan(&agency.licence, self.context.today());
        let planned = agency.officer.post(INSPECTIONS, form).await.created();
        Inspected {
            inspector: self.given_account(Role::Inspector, Some(TEHRAN)).await,
            agency,
            path: format!("{INSPECTIONS}/{}", planned.id()),
            etag: planned.etag(),
            view: planned.body,
        }
    }

    /// A visit that has begun, by a checklist in force.
    pub(crate) async fn given_visit(&self) -> Inspected<'_> {
        self.given_checklist().await;
        let mut inspection = self.given_planned_inspection().await;
        inspection.start().await;
        inspection
    }

    /// A signed report with these answers.
    pub(crate) async fn given_report(&self, answers: [&str; 3]) -> Inspected<'_> {
        let mut inspection = self.given_visit().await;
        inspection.report(answers).await;
        inspection
    }
}

impl Client<'_> {
    /// The identity of one's account.
    pub(crate) async fn account(&self) -> String {
        self.get("/api/v1/accounts/current").await.ok().id()
    }
}

impl Inspected<'_> {
    pub(crate) fn state(&self) -> &str {
        self.view["state"].as_str().unwrap()
    }

    /// Notes how the inspection looks now.
    pub(crate) fn now(&mut self, answer: Answer) {
        self.etag = answer.etag();
        self.view = answer.body;
    }

    /// An act of somebody on the last version.
    pub(crate) async fn by(&self, client: &Client<'_>, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        client.decide(&path, &self.etag, body).await
    }

    /// An act of the officer on the last version, which succeeds.
    pub(crate) async fn office(&mut self, act: &str, body: Value) {
        let answer = self.by(&self.agency.officer, act, body).await.ok();
        self.now(answer);
    }

    /// An act of the inspector on the last version, which succeeds.
    pub(crate) async fn visit(&mut self, act: &str, body: Value) {
        let answer = self.by(&self.inspector, act, body).await.ok();
        self.now(answer);
    }

    /// The inspection is assigned to the inspector, who begins the visit.
    pub(crate) async fn start(&mut self) {
        let account = self.inspector.account().await;
        self.office("/assignment", assignment(&[&account])).await;
        self.visit("/start", json!(null)).await;
    }

    /// The inspector takes a photo; its identity.
    pub(crate) async fn photo(&mut self) -> String {
        let path = format!("{}/documents?kind=photo", self.path);
        let taken = self.inspector.upload(&path, "image/jpeg", JPEG, &[]).await;
        let taken = taken.created();
        self.etag = taken.etag();
        taken.id()
    }

    /// The visit ends with a photo, and the report is written and signed.
    pub(crate) async fn report(&mut self, answers: [&str; 3]) {
        let photo = self.photo().await;
        self.visit("/completion", json!(null)).await;
        let report = json!({"findings": findings(answers, &[photo]), "remarks": "به شرح یافته‌ها"});
        self.visit("/report", report).await;
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        let agency = &mut self.agency;
        agency.registry.days_pass(days);
        agency.operator = agency.operator.again().await;
        agency.officer = agency.officer.again().await;
        agency.director = agency.director.again().await;
        self.inspector = self.inspector.again().await;
    }
}
