//! Rulings of provincial boards, from the draft to the execution.

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use crate::given::{PDF, RULINGS, revocation, ruling, ruling_service, suspension, warning};
use crate::harness::Registry;

const ELSEWHERE: &str = "IR-07";

fn with(mut form: Value, name: &str, value: Value) -> Value {
    form[name] = value;
    form
}

#[tokio::test]
async fn a_ruling_is_drafted_voted_signed_issued_and_served() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_drafted_ruling(4, suspension(3)).await;
    assert_eq!(ruled.state(), "drafted");
    assert_eq!(ruled.view["state_fa"], "پیش‌نویس");
    assert_eq!(ruled.view["violations"][0]["citation"], "A15.4");
    assert_eq!(ruled.view["penalty"]["text_fa"], "تعلیق مجوز به مدت ۳ ماه");
    assert_eq!(ruled.view["no_matching_directive"], true);
    assert!(ruled.view["number"].is_null());

    ruled.vote("approved").await;
    assert_eq!(ruled.state(), "voted");
    let vote = &ruled.view["vote"];
    assert_eq!(vote["session_id"], ruled.session.id());
    assert_eq!(
        [&vote["in_favour"], &vote["against"], &vote["quorum"]],
        [4, 0, 4]
    );
    ruled.case.look().await;
    assert_eq!(ruled.case.state(), "ruled");
    assert_eq!(ruled.case.view["verdict"]["ruling"], ruled.id());
    assert_eq!(ruled.case.view["verdict"]["finding"], "guilty");
    assert_eq!(ruled.case.view["hearing"]["attended"], true);

    ruled.sign().await;
    assert_eq!(ruled.state(), "signed");
    assert_eq!(ruled.view["signed_on_persian"], "۱۴۰۵/۰۹/۰۱");
    let unseen = ruled.case.agency.operator.get(&ruled.path).await;
    unseen.problem(404, "not-found");

    ruled.issue().await;
    assert_eq!(ruled.state(), "issued");
    assert_eq!(ruled.view["number"], "R23-1405-000001");
    let seen = ruled.case.agency.operator.get(&ruled.path).await.ok();
    assert_eq!(seen.body["penalty"]["class"], "suspension");
    let own = ruled.case.agency.operator.get(RULINGS).await.ok();
    assert_eq!(own.body["items"].as_array().unwrap().len(), 1);

    let today = registry.context.today();
    ruled.office("/service", ruling_service(today)).await;
    assert_eq!(ruled.state(), "served");
    assert_eq!(ruled.view["final_on_persian"], "۱۴۰۵/۰۹/۲۳");
    let early = json!({"executed_on": today, "record": "نامه ۱"});
    let early = ruled.try_office("/execution", early).await;
    early.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_ruling_acquits_or_finds_no_jurisdiction_when_the_board_rejects_the_charge() {
    for finding in ["acquittal", "no_jurisdiction"] {
        let registry = Registry::real().await;
        let mut ruled = registry.given_drafted_ruling(4, warning()).await;
        let draft = json!({"facts_on": registry.context.today(), "finding": finding,
            "legal_basis": [{"citation": "A5.2"}], "reasons": "دلیلی بر تخلف نیست."});
        let redrafted = ruled
            .board
            .secretary
            .put(&ruled.path, draft, &[("if-match", &ruled.etag)])
            .await;
        ruled.now(redrafted.ok());
        assert!(ruled.view["penalty"].is_null());
        ruled.vote("rejected").await;
        assert_eq!(ruled.view["vote"]["against"], 4);
        ruled.sign().await;
        ruled.issue().await;
        assert_eq!(ruled.view["finding"], finding);
    }
}

#[tokio::test]
async fn a_ruling_against_the_vote_is_refused_and_can_be_drafted_anew() {
    let registry = Registry::real().await;
    let ruled = registry.given_drafted_ruling(4, warning()).await;
    let secretary = &ruled.board.secretary;
    let early = ruled.by(secretary, "/vote", json!(null)).await;
    early.problem(422, "not-decided-yet");
    let basis = json!([{"citation": "A15"}]);
    ruled.board.decides(&ruled.session, "rejected", basis).await;
    let against = ruled.by(secretary, "/vote", json!(null)).await;
    against.problem(422, "against-the-vote");

    let acquittal = json!({"facts_on": registry.context.today(), "finding": "acquittal",
        "legal_basis": [{"citation": "A5.2"}], "reasons": "دلیلی بر تخلف نیست."});
    let redrafted = secretary
        .put(&ruled.path, acquittal, &[("if-match", &ruled.etag)])
        .await
        .ok();
    let path = format!("{}/vote", ruled.path);
    let voted = secretary
        .decide(&path, &redrafted.etag(), json!(null))
        .await;
    assert_eq!(voted.ok().body["state"], "voted");
}

#[tokio::test]
async fn what_a_ruling_cannot_say_is_refused() {
    let registry = Registry::real().await;
    let (case, board, _session) = registry.given_heard_case(4).await;
    let draft = ruling(&registry, 4, warning());
    let of = |clause: u8| json!([{"clause": clause}]);
    let both = json!({"class": "suspension", "measure": "تذکر",
        "length": {"count": 1, "unit": "months"}});
    let endless = json!({"class": "suspension"});
    let nothing = json!({"class": "suspension", "length": {"count": 0, "unit": "days"}});
    let residual = json!([{"clause": 0, "breached": {"citation": "A13.n2"}}]);
    let cases = [
        (with(draft.clone(), "penalty", both), "invalid-value"),
        (with(draft.clone(), "penalty", endless), "invalid-value"),
        (with(draft.clone(), "penalty", nothing), "invalid-value"),
        (with(draft.clone(), "penalty", json!(null)), "invalid-value"),
        (
            with(draft.clone(), "finding", json!("acquittal")),
            "invalid-value",
        ),
        (
            with(draft.clone(), "violations", json!([])),
            "no-violation-named",
        ),
        (
            with(draft.clone(), "violations", of(10)),
            "clause-of-another-kind",
        ),
        (
            with(draft.clone(), "violations", of(9)),
            "clause-of-another-kind",
        ),
        (
            with(draft.clone(), "violations", of(7)),
            "violation-not-charged",
        ),
        (
            with(draft.clone(), "violations", residual),
            "violation-not-charged",
        ),
        (
            with(draft.clone(), "violations", of(0)),
            "provision-not-named",
        ),
        (with(draft.clone(), "violations", of(13)), "invalid-value"),
        (
            with(draft.clone(), "facts_on", json!("2026-11-21")),
            "facts-on-another-day",
        ),
        (
            with(draft.clone(), "legal_basis", json!([])),
            "no-legal-basis",
        ),
        (
            with(draft.clone(), "reasons_without_directive", json!(null)),
            "reasons-without-directive",
        ),
    ];
    for (wrong, code) in cases {
        let text = wrong.to_string();
        let form = json!({"case": case.id(), "draft": wrong});
        let refused = board.secretary.post(RULINGS, form).await;
        let kind = refused.body["type"].as_str().unwrap_or_default().to_owned();
        assert!(
            kind.ends_with(code),
            "{code}: {kind} {} for {text}",
            refused.status
        );
    }
    let two = with(draft.clone(), "penalties", json!([warning(), revocation()]));
    let two = json!({"case": case.id(), "draft": two});
    board
        .secretary
        .post(RULINGS, two)
        .await
        .problem(400, "invalid-body");

    let form = || json!({"case": case.id(), "draft": draft});
    board.secretary.post(RULINGS, form()).await.created();
    let second = board.secretary.post(RULINGS, form()).await;
    assert_eq!(second.status, 422);
}

#[tokio::test]
async fn a_penalty_lies_within_the_directive_of_the_day_of_the_facts() {
    let registry = Registry::real().await;
    let months = |count| json!({"count": count, "unit": "months"});
    let ranges = json!([{"clause": 4, "disciplinary": ["تذکر", "اخطار کتبی"],
        "suspension": {"least": months(1), "most": months(6)}}, {"clause": 7, "revocation": true}]);
    let unsound = json!({"matter": "penalty_matching", "title": "نمونه", "body": "متن",
        "penalties": [{"clause": 4}]});
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let refused = centre.post("/api/v1/directives", unsound).await;
    refused.problem(422, "invalid-value");
    registry.given_penalty_ranges(ranges.clone()).await;
    let listed = centre
        .get("/api/v1/directives?matter=penalty_matching")
        .await
        .ok();
    assert_eq!(
        listed.body["items"][0]["penalties"][0]["suspension"],
        ranges[0]["suspension"]
    );

    let (case, board, _session) = registry.given_heard_case(4).await;
    let form = |penalty| json!({"case": case.id(), "draft": ruling(&registry, 4, penalty)});
    let other = json!({"class": "disciplinary", "measure": "جریمه"});
    for outside in [revocation(), suspension(7), other] {
        let refused = board.secretary.post(RULINGS, form(outside)).await;
        refused.problem(422, "penalty-out-of-range");
    }
    // What the board decides later on does not measure facts of today.
    let drafted = board
        .secretary
        .post(RULINGS, form(suspension(6)))
        .await
        .created();
    assert_eq!(drafted.body["no_matching_directive"], false);
    assert_eq!(
        drafted.body["matching_directive"],
        listed.body["items"][0]["id"]
    );
}

#[tokio::test]
async fn a_ruling_is_served_no_earlier_than_it_is_issued_and_not_in_the_future() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_drafted_ruling(4, warning()).await;
    let today = registry.context.today();
    let day = |days: i64| today + chrono::Duration::days(days);
    ruled.vote("approved").await;
    ruled.sign().await;
    let unissued = ruled.try_office("/service", ruling_service(today)).await;
    unissued.problem(409, "illegal-transition");
    ruled.issue().await;
    for impossible in [day(-1), day(1)] {
        let refused = ruled
            .try_office("/service", ruling_service(impossible))
            .await;
        refused.problem(422, "service-date");
    }
    let path = format!("{}/service", ruled.path);
    let unseen = ruled
        .case
        .agency
        .officer
        .post(&path, ruling_service(today))
        .await;
    unseen.problem(428, "precondition-required");
    ruled.office("/service", ruling_service(today)).await;
    let twice = ruled.try_office("/service", ruling_service(today)).await;
    twice.problem(409, "illegal-transition");
}

#[tokio::test]
async fn nothing_changes_what_a_signed_ruling_says() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(4, warning()).await;
    let said = [
        "penalty",
        "violations",
        "reasons",
        "legal_basis",
        "facts_on",
    ];
    let before = ruled.view.clone();
    let draft = ruling(&registry, 4, revocation());
    let redraft = ruled
        .board
        .secretary
        .put(&ruled.path, draft, &[("if-match", &ruled.etag)])
        .await;
    redraft.problem(409, "illegal-transition");
    let again = ruled
        .by(&ruled.case.agency.director, "/signature", json!(null))
        .await;
    again.problem(409, "illegal-transition");

    let slip = json!({"text": "منظور از «کارجو» در سطر نخست «کارجویان» است.", "reason": "سهو قلم"});
    let officer = ruled.try_office("/explanations", slip.clone()).await;
    officer.problem(403, "permission-denied");
    let explained = ruled
        .by(&ruled.case.agency.director, "/explanations", slip)
        .await;
    ruled.now(explained.ok());
    assert_eq!(ruled.view["amendments"][0]["kind"], "clerical");
    for part in said {
        assert_eq!(ruled.view[part], before[part], "{part}");
    }
}

#[tokio::test]
async fn only_the_chair_by_a_decree_in_force_signs() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_drafted_ruling(4, warning()).await;
    ruled.vote("approved").await;
    let other = registry
        .given_account(Role::DirectorGeneral, Some("IR-23"))
        .await;
    let without = ruled.by(&other, "/signature", json!(null)).await;
    without.problem(422, "not-signed-by-the-chair");
    let secretary = ruled
        .by(&ruled.board.secretary, "/signature", json!(null))
        .await;
    secretary.problem(403, "permission-denied");
    ruled.sign().await;
    assert_eq!(ruled.view["signed_by"], "عضو هیئت");
}

#[tokio::test]
async fn rulings_of_another_province_or_agency_are_unknown() {
    let registry = Registry::real().await;
    let ruled = registry.given_issued_ruling(4, warning()).await;
    let stranger = registry.given_account(Role::Operator, None).await;
    let elsewhere = registry
        .given_account(Role::BoardSecretary, Some(ELSEWHERE))
        .await;
    let auditor = registry.given_account(Role::Auditor, None).await;
    for somebody in [&stranger, &elsewhere] {
        somebody.get(&ruled.path).await.problem(404, "not-found");
        let print = somebody.get(&format!("{}/pdf", ruled.path)).await;
        print.problem(404, "not-found");
        let list = somebody.get(RULINGS).await.ok();
        assert_eq!(list.body["items"], json!([]));
    }
    auditor.get(&ruled.path).await.ok();
    let today = registry.context.today();
    let by = ruled
        .by(&elsewhere, "/service", ruling_service(today))
        .await;
    by.problem(404, "not-found");
    let by = ruled.by(&auditor, "/service", ruling_service(today)).await;
    by.problem(403, "permission-denied");
    let by = ruled
        .by(
            &ruled.case.agency.operator,
            "/service",
            ruling_service(today),
        )
        .await;
    by.problem(403, "permission-denied");
    let anybody = registry.anybody().get(&ruled.path).await;
    anybody.problem(401, "unauthenticated");

    let form = json!({"case": ruled.case.id(), "draft": ruling(&registry, 4, warning())});
    elsewhere
        .post(RULINGS, form.clone())
        .await
        .problem(404, "not-found");
    let ruled_already = ruled.board.secretary.post(RULINGS, form).await;
    ruled_already.problem(422, "case-not-heard");
}

#[tokio::test]
async fn a_scanned_proof_is_kept_with_the_service_and_read_by_who_sees_the_ruling() {
    let registry = Registry::real().await;
    let mut ruled = registry.given_issued_ruling(4, warning()).await;
    let path = format!("{}/documents", ruled.path);
    let today = registry.context.today();
    let unknown = "0".repeat(64);
    let service = |document: &str| with(ruling_service(today), "document", json!(document));
    let refused = ruled.try_office("/service", service(&unknown)).await;
    refused.problem(422, "invalid-value");

    let officer = ruled.case.agency.officer.clone();
    let text = officer
        .upload(&path, "application/pdf", &b"no document"[..], &[])
        .await;
    text.problem(415, "unsupported-media-type");
    let operator = ruled.case.agency.operator.clone();
    let own = operator.upload(&path, "application/pdf", PDF, &[]).await;
    own.problem(403, "permission-denied");
    let taken = officer
        .upload(&path, "application/pdf", PDF, &[])
        .await
        .ok();
    let hash = taken.body["sha256"].as_str().unwrap().to_owned();
    let early = officer.get(&format!("{path}/{hash}")).await;
    early.problem(404, "not-found");
    ruled.office("/service", service(&hash)).await;
    assert_eq!(ruled.view["service"]["document"], hash);

    let reads = "SELECT COUNT(*) FROM access_entry WHERE what = 'service proof'";
    let read = operator.get(&format!("{path}/{hash}")).await.ok();
    assert_eq!(&read.bytes[..], PDF);
    assert_eq!(read.header("content-type"), "application/pdf");
    assert_eq!(registry.count(reads).await, 1);
    registry.days_pass(2);
    registry.run_jobs().await;
    let officer = officer.again().await;
    officer.get(&format!("{path}/{hash}")).await.ok();
}
