//! Rejected applications: served, appealed to the central board, decided or final by the clock
//! (A5.n2, A3.3).

mod clock;
mod races;
mod service;

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{Board, CentralBoard, FOREIGN_OF_A_COMPANY, File, ruling_service};
use crate::harness::{Answer, Registry};

const APPEALS: &str = "/api/v1/appeals";

fn appeal(file: &File<'_>) -> Value {
    json!({"application": file.id(), "grounds": "مدرک تحصیلی را دانشگاه تأیید کرده است."})
}

/// The applicant appeals.
async fn lodges(file: &File<'_>) -> Answer {
    file.operator.post(APPEALS, appeal(file)).await
}

/// Covers A3.3 and A5.n2.
#[tokio::test]
async fn a_quashed_rejection_goes_on_as_an_approved_file_up_to_the_licence() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    let board = CentralBoard::of(&registry).await;
    let lodged = lodges(&file).await.created();
    assert_eq!(lodged.body["manifest"], Value::Null);
    assert_eq!(lodged.body["application"], json!(file.id()));
    file.look().await;
    assert_eq!(file.state(), "under_appeal");
    assert_eq!(
        file.view["state_persian"],
        "در حال رسیدگی به اعتراض در هیئت مرکزی"
    );
    assert_eq!(file.view["rejection"]["appeal"], json!(lodged.id()));
    assert_eq!(file.view["rejection"]["final_on"], Value::Null);

    let heard = board.voted(&lodged, "for").await;
    let modified = json!({"outcome": "modified", "penalty": {"class": "revocation"}});
    let refused = board.act(&heard, "decision", modified).await;
    refused.problem(422, "nothing-to-modify");
    let against = board
        .act(&heard, "decision", json!({"outcome": "upheld"}))
        .await;
    against.problem(422, "against-the-vote");
    let quashed = json!({"outcome": "quashed"});
    let decided = board.act(&heard, "decision", quashed).await.ok();
    assert_eq!(decided.body["state"], "decided");
    file.look().await;
    assert_eq!(file.state(), "ready_to_issue");
    assert_eq!(file.view["decision"]["by"], "board");
    assert_eq!(file.view["rejection"], Value::Null);
    assert_eq!(file.finding("education"), "met");
    file.issue_by(&file.director).await.created();

    let again = lodges(&file).await;
    again.problem(409, "illegal-transition");
}

/// Covers A3.3.
#[tokio::test]
async fn an_upheld_rejection_is_final_and_nothing_follows_it() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    let board = CentralBoard::of(&registry).await;
    let lodged = lodges(&file).await.created();
    let heard = board.voted(&lodged, "against").await;
    let upheld = json!({"outcome": "upheld"});
    let decided = board.act(&heard, "decision", upheld).await.ok();
    file.look().await;
    assert_eq!(file.state(), "rejected_final");
    assert_eq!(file.view["state_persian"], "رد قطعی");
    assert_eq!(file.view["next_states"], json!([]));
    let rejection = &file.view["rejection"];
    assert_eq!(rejection["final_by"], "upheld");
    assert_eq!(rejection["final_on"], json!(registry.context.today()));
    assert_eq!(rejection["is_final"], true);
    let service = ruling_service(registry.context.today());
    board.act(&decided, "service", service).await.ok();

    let again = lodges(&file).await.created();
    assert_eq!(again.body["manifest"]["code"], "second-appeal");
    let withdrawal = format!("{}/withdrawal", file.path);
    let refused = file.operator.post(&withdrawal, Value::Null).await;
    refused.problem(409, "illegal-transition");
    registry.run_jobs().await;
    assert_eq!(file.state_now().await, "rejected_final");
}

/// Covers A5.n2 and A5.1.
#[tokio::test]
async fn a_rejection_by_a_provincial_board_is_appealed_in_a_session_of_its_scope() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    file.office("/referral", json!(null)).await;
    let provincial = Board::quorate(&registry, &file.director, "foreign").await;
    let session = provincial.opened(file.id()).await;
    let basis = json!([{"citation": "A5.1"}, {"citation": "A8.9"}]);
    provincial.decides(&session, "rejected", basis).await;
    file.look().await;
    let service = ruling_service(registry.context.today());
    let path = format!("{}/rejection-service", file.path);
    let served = provincial.secretary.decide(&path, &file.etag, service);
    served.await.ok();

    let lodged = lodges(&file).await.created();
    let domestic = json!({"board": "central", "scope": "domestic", "place": "تهران",
        "called_for": registry.context.today(), "agenda": []});
    let secretary = registry.given_account(Role::BoardSecretary, None).await;
    let domestic = secretary.post("/api/v1/sessions", domestic).await.created();
    let admission = format!("{APPEALS}/{}/admission", lodged.id());
    let tag = lodged.etag();
    let admitted = secretary.decide(&admission, &tag, Value::Null).await.ok();
    let scheduling = format!("{APPEALS}/{}/scheduling", lodged.id());
    let wrong = json!({"session": domestic.id()});
    let refused = secretary.decide(&scheduling, &admitted.etag(), wrong).await;
    refused.problem(422, "matter-of-another-scope");

    let board = CentralBoard::on_foreign_agencies(&registry).await;
    let session = board.called().await.id();
    let form = json!({"session": session});
    let scheduled = board.act(&admitted, "scheduling", form).await.ok();
    let heard = board.heard(&scheduled, &session).await;
    board.votes(&session, "for").await;
    let quashed = json!({"outcome": "quashed"});
    board.act(&heard, "decision", quashed).await.ok();
    file.look().await;
    assert_eq!(file.state(), "awaiting_guarantee");
}

#[tokio::test]
async fn only_the_applicant_appeals_and_only_once() {
    let registry = Registry::real().await;
    let file = registry.given_served_rejection().await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let refused = stranger.post(APPEALS, appeal(&file)).await;
    refused.problem(404, "not-found");
    let refused = file.officer.post(APPEALS, appeal(&file)).await;
    refused.problem(403, "permission-denied");

    let paper = |appellant: &str| {
        json!({"application": file.id(), "appellant": appellant, "person": "نرگس رستگار",
            "written": true, "grounds": "مدرک تأیید شده است.", "received_at": "provincial_office",
            "received_on": registry.context.today()})
    };
    let path = "/api/v1/appeals/on-paper";
    for other in ["agency_manager", "complainant", "other"] {
        let received = file.officer.post(path, paper(other)).await.created();
        assert_eq!(received.body["manifest"]["ground"], "wrong_person");
        assert_eq!(file.state_now().await, "rejected");
    }
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let refused = elsewhere.post(path, paper("applicant")).await;
    refused.problem(404, "not-found");
    let received = file.officer.post(path, paper("applicant")).await.created();
    assert_eq!(received.body["manifest"], Value::Null);
    assert_eq!(file.state_now().await, "under_appeal");
    let second = lodges(&file).await.created();
    assert_eq!(second.body["manifest"]["code"], "second-appeal");

    let shown = format!("{APPEALS}/{}", received.id());
    stranger.get(&shown).await.problem(404, "not-found");
    elsewhere.get(&shown).await.problem(404, "not-found");
    file.operator.get(&shown).await.ok();
    file.officer.get(&shown).await.ok();
}

#[tokio::test]
async fn a_rejection_by_the_office_is_appealed_only_where_the_policy_lets_it() {
    let registry = Registry::real().await;
    registry
        .given_policy("appeal.domestic_rejection", json!(false))
        .await;
    let file = registry.given_served_rejection().await;
    let lodged = lodges(&file).await.created();
    assert_eq!(lodged.body["manifest"]["ground"], "wrong_person");
    assert_eq!(file.state_now().await, "rejected");
}

#[tokio::test]
async fn a_dismissed_appeal_gives_the_file_back_and_lets_the_term_go_on() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    let last = file.view["rejection"]["appeal_term"]["last_accepted"].clone();
    let lodged = lodges(&file).await.created();
    file.days_pass(30).await;
    registry.run_jobs().await;
    assert_eq!(file.state_now().await, "under_appeal");
    let board = CentralBoard::of(&registry).await;
    let form = json!({"ground": "not_written", "reasons": "امضا ندارد."});
    board.act(&lodged, "dismissal", form).await.ok();
    file.look().await;
    assert_eq!(file.state(), "rejected");
    let rejection = &file.view["rejection"];
    assert_eq!(rejection["appeal_term"]["last_accepted"], last);
    // Until the dismissal nobody could rely on the rejection.
    assert_eq!(rejection["final_on"], json!(registry.context.today()));
    registry.run_jobs().await;
    file.look().await;
    assert_eq!(file.state(), "rejected_final");
    assert_eq!(file.view["rejection"]["final_by"], "no_appeal");
}

#[tokio::test]
async fn the_file_takes_evidence_while_its_rejection_can_be_appealed_and_is_not_withdrawn() {
    let registry = Registry::real().await;
    let mut file = registry.given_served_rejection().await;
    file.upload("degree").await;
    lodges(&file).await.created();
    file.upload("degree").await;
    let withdrawal = format!("{}/withdrawal", file.path);
    let refused = file.operator.post(&withdrawal, Value::Null).await;
    refused.problem(409, "illegal-transition");
    let assessed = file
        .try_office("/criteria/education/assessment", json!({"met": true}))
        .await;
    assessed.problem(409, "illegal-transition");
}
