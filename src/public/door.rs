//! The answer about a number in JSON, given before the router for the many who only ask.
//!
//! It is the operation `verifyLicence` of the JSON door, value for value; a test compares them.

use poem::http::Method;
use poem::{Endpoint, Middleware, PathPattern, Request, Response, Result};

use crate::api::register::VerificationView;
use crate::context::Context;
use crate::error::Error;
use crate::use_cases::register::verify::verify;

/// What the addresses of verifications begin with.
const ADDRESS: &str = "/public/v1/licences/";

/// What the log says instead of the number.
const PATTERN: &str = "/public/v1/licences/:number";

/// How many bytes most answers have at most.
const USUAL_LENGTH: usize = 2048;

/// Answers verifications at once and lets everything else in.
#[derive(Clone, Debug)]
pub struct Door {
    context: Context,
}

impl Door {
    /// Before the router of this registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

impl<E: Endpoint<Output = Response>> Middleware<E> for Door {
    type Output = DoorEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        DoorEndpoint {
            inner,
            context: self.context.clone(),
        }
    }
}

/// See [`Door`].
pub struct DoorEndpoint<E> {
    inner: E,
    context: Context,
}

impl<E: Endpoint<Output = Response>> Endpoint for DoorEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let Some(number) = asked(&request) else {
            return self.inner.call(request).await;
        };
        // Refusals are worded further in, where the same question fails again.
        let Ok(json) = answer(&self.context, number) else {
            return self.inner.call(request).await;
        };
        let mut response = Response::builder()
            .content_type("application/json; charset=utf-8")
            .body(json);
        response.set_data(PathPattern(PATTERN.into()));
        Ok(response)
    }
}

/// The number that is asked for, if the request asks for nothing else: a GET without a query whose path
/// needs no decoding.
fn asked(request: &Request) -> Option<&str> {
    let uri = request.uri();
    let number = uri.path().strip_prefix(ADDRESS)?;
    let plain = number
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (*request.method() == Method::GET && uri.query().is_none() && plain && !number.is_empty())
        .then_some(number)
}

fn answer(context: &Context, number: &str) -> std::result::Result<Vec<u8>, Error> {
    let view = VerificationView::of(&verify(context, number)?)?;
    let mut json = Vec::with_capacity(USUAL_LENGTH);
    serde_json::to_writer(&mut json, &view)
        .map_err(|error| Error::internal("writing an answer", error))?;
    Ok(json)
}
