//! Renewals: when they may be filed, who decides, and from when the five years run (A5.3, A8.z, A10).

mod guarantee;
mod refusals;

use futures_util::future::join;
use parvaneh::domain::kernel::digits::to_persian;
use parvaneh::store::registry::Kind;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, Holder, day};
use crate::harness::Registry;

/// Covers A5.3, A8 and A10.
#[tokio::test]
async fn a_licence_is_renewed_for_five_years_by_its_board_with_every_condition_looked_at_anew() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 60).await;
    file.begins_renewal(&licence).await;
    assert_eq!(file.view["asks_for"], "renewal");
    assert_eq!(file.view["about_licence"], licence.as_str());
    assert_eq!(file.view["needs_board"], true);
    file.is_filed().await;
    for condition in file.view["conditions"].as_array().unwrap() {
        assert_ne!(condition["finding"], "met", "{condition}");
    }
    let performance = format!("{}/performance", file.path);
    file.operator
        .get(&performance)
        .await
        .problem(403, "permission-denied");
    let record = file.officer.get(&performance).await.ok().body;
    assert_eq!(record["from"], "2026-11-22");
    assert_eq!(record["open_cases"], 0);

    file.is_referred(Holder::Person).await;
    let by_official = file.try_decide("/approval", json!(null)).await;
    assert!(by_official.status.is_client_error());
    let early = file.try_decide("/licence", json!(null)).await;
    early.problem(409, "illegal-transition");
    file.board_decides("domestic", "approved").await;
    assert_eq!(file.state(), "ready_to_issue");

    let renewed = file.issue_by(&file.director).await.created();
    assert_eq!(renewed.id(), licence);
    let renewed = renewed.body;
    let terms = renewed["terms"].as_array().unwrap();
    assert_eq!(terms.len(), 2);
    assert_eq!(terms[1]["valid_from_persian"], to_persian("1407/09/01"));
    assert_eq!(terms[1]["valid_until_persian"], to_persian("1412/08/30"));
    assert_eq!(renewed["standing"], "active");
    assert_eq!(renewed["documents"].as_array().unwrap().len(), 2);

    registry.run_jobs().await;
    let number = renewed["number"].as_str().unwrap();
    let public = format!("/public/v1/licences/{number}");
    let public = registry.anybody().get(&public).await.ok().body;
    assert!(public.to_string().contains("2033-11-20"), "{public}");

    // Years later it is still the same licence.
    file.until_days_before_end(&licence, 1).await;
    assert_eq!(file.licence(&licence).await["standing"], "active");
    assert_eq!(registry.context.today(), day("1412-08-30"));
    assert_eq!(file.permission(&licence).await["permitted"], true);
}

/// The vectors of first terms, by the day of issue.
/// Covers A10.
#[tokio::test]
async fn a_first_licence_runs_for_two_years_whatever_the_day_it_is_issued_on() {
    let cases = [
        ("2025-03-20T06:30:00Z", "1403/12/30", "1405/12/29"),
        ("2025-03-21T06:30:00Z", "1404/01/01", "1405/12/29"),
        ("2023-03-21T06:30:00Z", "1402/01/01", "1403/12/30"),
        ("2026-11-22T06:30:00Z", "1405/09/01", "1407/08/30"),
    ];
    for (start, from, until) in cases {
        let registry = Registry::start_at(Kind::Real, start).await;
        let (file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
        let licence = file.licence(&licence).await;
        assert_eq!(licence["valid_from_persian"], to_persian(from));
        assert_eq!(licence["valid_until_persian"], to_persian(until));
    }
}

/// Covers A10.
#[tokio::test]
async fn a_licence_of_the_thirtieth_of_esfand_runs_for_two_years_and_then_for_five() {
    let registry = Registry::start_at(Kind::Real, "2025-03-20T06:30:00Z").await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 90).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.is_referred(Holder::Person).await;
    file.board_decides("domestic", "approved").await;
    let renewed = file.issue_by(&file.director).await.created().body;
    assert_eq!(renewed["valid_from_persian"], to_persian("1406/01/01"));
    assert_eq!(renewed["valid_until_persian"], to_persian("1410/12/29"));
}

/// Covers A10.
#[tokio::test]
async fn five_years_from_a_decision_on_the_thirtieth_of_esfand_last_until_the_next_one() {
    let registry = Registry::start_at(Kind::Real, "2023-02-20T06:30:00Z").await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, -9).await;
    assert_eq!(registry.context.today(), day("1403-12-10"));
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.is_referred(Holder::Person).await;
    file.days_pass(20).await;
    file.board_decides("domestic", "approved").await;
    file.days_pass(3).await;
    let renewed = file.issue_by(&file.director).await.created().body;
    assert_eq!(renewed["valid_from_persian"], to_persian("1403/12/30"));
    assert_eq!(renewed["valid_until_persian"], to_persian("1408/12/29"));
}

/// Covers A10.
#[tokio::test]
async fn what_is_filed_in_time_and_decided_late_leaves_no_gap_but_nobody_may_act_meanwhile() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 1).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    assert_eq!(file.permission(&licence).await["permitted"], true);

    file.days_pass(1).await;
    let view = file.licence(&licence).await;
    assert_eq!(view["standing"], "expired");
    assert_eq!(view["standing_name"], "منقضی، در انتظار تمدید");
    assert_eq!(view["renewal"]["application_id"], file.id());
    let permission = file.permission(&licence).await;
    assert_eq!(permission["permitted"], false);
    let obstacle = &permission["obstacles"][0];
    assert_eq!(obstacle["obstacle"], "expired");
    assert_eq!(obstacle["citation"], "A10");
    assert_eq!(obstacle["from_persian"], to_persian("1407/09/01"));
    assert!(obstacle["lifted_fa"].as_str().unwrap().contains("هیئت"));

    file.days_pass(40).await;
    file.is_referred(Holder::Person).await;
    file.board_decides("domestic", "approved").await;
    let renewed = file.issue_by(&file.director).await.created().body;
    assert_eq!(renewed["valid_from_persian"], to_persian("1407/09/01"));
    assert_eq!(renewed["valid_until_persian"], to_persian("1412/08/30"));
    assert_eq!(renewed["standing"], "active");
    assert_eq!(file.permission(&licence).await["permitted"], true);
    // What was known on the day before is not rewritten.
    let known = registry.context.today().pred_opt().unwrap();
    let history = format!("/api/v1/licences/{licence}/history?on={known}&known_on={known}");
    let history = file.operator.get(&history).await.ok().body;
    assert_eq!(history["standing"], "expired");
}

/// Covers A10.
#[tokio::test]
async fn by_policy_an_agency_that_filed_in_time_may_act_until_the_board_has_decided() {
    let registry = Registry::real().await;
    registry.given_policy("renewal.holdover", json!(true)).await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 1).await;
    file.begins_renewal(&licence).await;
    file.days_pass(1).await;
    // A draft holds nothing over.
    assert_eq!(file.permission(&licence).await["permitted"], false);
    file.is_filed().await;
    // And neither does what is filed late.
    assert_eq!(file.permission(&licence).await["permitted"], false);

    let registry = Registry::real().await;
    registry.given_policy("renewal.holdover", json!(true)).await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 1).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.days_pass(30).await;
    assert_eq!(file.permission(&licence).await["permitted"], true);
}

/// Covers A10.
#[tokio::test]
async fn two_renewals_of_one_licence_at_once_make_one_file() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    let (one, other) = join(
        file.asks_for_renewal(&licence),
        file.asks_for_renewal(&licence),
    )
    .await;
    let mut begun = [one.status.as_u16(), other.status.as_u16()];
    begun.sort_unstable();
    assert_eq!(begun, [201, 422]);
    let again = file.asks_for_renewal(&licence).await;
    again.problem(422, "application-open-already");
}

/// Covers A10.
#[tokio::test]
async fn a_renewal_is_issued_once_however_many_want_it_at_once() {
    let registry = Registry::real().await;
    let (mut file, licence) = registry.given_licensed(DOMESTIC_OF_A_PERSON).await;
    file.until_days_before_end(&licence, 30).await;
    file.begins_renewal(&licence).await;
    file.is_filed().await;
    file.is_referred(Holder::Person).await;
    file.board_decides("domestic", "approved").await;
    let (one, other) = join(file.issue_by(&file.director), file.issue_by(&file.director)).await;
    let issued = [one, other]
        .iter()
        .filter(|it| it.status.is_success())
        .count();
    assert_eq!(issued, 1);
    let view = file.licence(&licence).await;
    assert_eq!(view["terms"].as_array().unwrap().len(), 2);
}
