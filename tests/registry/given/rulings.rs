//! Rulings, as offices and boards bring them about.

use serde_json::{Value, json};

use super::boards::Board;
use super::cases::Docketed;
use crate::harness::{Answer, Client, Registry};

/// Where rulings are.
pub(crate) const RULINGS: &str = "/api/v1/rulings";

/// A ruling with those who work on it, followed from version to version.
pub(crate) struct Ruled<'a> {
    pub(crate) case: Docketed<'a>,
    pub(crate) board: Board<'a>,
    /// The session that heard the case.
    pub(crate) session: Answer,
    /// Its address.
    pub(crate) path: String,
    /// How it looked last.
    pub(crate) view: Value,
    /// Its last version.
    pub(crate) etag: String,
}

/// A warning, as a penalty.
pub(crate) fn warning() -> Value {
    json!({"class": "disciplinary", "measure": "اخطار کتبی"})
}

/// A suspension of so many months.
pub(crate) fn suspension(months: u16) -> Value {
    json!({"class": "suspension", "length": {"count": months, "unit": "months"}})
}

/// The revocation of the licence.
pub(crate) fn revocation() -> Value {
    json!({"class": "revocation"})
}

/// The draft of a ruling on today's facts, where no matching directive is in force.
pub(crate) fn ruling(registry: &Registry, clause: u8, penalty: Value) -> Value {
    let mut draft = json!({"facts_on": registry.context.today(), "finding": "violation",
        "violations": [{"clause": clause}],
        "legal_basis": [{"citation": format!("A15.{clause}")}],
        "reasons": "رسیدهای کارجویان و گزارش بازرسی تخلف را نشان می‌دهد.",
        "reasons_without_directive": "مبلغ اندک و بازگردانده شده است."});
    draft["penalty"] = penalty;
    draft
}

/// The service of a ruling on a day.
pub(crate) fn ruling_service(served_on: impl serde::Serialize) -> Value {
    json!({"served_on": served_on, "method": "electronic", "proof": "رسید ۱۲"})
}

impl Registry {
    /// The draft of a ruling on a heard case under this clause, the vote to come.
    pub(crate) async fn given_drafted_ruling(&self, clause: u8, penalty: Value) -> Ruled<'_> {
        let (case, board, session) = self.given_heard_case(clause).await;
        let draft = ruling(self, clause, penalty);
        let form = json!({"case": case.id(), "draft": draft});
        let drafted = board.secretary.post(RULINGS, form).await.created();
        Ruled {
            path: format!("{RULINGS}/{}", drafted.id()),
            etag: drafted.etag(),
            view: drafted.body,
            case,
            board,
            session,
        }
    }

    /// A ruling that was voted, signed and issued today.
    pub(crate) async fn given_issued_ruling(&self, clause: u8, penalty: Value) -> Ruled<'_> {
        let mut ruled = self.given_drafted_ruling(clause, penalty).await;
        ruled.vote("approved").await;
        ruled.sign().await;
        ruled.issue().await;
        ruled
    }

    /// A ruling that was issued and served today.
    pub(crate) async fn given_served_ruling(&self, clause: u8, penalty: Value) -> Ruled<'_> {
        let mut ruled = self.given_issued_ruling(clause, penalty).await;
        let today = self.context.today();
        ruled.office("/service", ruling_service(today)).await;
        ruled
    }
}

impl Ruled<'_> {
    /// The identity of the ruling.
    pub(crate) fn id(&self) -> &str {
        self.view["id"].as_str().unwrap()
    }

    pub(crate) fn state(&self) -> &str {
        self.view["state"].as_str().unwrap()
    }

    /// Notes how the ruling looks now.
    pub(crate) fn now(&mut self, answer: Answer) {
        self.etag = answer.etag();
        self.view = answer.body;
    }

    /// Looks at the ruling again, as the office sees it.
    pub(crate) async fn look(&mut self) {
        let answer = self.case.agency.officer.get(&self.path).await.ok();
        self.now(answer);
    }

    /// An act of somebody on the last version.
    pub(crate) async fn by(&self, client: &Client<'_>, act: &str, body: Value) -> Answer {
        let path = format!("{}{act}", self.path);
        client.decide(&path, &self.etag, body).await
    }

    /// An act of the officer on the last version.
    pub(crate) async fn try_office(&self, act: &str, body: Value) -> Answer {
        self.by(&self.case.agency.officer, act, body).await
    }

    /// An act of the officer on the last version, which succeeds.
    pub(crate) async fn office(&mut self, act: &str, body: Value) {
        let answer = self.try_office(act, body).await.ok();
        self.now(answer);
    }

    /// The board votes and its session closes; the ruling takes the vote over.
    pub(crate) async fn vote(&mut self, outcome: &str) {
        let basis = json!([{"citation": "A15"}]);
        self.board.decides(&self.session, outcome, basis).await;
        let voted = self.by(&self.board.secretary, "/vote", json!(null)).await;
        self.now(voted.ok());
    }

    /// The chair of the board signs.
    pub(crate) async fn sign(&mut self) {
        let signed = self
            .by(&self.case.agency.director, "/signature", json!(null))
            .await;
        self.now(signed.ok());
    }

    /// The office issues it.
    pub(crate) async fn issue(&mut self) {
        self.office("/issue", json!(null)).await;
    }

    /// Days pass, and everybody signs in again.
    pub(crate) async fn days_pass(&mut self, days: i64) {
        self.case.days_pass(days).await;
        self.board.secretary = self.board.secretary.again().await;
    }
}
