//! Provincial boards that sit, vote and decide.

use futures_util::future::join_all;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::filings::TEHRAN;
use crate::harness::{Answer, Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";

/// What a session is called for.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) board: &'a str,
    pub(crate) scope: &'a str,
    pub(crate) application: &'a str,
}

/// The call for a session today.
pub(crate) fn call(registry: &Registry, call: Call<'_>) -> Value {
    json!({"board": call.board, "scope": call.scope, "called_for": registry.context.today(),
        "place": "تهران", "agenda": [{"matter": "application", "id": call.application}]})
}

/// The board of Tehran for foreign or maritime agencies, with members on some of its seats.
pub(crate) struct Board<'a> {
    registry: &'a Registry,
    scope: &'static str,
    pub(crate) members: Vec<Client<'a>>,
    pub(crate) appointments: Vec<String>,
    pub(crate) secretary: Client<'a>,
}

impl<'a> Board<'a> {
    /// All seven seats, with the director-general in the chair.
    pub(crate) async fn full(
        registry: &'a Registry,
        director: &Client<'a>,
        scope: &'static str,
    ) -> Self {
        let seats = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];
        Self::of(registry, director, scope, &seats).await
    }

    /// The four seats that make a quorum.
    pub(crate) async fn quorate(
        registry: &'a Registry,
        director: &Client<'a>,
        scope: &'static str,
    ) -> Self {
        Self::of(registry, director, scope, &["P1", "P2", "P3", "P5"]).await
    }

    async fn of(
        registry: &'a Registry,
        director: &Client<'a>,
        scope: &'static str,
        seats: &[&str],
    ) -> Self {
        let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
        let mut board = Self {
            registry,
            scope,
            members: Vec::new(),
            appointments: Vec::new(),
            secretary: registry
                .given_account(Role::BoardSecretary, Some(TEHRAN))
                .await,
        };
        if seats.contains(&"P4") {
            board.register_association().await;
        }
        for seat in seats {
            let member = match *seat {
                "P1" => director.clone(),
                _ => {
                    registry
                        .given_account(Role::BoardMember, Some(TEHRAN))
                        .await
                }
            };
            let recorder = if *seat == "P1" { &registrar } else { director };
            let decree = board.decree(seat, &member).await;
            let path = "/api/v1/appointments";
            let appointed = recorder.post(path, decree).await.created();
            board.appointments.push(appointed.id());
            board.members.push(member);
        }
        board
    }

    /// The same board, everybody with a new token.
    pub(crate) async fn again(&self) -> Board<'a> {
        let mut members = Vec::new();
        for member in &self.members {
            members.push(member.again().await);
        }
        Self {
            registry: self.registry,
            scope: self.scope,
            members,
            appointments: self.appointments.clone(),
            secretary: self.secretary.again().await,
        }
    }

    fn guild(&self) -> Value {
        json!({"guild": format!("{}_association", self.scope)})
    }

    async fn register_association(&self) {
        let officer = self
            .registry
            .given_account(Role::CentralOfficer, None)
            .await;
        let association = json!({"body": self.guild(), "name": "انجمن صنفی", "number": "۱",
            "from": "2025-01-01"});
        let path = "/api/v1/guild-registrations";
        officer.post(path, association).await.created();
    }

    async fn decree(&self, seat: &str, member: &Client<'_>) -> Value {
        let account = member.get("/api/v1/accounts/current").await.ok();
        let chair = seat == "P1";
        let issuer = if chair {
            "deputy_minister"
        } else {
            "provincial_director"
        };
        let today = self.registry.context.today();
        let mut decree = json!({"board": TEHRAN, "seat": seat, "account": account.id(),
            "person": "عضو هیئت", "rank": "director_general", "issuer": issuer, "number": "۱",
            "dated": today, "from": today});
        if seat == "P4" {
            decree["guild"] = self.guild();
            decree["nomination"] = json!("معرفی‌نامه ۵");
        }
        decree
    }

    /// Calls a session today on any matter.
    pub(crate) async fn called_on(&self, matter: &str, id: &str) -> Answer {
        let today = self.registry.context.today();
        let call = json!({"board": TEHRAN, "scope": self.scope, "called_for": today,
            "place": "تهران", "agenda": [{"matter": matter, "id": id}]});
        self.secretary.post(SESSIONS, call).await.created()
    }

    /// Opens a session on a file with everybody present.
    pub(crate) async fn opened(&self, application: &str) -> Answer {
        self.opened_on("application", application).await
    }

    /// Opens a session on any matter with everybody present.
    pub(crate) async fn opened_on(&self, matter: &str, id: &str) -> Answer {
        let called = self.called_on(matter, id).await;
        self.opens(&called).await
    }

    /// Opens a session that was called, with everybody present.
    pub(crate) async fn opens(&self, called: &Answer) -> Answer {
        let path = format!("{SESSIONS}/{}/opening", called.id());
        let present = json!({"attending": self.appointments});
        self.secretary
            .decide(&path, &called.etag(), present)
            .await
            .ok()
    }

    /// All members vote at the same time; then the secretary declares the outcome and closes.
    pub(crate) async fn decides(&self, session: &Answer, outcome: &str, basis: Value) -> Answer {
        let votes = item_path(session, "votes");
        let vote = match outcome {
            "approved" => "for",
            _ => "against",
        };
        let votes = self
            .members
            .iter()
            .map(|member| member.post(&votes, json!({"vote": vote})));
        for vote in join_all(votes).await {
            vote.created();
        }
        self.closes(session, outcome, basis).await
    }

    /// The secretary declares the outcome of the votes and closes the session with its minutes.
    pub(crate) async fn closes(&self, session: &Answer, outcome: &str, basis: Value) -> Answer {
        let path = format!("{SESSIONS}/{}", session.id());
        let now = self.secretary.get(&path).await.ok();
        let resolution = json!({"outcome": outcome, "reasons": "دلایل", "legal_basis": basis});
        let decision = item_path(session, "decision");
        let decided = self
            .secretary
            .decide(&decision, &now.etag(), resolution)
            .await
            .ok();
        let minutes = json!({"minutes": "صورت‌جلسه"});
        self.secretary
            .decide(&format!("{path}/closing"), &decided.etag(), minutes)
            .await
            .ok()
    }
}

/// The address of an act on the only item of a session.
fn item_path(session: &Answer, act: &str) -> String {
    let item = session.body["agenda"][0]["id"].as_str().unwrap();
    format!("{SESSIONS}/{}/items/{item}/{act}", session.id())
}
