//! The central board that sits on appeals.

use futures_util::future::join_all;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::harness::{Answer, Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";
const APPEALS: &str = "/api/v1/appeals";

/// Seats of the central board that decide on agencies of one scope, with its secretary.
pub(crate) struct CentralBoard<'a> {
    registry: &'a Registry,
    scope: &'static str,
    members: Vec<Client<'a>>,
    appointments: Vec<String>,
    pub(crate) secretary: Client<'a>,
}

impl<'a> CentralBoard<'a> {
    /// The board on domestic agencies.
    pub(crate) async fn of(registry: &'a Registry) -> Self {
        Self::on(registry, "domestic").await
    }

    /// The board on foreign agencies.
    pub(crate) async fn on_foreign_agencies(registry: &'a Registry) -> Self {
        Self::on(registry, "foreign").await
    }

    async fn on(registry: &'a Registry, scope: &'static str) -> Self {
        let guild = match scope {
            "foreign" => json!({"guild": "foreign_association"}),
            _ => json!({"guild": "kanoon"}),
        };
        let officer = registry.given_account(Role::CentralOfficer, None).await;
        let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
        let body = json!({"body": guild, "name": "کانون کاریابی‌ها", "number": "۱۰۰",
            "from": "2025-01-01"});
        let registered = officer.post("/api/v1/guild-registrations", body).await;
        registered.created();
        let (mut members, mut appointments) = (Vec::new(), Vec::new());
        for seat in ["C1", "C2", "C4", "C6"] {
            let member = registry.given_account(Role::BoardMember, None).await;
            let account = member.get("/api/v1/accounts/current").await.ok();
            let today = registry.context.today();
            let mut decree = json!({"board": "central", "seat": seat, "account": account.id(),
                "person": "عضو هیئت", "rank": "director_general", "issuer": "minister",
                "number": "۱", "dated": today, "from": today});
            if seat == "C6" {
                decree["guild"] = guild.clone();
                decree["nomination"] = json!("معرفی‌نامه ۵");
            }
            let appointed = registrar.post("/api/v1/appointments", decree).await;
            appointments.push(appointed.created().id());
            members.push(member);
        }
        Self {
            registry,
            scope,
            members,
            appointments,
            secretary: registry.given_account(Role::BoardSecretary, None).await,
        }
    }

    /// Calls a session for today.
    pub(crate) async fn called(&self) -> Answer {
        let call = json!({"board": "central", "scope": self.scope,
            "called_for": self.registry.context.today(), "place": "تهران", "agenda": []});
        self.secretary.post(SESSIONS, call).await.created()
    }

    /// Admits an appeal and puts it before a new session; answers with the appeal and the session.
    pub(crate) async fn scheduled(&self, appeal: &Answer) -> (Answer, String) {
        let admitted = self.act(appeal, "admission", Value::Null).await.ok();
        let session = self.called().await.id();
        let form = json!({"session": session});
        let scheduled = self.act(&admitted, "scheduling", form).await.ok();
        (scheduled, session)
    }

    /// Opens the session of a scheduled appeal and records the hearing.
    pub(crate) async fn heard(&self, scheduled: &Answer, session: &str) -> Answer {
        let path = format!("{SESSIONS}/{session}");
        let called = self.secretary.get(&path).await.ok();
        let present = json!({"attending": self.appointments});
        let opening = format!("{path}/opening");
        let opened = self
            .secretary
            .decide(&opening, &called.etag(), present)
            .await;
        opened.ok();
        let hearing = json!({"on": self.registry.context.today(), "attended": true,
            "record": "اظهارات شنیده شد."});
        self.act(scheduled, "hearing", hearing).await.ok()
    }

    /// Lets everybody vote on the only item of a session; then it is declared and the session closes.
    pub(crate) async fn votes(&self, session: &str, vote: &str) {
        let path = format!("{SESSIONS}/{session}");
        let open = self.secretary.get(&path).await.ok();
        let item = open.body["agenda"][0]["id"].as_str().unwrap();
        let item = format!("{path}/items/{item}");
        let votes = format!("{item}/votes");
        let cast = self
            .members
            .iter()
            .map(|member| member.post(&votes, json!({"vote": vote})));
        for vote in join_all(cast).await {
            vote.created();
        }
        let now = self.secretary.get(&path).await.ok();
        let outcome = match vote {
            "for" => "approved",
            _ => "rejected",
        };
        let resolution = json!({"outcome": outcome, "reasons": "دلایل در صورت‌جلسه آمده است.",
            "legal_basis": [{"citation": "A15.4"}]});
        let decision = format!("{item}/decision");
        let decided = self
            .secretary
            .decide(&decision, &now.etag(), resolution)
            .await
            .ok();
        let minutes = json!({"minutes": "صورت‌جلسه"});
        let closing = format!("{path}/closing");
        let closed = self
            .secretary
            .decide(&closing, &decided.etag(), minutes)
            .await;
        closed.ok();
    }

    /// Everything from the admission to the vote; what is left is to take the decision over.
    pub(crate) async fn voted(&self, appeal: &Answer, vote: &str) -> Answer {
        let (scheduled, session) = self.scheduled(appeal).await;
        let heard = self.heard(&scheduled, &session).await;
        self.votes(&session, vote).await;
        heard
    }

    /// An act of the central board's secretary on an appeal.
    pub(crate) async fn act(&self, appeal: &Answer, act: &str, form: Value) -> Answer {
        let path = format!("{APPEALS}/{}/{act}", appeal.id());
        self.secretary.decide(&path, &appeal.etag(), form).await
    }
}
