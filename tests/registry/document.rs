//! The published document as a table of operations, for tests that go through all of them.

use parvaneh::api;
use poem::http::Method;
use serde_json::Value;

/// The operations that anybody may use without a token. Everything else is for who has signed in.
pub(crate) const PUBLIC: &[&str] = &[
    "addComplaintDocument",
    "createToken",
    "fileComplaint",
    "listPublicKeys",
    "signUp",
    "trackComplaint",
    "verifyLicence",
    "verifyRuling",
    "withdrawComplaint",
];

/// One operation of the document.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) value: Value,
}

/// All operations, by their names.
pub(crate) fn operations(document: &Value) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str();
            found.push(Operation {
                id: id
                    .unwrap_or_else(|| panic!("{method} {path} has no operationId"))
                    .into(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                value: operation.clone(),
            });
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// The document.
pub(crate) fn document() -> Value {
    api::document()
}

impl Operation {
    /// The JSON media of its request, if it takes JSON.
    pub(crate) fn request(&self) -> Option<&Value> {
        json_media(self.value.get("requestBody")?)
    }

    /// The content type of its request, whatever it is.
    pub(crate) fn content_type(&self) -> Option<&str> {
        let content = self.value.pointer("/requestBody/content")?.as_object()?;
        content.keys().next().map(String::as_str)
    }

    /// Its answers.
    pub(crate) fn responses(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.value["responses"].as_object().into_iter().flatten()
    }

    /// Its parameters of one kind: `path`, `query` or `header`.
    pub(crate) fn parameters<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        let all = self.value["parameters"].as_array().into_iter().flatten();
        all.filter(move |it| it["in"] == kind)
    }
}

/// What is said about JSON in a request or an answer.
pub(crate) fn json_media(holder: &Value) -> Option<&Value> {
    let content = holder.get("content")?.as_object()?;
    content
        .iter()
        .find(|(kind, _)| kind.contains("json"))
        .map(|(_, media)| media)
}
