//! Boards: who sits on them, by whose decree, and how they decide.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::harness::{Answer, Client, Registry};

const SESSIONS: &str = "/api/v1/sessions";
const APPOINTMENTS: &str = "/api/v1/appointments";

async fn account_of(client: &Client<'_>) -> Value {
    let current = client.get("/api/v1/accounts/current").await.ok();
    current.body["id"].clone()
}

fn decree(board: &str, seat: &str, account: &Value, issuer: &str) -> Value {
    json!({"board": board, "seat": seat, "account": account, "person": "عضو هیئت",
        "rank": "director_general", "issuer": issuer, "number": "۱۲/۳۴",
        "dated": "2026-11-01", "from": "2026-11-01"})
}

fn with(mut decree: Value, field: &str, value: Value) -> Value {
    decree[field] = value;
    decree
}

/// A member with an account of the own and a seat.
struct Member<'a> {
    seat: &'static str,
    client: Client<'a>,
    appointment: String,
}

/// The central board with all its six members, its secretary and a draft that it may adopt.
struct Central<'a> {
    members: Vec<Member<'a>>,
    secretary: Client<'a>,
    officer: Client<'a>,
}

impl<'a> Central<'a> {
    async fn of(registry: &'a Registry) -> Self {
        let officer = registry.given_account(Role::CentralOfficer, None).await;
        let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
        let kanoon = json!({"body": {"guild": "kanoon"}, "name": "کانون کاریابی‌ها",
            "number": "۱۰۰", "from": "2025-01-01"});
        officer
            .post("/api/v1/guild-registrations", kanoon)
            .await
            .created();
        let mut members = Vec::new();
        for seat in ["C1", "C2", "C3", "C4", "C5", "C6"] {
            let client = registry.given_account(Role::BoardMember, None).await;
            let mut form = decree("central", seat, &account_of(&client).await, "minister");
            if seat == "C5" {
                form["executive_body"] = json!("سازمان بنادر و دریانوردی");
            }
            if seat == "C6" {
                form["guild"] = json!({"guild": "kanoon"});
                form["nomination"] = json!("معرفی‌نامه ۵");
            }
            let appointed = registrar.post(APPOINTMENTS, form).await.created();
            members.push(Member {
                seat,
                client,
                appointment: appointed.id(),
            });
        }
        Self {
            members,
            secretary: registry.given_account(Role::BoardSecretary, None).await,
            officer,
        }
    }

    fn member(&self, seat: &str) -> &Member<'a> {
        self.members.iter().find(|it| it.seat == seat).unwrap()
    }

    async fn draft(&self) -> Answer {
        let form = json!({"matter": "maritime", "title": "دستورالعمل کاریابی دریایی",
            "body": "متن"});
        self.officer
            .post("/api/v1/directives", form)
            .await
            .created()
    }

    /// A session on one draft, to which the maritime authority is called.
    async fn called(&self, draft: &str) -> Answer {
        let call = json!({"board": "central", "scope": "general", "called_for": "2026-11-22",
            "concerned_body": "سازمان بنادر و دریانوردی", "place": "تهران",
            "agenda": [{"matter": "directive", "id": draft}]});
        self.secretary.post(SESSIONS, call).await.created()
    }

    async fn opened(&self, seats: &[&str]) -> Answer {
        let draft = self.draft().await.id();
        let called = self.called(&draft).await;
        self.open(&called, seats).await.ok()
    }

    async fn open(&self, called: &Answer, seats: &[&str]) -> Answer {
        let attending: Vec<_> = seats
            .iter()
            .map(|seat| &self.member(seat).appointment)
            .collect();
        let path = format!("{SESSIONS}/{}/opening", called.id());
        let body = json!({"attending": attending});
        self.secretary.decide(&path, &called.etag(), body).await
    }

    async fn now(&self, session: &Answer) -> Answer {
        let path = format!("{SESSIONS}/{}", session.id());
        self.secretary.get(&path).await.ok()
    }

    async fn vote(&self, session: &Answer, seat: &str, vote: &str) -> Answer {
        let path = item_path(session, "votes");
        let body = json!({"vote": vote});
        self.member(seat).client.post(&path, body).await
    }
}

fn item_path(session: &Answer, act: &str) -> String {
    let item = session.body["agenda"][0]["id"].as_str().unwrap();
    format!("{SESSIONS}/{}/items/{item}/{act}", session.id())
}

fn resolution(outcome: &str) -> Value {
    json!({"outcome": outcome, "reasons": "با توجه به گزارش کارشناسی",
        "legal_basis": [{"citation": "A3.2"}]})
}

/// Covers A2.n1 and A4.n2.
#[tokio::test]
async fn a_seat_is_filled_only_by_the_decree_of_its_own_authority() {
    let registry = Registry::real().await;
    let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
    let director = registry
        .given_account(Role::DirectorGeneral, Some("IR-23"))
        .await;
    let member = registry
        .given_account(Role::BoardMember, Some("IR-23"))
        .await;
    let member = account_of(&member).await;
    let own = account_of(&director).await;

    let cases = [
        // The chair of a provincial board is appointed by the deputy minister alone (A4.n2).
        (
            &director,
            decree("IR-23", "P1", &member, "provincial_director"),
            "wrong-issuer",
        ),
        (
            &registrar,
            decree("IR-23", "P2", &member, "deputy_minister"),
            "wrong-issuer",
        ),
        (
            &registrar,
            decree("central", "C2", &member, "deputy_minister"),
            "wrong-issuer",
        ),
        (
            &director,
            decree("IR-23", "P2", &own, "provincial_director"),
            "self-appointment",
        ),
        (
            &director,
            decree("IR-23", "C2", &member, "provincial_director"),
            "seat-of-another-board",
        ),
        (
            &director,
            decree("IR-23", "P4", &member, "provincial_director"),
            "wrong-body",
        ),
    ];
    for (who, form, code) in cases {
        let refused = who.post(APPOINTMENTS, form).await;
        refused.problem(422, code);
    }
    // A director-general records no decree of a minister, nor one for another province.
    for form in [
        decree("IR-23", "P1", &member, "deputy_minister"),
        decree("IR-07", "P2", &member, "provincial_director"),
    ] {
        let refused = director.post(APPOINTMENTS, form).await;
        refused.problem(403, "permission-denied");
    }
    let form = decree("IR-23", "P2", &member, "provincial_director");
    let created = director.post(APPOINTMENTS, form.clone()).await.created();
    let taken = director.post(APPOINTMENTS, form).await;
    taken.problem(422, "seat-taken");

    let board = "/api/v1/appointments?board=IR-23";
    let listed = director.get(board).await.ok();
    assert_eq!(listed.body["items"][0]["seat"], "P2");
    let shown = created.header("location").to_owned();
    let seen = director.get(&shown).await.ok();
    assert_eq!((&seen.body, seen.etag()), (&created.body, created.etag()));
    let end = format!("{APPOINTMENTS}/{}/end", created.id());
    let form = json!({"until": "2026-11-22", "reason": "پایان مأموریت"});
    director.decide(&end, &created.etag(), form).await.ok();
    let listed = director.get(board).await.ok();
    assert_eq!(listed.body["items"], json!([]));
    // Who sat on the board is shown after the end too.
    let seen = director.get(&shown).await.ok();
    assert_eq!(seen.body["until"], "2026-11-22");
    let nobody = format!("{APPOINTMENTS}/{}", uuid::Uuid::nil());
    director.get(&nobody).await.problem(404, "not-found");
    let before = director.get(&format!("{board}&on=2026-11-21")).await.ok();
    assert_eq!(before.body["items"][0]["id"], json!(created.id()));
}

/// Covers A2.5.
#[tokio::test]
async fn the_concerned_executive_body_sends_a_director_general() {
    let registry = Registry::real().await;
    let registrar = registry.given_account(Role::DecreeRegistrar, None).await;
    let member = registry.given_account(Role::BoardMember, None).await;
    let form = decree("central", "C5", &account_of(&member).await, "minister");
    let form = with(form, "executive_body", json!("سازمان بنادر و دریانوردی"));
    let low = with(form.clone(), "rank", json!("head_of_department"));
    let refused = registrar.post(APPOINTMENTS, low).await;
    refused.problem(422, "rank-too-low");
    registrar.post(APPOINTMENTS, form).await.created();
}

/// Covers A3 and A3.2.
#[tokio::test]
async fn a_board_adopts_a_directive_from_the_call_to_the_minutes() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let draft = board.draft().await;
    let called = board.called(&draft.id()).await;
    let opened = board.open(&called, &["C1", "C2", "C3", "C6"]).await.ok();
    assert_eq!(opened.body["state"], "open");
    assert_eq!(opened.body["sitting"]["quorum"], 4);
    assert_eq!(
        opened.body["sitting"]["entitled"],
        json!(["C1", "C2", "C3", "C4", "C5", "C6"])
    );
    let late = json!({"appointment": board.member("C4").appointment});
    let path = format!("{SESSIONS}/{}/arrivals", opened.id());
    let arrived = board.secretary.decide(&path, &opened.etag(), late).await;
    let arrived = arrived.ok();
    for seat in ["C1", "C2", "C4"] {
        board.vote(&arrived, seat, "for").await.created();
    }
    board.vote(&arrived, "C3", "against").await.created();

    let decision = item_path(&arrived, "decision");
    let now = board.now(&arrived).await;
    let cases = [
        (resolution("rejected"), "against-the-vote"),
        (
            with(resolution("approved"), "legal_basis", json!([])),
            "no-legal-basis",
        ),
        (
            with(
                resolution("approved"),
                "legal_basis",
                json!([{"directive": draft.id()}]),
            ),
            "directive-not-in-force",
        ),
    ];
    for (form, code) in cases {
        let refused = board.secretary.decide(&decision, &now.etag(), form).await;
        refused.problem(422, code);
    }
    let closing = format!("{SESSIONS}/{}/closing", now.id());
    let minutes = json!({"minutes": "صورت‌جلسه"});
    let early = board
        .secretary
        .decide(&closing, &now.etag(), minutes.clone())
        .await;
    early.problem(422, "items-undecided");
    let decided = board
        .secretary
        .decide(&decision, &now.etag(), resolution("approved"))
        .await
        .ok();
    assert_eq!(decided.body["agenda"][0]["decision"]["in_favour"], 3);

    let approval = format!("/api/v1/directives/{}/approval", draft.id());
    let form = json!({"session": now.id(), "number": "د-۱", "effective_from": "2026-11-22"});
    let open = board
        .officer
        .decide(&approval, &draft.etag(), form.clone())
        .await;
    open.problem(422, "not-approved-by-central-board");
    let closed = board
        .secretary
        .decide(&closing, &decided.etag(), minutes)
        .await;
    assert_eq!(closed.ok().body["state"], "closed");
    let approved = board.officer.decide(&approval, &draft.etag(), form).await;
    assert_eq!(approved.ok().body["approved_in_session"], json!(now.id()));

    let after = board.vote(&arrived, "C6", "for").await;
    let after = after.problem(409, "illegal-transition");
    assert_eq!(after.body["current_state"], "closed");
}

#[tokio::test]
async fn a_matter_tabled_later_is_voted_without_a_member_who_left() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let session = board.opened(&["C1", "C2", "C3", "C4", "C5"]).await;
    let path = format!("{SESSIONS}/{}", session.id());
    let another = json!({"matter": "directive", "id": board.draft().await.id()});
    let items = format!("{path}/items");
    let tabled = board
        .secretary
        .decide(&items, &session.etag(), another.clone())
        .await
        .ok();
    assert_eq!(tabled.body["agenda"].as_array().unwrap().len(), 2);
    let twice = board
        .secretary
        .decide(&items, &tabled.etag(), another)
        .await;
    twice.problem(422, "already-on-agenda");
    let left = format!("{path}/departures");
    let left = board
        .secretary
        .decide(&left, &tabled.etag(), json!({"seat": "C4"}))
        .await
        .ok();
    assert_eq!(left.body["sitting"]["present"].as_array().unwrap().len(), 4);
    let vote = board.vote(&session, "C4", "for").await;
    vote.problem(422, "seat-not-present");
    board.vote(&session, "C5", "for").await.created();
}

#[tokio::test]
async fn all_members_vote_at_the_same_time_and_every_vote_is_recorded() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let session = board.opened(&["C1", "C2", "C3", "C4", "C5", "C6"]).await;
    let (one, two, three, four, five, six) = tokio::join!(
        board.vote(&session, "C1", "for"),
        board.vote(&session, "C2", "for"),
        board.vote(&session, "C3", "against"),
        board.vote(&session, "C4", "abstain"),
        board.vote(&session, "C5", "for"),
        board.vote(&session, "C6", "for"),
    );
    for answer in [one, two, three, four, five, six] {
        // The ballot's version is the same for all of them.
        assert_eq!(answer.created().etag(), "\"1\"");
    }
    let now = board.now(&session).await;
    assert_eq!(now.body["agenda"][0]["votes"].as_array().unwrap().len(), 6);
    let twice = board.vote(&session, "C1", "against").await;
    twice.problem(422, "seat-has-voted");
}

#[tokio::test]
async fn of_two_who_decide_the_same_item_at_once_one_wins() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let session = board.opened(&["C1", "C2", "C3", "C4"]).await;
    for seat in ["C1", "C2", "C3"] {
        board.vote(&session, seat, "for").await.created();
    }
    let now = board.now(&session).await;
    let (path, etag) = (item_path(&now, "decision"), now.etag());
    let chair = &board.member("C1").client;
    let (one, two) = tokio::join!(
        board.secretary.decide(&path, &etag, resolution("approved")),
        chair.decide(&path, &etag, resolution("approved")),
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let stale = board
        .member("C4")
        .client
        .post_with(
            &item_path(&now, "votes"),
            json!({"vote": "for"}),
            &[("if-match", "\"1\"")],
        )
        .await;
    stale.problem(412, "stale");
}

/// Covers A2.n1, A2.n3, A4.n2 and A4.n3.
#[tokio::test]
async fn nobody_votes_without_a_decree_an_invitation_or_a_presence() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let session = board.opened(&["C1", "C2", "C3", "C4"]).await;
    let path = item_path(&session, "votes");
    let stranger = registry.given_account(Role::BoardMember, None).await;
    let refused = stranger.post(&path, json!({"vote": "for"})).await;
    refused.problem(422, "no-appointment-in-force");
    let absent = board.vote(&session, "C6", "for").await;
    absent.problem(422, "seat-not-present");
    let secretary = board.secretary.post(&path, json!({"vote": "for"})).await;
    secretary.problem(403, "permission-denied");

    let invitees = format!("{SESSIONS}/{}/invitees", session.id());
    let expert = || json!({"person": "مریم دانا", "expertise": "حقوق دریایی"});
    let etag = session.etag();
    for refused in [&board.secretary, &board.member("C2").client] {
        let refused = refused.decide(&invitees, &etag, expert()).await;
        refused.problem(422, "only-the-chair-invites");
    }
    let chair = &board.member("C1").client;
    let one = chair.decide(&invitees, &etag, expert()).await.ok();
    let two = chair.decide(&invitees, &one.etag(), expert()).await.ok();
    let third = chair.decide(&invitees, &two.etag(), expert()).await;
    third.problem(422, "too-many-invitees");
}

#[tokio::test]
async fn a_conflict_of_interest_takes_the_vote_and_a_tie_decides_nothing() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let session = board.opened(&["C1", "C2", "C3", "C4", "C5"]).await;
    let recusal = json!({"reason": "سهام‌دار یک شرکت دریانوردی"});
    let recused = board
        .member("C5")
        .client
        .post(&item_path(&session, "recusals"), recusal)
        .await
        .ok();
    assert_eq!(recused.body["agenda"][0]["recusals"][0]["seat"], "C5");
    let vote = board.vote(&session, "C5", "for").await;
    vote.problem(422, "seat-recused");
    for (seat, vote) in [
        ("C1", "for"),
        ("C2", "for"),
        ("C3", "against"),
        ("C4", "against"),
    ] {
        board.vote(&session, seat, vote).await.created();
    }
    let now = board.now(&session).await;
    let tie = board
        .secretary
        .decide(
            &item_path(&now, "decision"),
            &now.etag(),
            resolution("approved"),
        )
        .await;
    tie.problem(422, "no-majority");
    let reason = json!({"reason": "تساوی آرا"});
    let postponed = board
        .secretary
        .decide(&item_path(&now, "postponement"), &now.etag(), reason)
        .await
        .ok();
    assert_eq!(postponed.body["agenda"][0]["state"], "postponed");
}

/// Covers A2.n2 and A4.n4.
#[tokio::test]
async fn a_session_needs_a_quorum_and_its_chair_to_open() {
    let registry = Registry::real().await;
    let board = Central::of(&registry).await;
    let draft = board.draft().await.id();
    let called = board.called(&draft).await;
    for (seats, code) in [
        (&["C1", "C2", "C3"][..], "not-quorate"),
        (&["C2", "C3", "C4", "C5"][..], "chair-absent"),
    ] {
        let refused = board.open(&called, seats).await;
        refused.problem(422, code);
    }
    let path = format!("{SESSIONS}/{}/adjournment", called.id());
    let reason = json!({"reason": "تنها سه عضو حاضر شدند."});
    board
        .secretary
        .post(&path, reason.clone())
        .await
        .problem(428, "precondition-required");
    let adjourned = board.secretary.decide(&path, &called.etag(), reason).await;
    assert_eq!(adjourned.ok().body["state"], "adjourned");
}

#[tokio::test]
async fn a_board_does_not_show_its_sessions_to_others() {
    let registry = Registry::real().await;
    let fars = registry
        .given_account(Role::BoardSecretary, Some("IR-07"))
        .await;
    let tehran = registry
        .given_account(Role::BoardSecretary, Some("IR-23"))
        .await;
    let call = |board: &str, scope: &str| json!({"board": board, "scope": scope, "called_for": "2026-11-23", "place": "شیراز"});
    let session = fars
        .post(SESSIONS, call("IR-07", "foreign"))
        .await
        .created();
    let path = format!("{SESSIONS}/{}", session.id());
    fars.get(&path).await.ok();
    tehran.get(&path).await.problem(404, "not-found");
    let reason = json!({"reason": "دلیل"});
    let elsewhere = tehran
        .decide(&format!("{path}/adjournment"), "\"1\"", reason)
        .await;
    elsewhere.problem(404, "not-found");
    assert_eq!(tehran.get(SESSIONS).await.ok().body["items"], json!([]));
    assert_eq!(
        fars.get(SESSIONS).await.ok().body["items"][0]["id"],
        json!(session.id())
    );
    let central = fars.post(SESSIONS, call("central", "foreign")).await;
    central.problem(403, "permission-denied");
    let general = fars.post(SESSIONS, call("IR-07", "general")).await;
    general.problem(422, "scope-not-of-this-board");
    let officer = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    officer.get(&path).await.ok();
    let operator = registry.given_account(Role::Operator, None).await;
    operator.get(&path).await.problem(403, "permission-denied");
}

#[tokio::test]
async fn sessions_are_listed_page_by_page() {
    let registry = Registry::real().await;
    let secretary = registry
        .given_account(Role::BoardSecretary, Some("IR-07"))
        .await;
    let call = json!({"board": "IR-07", "scope": "foreign", "called_for": "2026-11-23",
        "place": "شیراز"});
    for _ in 0..3 {
        secretary.post(SESSIONS, call.clone()).await.created();
    }
    let first = secretary.get("/api/v1/sessions?limit=2").await.ok();
    let next = first.body["next"].as_str().unwrap();
    let rest = format!("/api/v1/sessions?limit=2&after={next}");
    let rest = secretary.get(&rest).await.ok();
    assert_eq!(first.body["items"].as_array().unwrap().len(), 2);
    assert_eq!(rest.body["items"].as_array().unwrap().len(), 1);
    assert!(rest.body["next"].is_null());
}
