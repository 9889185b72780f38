//! Every operation of the document, tried by everybody.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use parvaneh::domain::placement::access::Role;
use poem::http::{Method, StatusCode};
use serde_json::Value;
use uuid::Uuid;

use crate::document::{Operation, PUBLIC, document, operations};
use crate::given::{FOREIGN_OF_A_COMPANY, INSPECTIONS, ONLINE_OF_A_PERSON, deed, plan};
use crate::harness::{Answer, Client, Registry};

/// Where the objects of this test are, and where else officers are.
const HERE: &str = "IR-23";
const ELSEWHERE: &str = "IR-01";

/// What ends the caller's own token comes last.
const LAST: &str = "revokeToken";

#[tokio::test]
async fn who_may_do_what_is_what_the_golden_file_says() {
    let registry = Registry::real().await;
    // Nothing is published before the jobs have run once.
    registry.run_jobs().await;
    let objects = Objects::given(&registry).await;
    let everybody = everybody(&registry).await;
    let mut operations = operations(&document());
    operations.sort_by_key(|it| it.id == LAST);
    let mut matrix = BTreeMap::new();
    for operation in &operations {
        let row: &mut BTreeMap<u16, Vec<&str>> = matrix.entry(operation.id.clone()).or_default();
        for (name, client) in &everybody {
            let status = try_once(operation, client, &objects).await;
            let (id, code) = (&operation.id, status.as_u16());
            assert!(!status.is_server_error(), "{id} as {name}: {code}");
            if name == NOBODY && !PUBLIC.contains(&id.as_str()) {
                assert_eq!(status, StatusCode::UNAUTHORIZED, "{id} without a token");
            }
            row.entry(code).or_default().push(name);
        }
    }
    compare(&table(&matrix));
}

const NOBODY: &str = "nobody";

async fn everybody(registry: &Registry) -> Vec<(String, Client<'_>)> {
    let mut everybody = vec![(NOBODY.to_owned(), registry.anybody())];
    for role in Role::ALL {
        let places: &[Option<&str>] = match role {
            Role::ProvincialOfficer | Role::DirectorGeneral => &[Some(HERE), Some(ELSEWHERE)],
            Role::Inspector | Role::BoardSecretary | Role::BoardMember => {
                &[Some(HERE), Some(ELSEWHERE), None]
            }
            _ => &[None],
        };
        for place in places {
            let name = match *place {
                Some(HERE) => format!("{}@here", role.name()),
                Some(_) => format!("{}@elsewhere", role.name()),
                None => role.name().to_owned(),
            };
            everybody.push((name, registry.given_account(role, *place).await));
        }
    }
    everybody
}

/// Objects that are there: what stands in a path instead of `{id}`, by what the path begins with.
/// Where none is given the object is unknown, which tells what is required in kind.
struct Objects(Vec<(&'static str, Uuid)>);

impl Objects {
    async fn given(registry: &Registry) -> Self {
        let somebody = registry.given_account(Role::Police, None).await;
        let account = somebody.get("/api/v1/accounts/current").await.ok();
        let file = registry.given_approved_file(ONLINE_OF_A_PERSON).await;
        let licence = file.issue_by(&file.director).await.created();
        let planned = plan(&licence.id(), registry.context.today());
        let inspection = file.officer.post(INSPECTIONS, planned).await.created();
        let file = registry.given_approved_file(FOREIGN_OF_A_COMPANY).await;
        let guarantees = format!("{}/guarantees", file.path);
        let deed = deed(5_000_000_000, "1408-02-30");
        let guarantee = file.operator.post(&guarantees, deed).await.created();
        let office = registry.given_closed_office().await;
        let id = |answer: &Answer| answer.id().parse().unwrap();
        Self(vec![
            ("/api/v1/accounts/", id(&account)),
            ("/api/v1/guarantees/", id(&guarantee)),
            ("/api/v1/inspections/", id(&inspection)),
            ("/api/v1/licences/", id(&licence)),
            ("/api/v1/settlements/", office.id().parse().unwrap()),
        ])
    }

    /// The path with its parameters filled in.
    fn fill(&self, operation: &Operation) -> String {
        let known = self
            .0
            .iter()
            .find(|(prefix, _)| operation.path.starts_with(prefix));
        let mut path = operation.path.clone();
        for parameter in operation.parameters("path") {
            let name = parameter["name"].as_str().unwrap();
            let value = match known {
                Some((_, id)) if name == "id" => id.to_string(),
                _ => sample(parameter),
            };
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        let query: Vec<_> = operation
            .parameters("query")
            .filter(|it| it["required"] == true)
            .map(|it| format!("{}={}", it["name"].as_str().unwrap(), sample(it)))
            .collect();
        if query.is_empty() {
            path
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

/// Some value that the schema of a parameter accepts.
pub(crate) fn sample(parameter: &Value) -> String {
    let schema = &parameter["schema"];
    let first = schema["enum"].as_array().and_then(|it| it.first());
    match (first, schema["type"].as_str(), schema["format"].as_str()) {
        (Some(Value::String(value)), ..) => value.clone(),
        (_, _, Some("uuid")) => Uuid::nil().to_string(),
        (_, _, Some("date")) => "2026-11-22".to_owned(),
        (_, Some("integer" | "number"), _) => "1".to_owned(),
        (_, Some("boolean"), _) => "true".to_owned(),
        _ => "none".to_owned(),
    }
}

async fn try_once(operation: &Operation, client: &Client<'_>, objects: &Objects) -> StatusCode {
    let mut request = client.request(operation.method.clone(), &objects.fill(operation));
    for header in operation.parameters("header") {
        request = match header["name"].as_str() {
            Some("If-Match") => request.header("if-match", "\"1\""),
            Some("Idempotency-Key") => {
                request.header("idempotency-key", Uuid::now_v7().to_string())
            }
            _ => request,
        };
    }
    let example = operation
        .request()
        .map(|media| media["example"].to_string());
    let request = match (example, operation.content_type()) {
        (Some(example), _) => request.content_type("application/json").body(example),
        (None, Some(kind)) => request.content_type(kind).body(&b"none"[..]),
        (None, None) if operation.method == Method::POST => request.body(&b""[..]),
        (None, None) => request.finish(),
    };
    client.send(request).await.status
}

fn table(matrix: &BTreeMap<String, BTreeMap<u16, Vec<&str>>>) -> String {
    let mut text = String::new();
    for (operation, row) in matrix {
        let _ = writeln!(text, "{operation}");
        for (status, who) in row {
            let _ = writeln!(text, "  {status}  {}", who.join(" "));
        }
    }
    text
}

fn compare(found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registry/permissions.golden.txt");
    if std::env::var_os("PARVANEH_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differing: Vec<_> = blocks(found)
        .into_iter()
        .filter(|block| !blocks(&golden).contains(block))
        .collect();
    assert!(
        found == golden,
        "permissions.golden.txt says otherwise. If this is meant, write it again with \
         PARVANEH_WRITE_GOLDEN=1. Found:\n{}",
        differing.join("\n")
    );
}

/// One block for every operation.
fn blocks(table: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in table.lines() {
        match blocks.last_mut() {
            Some(block) if line.starts_with(' ') => *block = format!("{block}\n{line}"),
            _ => blocks.push(line.to_owned()),
        }
    }
    blocks
}
