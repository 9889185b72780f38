//! The first page: it asks for a number.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the framework hands extractors over by value"
)]

use askama::Template;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Response, handler};

use super::page::{self, Frame};
use crate::context::Context;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    frame: Frame,
}

/// The first page.
#[handler]
pub(super) fn home(context: Data<&Context>) -> Response {
    let frame = Frame::of(&context);
    page::answer(StatusCode::OK, &Home { frame })
}
