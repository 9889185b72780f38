//! Offices that are closed by a final revocation, with the file in which they are settled.

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::penalty::Penalty;
use parvaneh::domain::placement::ruling::Ruling;
use parvaneh::store::{Database, aggregates, settlements};
use parvaneh::use_cases::finality::lapse::lapse_due;
use serde_json::{Value, json};
use uuid::Uuid;

use super::cases::CASES;
use super::filings::{FOREIGN_OF_A_COMPANY, TEHRAN};
use super::guarantees::deed;
use super::rulings::RULINGS;
use super::served::licence_id;
use crate::harness::{Answer, Client, Registry};

/// Days after which every term of appeal has run out.
const LONG_ENOUGH: i64 = 40;

/// A closed office with those who settle it, followed from version to version.
pub(crate) struct ClosedOffice<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) officer: Client<'a>,
    pub(crate) director: Client<'a>,
    pub(crate) association: Client<'a>,
    /// Who ran it, if the licence was applied for through the doors.
    pub(crate) operator: Option<Client<'a>>,
    /// The ruling that revoked its licence.
    pub(crate) ruling: Uuid,
    /// The address of its file.
    pub(crate) path: String,
    /// How the file looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

impl Registry {
    /// A domestic office in Tehran whose licence was issued today, and revoked with finality some
    /// days later, which is today then.
    pub(crate) async fn given_closed_office(&self) -> ClosedOffice<'_> {
        let licence = self.given_licence(901).await;
        self.closed(licence.id(), None).await
    }

    /// The same of a foreign office, with a guarantee of this amount behind its licence.
    pub(crate) async fn given_closed_foreign_office(&self, guarantee: i64) -> ClosedOffice<'_> {
        self.given_guarantee_amount(guarantee).await;
        let file = self.given_approved_file(FOREIGN_OF_A_COMPANY).await;
        file.given_accepted_guarantee(deed(guarantee, "1409-02-30"))
            .await;
        let licence = file.issue_by(&file.director).await.created();
        let licence = licence.id().parse().unwrap();
        self.closed(licence, Some(file.operator)).await
    }

    async fn closed<'a>(&'a self, licence: Uuid, operator: Option<Client<'a>>) -> ClosedOffice<'a> {
        let (ruling, file) = self.revoke(licence).await;
        let tehran = Some(TEHRAN);
        let operator = match operator {
            Some(operator) => Some(operator.again().await),
            None => None,
        };
        let mut office = ClosedOffice {
            registry: self,
            officer: self.given_account(Role::ProvincialOfficer, tehran).await,
            director: self.given_account(Role::DirectorGeneral, tehran).await,
            association: self.given_account(Role::Association, tehran).await,
            operator,
            ruling,
            path: format!("/api/v1/settlements/{file}"),
            view: Value::Null,
            etag: String::new(),
        };
        office.look().await;
        office
    }

    /// Lets a ruling that is served today become final, and with it all that follows; its case is closed.
    async fn revoke(&self, licence: Uuid) -> (Uuid, Uuid) {
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let licence = aggregates::get::<Licence>(&database, licence)
            .await
            .unwrap();
        let sentenced = self
            .given_ruling_on(licence.value, Penalty::Revocation)
            .await;
        self.days_pass(LONG_ENOUGH);
        assert_eq!(lapse_due(&self.context).await.unwrap(), 1);
        let licence = licence_id(&sentenced.licence);
        let file = settlements::of_licence(&database, licence).await.unwrap();
        let ruling = aggregates::get::<Ruling>(&database, sentenced.ruling).await;
        database.close().await.unwrap();
        let officer = self
            .given_account(Role::ProvincialOfficer, Some(TEHRAN))
            .await;
        let executed = json!({"executed_on": self.context.today(), "record": "مجوز ابطال شد."});
        let path = format!("{RULINGS}/{}", sentenced.ruling);
        let seen = officer.get(&path).await.ok();
        let execution = format!("{path}/execution");
        officer
            .decide(&execution, &seen.etag(), executed)
            .await
            .ok();
        let case = format!("{CASES}/{}", ruling.unwrap().value.case());
        let seen = officer.get(&case).await.ok();
        let closing = format!("{case}/closing");
        officer
            .decide(&closing, &seen.etag(), json!(null))
            .await
            .ok();
        (sentenced.ruling, file.unwrap().value.id())
    }
}

impl<'a> ClosedOffice<'a> {
    /// Looks at the file again.
    pub(crate) async fn look(&mut self) {
        let answer = self.officer.get(&self.path).await.ok();
        self.now(answer);
    }

    /// Notes how the file looks now.
    fn now(&mut self, answer: Answer) {
        self.etag = answer.etag();
        if answer.body["duties"].is_array() {
            self.view = answer.body;
        }
    }

    /// The identity of the file.
    pub(crate) fn id(&self) -> &str {
        self.view["id"].as_str().unwrap()
    }

    /// An act on the last version.
    pub(crate) async fn try_by(&self, client: &Client<'a>, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        client.decide(&path, &self.etag, body).await
    }

    /// An act of somebody on the last version, which succeeds.
    pub(crate) async fn by(&mut self, client: &Client<'a>, act: &str, body: Value) -> Value {
        let answer = self.try_by(client, act, body).await;
        assert!(
            answer.status.is_success(),
            "{act}: {}",
            String::from_utf8_lossy(&answer.bytes)
        );
        let body = answer.body.clone();
        self.now(answer);
        body
    }

    /// An act of the officer on the last version, which succeeds.
    pub(crate) async fn office(&mut self, act: &str, body: Value) -> Value {
        let officer = self.officer.clone();
        self.by(&officer, act, body).await
    }

    /// Adds job seekers to whom these sums are owed; their lines.
    pub(crate) async fn owes(&mut self, sums: &[i64]) -> Vec<String> {
        let seekers: Vec<_> = (1..)
            .zip(sums)
            .map(|(place, owed)| json!({"name": format!("کارجوی {place}"), "owed": owed}))
            .collect();
        self.office("/line-lists", json!({"seekers": seekers}))
            .await;
        let lines = self.view["lines"].as_array().unwrap().iter();
        lines
            .map(|line| line["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Serves the notice today.
    pub(crate) async fn notice(&mut self) {
        let notice = json!({"method": "electronic", "evidence": self.evidence()});
        self.office("/notice", notice).await;
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        self.registry.days_pass(days);
        self.officer = self.officer.again().await;
        self.director = self.director.again().await;
        self.association = self.association.again().await;
        if let Some(operator) = &self.operator {
            self.operator = Some(operator.again().await);
        }
    }

    /// Ticks duties of the agency.
    pub(crate) async fn ticks(&mut self, duties: &[&str]) {
        for duty in duties {
            let act = format!("/duties/{duty}");
            self.office(&act, json!({"evidence": self.evidence()}))
                .await;
        }
    }

    /// A receipt of today.
    pub(crate) fn evidence(&self) -> Value {
        json!({"on": self.registry.context.today(), "record": "رسید ۷"})
    }
}
