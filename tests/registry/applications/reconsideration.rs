//! A condition turns unmet after the approval: it is examined again, and the file goes back to whoever
//! decides on it.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{
    Board, DOMESTIC_OF_A_PERSON, FOREIGN_OF_A_COMPANY, File, Holder, ONLINE_OF_A_PERSON, TEHRAN,
    deed, inquiries,
};
use crate::harness::Registry;

fn for_education() -> Value {
    json!({"criteria": ["education"], "reasons": "دانشگاه صدور مدرک را تأیید نکرد."})
}

/// The officer finds that the degree does not hold.
async fn degree_turns_out_false(file: &mut File<'_>) {
    let verdict = json!({"met": false, "reason": "استعلام دانشگاه خلاف مدرک است."});
    file.office("/criteria/education/assessment", verdict).await;
    assert_eq!(file.finding("education"), "not_met");
}

async fn act_is_open(file: &File<'_>) -> bool {
    let seen = file.director.get(&file.path).await.ok();
    let acts = seen.body["acts"].as_array().unwrap();
    let act = acts
        .iter()
        .find(|it| it["operation"] == "returnToReview")
        .unwrap();
    act["allowed"] == true
}

/// Covers A7 and A8.
#[tokio::test]
async fn a_domestic_file_goes_back_to_the_review_and_is_decided_anew() {
    let registry = Registry::real().await;
    let mut file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let act = "/return-to-review";
    assert!(!act_is_open(&file).await);
    let early = file.try_decide(act, for_education()).await;
    early.problem(422, "no-ground-of-return");
    degree_turns_out_false(&mut file).await;
    let stopped = file.try_decide("/licence", json!(null)).await;
    stopped.problem(422, "criteria-not-met");
    assert!(act_is_open(&file).await);

    let path = format!("{}{act}", file.path);
    let unversioned = file.director.post(&path, for_education()).await;
    unversioned.problem(428, "precondition-required");
    let officer = file.try_office(act, for_education()).await;
    officer.problem(403, "permission-denied");
    let own = file.operator.decide(&path, &file.etag, for_education());
    own.await.problem(403, "permission-denied");
    let elsewhere = registry
        .given_account(Role::DirectorGeneral, Some("IR-07"))
        .await;
    let hidden = elsewhere.decide(&path, &file.etag, for_education()).await;
    hidden.problem(404, "not-found");
    let nameless = json!({"criteria": [], "reasons": "دلیل"});
    let nameless = file.try_decide(act, nameless).await;
    nameless.problem(422, "no-ground-of-return");
    let other = json!({"criteria": ["education", "age"], "reasons": "دلیل"});
    let other = file.try_decide(act, other).await;
    other.problem(422, "no-ground-of-return");
    let stale = file.director.decide(&path, "\"1\"", for_education()).await;
    stale.problem(412, "stale");

    let returned = file.try_decide(act, for_education()).await.ok();
    file.now(returned);
    assert_eq!(file.state(), "under_review");
    assert_eq!(file.view["returned"]["criteria"], json!(["education"]));
    let events = "SELECT COUNT(*) FROM event WHERE name = 'application-returned'";
    assert_eq!(registry.count(events).await, 1);
    // The applicant reads why.
    let seen = file.operator.get(&file.path).await.ok();
    assert_eq!(seen.body["returned"]["reasons"], for_education()["reasons"]);
    let twice = file.try_decide(act, for_education()).await;
    twice.problem(409, "illegal-transition");

    file.assess_everything().await;
    let approved = file.try_decide("/approval", json!(null)).await.ok();
    file.now(approved);
    let issued = file.issue_by(&file.director).await;
    issued.created();
}

#[tokio::test]
async fn a_file_that_went_back_is_rejected_for_what_is_not_met() {
    let registry = Registry::real().await;
    let mut file = registry.given_approved_file(DOMESTIC_OF_A_PERSON).await;
    degree_turns_out_false(&mut file).await;
    let returned = file.try_decide("/return-to-review", for_education());
    file.now(returned.await.ok());
    let rejected = file.try_decide("/rejection", for_education()).await.ok();
    assert_eq!(rejected.body["state"], "rejected");
}

/// Covers A5.1 and A8.11.
#[tokio::test]
async fn a_foreign_file_goes_back_to_its_board_with_its_guarantee_held() {
    let registry = Registry::real().await;
    registry.given_guarantee_amount(5_000_000_000).await;
    let mut file = registry
        .given_assessed_application(FOREIGN_OF_A_COMPANY)
        .await;
    file.office("/referral", json!(null)).await;
    let board = Board::full(&registry, &file.director, "foreign").await;
    let basis = || json!([{"citation": "A5.1"}]);
    let session = board.opened(file.id()).await;
    board.decides(&session, "approved", basis()).await;
    file.given_accepted_guarantee(deed(5_000_000_000, "1409-01-01"))
        .await;
    file.look().await;
    assert_eq!(file.state(), "ready_to_issue");

    degree_turns_out_false(&mut file).await;
    let returned = file.try_decide("/return-to-review", for_education());
    file.now(returned.await.ok());
    assert_eq!(file.state(), "awaiting_board");
    // The directorate does not refuse in the place of the board.
    let refused = file.try_decide("/rejection", for_education()).await;
    refused.problem(409, "illegal-transition");
    file.assess_everything().await;
    let again = board.opened(file.id()).await;
    board.decides(&again, "approved", basis()).await;
    file.look().await;
    assert_eq!(file.state(), "ready_to_issue");
    file.issue_by(&file.director).await.created();
}

#[tokio::test]
async fn what_is_outdated_after_the_approval_is_asked_again_where_the_file_stands() {
    let registry = Registry::real().await;
    let mut file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    file.days_pass(120).await;
    file.look().await;
    let old = file.issue_by(&file.director).await;
    let old = old.problem(422, "criteria-not-met");
    assert_eq!(old.body["citation"], "A8.6");
    let refused = file.try_decide("/return-to-review", for_education()).await;
    refused.problem(422, "no-ground-of-return");
    file.inquire(&inquiries(Holder::Person), "favourable").await;
    assert_eq!(file.state(), "ready_to_issue");
    file.assess_everything().await;
    file.issue_by(&file.director).await.created();
    let list = registry
        .given_account(Role::ProvincialOfficer, Some(TEHRAN))
        .await
        .get("/api/v1/licences")
        .await
        .ok();
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}
