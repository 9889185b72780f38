//! Two who do the same at once: one of them wins, and nothing is done twice.

use futures_util::future::join_all;
use parvaneh::domain::placement::access::Role;
use serde_json::json;

use crate::given::{DOMESTIC_OF_A_PERSON, ONLINE_OF_A_PERSON, TEHRAN, application, filing};
use crate::harness::{Answer, Registry};

/// One answer is this; the other one says that it came too late.
fn one_wins(answers: [Answer; 2], status: u16) {
    let mut found = answers.map(|it| it.status.as_u16());
    found.sort_unstable();
    assert_eq!(found[0], status);
    assert!([409, 412].contains(&found[1]), "{found:?}");
}

async fn events(registry: &Registry, name: &str) -> i64 {
    let counted = format!("SELECT COUNT(*) FROM event WHERE name = '{name}'");
    registry.count(&counted).await
}

#[tokio::test]
async fn of_two_directors_who_decide_a_file_at_once_one_decides_it() {
    let registry = Registry::real().await;
    let mut file = registry
        .given_assessed_application(DOMESTIC_OF_A_PERSON)
        .await;
    let unmet = json!({"met": false, "reason": "مدرک معتبر نیست."});
    file.office("/criteria/education/assessment", unmet).await;
    let other = registry
        .given_account(Role::DirectorGeneral, Some(TEHRAN))
        .await;
    let path = format!("{}/rejection", file.path);
    let rejection = || json!({"criteria": ["education"], "reasons": "مدرک معتبر نیست."});
    let (one, two) = tokio::join!(
        file.director.decide(&path, &file.etag, rejection()),
        other.decide(&path, &file.etag, rejection()),
    );
    one_wins([one, two], 200);
    assert_eq!(file.state_now().await, "rejected");
    assert_eq!(events(&registry, "application-rejected").await, 1);
}

#[tokio::test]
async fn of_two_issues_at_once_one_makes_a_licence() {
    let registry = Registry::real().await;
    let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
    let other = registry
        .given_account(Role::DirectorGeneral, Some(TEHRAN))
        .await;
    let path = format!("{}/licence", file.path);
    let (one, two) = tokio::join!(
        file.director.decide(&path, &file.etag, json!(null)),
        other.decide(&path, &file.etag, json!(null)),
    );
    one_wins([one, two], 201);
    let list = file.director.get("/api/v1/licences").await.ok();
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(events(&registry, "licence-issued").await, 1);
}

#[tokio::test]
async fn the_same_request_sent_many_times_at_once_makes_one_application() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let path = "/api/v1/applications";
    let key = [("idempotency-key", "once")];
    let form = application(filing(DOMESTIC_OF_A_PERSON));
    let sent = (0..6).map(|_| operator.post_with(path, form.clone(), &key));
    let mut made = Vec::new();
    for answer in join_all(sent).await {
        if answer.status == 409 {
            answer.problem(409, "request-running");
        } else {
            made.push(answer.created().id());
        }
    }
    made.dedup();
    assert_eq!(made.len(), 1);
    let list = operator.get(path).await.ok();
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
    let again = operator.post_with(path, form, &key).await.created();
    assert_eq!(again.id(), made[0]);
}
