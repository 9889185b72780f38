//! What happens to a guarantee while it is held, and where every rial of it is (A8.11, A16).

use parvaneh::domain::placement::access::Role;
use serde_json::{Value, json};

use super::{AMOUNT, LONG_ENOUGH};
use crate::given::{ClosedOffice, PDF, day, deed};
use crate::harness::Registry;

fn moved(ledger: &Value) -> Vec<(String, i64, i64, i64)> {
    let entries = ledger["entries"].as_array().unwrap().iter();
    entries
        .map(|it| {
            let number = |name: &str| it[name].as_i64().unwrap();
            let name = it["moved"].as_str().unwrap().to_owned();
            (name, number("amount"), number("balance"), number("in_hand"))
        })
        .collect()
}

fn entry(moved: &str, amount: i64, balance: i64, in_hand: i64) -> (String, i64, i64, i64) {
    (moved.to_owned(), amount, balance, in_hand)
}

/// Covers A8.11.
#[tokio::test]
async fn a_guarantee_is_extended_on_the_bank_s_word_and_never_to_an_earlier_day() {
    let registry = Registry::real().await;
    let licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let held = &licence.guarantee;
    let today = registry.context.today();
    let word = |on: chrono::NaiveDate| json!({"on": on, "record": "نامه ۳۴ بانک"});
    let extension = |until: &str, on| json!({"expires_on": day(until), "evidence": word(on)});
    let cases = [
        (extension(LONG_ENOUGH, today), "guarantee-not-extended"),
        (extension("1408-02-29", today), "guarantee-not-extended"),
        (
            extension("1409-02-30", today.succ_opt().unwrap()),
            "evidence-date",
        ),
        (
            extension("1409-02-30", today.pred_opt().unwrap()),
            "evidence-date",
        ),
    ];
    for (body, code) in cases {
        let refused = licence.office(held, "/extension", body).await;
        refused.problem(422, code);
    }
    let unknown = json!({"expires_on": day("1409-02-30"), "evidence":
        {"on": today, "record": "نامه", "document": uuid::Uuid::nil()}});
    let refused = licence.office(held, "/extension", unknown).await;
    refused.problem(422, "no-such-document");
    let path = format!("{held}/extension");
    let body = extension("1409-02-30", today);
    let unseen = licence.officer.post(&path, body.clone()).await;
    unseen.problem(428, "precondition-required");
    let seen = licence.officer.get(held).await.ok().etag();
    let by = licence.operator.decide(&path, &seen, body.clone()).await;
    by.problem(403, "permission-denied");
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let by = elsewhere.decide(&path, &seen, body.clone()).await;
    by.problem(404, "not-found");

    let documents = format!("{held}/documents");
    let letter = licence
        .officer
        .upload(&documents, "application/pdf", PDF, &[])
        .await
        .created();
    let by = licence
        .operator
        .upload(&documents, "application/pdf", PDF, &[])
        .await;
    by.problem(403, "permission-denied");
    let mut body = body;
    body["evidence"]["document"] = letter.body["id"].clone();
    let stale = licence.officer.decide(&path, &seen, body.clone()).await;
    stale.problem(412, "stale");
    let extended = licence.office(held, "/extension", body).await.ok();
    assert_eq!(extended.body["state"], "held");
    assert_eq!(extended.body["expires_on_persian"], "۱۴۰۹/۰۲/۳۰");
    assert_eq!(extended.body["documents"][0]["id"], letter.body["id"]);
    let ledger = licence.ledger(held).await;
    let expected = [
        entry("lodged", AMOUNT, AMOUNT, 0),
        entry("extended", 0, AMOUNT, 0),
    ];
    assert_eq!(moved(&ledger), expected);
    let last = &ledger["entries"][1];
    assert_eq!(last["expired_before_on_persian"], "۱۴۰۸/۰۲/۳۰");
    assert_eq!(last["document_sha256"], letter.body["sha256"]);
    let read = licence.operator.get(letter.header("location")).await;
    assert_eq!(read.status, 200);
    elsewhere
        .get(letter.header("location"))
        .await
        .problem(404, "not-found");
}

#[tokio::test]
async fn an_expired_deed_is_extended_only_by_a_word_that_came_before() {
    let registry = Registry::real().await;
    let mut licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let last = day(LONG_ENOUGH);
    let past = (last - registry.context.today()).num_days() + 3;
    licence.days_pass(past).await;
    let held = licence.guarantee.clone();
    let body = |on: chrono::NaiveDate| json!({"expires_on": day("1409-02-30"), "evidence": {"on": on, "record": "نامه ۳۴"}});
    let late = last.succ_opt().unwrap();
    let refused = licence.office(&held, "/extension", body(late)).await;
    refused.problem(422, "guarantee-expired");
    let extended = licence.office(&held, "/extension", body(last)).await.ok();
    assert_eq!(extended.body["expired"], false);
}

#[tokio::test]
async fn a_deed_of_its_own_takes_the_place_of_the_one_behind_a_licence() {
    let registry = Registry::real().await;
    let licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let replacements = format!("{}/replacements", licence.guarantee);
    let stranger = registry.given_account(Role::Operator, None).await;
    let by = stranger
        .post(&replacements, deed(AMOUNT, LONG_ENOUGH))
        .await;
    by.problem(404, "not-found");
    let by = licence
        .officer
        .post(&replacements, deed(AMOUNT, LONG_ENOUGH))
        .await;
    by.problem(403, "permission-denied");
    for (amount, until, code) in [
        (AMOUNT - 1, LONG_ENOUGH, "guarantee-too-small"),
        (AMOUNT, "1408-02-29", "guarantee-too-short"),
    ] {
        let lodged = licence
            .operator
            .post(&replacements, deed(amount, until))
            .await;
        let lodged = lodged.created().header("location").to_owned();
        let pending = licence
            .operator
            .post(&replacements, deed(amount, until))
            .await;
        pending.problem(422, "guarantee-pending");
        let letter = json!({"reference": "نامه ۱۲ بانک"});
        licence.office(&lodged, "/verification", letter).await.ok();
        let refused = licence.office(&lodged, "/acceptance", json!(null)).await;
        refused.problem(422, code);
        let reason = json!({"reason": "کافی نیست."});
        licence.office(&lodged, "/rejection", reason).await.ok();
        let ledger = licence.ledger(&lodged).await;
        let expected = [
            entry("lodged", amount, amount, 0),
            entry("rejected", amount, 0, 0),
        ];
        assert_eq!(moved(&ledger), expected);
    }
    let lodged = licence
        .operator
        .post(&replacements, deed(AMOUNT + 7, "1409-01-01"))
        .await;
    let lodged = lodged.created().header("location").to_owned();
    let letter = json!({"reference": "نامه ۱۲ بانک"});
    licence.office(&lodged, "/verification", letter).await.ok();
    let accepted = licence
        .office(&lodged, "/acceptance", json!(null))
        .await
        .ok();
    assert_eq!(accepted.body["state"], "held");
    let before = licence.officer.get(&licence.guarantee).await.ok();
    assert_eq!(before.body["state"], "replaced");
    assert_eq!(before.body["replaced_by"], accepted.body["id"]);
    let ledger = licence.ledger(&licence.guarantee).await;
    assert_eq!(moved(&ledger)[1], entry("replaced", AMOUNT, 0, 0));
    let cover = licence.cover().await;
    assert_eq!(cover["guarantee_id"], accepted.body["id"]);
    assert_eq!(cover["cover"], AMOUNT + 7);
    // What was given back is neither extended nor exchanged again.
    let body = json!({"expires_on": day("1410-01-01"), "evidence": licence.evidence()});
    let late = licence.office(&licence.guarantee, "/extension", body).await;
    late.problem(409, "illegal-transition");
    let late = licence
        .operator
        .post(&replacements, deed(AMOUNT, LONG_ENOUGH))
        .await;
    late.problem(409, "illegal-transition");
}

fn id_of(view: &Value) -> String {
    view["id"].as_str().unwrap().to_owned()
}

/// Everything of article 16 is done for these job seekers, and the file is closed.
async fn closes(office: &mut ClosedOffice<'_>, lines: &[String]) {
    office
        .ticks(&["money", "documents", "original_licence"])
        .await;
    office
        .office("/handover", json!({"letter": "نامه ۵"}))
        .await;
    for line in lines {
        let refund = json!({"refunded": {"statement": office.evidence()}});
        office
            .office(&format!("/lines/{line}/outcome"), refund)
            .await;
    }
    office.office("/closing", json!(null)).await;
}

/// Covers A8.11 and A16.
#[tokio::test]
async fn every_rial_of_a_guarantee_stands_in_its_ledger_until_the_rest_goes_back() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    let lines = office.owes(&[700, 600]).await;
    let account = office
        .officer
        .get(&format!("{}/reconciliation", office.path))
        .await;
    let account = account.ok();
    let id = id_of(&account.body["guarantee"]);
    let held = format!("/api/v1/guarantees/{id}");
    let director = office.director.clone();
    let order = json!({"legal_basis": [{"citation": "A16"}], "court_order": "دستور ۴۴",
        "shares": [{"line_id": lines[0], "amount": 700}]});
    let ordered = office.by(&director, "/claims", order).await;
    let claim = id_of(&ordered["guarantee"]["claims"][0]);
    let ledger = office.officer.get(&format!("{held}/ledger")).await.ok();
    assert_eq!(ledger.body["ordered"], 700);
    assert_eq!(ledger.body["balance"], 1_000);
    let paid = json!({"evidence": office.evidence()});
    office.office(&format!("/claims/{claim}/call"), paid).await;
    let repayment = json!({"line_id": lines[0], "evidence": office.evidence()});
    office
        .office(&format!("/claims/{claim}/repayments"), repayment)
        .await;

    // What is left does not suffice for the second person, and the bank adds to it.
    let seen = office.officer.get(&held).await.ok();
    assert_eq!(seen.body["state"], "partially_called");
    assert_eq!(seen.body["remaining"], 300);
    let top_up = json!({"amount": 400, "evidence": office.evidence()});
    let path = format!("{held}/top-ups");
    let topped_up = office
        .officer
        .decide(&path, &seen.etag(), top_up)
        .await
        .ok();
    assert_eq!(topped_up.body["amount"], 1_400);
    assert_eq!(topped_up.body["remaining"], 700);
    office.look().await;
    let order = json!({"legal_basis": [{"citation": "A16"}], "court_order": "دستور ۴۵"});
    let ordered = office.by(&director, "/claims", order).await;
    assert_eq!(ordered["claimed"], 600);
    assert_eq!(ordered["adds_up"], true);
    let claim = id_of(&ordered["guarantee"]["claims"][1]);
    let paid = json!({"evidence": office.evidence()});
    office.office(&format!("/claims/{claim}/call"), paid).await;
    let repayment = json!({"line_id": lines[1], "evidence": office.evidence()});
    office
        .office(&format!("/claims/{claim}/repayments"), repayment)
        .await;

    closes(&mut office, &lines).await;
    let operator = office.operator.clone().unwrap();
    let asked = operator
        .post(&format!("{held}/release-request"), json!(null))
        .await
        .ok();
    office.days_pass(190).await;
    let letter = json!({"letter": "نامه ۱۲ به بانک"});
    let release = format!("{held}/release");
    office
        .officer
        .decide(&release, &asked.etag(), letter)
        .await
        .ok();
    let ledger = office
        .officer
        .get(&format!("{held}/ledger"))
        .await
        .ok()
        .body;
    let expected = [
        entry("lodged", 1_000, 1_000, 0),
        entry("called", 700, 300, 700),
        entry("repaid", 700, 300, 0),
        entry("topped_up", 400, 700, 0),
        entry("called", 600, 100, 600),
        entry("repaid", 600, 100, 0),
        entry("released", 100, 0, 0),
    ];
    assert_eq!(moved(&ledger), expected);
    for (sum, rials) in [
        ("lodged", 1_000),
        ("topped_up", 400),
        ("called", 1_300),
        ("repaid", 1_300),
        ("given_back", 100),
        ("balance", 0),
        ("in_hand", 0),
    ] {
        assert_eq!(ledger[sum], rials, "{sum}");
    }
    assert_eq!(ledger["adds_up"], true);
    let elsewhere = registry
        .given_account(Role::ProvincialOfficer, Some("IR-07"))
        .await;
    let unseen = elsewhere.get(&format!("{held}/ledger")).await;
    unseen.problem(404, "not-found");
}

#[tokio::test]
async fn a_repeated_request_tops_a_guarantee_up_once() {
    let registry = Registry::real().await;
    let licence = registry.given_secured_licence(AMOUNT, LONG_ENOUGH).await;
    let path = format!("{}/top-ups", licence.guarantee);
    let seen = licence.officer.get(&licence.guarantee).await.ok().etag();
    let top_up = |amount: i64| json!({"amount": amount, "evidence": licence.evidence()});
    let refused = licence.officer.decide(&path, &seen, top_up(0)).await;
    refused.problem(422, "guarantee-not-topped-up");
    let most = 9_007_199_254_740_991;
    let refused = licence.officer.decide(&path, &seen, top_up(most)).await;
    refused.problem(422, "guarantee-not-topped-up");
    let headers = [("if-match", seen.as_str()), ("idempotency-key", "top-up-1")];
    for _ in 0..2 {
        let answer = licence
            .officer
            .post_with(&path, top_up(5), &headers)
            .await
            .ok();
        assert_eq!(answer.body["amount"], AMOUNT + 5);
    }
    let ledger = licence.ledger(&licence.guarantee).await;
    assert_eq!(ledger["topped_up"], 5);
}
