//! Mends the OpenAPI document that the framework writes, so that it says what the service does.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

/// The document as it is published.
///
/// Dates have the standard format names; what need not be given may be null; objects that requests
/// consist of take no unknown fields; names stand in a stable order.
#[must_use]
pub fn mend(mut document: Value) -> Value {
    rename_formats(&mut document);
    close_request_schemas(&mut document);
    allow_null(&mut document);
    sorted(document)
}

fn rename_formats(value: &mut Value) {
    match value {
        Value::Object(members) => {
            let format = members.get("format").and_then(Value::as_str);
            match format {
                Some("naive-date") => {
                    members.insert("format".to_owned(), json!("date"));
                }
                // The standard has no name for a moment without its offset.
                Some("naive-date-time" | "naive-time") => {
                    members.remove("format");
                }
                _ => {}
            }
            members.values_mut().for_each(rename_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(rename_formats),
        _ => {}
    }
}

/// What a handler refuses, the document forbids: request objects are read with `deny_unknown_fields`.
fn close_request_schemas(document: &mut Value) {
    let mut closed = BTreeSet::new();
    let mut open = BTreeSet::new();
    let bodies: Vec<_> = operations(document)
        .filter_map(|operation| operation.get("requestBody"))
        .cloned()
        .collect();
    for body in &bodies {
        for media in body.get("content").into_iter().flat_map(members) {
            if media.0.contains("json")
                && let Some(schema) = media.1.get("schema")
            {
                reach(document, schema, true, &mut closed, &mut open);
            }
        }
    }
    for name in closed.difference(&open) {
        if let Some(schema) = document.pointer_mut(&format!("/components/schemas/{name}")) {
            close(schema);
        }
    }
}

/// Collects the schemas that a schema is made of. Parts of an `allOf` see the fields of the other
/// parts as unknown and have to stay open.
fn reach(
    document: &Value,
    schema: &Value,
    whole: bool,
    closed: &mut BTreeSet<String>,
    open: &mut BTreeSet<String>,
) {
    if let Some(name) = reference(schema) {
        let first = if whole {
            closed.insert(name.to_owned())
        } else {
            open.insert(name.to_owned())
        };
        let target = document.pointer(&format!("/components/schemas/{name}"));
        if let (true, Some(target)) = (first, target) {
            reach(document, target, whole, closed, open);
        }
        return;
    }
    for (key, part) in members(schema) {
        match (key.as_str(), part) {
            ("properties", Value::Object(properties)) => {
                for property in properties.values() {
                    reach(document, property, true, closed, open);
                }
            }
            ("items" | "additionalProperties", part) => reach(document, part, true, closed, open),
            ("allOf", Value::Array(parts)) => {
                for part in parts {
                    reach(document, part, whole && parts.len() == 1, closed, open);
                }
            }
            ("anyOf" | "oneOf", Value::Array(parts)) => {
                for part in parts {
                    reach(document, part, whole, closed, open);
                }
            }
            _ => {}
        }
    }
}

fn close(schema: &mut Value) {
    if let Value::Object(members) = schema
        && members.contains_key("properties")
        && !members.contains_key("allOf")
    {
        members
            .entry("additionalProperties")
            .or_insert(Value::Bool(false));
    }
}

/// The framework reads null as absence and writes it for absence, wherever a property is not required.
fn allow_null(document: &mut Value) {
    let schemas = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(Map::values_mut) {
        allow_null_within(schema);
    }
}

fn allow_null_within(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    let required: Vec<_> = members
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        for (name, property) in properties {
            allow_null_within(property);
            if !required.contains(name) {
                *property = nullable(property.take());
            }
        }
    }
    for key in ["items", "additionalProperties"] {
        members.get_mut(key).into_iter().for_each(allow_null_within);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let parts = members.get_mut(key).and_then(Value::as_array_mut);
        parts.into_iter().flatten().for_each(allow_null_within);
    }
}

/// In OpenAPI 3.0 nothing may stand beside `$ref`, so that a reference is wrapped; an enumeration has
/// to list null as well.
fn nullable(schema: Value) -> Value {
    match schema {
        Value::Object(members) if members.contains_key("$ref") => {
            json!({ "nullable": true, "allOf": [members] })
        }
        Value::Object(mut members) if !members.is_empty() => {
            if let Some(Value::Array(values)) = members.get_mut("enum")
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
            members.insert("nullable".to_owned(), Value::Bool(true));
            Value::Object(members)
        }
        anything => anything,
    }
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(members.into_iter().map(|(k, v)| (k, sorted(v))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMAS)
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document.get("paths").into_iter().flat_map(members);
    paths.flat_map(|(_, path)| members(path)).map(|(_, it)| it)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[cfg(test)]
#[expect(
    clippy::unused_async,
    reason = "the framework takes only async operations"
)]
mod tests {
    use std::collections::HashMap;

    use chrono::NaiveDate;
    use poem_openapi::payload::Json;
    use poem_openapi::{Enum, Object, OpenApi, OpenApiService, Union};

    use super::*;

    #[derive(Object)]
    #[oai(deny_unknown_fields)]
    struct Request {
        on: NaiveDate,
        until: Option<NaiveDate>,
        office: Office,
        branch: Option<Office>,
        color: Option<Color>,
        either: Either,
        counts: HashMap<String, u32>,
    }

    #[derive(Object)]
    #[oai(deny_unknown_fields)]
    struct Office {
        name: String,
        #[oai(default)]
        seats: u32,
    }

    #[derive(Enum)]
    enum Color {
        Red,
    }

    #[derive(Object)]
    struct One {
        one: String,
    }

    #[derive(Object)]
    struct Two {
        two: String,
    }

    #[derive(Union)]
    #[oai(discriminator_name = "kind")]
    enum Either {
        One(One),
        Two(Two),
    }

    #[derive(Object)]
    struct Answer {
        note: Option<String>,
    }

    struct Api;

    #[OpenApi]
    impl Api {
        #[oai(path = "/", method = "post")]
        async fn ask(&self, _body: Json<Request>) -> Json<Answer> {
            Json(Answer { note: None })
        }
    }

    fn schema(name: &str) -> Value {
        let spec = OpenApiService::new(Api, "test", "1").spec();
        let document = mend(serde_json::from_str(&spec).unwrap());
        document["components"]["schemas"][name].clone()
    }

    #[test]
    fn a_date_has_the_standard_format() {
        let request = schema("Request");
        assert_eq!(
            request["properties"]["on"],
            json!({ "type": "string", "format": "date" })
        );
        assert_eq!(
            request["properties"]["until"],
            json!({ "type": "string", "format": "date", "nullable": true })
        );
    }

    #[test]
    fn what_need_not_be_given_may_be_null() {
        let office = json!({ "$ref": "#/components/schemas/Office" });
        let properties = schema("Request")["properties"].take();
        assert_eq!(properties["office"], office);
        assert_eq!(
            properties["branch"],
            json!({ "nullable": true, "allOf": [office] })
        );
        assert_eq!(schema("Answer")["properties"]["note"]["nullable"], true);
        assert_eq!(schema("Office")["properties"]["seats"]["nullable"], true);
        assert_eq!(schema("Office")["properties"]["name"].get("nullable"), None);
    }

    #[test]
    fn only_objects_that_requests_consist_of_are_closed() {
        let closed = |name| schema(name).get("additionalProperties") == Some(&json!(false));
        for name in ["Request", "Office"] {
            assert!(closed(name), "{name}");
        }
        for name in ["Answer", "Color", "One", "Two", "Either"] {
            assert!(!closed(name), "{name}");
        }
        assert!(schema("Request")["properties"]["counts"]["additionalProperties"].is_object());
    }

    #[test]
    fn an_inline_enumeration_lists_null_when_it_may_be_null() {
        let mended = nullable(json!({ "type": "string", "enum": ["a"] }));
        assert_eq!(
            mended,
            json!({ "type": "string", "enum": ["a", null], "nullable": true })
        );
        assert_eq!(nullable(json!({})), json!({}));
    }

    #[test]
    fn mending_twice_changes_nothing_more_and_names_are_in_order() {
        let spec = OpenApiService::new(Api, "test", "1").spec();
        let once = mend(serde_json::from_str(&spec).unwrap());
        assert_eq!(mend(once.clone()), once);
        let names: Vec<_> = once.as_object().unwrap().keys().collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}
