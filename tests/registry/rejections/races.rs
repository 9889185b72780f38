//! Two who act on a rejection at the same moment: one of them wins, and nothing is half done.

use chrono::NaiveDate;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::use_cases::appeal::lodge::{Against, LodgeAppeal};
use parvaneh::use_cases::finality::lapse_rejections::lapse_rejections;
use parvaneh::use_cases::perform;
use serde_json::{Value, json};

use super::{lodges, ruling_service};
use crate::given::CentralBoard;
use crate::harness::Registry;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_job_and_an_appeal_of_the_last_second_exactly_one_wins() {
    for round in 0..4 {
        let registry = Registry::real().await;
        let file = registry.given_served_rejection().await;
        let term = &file.view["rejection"]["appeal_term"];
        let last: NaiveDate = serde_json::from_value(term["last_accepted"].clone()).unwrap();
        let actor = Actor::Account {
            id: file.view["operator"].as_str().unwrap().parse().unwrap(),
            name: "نرگس رستگار".into(),
            grants: vec![Grant::of(Role::Operator, None)],
        };
        registry.days_pass((last - registry.context.today()).num_days() + 1);
        // The request came in before midnight; by now it is past, and the job starts.
        let command = LodgeAppeal {
            against: Against::Rejection(file.id().parse().unwrap()),
            grounds: "مدرک تأیید شده است.".parse().unwrap(),
            received_on: last,
        };
        let lodge = perform(&registry.context, &actor, &command, None);
        let job = lapse_rejections(&registry.context);
        let (lodged, ran) = if round % 2 == 0 {
            tokio::join!(lodge, job)
        } else {
            let (ran, lodged) = tokio::join!(job, lodge);
            (lodged, ran)
        };
        let appeals = registry.count("SELECT COUNT(*) FROM appeal").await;
        let states = registry.texts("SELECT state FROM application").await;
        match lodged {
            Ok(lodged) => {
                assert_eq!(lodged.value.manifest_ground(), None);
                assert_eq!((ran.unwrap(), appeals), (0, 1));
                assert_eq!(states, ["under_appeal"]);
            }
            Err(parvaneh::error::Error::Refused(refusal)) => {
                assert_eq!(refusal.code, "finality-recorded");
                assert_eq!((ran.unwrap(), appeals), (1, 0));
                assert_eq!(states, ["rejected_final"]);
            }
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn of_two_appeals_at_once_one_counts_and_the_other_is_a_second_one() {
    let registry = Registry::real().await;
    let file = registry.given_served_rejection().await;
    let (one, two) = tokio::join!(lodges(&file), lodges(&file));
    let mut found: Vec<String> = [one, two]
        .map(|it| it.created().body["manifest"]["code"].to_string())
        .into();
    found.sort();
    assert_eq!(found, ["\"second-appeal\"", "null"]);
    assert_eq!(file.state_now().await, "under_appeal");
}

#[tokio::test]
async fn of_two_services_at_once_one_starts_the_term() {
    let registry = Registry::real().await;
    let file = registry.given_rejected_file().await;
    let path = format!("{}/rejection-service", file.path);
    let service = || ruling_service(registry.context.today());
    let (one, two) = tokio::join!(
        file.officer.decide(&path, &file.etag, service()),
        file.director.decide(&path, &file.etag, service()),
    );
    let mut statuses = [one, two].map(|it| it.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[tokio::test]
async fn of_two_who_take_the_decision_over_at_once_one_does() {
    let registry = Registry::real().await;
    let file = registry.given_served_rejection().await;
    let board = CentralBoard::of(&registry).await;
    let lodged = lodges(&file).await.created();
    let heard = board.voted(&lodged, "for").await;
    let other = registry.given_account(Role::CentralOfficer, None).await;
    let path = format!("/api/v1/appeals/{}/decision", lodged.id());
    let quashed = || json!({"outcome": "quashed"});
    let tag = heard.etag();
    let (one, two) = tokio::join!(
        board.secretary.decide(&path, &tag, quashed()),
        other.decide(&path, &tag, quashed()),
    );
    let mut statuses = [one, two].map(|it| it.status.as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let approved = "SELECT COUNT(*) FROM event WHERE name = 'application-approved'";
    assert_eq!(registry.count(approved).await, 1);
}

#[tokio::test]
async fn appeal_and_file_are_written_together_or_not_at_all() {
    let registry = Registry::real().await;
    let file = registry.given_served_rejection().await;
    let sqlite = registry
        .context
        .settings()
        .database_url
        .starts_with("sqlite");
    let statements: &[&str] = if sqlite {
        &["CREATE TRIGGER fault BEFORE UPDATE ON application \
           BEGIN SELECT RAISE(ABORT, 'a write failed'); END"]
    } else {
        &[
            "CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN \
             RAISE EXCEPTION 'a write failed'; END $$ LANGUAGE plpgsql",
            "CREATE TRIGGER fault BEFORE UPDATE ON application \
             FOR EACH ROW EXECUTE FUNCTION fail()",
        ]
    };
    for statement in statements {
        registry.tamper(statement).await;
    }
    assert_eq!(lodges(&file).await.status.as_u16(), 500);
    assert_eq!(registry.count("SELECT COUNT(*) FROM appeal").await, 0);
    let drop = if sqlite {
        "DROP TRIGGER fault"
    } else {
        "DROP TRIGGER fault ON application"
    };
    registry.tamper(drop).await;
    let lodged = lodges(&file).await.created();
    assert_eq!(lodged.body["manifest"], Value::Null);
    assert_eq!(file.state_now().await, "under_appeal");
}
