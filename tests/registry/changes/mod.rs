//! What changes during the life of a licence: its place, branches, paper and articles, licences from
//! before the bylaw, and giving a licence back.

mod articles;
mod branches;
mod legacy;
mod papers;
mod relocations;
mod surrender;

use parvaneh::domain::kernel::event::Aggregate;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::TEHRAN;
use crate::harness::{Answer, Client, Registry};

/// An agency with those who act on it.
struct Agency<'a> {
    registry: &'a Registry,
    operator: Client<'a>,
    officer: Client<'a>,
    director: Client<'a>,
    /// The address of its licence.
    path: String,
}

impl Registry {
    /// A company of Tehran with a licence of today and an operator.
    async fn given_company(&self) -> Agency<'_> {
        let operator = self.given_account(Role::Operator, None).await;
        let account = operator.get("/api/v1/accounts/current").await.ok();
        let licence = self
            .given_licence_of(1, account.id().parse().unwrap())
            .await;
        Agency {
            registry: self,
            operator,
            officer: self
                .given_account(Role::ProvincialOfficer, Some(TEHRAN))
                .await,
            director: self
                .given_account(Role::DirectorGeneral, Some(TEHRAN))
                .await,
            path: format!("/api/v1/licences/{}", licence.id()),
        }
    }
}

impl Agency<'_> {
    fn id(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// How its licence looks to the operator now.
    async fn licence(&self) -> Answer {
        self.operator.get(&self.path).await.ok()
    }

    /// The operator tells of something below the licence.
    async fn tells(&self, act: &str, body: Value) -> Answer {
        self.operator
            .post(&format!("{}{act}", self.path), body)
            .await
    }

    /// Somebody acts on the version of the licence that there is now.
    async fn act(&self, client: &Client<'_>, act: &str, body: Value) -> Answer {
        let etag = self.licence().await.etag();
        client
            .decide(&format!("{}{act}", self.path), &etag, body)
            .await
    }

    async fn days_pass(&mut self, days: i64) {
        self.registry.days_pass(days);
        self.operator = self.operator.again().await;
        self.officer = self.officer.again().await;
        self.director = self.director.again().await;
    }
}

/// A place in a province.
fn inside(province: &str, address: &str) -> Value {
    json!({"inside": {"province": province, "city": "شهر نمونه", "address": address,
        "postal_code": "1619735745", "landline": "02188888889"}})
}

/// A place in another country.
fn abroad() -> Value {
    json!({"abroad": {"country": "DE", "city": "Hamburg", "address": "Hafenstr. 4"}})
}
