//! A provincial board decides on a foreign agency.

use futures_util::future::join_all;
use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{File, Holder, TEHRAN};
use crate::harness::{Answer, Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";

/// The board of a province with its seven members.
struct Board<'a> {
    members: Vec<Client<'a>>,
    appointments: Vec<String>,
    secretary: Client<'a>,
}

impl<'a> Board<'a> {
    async fn of(registry: &'a Registry, director: &Client<'a>) -> Self {
        let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
        let officer = registry.given_account(Role::CentralOfficer, None).await;
        let association = json!({"body": {"guild": "foreign_association"}, "name": "انجمن خارجی",
            "number": "۱", "from": "2025-01-01"});
        let guilds = "/api/v1/guild-registrations";
        officer.post(guilds, association).await.created();
        let (mut members, mut appointments) = (Vec::new(), Vec::new());
        for seat in ["P1", "P2", "P3", "P4", "P5", "P6", "P7"] {
            let member = match seat {
                "P1" => director.clone(),
                _ => {
                    registry
                        .given_account(Role::BoardMember, Some(TEHRAN))
                        .await
                }
            };
            let (issuer, recorder) = match seat {
                "P1" => ("deputy_minister", &registrar),
                _ => ("provincial_director", director),
            };
            let account = member.get("/api/v1/accounts/current").await.ok();
            let mut form = json!({"board": TEHRAN, "seat": seat, "account": account.id(),
                "person": "عضو هیئت", "rank": "director_general", "issuer": issuer,
                "number": "۱", "dated": "2026-11-01", "from": "2026-11-01"});
            if seat == "P4" {
                form["guild"] = json!({"guild": "foreign_association"});
                form["nomination"] = json!("معرفی‌نامه ۵");
            }
            let appointed = recorder.post("/api/v1/appointments", form).await.created();
            appointments.push(appointed.id());
            members.push(member);
        }
        Self {
            members,
            appointments,
            secretary: registry
                .given_account(Role::BoardSecretary, Some(TEHRAN))
                .await,
        }
    }

    async fn opened(&self, file: &File<'_>) -> Answer {
        let call = call(TEHRAN, "foreign", file.id());
        let called = self.secretary.post(SESSIONS, call).await.created();
        let path = format!("{SESSIONS}/{}/opening", called.id());
        let present = json!({"attending": self.appointments});
        self.secretary
            .decide(&path, &called.etag(), present)
            .await
            .ok()
    }

    /// All members vote at the same time; then the secretary declares the outcome and closes.
    async fn decides(&self, session: &Answer, outcome: &str, basis: Value) -> Answer {
        let item = session.body["agenda"][0]["id"].as_str().unwrap();
        let item = format!("{SESSIONS}/{}/items/{item}", session.id());
        let votes = format!("{item}/votes");
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
        let path = format!("{SESSIONS}/{}", session.id());
        let now = self.secretary.get(&path).await.ok();
        assert_eq!(now.body["agenda"][0]["votes"].as_array().unwrap().len(), 7);
        let resolution = json!({"outcome": outcome, "reasons": "دلایل", "legal_basis": basis});
        let decided = self
            .secretary
            .decide(&format!("{item}/decision"), &now.etag(), resolution)
            .await
            .ok();
        let minutes = json!({"minutes": "صورت‌جلسه"});
        self.secretary
            .decide(&format!("{path}/closing"), &decided.etag(), minutes)
            .await
            .ok()
    }
}

fn call(board: &str, scope: &str, application: &str) -> Value {
    json!({"board": board, "scope": scope, "called_for": "2026-11-22", "place": "تهران",
        "agenda": [{"matter": "application", "id": application}]})
}

async fn referred(registry: &Registry) -> File<'_> {
    let mut file = registry
        .given_assessed_application("foreign", "physical", Holder::Company)
        .await;
    file.office("/referral", json!(null)).await;
    file
}

#[tokio::test]
async fn seven_members_vote_at_once_and_the_approval_is_executed_with_the_minutes() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::of(&registry, &file.director).await;
    let session = board.opened(&file).await;
    assert_eq!(session.body["sitting"]["quorum"], 4);
    file.look().await;
    assert_eq!(file.state(), "awaiting_board");
    board
        .decides(&session, "approved", json!([{"citation": "A5.1"}]))
        .await;
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
}

#[tokio::test]
async fn a_rejection_by_the_board_names_its_conditions() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::of(&registry, &file.director).await;
    let session = board.opened(&file).await;
    let basis = json!([{"citation": "A5.1"}, {"citation": "A8.9"}]);
    board.decides(&session, "rejected", basis).await;
    file.look().await;
    assert_eq!(file.state(), "rejected");
    assert!(file.view.to_string().contains("competence"));
}

#[tokio::test]
async fn a_file_withdrawn_before_the_minutes_stays_withdrawn() {
    let registry = Registry::real().await;
    let mut file = referred(&registry).await;
    let board = Board::of(&registry, &file.director).await;
    let session = board.opened(&file).await;
    let withdrawal = format!("{}/withdrawal", file.path);
    file.operator
        .decide(&withdrawal, &file.etag, json!(null))
        .await
        .ok();
    let closed = board
        .decides(&session, "approved", json!([{"citation": "A5.1"}]))
        .await;
    assert_eq!(closed.body["state"], "closed");
    file.look().await;
    assert_eq!(file.state(), "withdrawn");
}

#[tokio::test]
async fn a_board_takes_up_only_what_was_referred_to_it() {
    let registry = Registry::real().await;
    let file = registry
        .given_assessed_application("foreign", "physical", Holder::Company)
        .await;
    let secretary =
        |province: &'static str| registry.given_account(Role::BoardSecretary, Some(province));
    let tehran = secretary(TEHRAN).await;
    let early = tehran
        .post(SESSIONS, call(TEHRAN, "foreign", file.id()))
        .await;
    early.problem(422, "not-referred");
    let mut file = file;
    file.office("/referral", json!(null)).await;
    let scope = tehran
        .post(SESSIONS, call(TEHRAN, "maritime", file.id()))
        .await;
    scope.problem(422, "matter-of-another-scope");
    let fars = secretary("IR-07").await;
    let elsewhere = fars
        .post(SESSIONS, call("IR-07", "foreign", file.id()))
        .await;
    elsewhere.problem(404, "not-found");
    // What was refused has left no session behind.
    assert_eq!(tehran.get(SESSIONS).await.ok().body["items"], json!([]));
}
