//! The register as a published artefact, in several processes.

use parvaneh::context::Context;
use parvaneh::store::keys::is_signed_by;
use parvaneh::store::registry::Kind;
use parvaneh::use_cases::evidence::seal::seal_events;
use parvaneh::use_cases::register::follow::follow;
use parvaneh::use_cases::register::publish::publish;
use poem::http::StatusCode;
use serde_json::Value;
use uuid::Uuid;

use crate::given::{COMPANY_ID, PERSON, POSTAL_CODE, ask};
use crate::harness::Registry;

#[tokio::test]
async fn a_licence_is_in_the_list_of_every_process_once_the_jobs_have_run() {
    let registry = Registry::real().await;
    let anybody = registry.anybody();
    let (other, ready) = (registry.another_process(Kind::Real).await, "/health/ready");
    anybody.get(ready).await.problem(503, "unavailable");

    let first = registry.given_licence(1).await;
    let path = format!("/public/v1/licences/{}", first.number());
    anybody.get(&path).await.problem(503, "unavailable");
    registry.run_jobs().await;
    anybody
        .get(ready)
        .await
        .expect_status(StatusCode::NO_CONTENT);
    let found = anybody.get(&path).await.ok();
    assert_eq!(found.body["status"], "valid");
    assert_eq!(found.body["list"]["version"], 1);
    assert_eq!(found.body["list"]["licences"], 1);

    assert_eq!(ask(&other, &path).await.0, 503);
    follow(&other).await.unwrap();
    assert_eq!(ask(&other, &path).await.0, 200);

    let second = registry.given_licence(2).await;
    let path = format!("/public/v1/licences/{}", second.number());
    assert!(ask(&other, &path).await.1.contains("\"unlicensed\""));
    registry.run_jobs().await;
    follow(&other).await.unwrap();
    let (_, answer) = ask(&other, &path).await;
    assert!(
        answer.contains("\"valid\"") && answer.contains("\"version\":2"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_change_is_written_as_a_change_and_quiet_days_write_nothing() {
    let registry = Registry::real().await;
    let first = registry.given_licence(1).await.number().to_string();
    registry.run_jobs().await;
    let second = registry.given_licence(2).await.number().to_string();
    registry.run_jobs().await;
    registry.days_pass(1);
    registry.run_jobs().await;
    let files = registry.list_files();
    let [whole, delta] = files.as_slice() else {
        panic!("{files:?}");
    };
    let whole = std::fs::read_to_string(whole).unwrap();
    let delta = std::fs::read_to_string(delta).unwrap();
    assert!(
        whole.contains(&first) && !whole.contains(&second),
        "{whole}"
    );
    assert!(
        delta.contains(&second) && !delta.contains(&first),
        "{delta}"
    );
}

#[tokio::test]
async fn a_list_states_what_it_is_under_the_registrys_signature_and_nothing_private() {
    let registry = Registry::start(Kind::Demo).await;
    registry.given_licence(1).await;
    registry.run_jobs().await;
    registry.given_licence(2).await;
    registry.run_jobs().await;
    let keys = registry.anybody().get("/public/v1/keys").await.ok();
    assert_eq!(keys.body["demo"], true);
    let key = keys.body["keys"][0]["public_key"].as_str().unwrap();
    for file in registry.list_files() {
        let text = std::fs::read_to_string(file).unwrap();
        for private in [PERSON, COMPANY_ID, POSTAL_CODE, "religion"] {
            assert!(!text.contains(private), "{private}");
        }
        let cover: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let at: chrono::DateTime<chrono::Utc> = cover["at"].as_str().unwrap().parse().unwrap();
        let stated = format!(
            "parvaneh demo list\nregister\n{}\n{}\n{}\n{}\n",
            cover["version"],
            at.timestamp_micros(),
            cover["count"],
            cover["set_hash"].as_str().unwrap(),
        );
        let signature = cover["signature"].as_str().unwrap();
        assert!(is_signed_by(key, stated.as_bytes(), signature), "{stated}");
    }
}

#[tokio::test]
async fn a_list_that_is_not_what_was_signed_is_refused_and_published_anew() {
    let tampered = [
        ("نوید", "نويد"),
        ("2028-11-21", "2038-11-21"),
        ("\"count\":2", "\"count\":3"),
        ("granted", "granted\t"),
    ];
    for (genuine, forged) in tampered {
        let registry = Registry::real().await;
        let licence = registry.given_licence(1).await;
        registry.given_licence(2).await;
        registry.run_jobs().await;
        let path = registry.list_files().remove(0);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(genuine), "{text}");
        std::fs::write(&path, text.replacen(genuine, forged, 1)).unwrap();

        let other = registry.another_process(Kind::Real).await;
        assert!(follow(&other).await.is_err(), "{forged}");
        let question = format!("/public/v1/licences/{}", licence.number());
        assert_eq!(ask(&other, &question).await.0, 503);
        assert_eq!(ask(&other, "/health/ready").await.0, 503);

        // The lease of the first process has to run out before another one publishes.
        registry.days_pass(1);
        parvaneh::jobs::run_once(&other, uuid::Uuid::now_v7())
            .await
            .unwrap();
        let (status, answer) = ask(&other, &question).await;
        assert!(
            status == 200 && answer.contains("\"version\":2"),
            "{answer}"
        );
        registry.run_jobs().await;
        let found = registry.anybody().get(&question).await.ok();
        assert_eq!(found.body["list"]["version"], 2);
    }
}

#[tokio::test]
async fn a_list_that_nobody_confirms_grows_stale_and_says_so() {
    let registry = Registry::real().await;
    let licence = registry.given_licence(1).await;
    registry.run_jobs().await;
    let anybody = registry.anybody();
    let question = format!("/public/v1/licences/{}", licence.number());
    registry.clock.advance(3600);
    follow(&registry.context).await.unwrap();
    let old = anybody.get(&question).await.ok();
    assert_eq!(old.body["list"]["stale"], true);
    assert!(old.body["list"]["age_seconds"].as_u64().unwrap() >= 3600);
    anybody
        .get("/health/ready")
        .await
        .problem(503, "unavailable");
    registry.run_jobs().await;
    let fresh = anybody.get(&question).await.ok();
    assert_eq!(fresh.body["list"]["stale"], false);
    assert_eq!(fresh.body["list"]["version"], 1);
}

#[tokio::test]
async fn many_changes_are_gathered_and_the_files_before_are_forgotten() {
    let registry = Registry::real().await;
    let process = Uuid::now_v7();
    let mut fewest = usize::MAX;
    for serial in 1..=12 {
        registry.given_licence(serial).await;
        let before = versions(&registry, "");
        publish_gathering_soon(&registry, process).await;
        let after = versions(&registry, "");
        if after.iter().min() > before.iter().min() {
            fewest = fewest.min(after.len());
        }
    }
    assert!(fewest < 6, "nothing was forgotten: {fewest}");
    let (wholes, kept) = (versions(&registry, "whole"), versions(&registry, ""));
    let [before, newest] = wholes[..] else {
        panic!("the newest whole file and the one before are kept: {wholes:?}");
    };
    assert!(1 < before && before < newest && newest <= 12);
    assert_eq!(kept.iter().min(), Some(&before));
    let rows = registry.count("SELECT COUNT(*) FROM published_list").await;
    assert_eq!(rows, 12 - before + 1);

    let licences = registry.context.register().current().unwrap().list.count();
    assert_eq!(licences, 12);
    let late = registry.another_process(Kind::Real).await;
    follow(&late).await.unwrap();
    assert_eq!(set_hash(&late), set_hash(&registry.context));
}

#[tokio::test]
async fn a_process_that_lags_behind_a_gathering_still_reaches_the_newest_version() {
    let registry = Registry::real().await;
    let process = Uuid::now_v7();
    registry.given_licence(1).await;
    publish_gathering_soon(&registry, process).await;
    let lagging_far = registry.another_process(Kind::Real).await;
    follow(&lagging_far).await.unwrap();
    let mut serial = 1;
    let mut lagging = None;
    // Until the version of the first is forgotten, which takes two gatherings.
    while versions(&registry, "").contains(&1) {
        serial += 1;
        registry.given_licence(serial).await;
        publish_gathering_soon(&registry, process).await;
        if lagging.is_none() && versions(&registry, "whole").len() == 2 {
            let behind = registry.another_process(Kind::Real).await;
            follow(&behind).await.unwrap();
            lagging = Some(behind);
        }
        assert!(serial < 20, "nothing is gathered");
    }
    let lagging = lagging.unwrap();
    assert_ne!(set_hash(&lagging), set_hash(&registry.context));
    assert_ne!(set_hash(&lagging_far), set_hash(&registry.context));

    // Who lags behind one gathering goes by the changes alone, so the whole file is not missed.
    let wholes = |name: &std::path::PathBuf| name.to_string_lossy().contains("-whole-");
    let newest = registry.list_files().into_iter().rfind(wholes).unwrap();
    let aside = newest.with_extension("aside");
    std::fs::rename(&newest, &aside).unwrap();
    follow(&lagging).await.unwrap();
    assert_eq!(set_hash(&lagging), set_hash(&registry.context));

    // Who lags behind two finds its next change forgotten and reads the whole file.
    assert!(follow(&lagging_far).await.is_err());
    std::fs::rename(&aside, &newest).unwrap();
    follow(&lagging_far).await.unwrap();
    assert_eq!(set_hash(&lagging_far), set_hash(&registry.context));
}

/// Publishes as a registry does that gathers deltas however small they are.
async fn publish_gathering_soon(registry: &Registry, process: Uuid) {
    seal_events(&registry.context, process).await.unwrap();
    publish(&registry.context, process, 0).await.unwrap();
}

/// The versions of the published files whose names have a word in them, in their order.
fn versions(registry: &Registry, word: &str) -> Vec<i64> {
    let folder = registry.folder.path().join("lists/register");
    if !folder.exists() {
        return Vec::new();
    }
    let files = registry.list_files();
    let names = files
        .iter()
        .map(|it| it.file_name().unwrap().to_str().unwrap());
    let found = names.filter(|it| it.contains(word));
    found
        .map(|it| it.split('-').next().unwrap().parse().unwrap())
        .collect()
}

/// What a process holds.
fn set_hash(context: &Context) -> String {
    context.register().current().unwrap().list.set_hash()
}
