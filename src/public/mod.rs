//! The open pages, in Persian, without login and without a script.
//!
//! [`verification`] answers whether a number is that of a licence, [`home`] asks for one, [`ruling`] whether a
//! printed ruling is genuine, [`door`] is
//! the same answer in JSON for callers in a hurry, [`problems`] words refusals for people, and
//! [`assets`] are the styles and the typeface.

pub mod assets;
pub mod door;
pub mod home;
pub mod page;
pub mod problems;
pub mod ruling;
pub mod verification;

use poem::http::Method;
use poem::{Route, get};

/// The addresses of the pages, besides the document's.
pub const PAGES: [(&str, &[Method]); 5] = [
    ("/", &[Method::GET]),
    ("/v", &[Method::GET]),
    ("/v/:number", &[Method::GET]),
    ("/r/:number", &[Method::GET]),
    ("/assets/:bundle/:name", &[Method::GET]),
];

/// Adds the pages to a router.
pub fn routes(router: Route) -> Route {
    router
        .at("/", get(home::home))
        .at("/v", get(verification::asked))
        .at("/v/:number", get(verification::answered))
        .at("/r/:number", get(ruling::answered))
        .at("/assets/:bundle/:name", get(assets::file))
}
