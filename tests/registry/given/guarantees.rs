//! Bank guarantees, as operators lodge them and banks confirm them.

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::kernel::money::Rial;
use parvaneh::domain::kernel::policy::PolicyBook;
use parvaneh::domain::placement::access::Actor;
use parvaneh::domain::placement::agency::AgencyKind;
use parvaneh::domain::placement::guarantee::{Deed, Guarantee, Measure, Secures};
use parvaneh::domain::placement::licence::Licence;
use parvaneh::domain::placement::policies::Policies;
use parvaneh::store::{Database, aggregates, directives};
use serde_json::{Value, json};
use uuid::Uuid;

use super::applications::File;
use super::filings::{FOREIGN_OF_A_COMPANY, TEHRAN, day};
use crate::harness::{Answer, Client, Registry};

/// What the operator lodges.
pub(crate) fn deed(amount: i64, expires_on: &str) -> Value {
    json!({"bank": "بانک نمونه", "branch": "شعبه مرکزی", "number": "۹۸۷", "amount": amount,
        "expires_on": day(expires_on)})
}

impl File<'_> {
    /// Lodges a guarantee, which the bank confirms: its address and version, without its acceptance.
    pub(crate) async fn given_verified_guarantee(&self, deed: Value) -> (String, String) {
        let path = format!("{}/guarantees", self.path);
        let lodged = self.operator.post(&path, deed).await.created();
        let guarantee = lodged.header("location").to_owned();
        let letter = json!({"reference": "نامه ۱۲ بانک"});
        let verification = format!("{guarantee}/verification");
        let verified = self
            .officer
            .decide(&verification, &lodged.etag(), letter)
            .await;
        let etag = verified.ok().etag();
        (guarantee, etag)
    }

    /// Lodges a guarantee that suffices, and has it accepted.
    pub(crate) async fn given_accepted_guarantee(&self, deed: Value) -> String {
        let (guarantee, etag) = self.given_verified_guarantee(deed).await;
        let acceptance = format!("{guarantee}/acceptance");
        self.officer
            .decide(&acceptance, &etag, json!(null))
            .await
            .ok();
        guarantee
    }
}

/// A foreign licence with the guarantee behind it.
pub(crate) struct Secured<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) operator: Client<'a>,
    pub(crate) officer: Client<'a>,
    /// The address of the licence.
    pub(crate) licence: String,
    /// The address of the guarantee that it was issued on.
    pub(crate) guarantee: String,
}

impl Registry {
    /// A foreign licence of today on a guarantee of the amount that is in force.
    pub(crate) async fn given_secured_licence(&self, amount: i64, until: &str) -> Secured<'_> {
        self.given_guarantee_amount(amount).await;
        let file = self.given_approved_file(FOREIGN_OF_A_COMPANY).await;
        let guarantee = file.given_accepted_guarantee(deed(amount, until)).await;
        let licence = file.issue_by(&file.director).await.created();
        Secured {
            registry: self,
            operator: file.operator,
            officer: file.officer,
            licence: licence.header("location").to_owned(),
            guarantee,
        }
    }

    /// Another guarantee that the office of Tehran holds, for a file that nobody looks at.
    pub(crate) async fn given_held_guarantee(&self, amount: i64, until: &str) -> Uuid {
        let url = &self.context.settings().database_url;
        let database = Database::connect(url, 1).await.unwrap();
        let directives = directives::book(&database).await.unwrap();
        let (book, today) = (PolicyBook::default(), self.context.today());
        let measure = Measure {
            term: Licence::first_term(today),
            directives: &directives,
            policies: Policies::on(&book, today),
        };
        let secures = Secures {
            application: Uuid::now_v7(),
            kind: AgencyKind::Foreign,
            province: TEHRAN.parse().unwrap(),
        };
        let deed = Deed {
            bank: "بانک نمونه".parse().unwrap(),
            branch: "شعبه مرکزی".parse().unwrap(),
            number: "۹۸۸".parse().unwrap(),
            sheba: None,
            amount: Rial::new(amount).unwrap(),
            expires_on: day(until),
        };
        let work = database
            .begin(&Actor::Calendar, None, self.context.now())
            .await
            .unwrap();
        let lodged = Guarantee::lodge(Uuid::now_v7(), secures, deed, today).unwrap();
        let lodged = aggregates::insert(&work, lodged).await.unwrap();
        let letter = "نامه ۱۲ بانک".parse().unwrap();
        let verified = lodged.change(|it| it.verify(letter, today)).unwrap();
        let verified = aggregates::save(&work, verified).await.unwrap();
        let held = verified.change(|it| it.hold(&measure, today)).unwrap();
        let held = aggregates::save(&work, held).await.unwrap();
        work.commit().await.unwrap();
        database.close().await.unwrap();
        held.value.id()
    }
}

impl Secured<'_> {
    /// An act of the officer on the last version of a guarantee.
    pub(crate) async fn office(&self, guarantee: &str, act: &str, body: Value) -> Answer {
        let seen = self.officer.get(guarantee).await.ok();
        let path = format!("{guarantee}{act}");
        self.officer.decide(&path, &seen.etag(), body).await
    }

    /// What the licence says of its guarantee.
    pub(crate) async fn cover(&self) -> Value {
        let seen = self.officer.get(&self.licence).await.ok();
        seen.body["guarantee"].clone()
    }

    /// The ledger of a guarantee, which adds up.
    pub(crate) async fn ledger(&self, guarantee: &str) -> Value {
        let ledger = self.officer.get(&format!("{guarantee}/ledger")).await.ok();
        assert_eq!(ledger.body["adds_up"], true, "{}", ledger.body);
        ledger.body
    }

    /// The bank's word of today.
    pub(crate) fn evidence(&self) -> Value {
        json!({"on": self.registry.context.today(), "record": "نامه ۳۴ بانک"})
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        self.registry.days_pass(days);
        self.operator = self.operator.again().await;
        self.officer = self.officer.again().await;
    }
}
