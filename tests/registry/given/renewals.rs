//! Renewals of licences, as operators ask for them and boards decide on them.

use serde_json::json;

use super::applications::{File, inquiries};
use super::boards::Board;
use super::filings::{Holder, Wanted, day};
use crate::harness::{Answer, Client, Registry};

impl Registry {
    /// A licensed agency: the file that its licence answers, and the identity of the licence.
    pub(crate) async fn given_licensed(&self, wanted: Wanted) -> (File<'_>, String) {
        let mut file = self.given_approved_file(wanted).await;
        let licence = file.issue_by(&file.director).await.created().id();
        file.look().await;
        (file, licence)
    }
}

impl File<'_> {
    /// Time passes until so many days before the end of a licence, or after it where they are negative;
    /// then everybody signs in again.
    pub(crate) async fn until_days_before_end(&mut self, licence: &str, days: i64) {
        self.days_pass(0).await;
        let path = format!("/api/v1/licences/{licence}");
        let view = self.operator.get(&path).await.ok().body;
        let last: chrono::NaiveDate = view["valid_until"].as_str().unwrap().parse().unwrap();
        let left = (last - self.registry.context.today()).num_days() + 1;
        self.days_pass(left - days).await;
    }

    /// The operator asks for the renewal of a licence.
    pub(crate) async fn asks_for_renewal(&self, licence: &str) -> Answer {
        let path = format!("/api/v1/licences/{licence}/apply-for-renewal");
        self.operator.post(&path, json!(null)).await
    }

    /// Follows the renewal that the operator begins, instead of the file so far.
    pub(crate) async fn begins_renewal(&mut self, licence: &str) {
        let begun = self.asks_for_renewal(licence).await.created();
        self.path = format!("/api/v1/applications/{}", begun.id());
        self.now(begun);
    }

    /// The operator files what was begun, with the documents that prove the conditions.
    pub(crate) async fn is_filed(&mut self) {
        for document in ["identity_card", "degree"] {
            self.upload(document).await;
        }
        self.submit().await;
    }

    /// The directorate examines every condition and puts the file before the board.
    pub(crate) async fn is_referred(&mut self, holder: Holder) {
        self.office("/examination", json!(null)).await;
        self.inquire(&inquiries(holder), "favourable").await;
        self.assess_everything().await;
        self.office("/referral", json!(null)).await;
    }

    /// The provincial board decides today, with four of its members.
    pub(crate) async fn board_decides(&mut self, scope: &'static str, outcome: &str) {
        let board = Board::quorate(self.registry, &self.director, scope).await;
        self.is_decided_by(&board, outcome).await;
    }

    /// A board that sits already decides today.
    pub(crate) async fn is_decided_by(&mut self, board: &Board<'_>, outcome: &str) {
        let session = board.opened(self.id()).await;
        let basis = json!([{"citation": "A10"}, {"citation": "A5.3"}]);
        board.decides(&session, outcome, basis).await;
        self.look().await;
    }

    /// The bank extends a guarantee, which stands at this address.
    pub(crate) async fn given_extension(&self, guarantee: &str, expires_on: &str) {
        let held = self.officer.get(guarantee).await.ok();
        let extension = json!({"expires_on": day(expires_on), "evidence": {
            "on": self.registry.context.today(), "record": "نامه ۲۲ بانک"}});
        let path = format!("{guarantee}/extension");
        let extended = self.officer.decide(&path, &held.etag(), extension).await;
        extended.ok();
    }

    /// A licence as its operator sees it.
    pub(crate) async fn licence(&self, licence: &str) -> serde_json::Value {
        let path = format!("/api/v1/licences/{licence}");
        self.operator.get(&path).await.ok().body
    }

    /// Whether the agency may act today, and what stands against it.
    pub(crate) async fn permission(&self, licence: &str) -> serde_json::Value {
        let path = format!("/api/v1/licences/{licence}/operating-permission");
        self.operator.get(&path).await.ok().body
    }
}

/// The messages in somebody's box, the newest first.
pub(crate) async fn messages(client: &Client<'_>) -> Vec<serde_json::Value> {
    let page = client.get("/api/v1/messages").await.ok().body;
    page["items"].as_array().unwrap().clone()
}

impl Board<'_> {
    /// Its members and its secretary sign in again.
    pub(crate) async fn signs_in_again(&mut self) {
        self.secretary = self.secretary.again().await;
        for member in &mut self.members {
            *member = member.again().await;
        }
    }
}
