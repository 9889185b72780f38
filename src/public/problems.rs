//! Refusals as pages, for people whose browsers ask for pages.

use askama::Template;
use poem::http::{Method, StatusCode, header};
use poem::{Endpoint, Error, IntoResponse, Middleware, Request, Response, Result};

use super::page::{self, Frame};
use crate::context::Context;
use crate::http::catch::problem;

/// Answers errors of pages with pages. Addresses of programs keep their problems.
#[derive(Clone, Debug)]
pub struct Pages {
    context: Context,
}

impl Pages {
    /// For the pages of this registry.
    pub fn new(context: &Context) -> Self {
        Self {
            context: context.clone(),
        }
    }
}

impl<E: Endpoint> Middleware<E> for Pages {
    type Output = PagesEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        PagesEndpoint {
            inner,
            context: self.context.clone(),
        }
    }
}

/// See [`Pages`].
pub struct PagesEndpoint<E> {
    inner: E,
    context: Context,
}

#[derive(Template)]
#[template(path = "public/problem.html")]
struct ProblemPage {
    frame: Frame,
    title: String,
    detail: String,
    request_id: String,
}

impl<E: Endpoint> Endpoint for PagesEndpoint<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let shown = wants_page(&request);
        let head = *request.method() == Method::HEAD;
        match self.inner.call(request).await {
            Ok(answer) => Ok(answer.into_response()),
            Err(error) if shown && !error.is_from_response() => {
                let mut page = page_of(&self.context, &error);
                if head {
                    page.set_body(());
                }
                Ok(page)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether somebody reads the answer: a browser that asks for a page outside the programs' addresses.
fn wants_page(request: &Request) -> bool {
    let path = request.uri().path();
    let of_programs = ["/api/", "/public/", "/openapi.json", "/health/", "/assets/"];
    let accepted = request.headers().get(header::ACCEPT);
    let html = accepted
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("text/html"));
    [Method::GET, Method::HEAD].contains(request.method())
        && html
        && !of_programs.iter().any(|it| path.starts_with(it))
}

fn page_of(context: &Context, error: &Error) -> Response {
    let status = error.status();
    if status.is_server_error() {
        tracing::error!(%error, "a page failed");
    }
    let body = problem(error);
    let kind = crate::http::fault::Kind::of_status(status);
    let page = ProblemPage {
        frame: Frame::of(context),
        title: kind.fa.to_owned(),
        detail: kind.detail_fa.to_owned(),
        request_id: body.request_id.unwrap_or_default(),
    };
    page::answer(StatusCode::from_u16(body.status).unwrap_or(status), &page)
}
