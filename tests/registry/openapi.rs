//! The published document: written by the command, complete, and true to its own schemas.

use std::collections::BTreeSet;
use std::path::Path;

use parvaneh::api;
use parvaneh::http::diagnosis;
use serde_json::Value;

use crate::document::{PUBLIC, document, json_media, operations};

#[test]
fn the_document_beside_the_source_is_the_one_that_is_served() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/parvaneh.json");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == api::document_text(),
        "openapi/parvaneh.json is not what the operations say; write it with `cargo run -- openapi`"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own_a_subject_and_a_summary() {
    let mut names = BTreeSet::new();
    for operation in operations(&document()) {
        let id = &operation.id;
        assert!(names.insert(id.clone()), "{id} stands twice");
        let verb = id.chars().next().is_some_and(char::is_lowercase);
        assert!(verb && id.chars().all(char::is_alphanumeric), "{id}");
        let tags = operation.value["tags"].as_array();
        assert_eq!(tags.map(Vec::len), Some(1), "{id} has one tag");
        let summary = operation.value["summary"].as_str().unwrap_or_default();
        assert!(!summary.is_empty(), "{id} has no summary");
        assert!(
            !summary.ends_with('.'),
            "the summary of {id} is no sentence"
        );
    }
}

#[test]
fn every_operation_needs_a_token_but_the_public_ones() {
    for operation in operations(&document()) {
        let secured = operation.value["security"]
            .as_array()
            .is_some_and(|it| !it.is_empty());
        let public = PUBLIC.contains(&operation.id.as_str());
        assert_eq!(secured, !public, "{}", operation.id);
    }
}

#[test]
fn every_operation_tells_all_its_refusals_as_problems() {
    let all = [
        "400", "401", "403", "404", "409", "412", "413", "415", "422", "428", "429", "500",
    ];
    for operation in operations(&document()) {
        let told: BTreeSet<_> = operation.responses().map(|it| it.0.as_str()).collect();
        for status in all {
            assert!(told.contains(status), "{} lacks {status}", operation.id);
        }
        assert!(
            told.iter()
                .any(|it| it.starts_with('2') || it.starts_with('3')),
            "{} never succeeds",
            operation.id
        );
        for (status, response) in operation.responses() {
            if status.starts_with('4') || status.starts_with('5') {
                let kinds: Vec<_> = response["content"].as_object().unwrap().keys().collect();
                assert_eq!(kinds.len(), 1);
                assert!(kinds[0].starts_with("application/problem+json"));
            }
        }
    }
}

#[test]
fn every_operation_has_examples_that_its_own_schemas_accept() {
    let document = document();
    let mut wrong = Vec::new();
    for operation in operations(&document) {
        let file = format!("openapi/examples/{}.json", operation.id);
        let request = operation.request().map(|media| ("the request", media));
        let answers = operation.responses();
        let answers = answers.filter_map(|it| Some((it.0.as_str(), json_media(it.1)?)));
        for (part, media) in request.into_iter().chain(answers) {
            match media.get("example") {
                None => wrong.push(format!("{file}: add {part}")),
                Some(example) => {
                    let faults = diagnosis::faults(&document, &media["schema"], example);
                    wrong.extend(faults.iter().map(|it| format!("{file}: {part}: {it:?}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_examples_belongs_to_an_operation() {
    let names: BTreeSet<_> = operations(&document())
        .into_iter()
        .map(|it| format!("{}.json", it.id))
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/examples");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let known = names.contains(&name) || name == "README.md";
        assert!(known, "openapi/examples/{name} belongs to no operation");
    }
}

#[test]
fn formats_are_those_that_generators_of_clients_know() {
    let known = [
        "date",
        "date-time",
        "uuid",
        "uri",
        "uri-reference",
        "binary",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float",
        "double",
    ];
    let mut formats = BTreeSet::new();
    collect_formats(&document(), &mut formats);
    for format in formats {
        assert!(known.contains(&format.as_str()), "{format}");
    }
}

fn collect_formats(value: &Value, formats: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let (Some(Value::String(format)), Some(Value::String(_))) =
                (members.get("format"), members.get("type"))
            {
                formats.insert(format.clone());
            }
            for member in members.values() {
                collect_formats(member, formats);
            }
        }
        Value::Array(items) => items.iter().for_each(|it| collect_formats(it, formats)),
        _ => {}
    }
}
