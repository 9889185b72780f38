//! Complaints of job seekers and employers, from filing to the board's decision.

mod intake;
mod sight;

use serde_json::{Value, json};

use crate::given::{
    Board, CASES, COMPLAINTS, Complained, DOMESTIC_OF_A_PERSON, FILING, Holder, Wanted, with_secret,
};
use crate::harness::{Answer, Registry};

const SESSIONS: &str = "/api/v1/sessions";

const DOMESTIC_OF_A_COMPANY: Wanted = Wanted {
    holder: Holder::Company,
    ..DOMESTIC_OF_A_PERSON
};

fn basis() -> Value {
    json!([{"citation": "A5.4"}])
}

fn upheld(registry: &Registry) -> Value {
    json!({"outcome": "upheld", "charge": {"clause": 4, "facts": "دریافت وجه افزون بر تعرفه",
        "from": registry.context.today()}})
}

fn opinion(advice: &str) -> Value {
    json!({"advice": advice, "text": "نظر مشورتی انجمن"})
}

/// The board of Tehran for domestic agencies, with the director-general of the agency's office.
async fn board<'a>(complaint: &Complained<'a>) -> Board<'a> {
    let agency = &complaint.agency;
    Board::quorate(agency.registry, &agency.director, "domestic").await
}

/// The complaint comes before the board, which votes on it.
async fn voted(complaint: &mut Complained<'_>, board: &Board<'_>, outcome: &str) {
    let session = board.opened_on("complaint", complaint.id()).await;
    complaint.look().await;
    assert_eq!(complaint.state(), "tabled");
    board.decides(&session, outcome, basis()).await;
    complaint.look().await;
}

#[tokio::test]
async fn article_5_4_an_upheld_complaint_opens_a_case_against_the_advice_of_the_association() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    assert_eq!(complaint.state(), "opinion_requested");
    let association = registry.given_representative_of_tehran().await;
    let advised = complaint
        .by(&association, "/opinion", opinion("dismiss"))
        .await
        .ok();
    assert_eq!(advised.body["state_persian"], "نظر مشورتی رسیده");
    complaint.look().await;
    let early = complaint.try_office("/decision", upheld(&registry)).await;
    early.problem(409, "illegal-transition");

    let board = board(&complaint).await;
    let called = called(&registry, &board).await;
    let session = json!({"session": called.id()});
    let by_office = complaint.try_office("/tabling", session.clone()).await;
    by_office.problem(403, "permission-denied");
    complaint
        .by(&board.secretary, "/tabling", session)
        .await
        .ok();
    complaint.look().await;
    let undecided = complaint.try_office("/decision", upheld(&registry)).await;
    undecided.problem(422, "not-decided-by-the-board");
    let path = format!("{SESSIONS}/{}", called.id());
    let called = board.secretary.get(&path).await.ok();
    let session = board.opens(&called).await;
    board.decides(&session, "approved", basis()).await;

    let against = complaint
        .try_office("/decision", json!({"outcome": "dismissed"}))
        .await;
    against.problem(422, "against-the-vote");
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM violation_case").await,
        0
    );
    complaint.office("/decision", upheld(&registry)).await;
    assert_eq!(complaint.view["decision"]["outcome_persian"], "وارد");
    let case = complaint.view["decision"]["case_id"].as_str().unwrap();
    let case = complaint
        .agency
        .officer
        .get(&format!("{CASES}/{case}"))
        .await
        .ok();
    assert_eq!(case.body["state"], "opened");
    assert_eq!(case.body["charges"].as_array().unwrap().len(), 1);

    let tracked = complaint
        .tracked(&registry.anybody(), &complaint.secret)
        .await
        .ok();
    assert_eq!(tracked.body["state_persian"], "تصمیم‌گیری‌شده");
    assert_eq!(tracked.body["decision"], "upheld");
    // The complainant sees neither what the association said nor who voted how.
    let text = tracked.body.to_string();
    assert!(
        !text.contains("نظر مشورتی") && !text.contains("case"),
        "{text}"
    );
}

/// A session of the board with an empty agenda.
async fn called(registry: &Registry, board: &Board<'_>) -> Answer {
    let call = json!({"board": "IR-23", "scope": "domestic", "place": "تهران", "agenda": [],
        "called_for": registry.context.today()});
    board.secretary.post(SESSIONS, call).await.created()
}

/// Covers A6.6.
#[tokio::test]
async fn article_6_6_a_complaint_is_not_tabled_before_the_opinion_is_requested() {
    let registry = Registry::real().await;
    registry.given_association().await;
    let mut complaint = registry.given_complaint().await;
    let board = board(&complaint).await;
    let session = called(&registry, &board).await;
    let tabling = json!({"session": session.id()});
    for act in ["/registration", "/opinion-request"] {
        let early = complaint
            .by(&board.secretary, "/tabling", tabling.clone())
            .await;
        early.problem(422, "opinion-not-requested");
        let item = json!({"matter": "complaint", "id": complaint.id()});
        let items = format!("{SESSIONS}/{}/items", session.id());
        let early = board.secretary.decide(&items, &session.etag(), item).await;
        early.problem(422, "opinion-not-requested");
        complaint.office(act, json!(null)).await;
    }
    let pending = complaint.by(&board.secretary, "/tabling", tabling).await;
    pending.problem(422, "opinion-pending");
    let path = format!("{SESSIONS}/{}", session.id());
    let session = board.secretary.get(&path).await.ok();
    assert_eq!(session.body["agenda"], json!([]));
}

#[tokio::test]
async fn article_6_6_silence_of_the_association_does_not_block_beyond_its_term() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    let overdue = "/api/v1/complaints?overdue=true";
    let listed = complaint.agency.officer.get(overdue).await.ok();
    assert_eq!(listed.body["items"], json!([]));
    complaint.days_pass(20).await;
    let listed = complaint.agency.officer.get(overdue).await.ok();
    assert_eq!(listed.body["items"][0]["number"], complaint.number);
    assert_eq!(listed.body["items"][0]["opinion_overdue"], true);
    let board = board(&complaint).await;
    voted(&mut complaint, &board, "rejected").await;
    let settled = json!({"outcome": "settled", "agreement": "وجه بازپرداخت شد."});
    complaint.office("/decision", settled).await;
    assert_eq!(complaint.view["decision"]["outcome"], "settled");
    assert_eq!(complaint.view["opinion"], Value::Null);
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM violation_case").await,
        0
    );
    let tracked = complaint
        .tracked(&registry.anybody(), &complaint.secret)
        .await
        .ok();
    assert_eq!(tracked.body["agreement"], "وجه بازپرداخت شد.");
}

#[tokio::test]
async fn where_no_association_is_registered_the_board_does_not_wait_and_a_second_complaint_joins_the_case()
 {
    let registry = Registry::real().await;
    let mut complaint = registry.given_complaint().await;
    complaint.office("/registration", json!(null)).await;
    complaint.office("/opinion-request", json!(null)).await;
    assert_eq!(complaint.state(), "no_association");
    assert_eq!(
        complaint.view["no_association"]["guild"],
        "provincial_association"
    );
    let board = board(&complaint).await;
    voted(&mut complaint, &board, "approved").await;
    complaint.office("/decision", upheld(&registry)).await;
    let case = complaint.view["decision"]["case_id"].clone();

    let mut second = registry.given_complaint_about(complaint.agency).await;
    second.office("/registration", json!(null)).await;
    second.office("/opinion-request", json!(null)).await;
    voted(&mut second, &board, "approved").await;
    let mut joining = upheld(&registry);
    joining["case"] = case.clone();
    second.office("/decision", joining).await;
    assert_eq!(second.view["decision"]["case_id"], case);
    let path = format!("{CASES}/{}", case.as_str().unwrap());
    let case = second.agency.officer.get(&path).await.ok();
    assert_eq!(case.body["charges"].as_array().unwrap().len(), 2);
    assert_eq!(
        registry.count("SELECT COUNT(*) FROM violation_case").await,
        1
    );
}

#[tokio::test]
async fn a_complaint_joins_no_case_of_another_agency() {
    let registry = Registry::real().await;
    let other = registry.given_case(4).await;
    let licence = other.agency.licence.clone();
    let agency = registry.given_agency(DOMESTIC_OF_A_COMPANY).await;
    let mut complaint = registry.given_complaint_about(agency).await;
    assert_ne!(complaint.agency.licence, licence);
    complaint.office("/registration", json!(null)).await;
    complaint.office("/opinion-request", json!(null)).await;
    let board = board(&complaint).await;
    voted(&mut complaint, &board, "approved").await;
    let mut joining = upheld(&registry);
    joining["case"] = json!(other.id());
    let refused = complaint.try_office("/decision", joining).await;
    refused.problem(422, "case-of-another-complaint");
    let case = other.agency.officer.get(&other.path).await.ok();
    assert_eq!(case.body["charges"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_withdrawal_leaves_the_case_standing_and_ends_the_complaint() {
    let registry = Registry::real().await;
    let case = registry.given_case(4).await;
    let (path, etag) = (case.path.clone(), case.etag.clone());
    let mut complaint = registry.given_complaint_about(case.agency).await;
    let anybody = registry.anybody();
    let withdrawal = format!("{FILING}/{}/withdrawal", complaint.number);
    let reason = json!({"reason": "پولم را پس دادند"});
    for secret in ["", "0000-0000-0000-0000-0000-0000"] {
        let refused = anybody
            .post_with(&withdrawal, reason.clone(), &with_secret(secret))
            .await;
        refused.problem(404, "not-found");
    }
    let secret = complaint.secret.clone();
    let secret = with_secret(&secret);
    let withdrawn = anybody
        .post_with(&withdrawal, reason.clone(), &secret)
        .await
        .ok();
    assert_eq!(withdrawn.body["state_persian"], "پس‌گرفته‌شده");
    let again = anybody.post_with(&withdrawal, reason, &secret).await;
    again.problem(409, "illegal-transition");
    complaint.look().await;
    let refused = complaint.try_office("/registration", json!(null)).await;
    refused.problem(409, "illegal-transition");
    let case = complaint.agency.officer.get(&path).await.ok();
    assert_eq!(
        (case.body["state"].as_str(), case.etag()),
        (Some("opened"), etag)
    );
}

#[tokio::test]
async fn an_upheld_complaint_cannot_be_taken_back_out_of_its_case() {
    let registry = Registry::real().await;
    let agency = registry.given_agency(DOMESTIC_OF_A_PERSON).await;
    let mut complaint = registry.given_complaint_about(agency).await;
    complaint.office("/registration", json!(null)).await;
    complaint.office("/opinion-request", json!(null)).await;
    let board = board(&complaint).await;
    voted(&mut complaint, &board, "approved").await;
    complaint.office("/decision", upheld(&registry)).await;
    let withdrawal = format!("{FILING}/{}/withdrawal", complaint.number);
    let secret = with_secret(&complaint.secret);
    let late = registry
        .anybody()
        .post_with(&withdrawal, json!({}), &secret)
        .await;
    late.problem(409, "illegal-transition");
    let case = complaint.view["decision"]["case_id"].as_str().unwrap();
    let case = complaint
        .agency
        .officer
        .get(&format!("{CASES}/{case}"))
        .await
        .ok();
    assert_eq!(case.body["state"], "opened");
}

#[tokio::test]
async fn one_address_opens_complaints_only_so_often_in_a_minute() {
    let registry = Registry::real().await;
    let mut settings = registry.context.settings().clone();
    settings.sign_ins_per_minute = 3.try_into().unwrap();
    let kind = parvaneh::store::registry::Kind::Real;
    let clock = registry.clock.clone();
    let context = parvaneh::use_cases::opening::open(settings, kind, clock);
    let house = parvaneh::doors::open(&context.await.unwrap());
    let asked = async |method: poem::http::Method, below: &str| {
        let path = format!("{FILING}/C23-1405-000001{below}");
        let request = poem::Request::builder()
            .method(method)
            .uri(path.parse().unwrap())
            .header("tracking-secret", "0000-0000-0000-0000-0000-0000")
            .content_type("application/pdf")
            .finish();
        let answer = poem::Endpoint::get_response(&house, request).await;
        let wait = answer.headers().get("retry-after").is_some();
        (answer.status().as_u16(), wait)
    };
    let (get, post) = (poem::http::Method::GET, poem::http::Method::POST);
    assert_eq!(asked(get.clone(), "").await, (404, false));
    assert_eq!(asked(post.clone(), "/documents").await, (404, false));
    assert_eq!(asked(get.clone(), "").await, (404, false));
    assert_eq!(asked(get, "").await, (429, true));
    assert_eq!(asked(post, "/documents").await, (429, true));
}

/// Covers A6.6.
#[tokio::test]
async fn a_new_closure_moves_the_term_of_an_opinion_that_runs_and_no_other() {
    let registry = Registry::real().await;
    let mut complaint = registry.given_consulted_complaint().await;
    let listed = async |complaint: &Complained<'_>| {
        let found = complaint.agency.officer.get(COMPLAINTS).await.ok();
        found.body["items"][0].clone()
    };
    let until = |listed: &Value| listed["opinion_until"].as_str().unwrap().to_owned();
    let last = until(&listed(&complaint).await);
    let centre = registry
        .given_account(
            parvaneh::domain::placement::access::Role::CentralOfficer,
            None,
        )
        .await;
    let close = |date: &str| json!({"date": date, "name_fa": "تعطیلی", "name_en": "Closed"});
    centre.post("/api/v1/closures", close(&last)).await.ok();
    let moved = until(&listed(&complaint).await);
    assert!(moved > last, "{moved}");
    let days = (moved.parse::<chrono::NaiveDate>().unwrap() - registry.context.today()).num_days();
    complaint.days_pass(days + 1).await;
    assert_eq!(listed(&complaint).await["opinion_overdue"], true);
    let centre = centre.again().await;
    centre.post("/api/v1/closures", close(&moved)).await.ok();
    assert_eq!(until(&listed(&complaint).await), moved);
}
