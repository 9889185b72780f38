//! JSON bodies, read strictly: each name once per object, and the fields at fault are named.
//!
//! Handlers take poem-openapi's `Json<T>` with `deny_unknown_fields` on its objects; this layer stands
//! before routing, so that no handler can forget it.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use poem::http::header::AUTHORIZATION;
use poem::{Endpoint, Middleware, Request, Result};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::diagnosis;
use super::fault::{self, Fault};
use super::operations::{Operation, Operations};
use super::problem::FieldError;

/// Refuses JSON with repeated names, unknown query parameters of described operations, and names the
/// fields of a body that does not follow its schema.
#[derive(Clone, Debug, Default)]
pub struct StrictJson {
    operations: Arc<Operations>,
}

impl StrictJson {
    /// Reads bodies against the schemas of these operations.
    pub fn new(operations: Arc<Operations>) -> Self {
        Self { operations }
    }
}

impl<E: Endpoint> Middleware<E> for StrictJson {
    type Output = StrictJsonEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        StrictJsonEndpoint {
            inner,
            operations: Arc::clone(&self.operations),
        }
    }
}

/// See [`StrictJson`].
pub struct StrictJsonEndpoint<E> {
    inner: E,
    operations: Arc<Operations>,
}

impl<E: Endpoint> Endpoint for StrictJsonEndpoint<E> {
    type Output = E::Output;

    async fn call(&self, mut request: Request) -> Result<Self::Output> {
        if let Some(query) = request.uri().query()
            && let Some(operation) = self.operations.find(request.method(), request.uri().path())
            && !operation.knows_query(query)
        {
            return Err(Fault::new(&fault::UNKNOWN_PARAMETER).into());
        }
        if !request.content_type().is_some_and(is_json) {
            return self.inner.call(request).await;
        }
        let body = request.take_body().into_bytes().await?;
        if !body.is_empty() {
            read_strictly(&body)?;
        }
        self.follows_schema(&request, &body)?;
        request.set_body(body);
        self.inner.call(request).await
    }
}

impl<E> StrictJsonEndpoint<E> {
    /// Compares the body with its schema before a handler reads it more leniently: the framework takes
    /// numbers for texts. Whoever comes without the credentials that are wanted hears of those first.
    fn follows_schema(&self, request: &Request, body: &[u8]) -> Result<(), Fault> {
        let operation = self
            .operations
            .find(request.method(), request.uri().path())
            .filter(|it| it.is_open() || request.headers().contains_key(AUTHORIZATION));
        let Some(schema) = operation.and_then(Operation::body) else {
            return Ok(());
        };
        let body = serde_json::from_slice(body).unwrap_or_default();
        let faults = diagnosis::faults(self.operations.document(), schema, &body);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Fault::new(&fault::INVALID_BODY).naming(faults))
        }
    }
}

/// The field that poem-openapi's text names, if the name is plainly one of a schema.
pub(super) fn field_named_in(reason: &str) -> Option<&str> {
    let (_, rest) = reason.split_once("field `")?;
    let (name, rest) = rest.split_once('`')?;
    // Only the text of a failed validator names a field of ours; unknown names are the caller's.
    let ours = rest.starts_with(" verification failed")
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.'));
    ours.then_some(name)
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads the whole body once without keeping it.
fn read_strictly(body: &[u8]) -> Result<(), Fault> {
    let repeated = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = Walk(&repeated)
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    let Err(error) = read else { return Ok(()) };
    let (kind, code) = if repeated.get() {
        (&fault::DUPLICATE_FIELD, "duplicate")
    } else {
        (&fault::MALFORMED_JSON, "syntax")
    };
    let (line, column) = (error.line(), error.column());
    let place = FieldError::at(
        "#",
        code,
        &format!("خواندن بدنه در سطر {line} و نویسه {column} متوقف شد."),
        &format!("Reading stopped at line {line}, column {column}."),
    );
    Err(Fault::new(kind).naming(vec![place]))
}

/// Walks through a document and notes whether a name is repeated.
struct Walk<'t>(&'t Cell<bool>);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Walk(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !names.insert(name) {
                self.0.set(true);
                return Err(A::Error::custom("a name occurs twice"));
            }
            members.next_value_seed(Walk(self.0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(
    clippy::unused_async,
    reason = "the framework takes only async operations"
)]
mod tests {
    use poem::http::StatusCode;
    use poem::test::{TestClient, TestResponse};
    use poem::{EndpointExt, Route};
    use poem_openapi::param::Query;
    use poem_openapi::payload::{Json, PlainText};
    use poem_openapi::{Object, OpenApi, OpenApiService};
    use serde_json::Value;

    use super::*;
    use crate::http::catch::Problems;
    use crate::http::openapi::mend;

    #[derive(Object)]
    #[oai(deny_unknown_fields)]
    struct Application {
        name: String,
        #[oai(validator(max_length = 3))]
        code: Option<String>,
        seats: Vec<Seat>,
    }

    #[derive(Object)]
    #[oai(deny_unknown_fields)]
    struct Seat {
        number: u8,
    }

    struct Api;

    #[OpenApi]
    impl Api {
        #[oai(path = "/applications", method = "post")]
        async fn apply(
            &self,
            dry: Query<Option<bool>>,
            body: Json<Application>,
        ) -> PlainText<String> {
            let seats: u32 = body.seats.iter().map(|it| u32::from(it.number)).sum();
            PlainText(format!("{} {:?} {seats} {:?}", body.name, body.code, dry.0))
        }
    }

    async fn post(path: &str, body: &str) -> TestResponse {
        let service = OpenApiService::new(Api, "test", "1");
        let document = mend(serde_json::from_str(&service.spec()).unwrap());
        let operations = Arc::new(Operations::from_openapi(document, "/v1"));
        let app = Route::new()
            .nest("/v1", service)
            .with(StrictJson::new(Arc::clone(&operations)))
            .with(Problems::new(operations));
        TestClient::new(app)
            .post(path)
            .content_type("Application/JSON; charset=utf-8")
            .body(body.to_owned())
            .send()
            .await
    }

    #[tokio::test]
    async fn a_good_body_reaches_its_handler_untouched() {
        let body = r#"{"name":"سارا","code":null,"seats":[{"number":2},{"number":3}]}"#;
        let response = post("/v1/applications", body).await;
        response.assert_status_is_ok();
        response.assert_text("سارا None 5 None").await;
    }

    #[tokio::test]
    async fn a_bad_body_is_refused_with_the_fields_at_fault_and_without_the_input() {
        let secret = "0012345678";
        let cases: &[(&str, &str, &[&str])] = &[
            (
                r#"{"name":"0012345678","name":"b","seats":[]}"#,
                "duplicate-field",
                &["#"],
            ),
            (
                r#"{"name":"a","seats":[{"number":1,"\u006eumber":2}]}"#,
                "duplicate-field",
                &["#"],
            ),
            (r#"{"name":"0012345678""#, "malformed-json", &["#"]),
            (
                r#"{"name":"a","seats":[]} 0012345678"#,
                "malformed-json",
                &["#"],
            ),
            ("\u{feff}{}", "malformed-json", &["#"]),
            ("", "invalid-body", &["#"]),
            ("{}", "invalid-body", &["#/name", "#/seats"]),
            (
                r#"{"name":12345,"seats":[{"number":"0012345678"}]}"#,
                "invalid-body",
                &["#/name", "#/seats/0/number"],
            ),
            (
                r#"{"name":"a","seats":[],"0012345678":1}"#,
                "invalid-body",
                &["#"],
            ),
            (
                r#"{"name":"a","seats":[],"code":"0012345678"}"#,
                "invalid-body",
                &["#/code"],
            ),
            (
                r#"{"name":"a","seats":[{"number":300}]}"#,
                "invalid-body",
                &["#/seats/0/number"],
            ),
        ];
        for (body, code, pointers) in cases {
            let response = post("/v1/applications", body).await;
            response.assert_status(StatusCode::BAD_REQUEST);
            let text = response.0.into_body().into_string().await.unwrap();
            assert!(!text.contains(secret), "{text}");
            let problem: Value = serde_json::from_str(&text).unwrap();
            let kind = problem["type"].as_str().unwrap();
            assert!(kind.ends_with(code), "{body}: {text}");
            let mut named: Vec<_> = problem["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|it| it["pointer"].as_str().unwrap())
                .collect();
            named.sort_unstable();
            assert_eq!(named, *pointers, "{body}");
        }
    }

    #[tokio::test]
    async fn a_body_nested_beyond_reason_is_refused() {
        let body = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let response = post("/v1/applications", &body).await;
        response.assert_status(StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn a_query_parameter_that_the_operation_does_not_know_is_refused() {
        let body = r#"{"name":"a","seats":[]}"#;
        let cases = [
            ("?dry=true", StatusCode::OK),
            ("?dri=true", StatusCode::BAD_REQUEST),
            ("?dry=true&dry=false", StatusCode::BAD_REQUEST),
        ];
        for (query, status) in cases {
            let response = post(&format!("/v1/applications{query}"), body).await;
            response.assert_status(status);
        }
    }

    #[test]
    fn only_names_of_ours_are_taken_from_a_text() {
        let cases = [
            (
                "failed to parse \"T\": field `name` verification failed. x",
                Some("name"),
            ),
            ("failed to parse \"T\": unknown field `name`.", None),
            ("field `0012345678` verification failed.", None),
            ("field `Na me` verification failed.", None),
            ("nothing", None),
        ];
        for (text, name) in cases {
            assert_eq!(field_named_in(text), name, "{text}");
        }
    }
}
