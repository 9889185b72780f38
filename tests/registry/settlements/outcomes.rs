//! What becomes of each job seeker, through the association (A6.4).

use parvaneh::domain::kernel::event::Aggregate;
use serde_json::json;

use crate::given::FOREIGN_OF_A_COMPANY;
use crate::harness::Registry;

/// Covers A6.4.
#[tokio::test]
async fn each_job_seeker_has_one_of_three_outcomes_before_the_file_is_closed() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let other = registry.given_licence(2).await.id();
    let lines = office.owes(&[0, 400, 900]).await;
    let outcome = |line: usize| format!("/lines/{}/outcome", lines[line]);
    let today = registry.context.today();
    let association = office.association.clone();

    let consent = office.evidence();
    let transfer = json!({"transferred": {"licence_id": other, "consent": consent}});
    let early = office
        .try_by(&association, &outcome(0), transfer.clone())
        .await;
    early.problem(409, "illegal-transition");
    office
        .office("/handover", json!({"letter": "نامه ۵"}))
        .await;
    assert_eq!(office.view["state"], "handed_to_association");
    office.by(&association, &outcome(0), transfer.clone()).await;
    assert_eq!(office.view["lines"][0]["transferred_to"], json!(other));
    let again = office.try_by(&association, &outcome(0), transfer).await;
    again.problem(422, "line-settled");

    let refund = json!({"refunded": {"statement": office.evidence()}});
    let unpaid = office
        .try_by(&association, &outcome(1), refund.clone())
        .await;
    unpaid.problem(422, "outcome-not-proved");
    let payment = json!({"amount": 400, "evidence": office.evidence()});
    let pay = format!("/lines/{}/payments", lines[1]);
    office.office(&pay, payment).await;
    office.by(&association, &outcome(1), refund).await;

    let search = json!({"unreachable": {"attempts": "تماس با کارجو و نامه سفارشی", "on": today}});
    office.by(&association, &outcome(2), search).await;
    assert_eq!(office.view["lines"][2]["outcome"], "unreachable");
    assert_eq!(office.view["lines"][2]["settled"], false);
    let events = registry.texts("SELECT payload FROM event").await;
    assert!(!events.iter().any(|it| it.contains("تماس با کارجو")));

    let open = office
        .try_by(&office.officer, "/closing", json!(null))
        .await;
    open.problem(422, "settlement-open");
    let referral = format!("/lines/{}/referral", lines[2]);
    let deposit = json!({"to": "deposit", "reference": "رسید صندوق ۹"});
    office.office(&referral, deposit.clone()).await;
    let again = office
        .try_by(&office.officer, &referral, deposit.clone())
        .await;
    again.problem(422, "remainder-referred");
    let nothing = format!("/lines/{}/referral", lines[1]);
    let nothing = office.try_by(&office.officer, &nothing, deposit).await;
    nothing.problem(422, "no-remainder");
    let open = office
        .try_by(&office.officer, "/closing", json!(null))
        .await;
    open.problem(422, "settlement-open");
    office.ticks(&["documents", "original_licence"]).await;
    office.office("/closing", json!(null)).await;
    assert_eq!(office.view["state"], "closed");
    assert_eq!(office.view["closed_on"], json!(today));
    let late = json!({"name": "کارجوی دیگر", "owed": 1});
    let late = office.try_by(&office.officer, "/lines", late).await;
    late.problem(409, "illegal-transition");
}

#[tokio::test]
async fn a_job_seeker_is_transferred_only_to_an_office_of_the_same_kind_that_may_act_today() {
    let registry = Registry::real().await;
    let stale = registry.given_licence(2).await.id();
    let foreign = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
    registry.given_guarantee_amount(1_000).await;
    let deed = crate::given::deed(1_000, "1409-02-30");
    foreign.given_accepted_guarantee(deed).await;
    let foreign = foreign.issue_by(&foreign.director).await.created().id();
    let mut office = registry.given_closed_office().await;
    let lines = office.owes(&[0]).await;
    office
        .office("/handover", json!({"letter": "نامه ۵"}))
        .await;
    let outcome = format!("/lines/{}/outcome", lines[0]);
    let own = office.view["licence_id"].clone();
    // More than two years later the other office's first term is over.
    office.days_pass(800).await;
    for licence in [own, json!(foreign), json!(stale), json!(uuid::Uuid::nil())] {
        let transfer =
            json!({"transferred": {"licence_id": licence, "consent": office.evidence()}});
        let refused = office.try_by(&office.association, &outcome, transfer).await;
        refused.problem(422, "receiving-office-unfit");
    }
    let active = registry.given_licence(3).await.id();
    let transfer = json!({"transferred": {"licence_id": active, "consent": office.evidence()}});
    office.office(&outcome, transfer).await;
    assert_eq!(office.view["lines"][0]["settled"], true);
}

#[tokio::test]
async fn an_outcome_is_exactly_one_and_a_faulty_request_is_named_field_by_field() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let lines = office.owes(&[10]).await;
    office
        .office("/handover", json!({"letter": "نامه ۵"}))
        .await;
    let outcome = format!("/lines/{}/outcome", lines[0]);
    let today = registry.context.today();
    let two = json!({"refunded": {"statement": office.evidence()},
        "unreachable": {"attempts": "نامه", "on": today}});
    for body in [two, json!({})] {
        let refused = office.try_by(&office.association, &outcome, body).await;
        refused.problem(422, "invalid-value");
    }
    let faulty = json!({"seekers": [{"name": "کارجوی سوم", "owed": 1}, {"name": "", "owed": -1}]});
    let refused = office.try_by(&office.officer, "/line-lists", faulty).await;
    let refused = refused.problem(422, "invalid-value");
    let pointers: Vec<_> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/seekers/1/name", "/seekers/1/owed"]);
    let none = json!({"seekers": []});
    let refused = office.try_by(&office.officer, "/line-lists", none).await;
    refused.problem(422, "invalid-value");
    office.look().await;
    assert_eq!(office.view["lines"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_repeated_request_adds_a_job_seeker_once() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    let path = format!("{}/lines", office.path);
    let seeker = json!({"name": "کارجوی یکم", "owed": 10});
    let key = [("idempotency-key", "seeker-1")];
    for _ in 0..2 {
        let added = office.officer.post_with(&path, seeker.clone(), &key).await;
        added.created();
    }
    office.look().await;
    assert_eq!(office.view["lines"].as_array().unwrap().len(), 1);
}
