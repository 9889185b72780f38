//! The sample registry of a demonstration.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use parvaneh::clock::Clock;
use parvaneh::domain::kernel::province::Province;
use parvaneh::domain::placement::access::{Actor, Grant, Role};
use parvaneh::domain::placement::boards::BoardKind;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::account::open::OpenAccount;
use parvaneh::use_cases::account::passwords;
use parvaneh::use_cases::appointment::composition;
use parvaneh::use_cases::demo::{self, Extent, Loaded};
use parvaneh::use_cases::evidence::verify::verify_evidence;
use parvaneh::use_cases::{opening, perform};

use crate::harness::Registry;

/// The provinces whose offices show every state.
const PROVINCES: [Province; 3] = [Province::Tehran, Province::Isfahan, Province::Hormozgan];

async fn load(
    registry: &Registry,
    offices_of: &[Province],
) -> Result<Loaded, parvaneh::error::Error> {
    let extent = Extent { offices_of };
    demo::load(&registry.context, extent, &|_| {}).await
}

async fn set(registry: &Registry, query: &str) -> BTreeSet<String> {
    registry.texts(query).await.into_iter().collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&it| it.to_owned()).collect()
}

fn central(role: Role) -> Actor {
    Actor::Account {
        id: uuid::Uuid::nil(),
        name: "آزمون".to_owned(),
        grants: vec![Grant::of(role, None)],
    }
}

#[tokio::test]
async fn a_demonstration_shows_every_state_and_its_evidence_holds() {
    let registry = Registry::start(Kind::Demo).await;
    let loaded = load(&registry, &PROVINCES).await.unwrap();
    assert!(loaded.is_new);
    let today = registry.context.today().to_string();
    let dates = registry
        .texts("SELECT CAST(\"on\" AS TEXT) FROM event ORDER BY id")
        .await;
    assert!(dates.is_sorted());
    assert!(dates.last().is_some_and(|last| *last < today));
    registry.run_jobs().await;

    let states = set(&registry, "SELECT state FROM application").await;
    let expected = [
        "approved",
        "awaiting_board",
        "awaiting_guarantee",
        "awaiting_inquiry",
        "documents_incomplete",
        "draft",
        "issued",
        "lapsed",
        "ready_to_issue",
        "rejected",
        "submitted",
        "under_review",
        "withdrawn",
    ];
    assert_eq!(states, names(&expected));
    let kinds = set(&registry, "SELECT kind || ' ' || channel FROM licence").await;
    for kind in ["domestic physical", "domestic electronic", "maritime both"] {
        assert!(kinds.contains(kind), "{kind}");
    }
    assert!(kinds.iter().any(|it| it.starts_with("foreign ")));
    let guarantees = set(&registry, "SELECT state FROM guarantee").await;
    assert_eq!(guarantees, names(&["held", "rejected", "submitted"]));
    let sessions = set(&registry, "SELECT state FROM session").await;
    assert_eq!(sessions, names(&["adjourned", "called", "closed"]));
    // One ban was recorded from before the registry, the other follows from a revocation here.
    let bans = registry.texts("SELECT state FROM ban").await;
    assert_eq!(bans, ["imposed", "imposed"]);
    let notices = registry.texts("SELECT state FROM notice").await;
    assert_eq!(notices.len(), 31);
    for (table, expected) in [
        ("complaint", &["opinion_requested"][..]),
        ("inspection", &["closed_clean", "corrective_deadline"]),
        ("violation_case", &["notified", "ruled"]),
        ("ruling", &["appealed", "final", "served"]),
        ("appeal", &["admitted"]),
        ("settlement", &["opened"]),
    ] {
        let states = set(&registry, &format!("SELECT state FROM {table}")).await;
        assert_eq!(states, names(expected), "{table}");
    }

    let numbers = registry.texts("SELECT number FROM licence").await;
    assert!(numbers.iter().all(|it| it.starts_with("D-")), "{numbers:?}");
    let mut standings = BTreeSet::new();
    for number in &numbers {
        let path = format!("/public/v1/licences/{number}");
        let answer = registry.anybody().get(&path).await.ok();
        assert_eq!(answer.body["demo"], true);
        standings.insert(answer.body["status"].as_str().unwrap().to_owned());
    }
    let expected = ["expired", "revoked", "suspended", "valid"];
    assert_eq!(standings, names(&expected));

    let report = verify_evidence(&registry.context, &[]).await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[tokio::test]
async fn the_boards_of_all_provinces_are_complete_but_for_one_vacant_seat() {
    let registry = Registry::start(Kind::Demo).await;
    load(&registry, &[]).await.unwrap();
    let auditor = central(Role::Auditor);
    for province in Province::ALL {
        let board = BoardKind::Provincial(province);
        let today = registry.context.today();
        let members = composition(&registry.context, &auditor, board, today)
            .await
            .unwrap();
        let foreign = members.iter().filter(|it| {
            let represents = serde_json::to_string(&it.value.decree().represents);
            represents.unwrap().contains("foreign_association")
        });
        // The foreign association's member has no vote on domestic matters.
        let domestic = members.len() - foreign.count();
        let expected = if province == Province::Ilam { 6 } else { 7 };
        assert_eq!(domestic, expected, "{province}");
    }
}

#[tokio::test]
async fn a_demonstration_is_told_once_and_is_never_a_real_registry() {
    let registry = Registry::start(Kind::Demo).await;
    let told = load(&registry, &[]).await.unwrap();
    let events = registry.texts("SELECT name FROM event").await.len();
    let again = load(&registry, &[]).await.unwrap();
    assert!(!again.is_new);
    assert_eq!(registry.texts("SELECT name FROM event").await.len(), events);

    let file = demo::accounts_file(&registry.context);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let listed: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), told.accounts.len());
    let roles: BTreeSet<_> = told.accounts.iter().map(|it| it.role).collect();
    assert_eq!(roles, Role::ALL.map(Role::name).into_iter().collect());

    let settings = registry.context.settings().clone();
    let clock = Clock::standing_at(registry.context.now());
    let refused = opening::open(settings, Kind::Real, clock)
        .await
        .unwrap_err();
    assert!(format!("{refused:?}").contains("--demo"), "{refused:?}");
}

#[tokio::test]
async fn a_demonstration_whose_making_was_broken_off_is_refused() {
    let registry = Registry::start(Kind::Demo).await;
    let command = OpenAccount {
        login: "administrator".parse().unwrap(),
        name: "نرگس رستگار".parse().unwrap(),
        grants: vec![Grant::of(Role::Administrator, None)],
        password: passwords::hash("parvaneh-demo".into()).await.unwrap(),
    };
    let made = perform(&registry.context, &Actor::Host, &command, None).await;
    made.unwrap();
    let refused = load(&registry, &[]).await.unwrap_err();
    assert!(format!("{refused:?}").contains("broken off"), "{refused:?}");
}
