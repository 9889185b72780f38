//! Every operation that reads JSON is given what it cannot read, field by field: each fault is named,
//! and nothing is changed.

use parvaneh::domain::placement::access::Role;
use poem::http::Method;
use serde_json::{Value, json};

use crate::document::{Operation, document, operations};
use crate::given::TEHRAN;
use crate::harness::{Answer, Client, Registry};
use crate::permissions::sample;

/// How much there is of everything that a request could add or change.
async fn trace(registry: &Registry) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "event",
        "idempotent_answer",
        "account",
        "application",
        "ban",
        "directive",
        "session",
    ] {
        let counted = format!("SELECT COUNT(*) FROM {table}");
        counts.push(registry.count(&counted).await);
    }
    counts
}

/// An operation with a JSON body, as somebody who is signed in calls it.
struct Door<'a> {
    client: &'a Client<'a>,
    operation: &'a Operation,
}

impl Door<'_> {
    async fn send(&self, body: String) -> Answer {
        let mut path = self.operation.path.clone();
        for parameter in self.operation.parameters("path") {
            let name = parameter["name"].as_str().unwrap();
            let value = match name {
                "criterion" => "education".to_owned(),
                "duty" => "money".to_owned(),
                _ => sample(parameter),
            };
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        let request = self.client.request(self.operation.method.clone(), &path);
        let request = request
            .header("if-match", "\"1\"")
            .content_type("application/json");
        self.client.send(request.body(body)).await
    }

    async fn send_with(&self, pointer: &str, value: Value) -> Answer {
        let mut body = self.example();
        *body.pointer_mut(pointer).unwrap() = value;
        self.send(body.to_string()).await
    }

    fn example(&self) -> Value {
        self.operation.request().unwrap()["example"].clone()
    }
}

/// The places of a value in which there is no further value, and those that are objects.
fn places(value: &Value, at: &str, leaves: &mut Vec<String>, objects: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            objects.push(at.to_owned());
            for (name, member) in members {
                places(member, &format!("{at}/{name}"), leaves, objects);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), leaves, objects);
            }
        }
        _ => leaves.push(at.to_owned()),
    }
}

/// Why an answer is no refusal of form that names the field, if it is none.
fn unnamed(answer: &Answer, operation: &Operation, pointer: &str, what: &str) -> Option<String> {
    let text = String::from_utf8_lossy(&answer.bytes);
    let status = answer.status.as_u16();
    let field = pointer
        .rsplit('/')
        .find(|it| it.parse::<usize>().is_err())
        .unwrap();
    let refused = [400, 422].contains(&status) && answer.body["request_id"].is_string();
    let named = text.contains(field) || what == "unknown";
    (!refused || !named).then(|| format!("{} {pointer} {what}: {status} {text}", operation.id))
}

#[tokio::test]
async fn every_operation_names_the_field_that_it_cannot_read_and_changes_nothing() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let before = trace(&registry).await;
    let operations = operations(&document());
    let mut seen = 0;
    let mut faults = Vec::new();
    for operation in operations
        .iter()
        .filter(|it| it.request().is_some() && [Method::POST, Method::PUT].contains(&it.method))
    {
        seen += 1;
        let door = Door {
            client: &operator,
            operation,
        };
        let (mut leaves, mut objects) = (Vec::new(), Vec::new());
        places(&door.example(), "", &mut leaves, &mut objects);
        for object in &objects {
            let mut body = door.example();
            body.pointer_mut(object).unwrap()["colour"] = json!("red");
            let answer = door.send(body.to_string()).await;
            faults.extend(unnamed(&answer, operation, "/colour", "unknown"));
        }
        for leaf in &leaves {
            let wrong = match door.example().pointer(leaf).unwrap() {
                Value::String(_) => json!(12),
                _ => json!("twelve"),
            };
            let answer = door.send_with(leaf, wrong).await;
            faults.extend(unnamed(&answer, operation, leaf, "of another type"));
        }
        for leaf in &leaves {
            let is_text = door.example().pointer(leaf).unwrap().is_string();
            // Whatever does not open an account is no password, and is told nothing more; which
            // choices a policy has is known only once it is found.
            if is_text && operation.id != "createToken" && leaf != "/value/choice" {
                let long = door.send_with(leaf, json!("ا".repeat(9_000))).await;
                faults.extend(unnamed(&long, operation, leaf, "over-long"));
                if leaf != "/password" {
                    let control = door.send_with(leaf, json!("a\u{0}b")).await;
                    faults.extend(unnamed(
                        &control,
                        operation,
                        leaf,
                        "with a control character",
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen > 30, "{seen}");
    assert_eq!(trace(&registry).await, before);
}

#[tokio::test]
async fn every_operation_refuses_text_that_is_no_json_and_bodies_over_the_limit() {
    let registry = Registry::real().await;
    let operator = registry.given_account(Role::Operator, None).await;
    let before = trace(&registry).await;
    for operation in operations(&document()) {
        if operation.request().is_none() {
            continue;
        }
        let door = Door {
            client: &operator,
            operation: &operation,
        };
        for (text, status, code) in [
            ("{\"a\": ".to_owned(), 400, "malformed-json"),
            (
                "{\"name\": 1, \"name\": 2}".to_owned(),
                400,
                "duplicate-field",
            ),
            (" ".repeat(3_000_000), 413, "body-too-large"),
        ] {
            door.send(text).await.problem(status, code);
        }
    }
    assert_eq!(trace(&registry).await, before);
}

#[tokio::test]
async fn a_key_that_comes_again_with_another_body_is_refused() {
    let registry = Registry::real().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let administrator = registry.given_account(Role::Administrator, None).await;
    let secretary = registry
        .given_account(Role::BoardSecretary, Some(TEHRAN))
        .await;
    let operations = operations(&document());
    let key = [("idempotency-key", "again")];
    for (id, client, field) in [
        ("recordBan", &centre, "agency"),
        ("registerGuildBody", &centre, "name"),
        ("recordDirective", &centre, "title"),
        ("createAccount", &administrator, "name"),
        ("createSession", &secretary, "place"),
    ] {
        let operation = operations.iter().find(|it| it.id == id).unwrap();
        let mut body = operation.request().unwrap()["example"].clone();
        if id == "createSession" {
            body["agenda"] = json!([]);
        }
        let post = async |body: &Value| client.post_with(&operation.path, body.clone(), &key).await;
        let first = post(&body).await.created();
        let before = trace(&registry).await;
        let again = post(&body).await.created();
        assert_eq!((again.id(), again.etag()), (first.id(), first.etag()));
        body[field] = json!("چیز دیگر");
        post(&body).await.problem(422, "idempotency-key-reused");
        assert_eq!(trace(&registry).await, before, "{id}");
    }
}

#[tokio::test]
async fn numbers_with_a_wrong_check_digit_are_named() {
    let registry = Registry::real().await;
    let centre = registry.given_account(Role::CentralOfficer, None).await;
    let before = trace(&registry).await;
    for (field, number) in [
        ("national_code", "0076229646"),
        ("national_code", "1111111111"),
        ("national_code", "007622964"),
        ("company_id", "10380284791"),
        ("company_id", "1038028479"),
    ] {
        let subject = json!({"role": "holder", field: number});
        let ban = json!({"subjects": [&subject], "ruling": "رأی ۷", "final_on": "2024-11-22",
            "province": "IR-07", "agency": "کاریابی نمونه"});
        for (path, body, pointer) in [
            ("/api/v1/bans", ban, format!("/subjects/0/{field}")),
            ("/api/v1/bans/screening", subject, format!("/{field}")),
        ] {
            let refused = centre.post(path, body).await;
            let refused = refused.problem(422, "invalid-value");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer);
            let text = String::from_utf8_lossy(&refused.bytes);
            assert!(!text.contains(number), "{text}");
        }
    }
    assert_eq!(trace(&registry).await, before);
}
