//! What is given before a test begins: applications as operators and offices bring them about.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::harness::{Answer, Client, Registry};

/// The province of every application in tests.
pub(crate) const TEHRAN: &str = "IR-23";

/// The smallest file that is a PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
pub(crate) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";

/// Who applies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A woman for herself.
    Person,
    /// A company with a woman as its technical manager.
    Company,
}

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
    pub(crate) async fn given_draft(&self, kind: &str, channel: &str, holder: Holder) -> File<'_> {
        let operator = self.given_account(Role::Operator, None).await;
        let form = application(filing(kind, channel, holder));
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
    pub(crate) async fn given_submitted_application(
        &self,
        kind: &str,
        channel: &str,
        holder: Holder,
    ) -> File<'_> {
        let mut file = self.given_draft(kind, channel, holder).await;
        for document in ["identity_card", "degree"] {
            file.upload(document).await;
        }
        if channel != "physical" {
            file.upload("enamad").await;
        }
        if kind != "domestic" {
            let certificate = file.upload("language_certificate").await;
            let mut filing = filing(kind, channel, holder);
            filing["languages"] =
                json!([{"country": "DE", "language": "آلمانی", "certificate": certificate}]);
            let revised = file.operator.put(&file.path, filing, &[]).await.ok();
            file.now(revised);
        }
        file.submit().await;
        file
    }

    /// An application under review, every condition of which is met but the guarantee.
    pub(crate) async fn given_assessed_application(
        &self,
        kind: &str,
        channel: &str,
        holder: Holder,
    ) -> File<'_> {
        let mut file = self
            .given_submitted_application(kind, channel, holder)
            .await;
        file.office("/examination", json!(null)).await;
        file.inquire(&inquiries(holder), "favourable").await;
        file.assess_everything().await;
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
        for asked in self.view["inquiries"].as_array().unwrap().clone()[before..].iter() {
            let act = format!("/inquiries/{}/answer", asked["id"].as_str().unwrap());
            let answer = json!({"result": result, "answered_on": today,
                "reference": "۱۲۳/الف", "source": "نامه"});
            self.office(&act, answer).await;
        }
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
            let documents: Vec<_> = self.view["documents"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|document| document["kind"] == wanted)
                .map(|document| document["id"].clone())
                .collect();
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

/// An application in Tehran.
pub(crate) fn application(filing: Value) -> Value {
    json!({"province": TEHRAN, "filing": filing})
}

/// Everything that an application of this kind wants filled in.
pub(crate) fn filing(kind: &str, channel: &str, holder: Holder) -> Value {
    let mut filing = json!({
        "agency": {
            "name": "کاریابی راه نو",
            "kind": kind,
            "channel": channel,
            "target_countries": if kind == "domestic" { vec![] } else { vec!["DE"] },
        },
        "person": {
            "national_code": "0076229645",
            "given_name": "نرگس",
            "family_name": "کریمی",
            "birth_date": "1990-05-01",
            "sex": "female",
            "nationality": "iranian",
            "religion": "zoroastrian",
            "education": "master",
            "mobile": "09123456789",
        },
        "premises": {
            "province": TEHRAN,
            "city": "تهران",
            "address": "خیابان آزادی، پلاک ۱۲",
            "postal_code": "1619735744",
            "landline": "02188888888",
        },
        "declarations": {
            "not_a_manpower_contractor": true,
            "not_employed_by_the_state": true,
        },
    });
    if channel != "physical" {
        filing["website"] = json!({
            "domain": "rahenow.ir",
            "enamad": {
                "domain": "rahenow.ir",
                "id": "123456",
                "code": "AbCdEfGhIjKlMnOpQr12",
                "stars": 1,
                "issued_on": "2026-06-01",
                "expires_on": "2028-06-01",
            },
        });
    }
    if holder == Holder::Company {
        filing["company"] = json!({
            "company_id": "10380284790",
            "name": "شرکت راه نو",
            "registration_number": "۱۲۳۴۵",
            "registration_place": "تهران",
            "registered_on": "2011-03-30",
        });
    }
    filing
}
