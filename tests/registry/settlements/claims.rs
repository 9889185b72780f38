//! Unpaid sums come back out of the guarantee, to the rial (A8.11, A16).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::given::ClosedOffice;
use crate::harness::Registry;

fn order(by: &Value) -> Value {
    let mut order = json!({"legal_basis": [{"citation": "A16"}]});
    let form = order.as_object_mut().unwrap();
    form.extend(by.as_object().unwrap().clone());
    order
}

fn court() -> Value {
    order(&json!({"court_order": "دستور ۴۴ شعبه ۲"}))
}

/// The claim that was ordered last.
fn last_claim(account: &Value) -> String {
    let claims = account["guarantee"]["claims"].as_array().unwrap();
    claims.last().unwrap()["id"].as_str().unwrap().to_owned()
}

pub(super) async fn account(office: &ClosedOffice<'_>) -> Value {
    let path = format!("{}/reconciliation", office.path);
    office.officer.get(&path).await.ok().body
}

/// Covers A16 and A8.11.
#[tokio::test]
async fn every_rial_is_in_one_place_from_the_debt_to_the_repayment_of_each_person() {
    // The guarantee, what is owed to three persons, what the agency pays of the first debt, and the
    // shares of the claim: all of it, or the same part of it to the rial when the guarantee is short.
    let cases = [
        (10_000, [1_000, 2_000, 3_000], 400, [600, 2_000, 3_000]),
        (5_600, [1_000, 2_000, 3_000], 400, [600, 2_000, 3_000]),
        (1_000, [1_000, 1_000, 1_000], 0, [333, 333, 334]),
        (100, [1, 1_000, 2_000], 0, [0, 33, 67]),
    ];
    for (guarantee, owed, paid, shares) in cases {
        let registry = Registry::real().await;
        let mut office = registry.given_closed_foreign_office(guarantee).await;
        let lines = office.owes(&owed).await;
        office.notice().await;
        if paid > 0 {
            let payment = json!({"amount": paid, "evidence": office.evidence()});
            let pay = format!("/lines/{}/payments", lines[0]);
            office.office(&pay, payment).await;
        }
        office.days_pass(20).await;
        let director = office.director.clone();
        let total: i64 = owed.iter().sum();
        let claimed: i64 = shares.iter().sum();
        let by = order(&json!({"ruling_id": office.ruling}));
        let ordered = office.by(&director, "/claims", by).await;
        let figures = |account: &Value| {
            let names = [
                "paid_by_agency",
                "repaid",
                "claimed",
                "referred",
                "outstanding",
            ];
            let figures = names.map(|name| account[name].as_i64().unwrap());
            assert_eq!(figures.iter().sum::<i64>(), total, "{account}");
            assert_eq!(account["owed"], total);
            assert_eq!(account["adds_up"], true, "{account}");
            let held = &account["guarantee"];
            assert_eq!(held["amount"], guarantee);
            assert_eq!(held["remaining"], guarantee - claimed);
            let claim = &held["claims"][0];
            assert_eq!(claim["amount"], claimed);
            let parts = ["repaid", "unrepaid"].map(|name| claim[name].as_i64().unwrap());
            assert_eq!(parts.iter().sum::<i64>(), claimed);
            figures
        };
        let rest = total - paid - claimed;
        assert_eq!(figures(&ordered), [paid, 0, claimed, 0, rest]);
        office.look().await;
        for (line, share) in office.view["lines"].as_array().unwrap().iter().zip(shares) {
            assert_eq!(line["claimed"], share, "{guarantee}");
        }

        let claim = last_claim(&ordered);
        let repayments = format!("/claims/{claim}/repayments");
        let repayment = |line: &str| {
            json!({"line_id": line, "evidence": {"on": registry.context.today(),
                "record": "رسید ۸"}})
        };
        let early = office
            .try_by(&office.officer, &repayments, repayment(&lines[2]))
            .await;
        early.problem(422, "nothing-to-repay");
        let paid_by_bank = json!({"evidence": office.evidence()});
        let call = format!("/claims/{claim}/call");
        office.office(&call, paid_by_bank.clone()).await;
        let twice = office.try_by(&office.officer, &call, paid_by_bank).await;
        twice.problem(409, "illegal-transition");
        let mut handed = 0;
        for (line, share) in lines.iter().zip(shares) {
            if share == 0 {
                let refused = office
                    .try_by(&office.officer, &repayments, repayment(line))
                    .await;
                refused.problem(422, "nothing-to-repay");
                continue;
            }
            let after = office.office(&repayments, repayment(line)).await;
            handed += share;
            assert_eq!(figures(&after), [paid, handed, claimed - handed, 0, rest]);
            let again = office
                .try_by(&office.officer, &repayments, repayment(line))
                .await;
            again.problem(422, "nothing-to-repay");
        }
        let mut referred = 0;
        for line in &lines {
            office.look().await;
            let lines = office.view["lines"].as_array().unwrap().iter();
            let mut lines = lines.filter(|it| it["id"] == json!(line));
            let left = lines.next().unwrap()["outstanding"].as_i64().unwrap();
            if left > 0 {
                let court = json!({"to": "court", "reference": "پرونده ۱۴۰۵/۷"});
                let referral = format!("/lines/{line}/referral");
                office.office(&referral, court).await;
                referred += left;
            }
        }
        assert_eq!(referred, rest);
        let end = account(&office).await;
        assert_eq!(figures(&end), [paid, claimed, 0, rest, 0]);
    }
}

#[tokio::test]
async fn a_claim_needs_an_order_a_rule_somebody_owed_and_no_more_than_what_remains() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    let director = office.director.clone();
    let nobody = office.try_by(&director, "/claims", court()).await;
    nobody.problem(422, "nothing-unpaid");
    let lines = office.owes(&[800, 900]).await;
    let by_ruling = order(&json!({"ruling_id": office.ruling}));
    let early = office.try_by(&director, "/claims", by_ruling.clone()).await;
    early.problem(422, "ten-days-not-over");
    office.notice().await;
    let early = office.try_by(&director, "/claims", by_ruling.clone()).await;
    early.problem(422, "ten-days-not-over");
    office.days_pass(20).await;
    let director = office.director.clone();

    let share = |line: &str, amount: i64| json!({"line_id": line, "amount": amount});
    let shares = |shares: Value| {
        let mut order = by_ruling.clone();
        order["shares"] = shares;
        order
    };
    let mut baseless = by_ruling.clone();
    baseless["legal_basis"] = json!([]);
    let mut policy = by_ruling.clone();
    policy["legal_basis"] = json!([{"directive": Uuid::nil()}]);
    let both = order(&json!({"ruling_id": office.ruling, "court_order": "۴۴"}));
    let (a, b) = (&lines[0], &lines[1]);
    let cases = [
        (
            shares(json!([share(a, 800), share(b, 201)])),
            422,
            "claim-exceeds-guarantee",
        ),
        (shares(json!([share(a, 801)])), 422, "claim-too-great"),
        (shares(json!([share(a, 0)])), 422, "claim-too-great"),
        (shares(json!([])), 422, "nothing-unpaid"),
        (
            shares(json!([share(a, 1), share(a, 2)])),
            422,
            "invalid-value",
        ),
        (shares(json!([share(office.id(), 1)])), 422, "no-such-line"),
        (baseless, 422, "no-legal-basis"),
        (policy, 422, "directive-not-in-force"),
        (both, 422, "invalid-value"),
        (order(&json!({})), 422, "invalid-value"),
        (order(&json!({"ruling_id": Uuid::nil()})), 404, "not-found"),
    ];
    for (order, status, code) in cases {
        let refused = office.try_by(&director, "/claims", order).await;
        refused.problem(status, code);
    }
    let by_officer = office.try_by(&office.officer, "/claims", court()).await;
    by_officer.problem(403, "permission-denied");
    assert_eq!(account(&office).await["guarantee"]["claims"], json!([]));

    // What is left after a first claim can be claimed later, and no more than that.
    let ordered = office
        .by(&director, "/claims", shares(json!([share(a, 700)])))
        .await;
    let pending = office.try_by(&director, "/claims", court()).await;
    pending.problem(409, "illegal-transition");
    let unknown = json!({"evidence": office.evidence()});
    let call = format!("/claims/{}/call", Uuid::nil());
    let refused = office.try_by(&office.officer, &call, unknown.clone()).await;
    refused.problem(422, "no-such-claim");
    let call = format!("/claims/{}/call", last_claim(&ordered));
    office.office(&call, unknown).await;
    let ordered = office.by(&director, "/claims", court()).await;
    assert_eq!(ordered["guarantee"]["remaining"], 0);
    assert_eq!(ordered["guarantee"]["claims"][1]["amount"], 300);
    assert_eq!(ordered["claimed"], 1_000);
    assert_eq!(ordered["outstanding"], 700);
    let guarantee = ordered["guarantee"]["id"].as_str().unwrap();
    let held = format!("/api/v1/guarantees/{guarantee}");
    let held = office.officer.get(&held).await.ok();
    assert_eq!(held.body["state"], "claim_ordered");
}

#[tokio::test]
async fn a_court_orders_a_claim_at_any_time_and_a_domestic_office_has_no_guarantee() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    office.owes(&[800]).await;
    let director = office.director.clone();
    let ordered = office.by(&director, "/claims", court()).await;
    assert_eq!(ordered["claimed"], 800);

    let registry = Registry::real().await;
    let mut office = registry.given_closed_office().await;
    office.owes(&[800]).await;
    let refused = office.try_by(&office.director, "/claims", court()).await;
    refused.problem(422, "guarantee-missing");
    let account = account(&office).await;
    assert_eq!(account["guarantee"], Value::Null);
    assert_eq!(account["adds_up"], true);
}

#[tokio::test]
async fn of_two_claims_ordered_at_once_one_is_ordered() {
    let registry = Registry::real().await;
    let mut office = registry.given_closed_foreign_office(1_000).await;
    office.owes(&[800]).await;
    let (one, other) = tokio::join!(
        office.try_by(&office.director, "/claims", court()),
        office.try_by(&office.director, "/claims", court())
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 412]);
    let account = account(&office).await;
    assert_eq!(account["guarantee"]["claims"].as_array().unwrap().len(), 1);
    assert_eq!(account["adds_up"], true);
}
