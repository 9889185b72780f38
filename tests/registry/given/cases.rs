//! Violation cases, as offices, operators and boards bring them about.

use serde_json::{Value, json};

use super::boards::Board;
use super::filings::{DOMESTIC_OF_A_PERSON, Wanted};
use crate::harness::{Answer, Client, Registry};

/// Where cases are.
pub(crate) const CASES: &str = "/api/v1/cases";

/// A licensed agency with its operator and its office.
pub(crate) struct Agency<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) operator: Client<'a>,
    pub(crate) officer: Client<'a>,
    pub(crate) director: Client<'a>,
    /// The identity of its licence.
    pub(crate) licence: String,
}

/// A case with those who work on it, followed from version to version.
pub(crate) struct Docketed<'a> {
    pub(crate) agency: Agency<'a>,
    /// Its address.
    pub(crate) path: String,
    /// How it looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

/// A charge of today's facts, brought upon a report.
pub(crate) fn charge(registry: &Registry, clause: u8) -> Value {
    let today = registry.context.today();
    json!({"clause": clause, "facts": "دریافت وجه افزون بر تعرفه", "from": today,
        "source": {"kind": "report", "reference": "گزارش ۱۲ مورخ ۱۴۰۵/۰۹/۰۱"}})
}

/// The service of the charges on a day.
pub(crate) fn service(served_on: impl serde::Serialize) -> Value {
    json!({"sheet": "به شما ابلاغ می‌شود که ظرف مهلت مقرر دفاع کنید.", "method": "in_person",
        "served_on": served_on, "proof": "رسید ۱۴"})
}

impl Registry {
    /// An agency of a woman in Tehran with a licence of today.
    pub(crate) async fn given_agency(&self, wanted: Wanted) -> Agency<'_> {
        let file = self.given_approved_file(wanted).await;
        let licence = file.issue_by(&file.director).await.created().id();
        Agency {
            registry: self,
            operator: file.operator,
            officer: file.officer,
            director: file.director,
            licence,
        }
    }

    /// An open case against a domestic agency, under a clause of article 15.
    pub(crate) async fn given_case(&self, clause: u8) -> Docketed<'_> {
        let agency = self.given_agency(DOMESTIC_OF_A_PERSON).await;
        agency.charged(charge(self, clause)).await
    }

    /// A case whose charge is served and whose term of defence is over.
    pub(crate) async fn given_undefended_case(&self, clause: u8) -> Docketed<'_> {
        let mut case = self.given_case(clause).await;
        case.notify().await;
        case.days_pass(14).await;
        case
    }

    /// A case with a defence in time.
    pub(crate) async fn given_defended_case(&self, clause: u8) -> Docketed<'_> {
        let mut case = self.given_case(clause).await;
        case.notify().await;
        case.defend().await;
        case
    }

    /// A defended case that its board has heard in a session that still sits, the vote to come.
    pub(crate) async fn given_heard_case(&self, clause: u8) -> (Docketed<'_>, Board<'_>, Answer) {
        let mut case = self.given_defended_case(clause).await;
        let board = Board::quorate(self, &case.agency.director, "domestic").await;
        let session = board.opened_on("case", case.id()).await;
        case.hear(&board.secretary).await;
        (case, board, session)
    }
}

impl<'a> Agency<'a> {
    /// The office opens a case against the agency.
    pub(crate) async fn charged(self, charge: Value) -> Docketed<'a> {
        let opened = self.charge(charge).await.created();
        Docketed {
            path: format!("{CASES}/{}", opened.id()),
            etag: opened.etag(),
            view: opened.body,
            agency: self,
        }
    }

    /// The office tries to open a case against the agency.
    pub(crate) async fn charge(&self, charge: Value) -> Answer {
        let form = json!({"licence": self.licence, "charge": charge});
        self.officer.post(CASES, form).await
    }
}

impl Docketed<'_> {
    /// The identity of the case.
    pub(crate) fn id(&self) -> &str {
        self.view["id"].as_str().unwrap()
    }

    pub(crate) fn state(&self) -> &str {
        self.view["state"].as_str().unwrap()
    }

    /// The identity of its first charge.
    pub(crate) fn first_charge(&self) -> &str {
        self.view["charges"][0]["id"].as_str().unwrap()
    }

    /// Notes how the case looks now.
    pub(crate) fn now(&mut self, answer: Answer) {
        self.etag = answer.etag();
        self.view = answer.body;
    }

    /// Looks at the case again, as the office sees it.
    pub(crate) async fn look(&mut self) {
        let answer = self.agency.officer.get(&self.path).await.ok();
        self.now(answer);
    }

    /// An act of somebody on the last version.
    pub(crate) async fn by(&self, client: &Client<'_>, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        client.decide(&path, &self.etag, body).await
    }

    /// An act of the officer on the last version.
    pub(crate) async fn try_office(&self, act: &str, body: Value) -> Answer {
        self.by(&self.agency.officer, act, body).await
    }

    /// An act of the officer on the last version, which succeeds.
    pub(crate) async fn office(&mut self, act: &str, body: Value) {
        let answer = self.try_office(act, body).await.ok();
        self.now(answer);
    }

    /// The charges are served today.
    pub(crate) async fn notify(&mut self) {
        let today = self.agency.registry.context.today();
        self.office("/notices", service(today)).await;
    }

    /// The operator submits a defence.
    pub(crate) async fn defend(&mut self) {
        let text = json!({"text": "این اتهام نادرست است."});
        let answer = self.by(&self.agency.operator, "/defences", text).await.ok();
        self.now(answer);
    }

    /// The hearing is recorded in the session that sits.
    pub(crate) async fn hear(&mut self, secretary: &Client<'_>) {
        self.look().await;
        let hearing = json!({"attended": true, "record": "مدیر کاریابی سخن گفت."});
        let answer = self.by(secretary, "/hearing", hearing).await.ok();
        self.now(answer);
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        let agency = &mut self.agency;
        agency.registry.days_pass(days);
        agency.operator = agency.operator.again().await;
        agency.officer = agency.officer.again().await;
        agency.director = agency.director.again().await;
    }
}
