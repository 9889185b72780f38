//! Companies with their technical managers, and agencies that go to another holder.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::applications::File;
use super::cases::Agency;
use super::filings::{Holder, PERSON, Wanted, filing};
use crate::harness::{Answer, Client, Registry};

pub(crate) const DOMESTIC_OF_A_COMPANY: Wanted = Wanted {
    kind: "domestic",
    channel: "physical",
    holder: Holder::Company,
};

pub(crate) const FOREIGN_OF_A_PERSON: Wanted = Wanted {
    kind: "foreign",
    channel: "physical",
    holder: Holder::Person,
};

/// Whoever follows as technical manager.
pub(crate) const SUCCESSOR: &str = "1583250689";
/// Whoever takes an agency over.
pub(crate) const TRANSFEREE: &str = "0499370899";

/// The inquiries about a person alone.
pub(crate) const ABOUT_THE_PERSON: [(&str, &str); 3] = [
    ("nationality", "person"),
    ("criminal_record", "person"),
    ("competence", "person"),
];

/// A woman who meets every condition, under a national code.
pub(crate) fn person(national_code: &str) -> Value {
    let mut person = filing(DOMESTIC_OF_A_COMPANY)["person"].clone();
    person["national_code"] = json!(national_code);
    person["given_name"] = json!("پریسا");
    person["family_name"] = json!("نیک‌اندیش");
    person["mobile"] = json!("09351112233");
    person
}

/// What somebody fills in who takes an agency of this kind over, at a place of her own.
pub(crate) fn takeover(wanted: Wanted) -> Value {
    let mut filing = filing(wanted);
    filing["person"] = person(TRANSFEREE);
    filing["premises"]["address"] = json!("خیابان آزادی، پلاک ۷");
    filing["premises"]["postal_code"] = json!("1348875612");
    filing["premises"]["landline"] = json!("02166554433");
    filing
}

impl<'a> Agency<'a> {
    pub(crate) fn path(&self) -> String {
        format!("/api/v1/licences/{}", self.licence)
    }

    /// How the licence looks to the office.
    pub(crate) async fn licence_now(&self) -> Answer {
        self.officer.get(&self.path()).await.ok()
    }

    /// What the licence was on a day, by what is known now.
    pub(crate) async fn on(&self, day: NaiveDate) -> Value {
        let path = format!("{}/history?on={day}", self.path());
        self.officer.get(&path).await.ok().body
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        self.registry.days_pass(days);
        self.operator = self.operator.again().await;
        self.officer = self.officer.again().await;
        self.director = self.director.again().await;
    }

    /// Somebody reports that the manager left on a day.
    pub(crate) async fn manager_left(&self, by: &Client<'_>, on: NaiveDate) -> Answer {
        let etag = self.licence_now().await.etag();
        let path = format!("{}/manager-departure", self.path());
        let form = json!({"left_on": on, "grounds": "استعفانامه شماره ۱۲"});
        by.decide(&path, &etag, form).await
    }

    /// The company proposes a person as its technical manager.
    pub(crate) async fn propose(&self, person: Value) -> Answer {
        let path = format!("{}/manager-proposals", self.path());
        let form = json!({"person": person, "not_employed_by_the_state": true});
        self.operator.post(&path, form).await
    }

    /// A file for a change of manager that is ready for the new certificate.
    pub(crate) async fn given_successor(&self, national_code: &str) -> File<'a> {
        let made = self.propose(person(national_code)).await.created();
        let mut file = self.file(self.operator.clone(), made);
        file.file_papers().await;
        file.pass_examination(&ABOUT_THE_PERSON).await;
        file.approve().await;
        file
    }

    /// The agency introduces somebody.
    pub(crate) async fn introduce(&self, national_code: &str) -> Answer {
        let path = format!("{}/introductions", self.path());
        self.operator
            .post(&path, json!({"national_code": national_code}))
            .await
    }

    /// Whoever was introduced applies.
    pub(crate) async fn apply(
        &self,
        operator: &Client<'_>,
        introduction: &str,
        filing: Value,
    ) -> Answer {
        let path = format!("/api/v1/introductions/{introduction}/application");
        operator.post(&path, json!({"filing": filing})).await
    }

    /// The draft of whoever takes the agency over.
    pub(crate) async fn given_takeover(&self, operator: Client<'a>, filing: Value) -> File<'a> {
        let introduced = self.introduce(TRANSFEREE).await.created();
        let made = self.apply(&operator, &introduced.id(), filing).await;
        self.file(operator, made.created())
    }

    /// A file about this agency, with the office of the agency.
    pub(crate) fn file(&self, operator: Client<'a>, made: Answer) -> File<'a> {
        File {
            registry: self.registry,
            operator,
            officer: self.officer.clone(),
            director: self.director.clone(),
            path: format!("/api/v1/applications/{}", made.id()),
            etag: made.etag(),
            view: made.body,
        }
    }
}

impl File<'_> {
    /// Uploads what proves the conditions, and submits.
    pub(crate) async fn file_papers(&mut self) {
        self.attach_papers().await;
        self.submit().await;
    }

    /// Uploads what proves the conditions.
    pub(crate) async fn attach_papers(&mut self) {
        for document in ["identity_card", "degree"] {
            self.upload(document).await;
        }
    }

    /// The office takes it up, asks, and finds every condition met.
    pub(crate) async fn pass_examination(&mut self, inquiries: &[(&str, &str)]) {
        self.office("/examination", json!(null)).await;
        self.inquire(inquiries, "favourable").await;
        self.assess_everything().await;
    }

    /// The office approves it.
    pub(crate) async fn approve(&mut self) {
        let approved = self.try_decide("/approval", json!(null)).await.ok();
        self.now(approved);
    }
}

impl Registry {
    /// A ban against a person that ends before a day.
    pub(crate) async fn given_ban_from(&self, code: &str, province: &str, final_on: NaiveDate) {
        use parvaneh::domain::placement::access::Role;
        let officer = self.given_account(Role::CentralOfficer, None).await;
        let ban = json!({
            "subjects": [{"role": "holder", "national_code": code}],
            "ruling": "رأی ۱۲",
            "final_on": final_on,
            "province": province,
            "agency": "کاریابی دیگر",
        });
        officer.post("/api/v1/bans", ban).await.created();
    }
}

/// The first manager of every company.
pub(crate) const FIRST_MANAGER: &str = PERSON;
