//! Complaints, as those who complain, offices and associations bring them about.

use parvaneh::domain::placement::access::{Grant, Role};
use serde_json::{Value, json};

use super::cases::Agency;
use super::filings::{DOMESTIC_OF_A_PERSON, TEHRAN};
use crate::harness::{Answer, Client, Registry};

/// Where complaints are filed and followed.
pub(crate) const FILING: &str = "/public/v1/complaints";
/// Where offices and associations see them.
pub(crate) const COMPLAINTS: &str = "/api/v1/complaints";
/// The national code of whoever complains.
pub(crate) const COMPLAINANT: &str = "0499370899";
/// A complaint with those who work on it, followed from version to version.
pub(crate) struct Complained<'a> {
    pub(crate) agency: Agency<'a>,
    /// Its number.
    pub(crate) number: String,
    /// The secret that was shown at filing.
    pub(crate) secret: String,
    /// Its address for offices.
    pub(crate) path: String,
    /// How it looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

/// A complaint of a job seeker about the agency with a licence number.
pub(crate) fn complaint(registry: &Registry, licence_number: &str) -> Value {
    json!({"role": "job_seeker", "national_code": COMPLAINANT, "name": "پروانه صبوری‌نژاد",
        "mobile": "09351112233", "licence": licence_number,
        "facts": "من پروانه صبوری‌نژاد با تلفن ۰۹۳۵۱۱۱۲۲۳۳ پول دادم و معرفی نشدم.",
        "happened_on": registry.context.today(), "demand": "بازپرداخت وجه"})
}

/// The header that opens a file to whoever filed it.
pub(crate) fn with_secret(secret: &str) -> [(&str, &str); 1] {
    [("tracking-secret", secret)]
}

impl Registry {
    /// A complaint about a domestic agency that was just filed without an account.
    pub(crate) async fn given_complaint(&self) -> Complained<'_> {
        let agency = self.given_agency(DOMESTIC_OF_A_PERSON).await;
        self.given_complaint_about(agency).await
    }

    /// A complaint about this agency that was just filed without an account.
    pub(crate) async fn given_complaint_about<'a>(&self, agency: Agency<'a>) -> Complained<'a> {
        let licence = agency.licence_number().await;
        let form = complaint(self, &licence);
        let filed = self.anybody().post(FILING, form).await.created();
        let number = filed.body["number"].as_str().unwrap().to_owned();
        let listed = agency.officer.get(COMPLAINTS).await.ok();
        let items = listed.body["items"].as_array().unwrap();
        let listed = items.iter().find(|it| it["number"] == number).unwrap();
        let path = format!("{COMPLAINTS}/{}", listed["id"].as_str().unwrap());
        let seen = agency.officer.get(&path).await.ok();
        Complained {
            number,
            secret: filed.body["secret"].as_str().unwrap().to_owned(),
            etag: seen.etag(),
            view: seen.body,
            agency,
            path,
        }
    }

    /// A complaint on which the association of Tehran was asked today.
    pub(crate) async fn given_consulted_complaint(&self) -> Complained<'_> {
        self.given_association().await;
        let mut complaint = self.given_complaint().await;
        complaint.office("/registration", json!(null)).await;
        complaint.office("/opinion-request", json!(null)).await;
        complaint
    }

    /// The association of domestic agencies of Tehran is registered.
    pub(crate) async fn given_association(&self) {
        let centre = self.given_account(Role::CentralOfficer, None).await;
        let body = json!({"guild": "provincial_association", "province": TEHRAN,
            "scope": "domestic"});
        let form = json!({"body": body, "name": "انجمن صنفی کاریابی‌های تهران", "number": "۱",
            "from": "2025-01-01"});
        let path = "/api/v1/guild-registrations";
        centre.post(path, form).await.created();
    }

    /// A representative of a guild body.
    pub(crate) async fn given_representative(&self, guild: Value) -> Client<'_> {
        let guild = serde_json::from_value(guild).unwrap();
        self.given_grant(Grant::speaking_for(guild)).await
    }

    /// A representative of the association of domestic agencies of Tehran.
    pub(crate) async fn given_representative_of_tehran(&self) -> Client<'_> {
        let guild = json!({"guild": "provincial_association", "province": TEHRAN,
            "scope": "domestic"});
        self.given_representative(guild).await
    }
}

impl Agency<'_> {
    /// The number of its licence.
    pub(crate) async fn licence_number(&self) -> String {
        let path = format!("/api/v1/licences/{}", self.licence);
        let licence = self.officer.get(&path).await.ok();
        licence.body["number"].as_str().unwrap().to_owned()
    }
}

impl Complained<'_> {
    /// Its identity.
    pub(crate) fn id(&self) -> &str {
        self.view["id"].as_str().unwrap()
    }

    pub(crate) fn state(&self) -> &str {
        self.view["state"].as_str().unwrap()
    }

    /// Looks at the complaint again, as the office sees it.
    pub(crate) async fn look(&mut self) {
        let seen = self.agency.officer.get(&self.path).await.ok();
        self.etag = seen.etag();
        self.view = seen.body;
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
        self.etag = answer.etag();
        self.view = answer.body;
    }

    /// What somebody sees who has the number and a secret.
    pub(crate) async fn tracked(&self, client: &Client<'_>, secret: &str) -> Answer {
        let path = format!("{FILING}/{}", self.number);
        client.get_with(&path, &with_secret(secret)).await
    }

    /// Days pass, and the office signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        let agency = &mut self.agency;
        agency.registry.days_pass(days);
        agency.operator = agency.operator.again().await;
        agency.officer = agency.officer.again().await;
        agency.director = agency.director.again().await;
    }
}
