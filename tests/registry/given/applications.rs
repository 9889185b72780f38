//! Applications, as operators and offices bring them about.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::boards::Board;
use super::documents::PDF;
use super::filings::{Holder, TEHRAN, Wanted, application, filing};
use crate::harness::{Answer, Client, Registry};

/// An application with those who work on it, followed from version to version.
pub(crate) struct File<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) operator: Client<'a>,
    pub(crate) officer: Client<'a>,
    pub(crate) director: Client<'a>,
    /// Its address.
    pub(crate) path: String,
    /// How it looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

impl Registry {
    /// A draft with everything filled in.
    pub(crate) async fn given_draft(&self, wanted: Wanted) -> File<'_> {
        let operator = self.given_account(Role::Operator, None).await;
        let form = application(filing(wanted));
        let made = operator.post("/api/v1/applications", form).await.created();
        File {
            registry: self,
            operator,
            officer: self
                .given_account(Role::ProvincialOfficer, Some(TEHRAN))
                .await,
            director: self
                .given_account(Role::DirectorGeneral, Some(TEHRAN))
                .await,
            path: format!("/api/v1/applications/{}", made.id()),
            etag: made.etag(),
            view: made.body,
        }
    }

    /// A submitted application with the documents that prove its conditions.
    pub(crate) async fn given_submitted_application(&self, wanted: Wanted) -> File<'_> {
        let mut file = self.given_draft(wanted).await;
        for document in ["identity_card", "degree"] {
            file.upload(document).await;
        }
        if wanted.channel != "physical" {
            file.upload("enamad").await;
        }
        if wanted.kind != "domestic" {
            let certificate = file.upload("language_certificate").await;
            let mut filing = filing(wanted);
            filing["languages"] =
                json!([{"country": "DE", "language": "آلمانی", "certificate": certificate}]);
            let revised = file.operator.put(&file.path, filing, &[]).await.ok();
            file.now(revised);
        }
        file.submit().await;
        file
    }

    /// An application under review, every condition of which is met but the guarantee.
    pub(crate) async fn given_assessed_application(&self, wanted: Wanted) -> File<'_> {
        let mut file = self.given_submitted_application(wanted).await;
        file.office("/examination", json!(null)).await;
        file.inquire(&inquiries(wanted.holder), "favourable").await;
        file.assess_everything().await;
        file
    }

    /// A domestic file that the directorate rejected for its degree, while every other condition is met.
    pub(crate) async fn given_rejected_file(&self) -> File<'_> {
        let mut file = self
            .given_assessed_application(super::DOMESTIC_OF_A_PERSON)
            .await;
        let degree = file.evidence("degree");
        let unmet = json!({"met": false, "reason": "مدرک معتبر نیست.", "documents": degree});
        file.office("/criteria/education/assessment", unmet).await;
        let rejection = json!({"criteria": ["education"], "reasons": "مدرک معتبر نیست."});
        let rejected = file.try_decide("/rejection", rejection).await.ok();
        file.now(rejected);
        file
    }

    /// A rejected file whose rejection was served today.
    pub(crate) async fn given_served_rejection(&self) -> File<'_> {
        let mut file = self.given_rejected_file().await;
        let service = super::ruling_service(self.context.today());
        file.office("/rejection-service", service).await;
        file
    }

    /// A file with everything but the licence: it waits for its guarantee if it needs one, and is
    /// ready for the licence otherwise.
    pub(crate) async fn given_approved_file(&self, wanted: Wanted) -> File<'_> {
        let mut file = self.given_assessed_application(wanted).await;
        if wanted.kind == "domestic" {
            let approved = file.try_decide("/approval", json!(null)).await.ok();
            file.now(approved);
        } else {
            file.office("/referral", json!(null)).await;
            let board = Board::quorate(self, &file.director, wanted.kind).await;
            let session = board.opened(file.id()).await;
            let basis = json!([{"citation": "A5.1"}]);
            board.decides(&session, "approved", basis).await;
            file.look().await;
        }
        file
    }
}

impl File<'_> {
    /// The application's identity.
    pub(crate) fn id(&self) -> &str {
        self.view["id"].as_str().unwrap()
    }

    pub(crate) fn state(&self) -> &str {
        self.view["state"].as_str().unwrap()
    }

    /// Notes how the file looks now.
    pub(crate) fn now(&mut self, answer: Answer) {
        self.etag = answer.etag();
        self.view = answer.body;
    }

    /// Looks at the file again.
    pub(crate) async fn look(&mut self) {
        let answer = self.operator.get(&self.path).await.ok();
        self.now(answer);
    }

    /// Where the file stands by now.
    pub(crate) async fn state_now(&self) -> String {
        let now = self.operator.get(&self.path).await.ok();
        now.body["state"].as_str().unwrap().to_owned()
    }

    /// Asks for the licence in somebody's name, on the version that they see.
    pub(crate) async fn issue_by(&self, client: &Client<'_>) -> Answer {
        let seen = client.get(&self.path).await;
        let etag = if seen.status.is_success() {
            seen.etag()
        } else {
            self.etag.clone()
        };
        let path = format!("{}/licence", self.path);
        client.decide(&path, &etag, json!(null)).await
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        self.registry.days_pass(days);
        self.operator = self.operator.again().await;
        self.officer = self.officer.again().await;
        self.director = self.director.again().await;
    }

    /// The operator uploads a PDF; its identity.
    pub(crate) async fn upload(&mut self, kind: &str) -> String {
        let path = format!("{}/documents?kind={kind}", self.path);
        let uploaded = self
            .operator
            .upload(&path, "application/pdf", PDF, &[])
            .await
            .created();
        self.etag = uploaded.etag();
        uploaded.id()
    }

    pub(crate) async fn submit(&mut self) {
        let path = format!("{}/submission", self.path);
        let answer = self.operator.post(&path, json!(null)).await.ok();
        self.now(answer);
    }

    /// An act of the officer on the last version, which succeeds.
    pub(crate) async fn office(&mut self, act: &str, body: Value) {
        let answer = self.try_office(act, body).await.ok();
        self.now(answer);
    }

    /// An act of the officer on the last version.
    pub(crate) async fn try_office(&self, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        self.officer.decide(&path, &self.etag, body).await
    }

    /// An act of the director-general on the last version.
    pub(crate) async fn try_decide(&self, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        self.director.decide(&path, &self.etag, body).await
    }

    /// Asks authorities and records one answer for all of them.
    pub(crate) async fn inquire(&mut self, inquiries: &[(&str, &str)], result: &str) {
        let questions: Vec<_> = inquiries
            .iter()
            .map(|(criterion, subject)| {
                json!({"criterion": criterion, "subject": subject, "authority": "مرجع ذی‌صلاح"})
            })
            .collect();
        let before = self.view["inquiries"].as_array().unwrap().len();
        self.office("/inquiries", json!({"inquiries": questions}))
            .await;
        let today = self.registry.context.today();
        for asked in &self.view["inquiries"].as_array().unwrap().clone()[before..] {
            let act = format!("/inquiries/{}/answer", asked["id"].as_str().unwrap());
            let answer = json!({"result": result, "answered_on": today,
                "reference": "۱۲۳/الف", "source": "نامه"});
            self.office(&act, answer).await;
        }
    }

    /// The documents of a kind on the file.
    fn evidence(&self, kind: &str) -> Vec<Value> {
        self.view["documents"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|document| document["kind"] == kind)
            .map(|document| document["id"].clone())
            .collect()
    }

    /// Finds every condition met that binds the file and can be found so.
    pub(crate) async fn assess_everything(&mut self) {
        for condition in self.view["conditions"].as_array().unwrap().clone() {
            let criterion = condition["criterion"].as_str().unwrap();
            if condition["finding"] == "not_applicable" || criterion == "guarantee" {
                continue;
            }
            let wanted = match criterion {
                "age" => "identity_card",
                "education" => "degree",
                "enamad" => "enamad",
                "language" => "language_certificate",
                _ => "",
            };
            let documents = self.evidence(wanted);
            let act = format!("/criteria/{criterion}/assessment");
            self.office(&act, json!({"met": true, "documents": documents}))
                .await;
        }
    }

    /// How one condition stands.
    pub(crate) fn finding(&self, criterion: &str) -> &str {
        self.view["conditions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|condition| condition["criterion"] == criterion)
            .unwrap()["finding"]
            .as_str()
            .unwrap()
    }
}

/// The inquiries without which no file is complete.
pub(crate) fn inquiries(holder: Holder) -> Vec<(&'static str, &'static str)> {
    let mut inquiries = vec![
        ("nationality", "person"),
        ("criminal_record", "person"),
        ("competence", "person"),
    ];
    if holder == Holder::Company {
        inquiries.push(("nationality", "company"));
    }
    inquiries
}
