//! The command line, run as a program.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{PASSWORD, Registry};

fn parvaneh(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvaneh"));
    let database = format!("sqlite://{}/parvaneh.db", folder.display());
    command
        .args(arguments)
        .env_remove("PARVANEH_PASSWORD")
        .env("PARVANEH_LOG", "off")
        .env("PARVANEH_FOLDER", folder)
        .env("DATABASE_URL", database);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    parvaneh(folder, arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn an_administrator_is_made_on_a_new_registry_and_its_evidence_holds() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("not/there/yet");
    let create = [
        "account",
        "create",
        "--login",
        "root",
        "--name",
        "سارا کریمی",
        "--role",
        "administrator",
    ];
    let made = run(&folder, &create);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let told = text(&made.stdout);
    let password = told.lines().find_map(|it| it.strip_prefix("password "));
    assert_eq!(password.map(str::len), Some(26), "{told}");

    let again = run(&folder, &create);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("/login is taken"));

    assert!(run(&folder, &["sweep"]).status.success());
    let checkpoints = folder.join("checkpoints.jsonl");
    let verify = ["verify", "--checkpoints", checkpoints.to_str().unwrap()];
    let verified = run(&folder, &verify);
    assert_eq!(
        verified.status.code(),
        Some(0),
        "{}",
        text(&verified.stderr)
    );
    let verdict = text(&verified.stdout);
    assert!(verdict.starts_with("the evidence holds: "), "{verdict}");
    assert!(verdict.contains(" 2 checkpoints, "), "{verdict}");

    let told = std::fs::read_to_string(&checkpoints).unwrap();
    std::fs::write(&checkpoints, told.replace("\"size\":", "\"size\":9")).unwrap();
    let found = run(&folder, &verify);
    assert_eq!(found.status.code(), Some(1));
    let found = text(&found.stdout);
    for expected in [
        "not signed by this registry: the checkpoint of size 9",
        "cut off: the log",
    ] {
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn a_role_of_a_directorate_needs_its_province() {
    let folder = tempfile::tempdir().unwrap();
    let mut create = vec![
        "account",
        "create",
        "--login",
        "karimi",
        "--name",
        "سارا کریمی",
        "--role",
        "director_general",
    ];
    let refused = parvaneh(folder.path(), &create)
        .env("PARVANEH_PASSWORD", PASSWORD)
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    create.extend(["--province", "IR-23"]);
    let made = parvaneh(folder.path(), &create)
        .env("PARVANEH_PASSWORD", PASSWORD)
        .output()
        .unwrap();
    assert_eq!(text(&made.stdout), "account karimi\n");
}

#[test]
fn what_is_not_there_cannot_be_verified() {
    let folder = tempfile::tempdir().unwrap();
    let refused = run(folder.path(), &["verify"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("parvaneh migrate"));
    assert!(run(folder.path(), &["migrate"]).status.success());
    let refused = run(folder.path(), &["verify"]);
    assert!(text(&refused.stderr).contains("there is no registry"));
}

#[test]
fn the_document_is_written_without_a_registry() {
    let folder = tempfile::tempdir().unwrap();
    let written = run(folder.path(), &["openapi", "--output", "-"]);
    assert!(written.status.success());
    assert_eq!(text(&written.stdout), parvaneh::api::document_text());
    assert!(!folder.path().join("parvaneh.db").exists());
}

#[tokio::test]
async fn whoever_runs_the_machine_stands_in_the_evidence_as_such() {
    let registry = Registry::real().await;
    let settings = registry.context.settings();
    let made = Command::new(env!("CARGO_BIN_EXE_parvaneh"))
        .args([
            "account",
            "create",
            "--login",
            "root",
            "--name",
            "سارا کریمی",
        ])
        .args(["--role", "administrator"])
        .env("PARVANEH_PASSWORD", PASSWORD)
        .env("PARVANEH_FOLDER", &settings.folder)
        .env("DATABASE_URL", &settings.database_url)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    registry.sign_in("root").await;
    let roles = registry.texts("SELECT role FROM event ORDER BY id").await;
    let ours = roles.iter().rev().take(2).collect::<Vec<_>>();
    assert_eq!(ours, ["account", "host"]);
}
