//! Examples in the published document: requests and answers from `openapi/examples`, one file for
//! every operation, and refusals from the catalogue of problems.

use poem::http::StatusCode;
use poem_openapi::types::ToJSON;
use rust_embed::RustEmbed;
use serde_json::Value;

use crate::http::fault::Kind;
use crate::http::problem::ProblemBody;

#[derive(RustEmbed)]
#[folder = "openapi/examples"]
struct Files;

/// Adds to every operation the examples that are there; a test says which are not.
pub(super) fn add(mut document: Value) -> Value {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|it| it.values_mut());
    for operation in items.filter_map(Value::as_object_mut).flatten() {
        add_to(operation.1);
    }
    document
}

fn add_to(operation: &mut Value) {
    let name = operation.get("operationId").and_then(Value::as_str);
    let examples = name.map(read).unwrap_or_default();
    if let Some(request) = examples.get("request")
        && let Some(body) = operation.get_mut("requestBody")
    {
        set(body, request);
    }
    let responses = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut);
    for (status, response) in responses.into_iter().flatten() {
        if let Some(example) = examples.pointer(&format!("/responses/{status}")) {
            set(response, example);
        } else if let Some(refusal) = refusal(status) {
            set(response, &refusal);
        }
    }
}

fn read(operation: &str) -> Value {
    let file = Files::get(&format!("{operation}.json"));
    file.and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default()
}

/// A refusal in Persian, the language of whoever does not ask for another.
fn refusal(status: &str) -> Option<Value> {
    let status: StatusCode = status.parse().ok()?;
    let refuses = status.is_client_error() || status.is_server_error();
    refuses
        .then(|| ProblemBody::new(Kind::of_status(status)).to_json())
        .flatten()
}

fn set(holder: &mut Value, example: &Value) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for (kind, media) in content.into_iter().flatten() {
        if kind.contains("json")
            && let Some(media) = media.as_object_mut()
        {
            media.insert("example".to_owned(), example.clone());
        }
    }
}
