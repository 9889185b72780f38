//! The operations of the published document as a table: which methods an address has, which query
//! parameters an operation knows, and what its body looks like.

use std::sync::Arc;

use poem::http::Method;
use serde_json::Value;

/// The addresses that the service answers, read from the OpenAPI document and completed by hand for pages.
#[derive(Debug, Default)]
pub struct Operations {
    document: Value,
    addresses: Vec<Address>,
}

/// One operation of the document.
#[derive(Debug)]
pub struct Operation {
    method: Method,
    query: Vec<QueryParameter>,
    body: Option<Value>,
    described: bool,
    open: bool,
}

#[derive(Debug)]
struct QueryParameter {
    name: String,
    repeatable: bool,
}

#[derive(Debug)]
struct Address {
    pattern: Arc<str>,
    segments: Vec<Segment>,
    operations: Vec<Operation>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter,
}

impl Operations {
    /// Reads the document; its paths are served below the prefix, for example `/api/v1` or nothing.
    pub fn from_openapi(document: Value, prefix: &str) -> Self {
        let mut addresses = Vec::new();
        for (path, item) in members(&document, "paths") {
            let shared = item.get("parameters");
            let operations = members_of(item)
                .filter_map(|(method, operation)| {
                    let method = Method::from_bytes(method.to_uppercase().as_bytes()).ok()?;
                    KNOWN_METHODS
                        .contains(&method)
                        .then(|| Operation::read(method, operation, shared))
                })
                .collect();
            addresses.push(Address::new(&format!("{prefix}{path}"), operations));
        }
        Self {
            document,
            addresses,
        }
    }

    /// The same table with one more address that the document does not describe, such as a page.
    #[must_use]
    pub fn with(mut self, path: &str, methods: &[Method]) -> Self {
        let operations = methods.iter().cloned().map(Operation::undescribed);
        self.addresses
            .push(Address::new(path, operations.collect()));
        self
    }

    /// The methods of an address, for the `Allow` header; none where the address is not known.
    pub fn allowed(&self, path: &str) -> Option<Vec<Method>> {
        let address = self.address(path)?;
        let mut methods: Vec<_> = address
            .operations
            .iter()
            .map(|it| it.method.clone())
            .collect();
        // Whatever answers GET answers HEAD.
        if methods.contains(&Method::GET) && !methods.contains(&Method::HEAD) {
            methods.push(Method::HEAD);
        }
        methods.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        Some(methods)
    }

    /// The pattern of an address, which has none of its values.
    pub fn pattern(&self, path: &str) -> Option<Arc<str>> {
        Some(Arc::clone(&self.address(path)?.pattern))
    }

    /// The operation that a request means.
    pub fn find(&self, method: &Method, path: &str) -> Option<&Operation> {
        let operations = &self.address(path)?.operations;
        let with = |method: &Method| operations.iter().find(|it| it.method == *method);
        with(method).or_else(|| (*method == Method::HEAD).then(|| with(&Method::GET))?)
    }

    /// The document that the table was read from.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// Of several patterns the one with the earliest literal wins, as in the router.
    fn address(&self, path: &str) -> Option<&Address> {
        let parts: Vec<_> = path.split('/').collect();
        self.addresses
            .iter()
            .filter(|address| address.matches(&parts))
            .max_by_key(|address| {
                let literal = |it: &Segment| matches!(it, Segment::Literal(_));
                address.segments.iter().map(literal).collect::<Vec<_>>()
            })
    }
}

impl Operation {
    fn read(method: Method, operation: &Value, shared: Option<&Value>) -> Self {
        let parameters = operation.get("parameters").into_iter().chain(shared);
        let query = parameters
            .filter_map(Value::as_array)
            .flatten()
            .filter(|it| it.get("in").and_then(Value::as_str) == Some("query"))
            .filter_map(|it| {
                Some(QueryParameter {
                    name: it.get("name")?.as_str()?.to_owned(),
                    repeatable: it.pointer("/schema/type").and_then(Value::as_str) == Some("array"),
                })
            })
            .collect();
        let body = operation
            .pointer("/requestBody/content")
            .and_then(Value::as_object)
            .and_then(|content| content.iter().find(|(kind, _)| kind.contains("json")))
            .and_then(|(_, media)| media.get("schema"))
            .cloned();
        Self {
            method,
            query,
            body,
            described: true,
            open: operation
                .get("security")
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty),
        }
    }

    fn undescribed(method: Method) -> Self {
        Self {
            method,
            query: Vec::new(),
            body: None,
            described: false,
            open: true,
        }
    }

    /// Whether it is for everybody, without credentials.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The schema of its JSON body.
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// Whether the query string has only parameters that the operation knows, each as often as it may be.
    pub fn knows_query(&self, query: &str) -> bool {
        let mut seen = Vec::new();
        !self.described
            || query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .all(|pair| {
                    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
                    let again = seen.contains(&name);
                    seen.push(name);
                    self.query
                        .iter()
                        .any(|it| it.name == name && (it.repeatable || !again))
                })
    }
}

impl Address {
    fn new(pattern: &str, operations: Vec<Operation>) -> Self {
        Self {
            pattern: pattern.into(),
            segments: segments(pattern),
            operations,
        }
    }

    fn matches(&self, parts: &[&str]) -> bool {
        self.segments.len() == parts.len()
            && self
                .segments
                .iter()
                .zip(parts)
                .all(|(segment, part)| match segment {
                    Segment::Literal(literal) => literal == part,
                    Segment::Parameter => !part.is_empty(),
                })
    }
}

const KNOWN_METHODS: [Method; 8] = [
    Method::GET,
    Method::HEAD,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::TRACE,
];

fn segments(path: &str) -> Vec<Segment> {
    path.split('/')
        .map(|part| {
            if part.starts_with('{') || part.starts_with(':') {
                Segment::Parameter
            } else {
                Segment::Literal(part.to_owned())
            }
        })
        .collect()
}

fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value.get(key).into_iter().flat_map(members_of)
}

fn members_of(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table() -> Operations {
        let array = json!({ "name": "state", "in": "query", "schema": { "type": "array" } });
        let text = json!({ "name": "q", "in": "query", "schema": { "type": "string" } });
        let document = json!({ "paths": {
            "/licences": { "get": { "parameters": [array, text] }, "post": {} },
            "/licences/{id}": { "get": {}, "patch": {} },
            "/licences/summary": { "get": {} },
            "/licences/{id}/renewal": { "post": {} },
        }});
        Operations::from_openapi(document, "/api/v1")
            .with("/desk/login", &[Method::GET, Method::POST])
    }

    #[test]
    fn an_address_tells_its_methods() {
        let cases: &[(&str, Option<&[Method]>)] = &[
            (
                "/api/v1/licences",
                Some(&[Method::GET, Method::HEAD, Method::POST]),
            ),
            (
                "/api/v1/licences/7",
                Some(&[Method::GET, Method::HEAD, Method::PATCH]),
            ),
            (
                "/api/v1/licences/summary",
                Some(&[Method::GET, Method::HEAD]),
            ),
            ("/api/v1/licences/7/renewal", Some(&[Method::POST])),
            (
                "/desk/login",
                Some(&[Method::GET, Method::HEAD, Method::POST]),
            ),
            ("/licences", None),
            ("/api/v1/licences/", None),
        ];
        let pattern = table().pattern("/api/v1/licences/7/renewal").unwrap();
        assert_eq!(&*pattern, "/api/v1/licences/{id}/renewal");
        for (path, methods) in cases {
            assert_eq!(table().allowed(path).as_deref(), *methods, "{path}");
        }
    }

    #[test]
    fn an_operation_knows_its_query() {
        let table = table();
        let list = table.find(&Method::GET, "/api/v1/licences").unwrap();
        for known in ["", "q=a", "state=a&state=b&q=", "&q=a&"] {
            assert!(list.knows_query(known), "{known}");
        }
        for unknown in ["page=1", "q=a&q=b", "Q=a", "q=a&debug"] {
            assert!(!list.knows_query(unknown), "{unknown}");
        }
        let page = table.find(&Method::GET, "/desk/login").unwrap();
        assert!(page.knows_query("next=/desk"));
    }
}
