//! What all pages have around them.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{self, HeaderValue};

use super::assets;
use crate::clock::date_in_tehran;
use crate::context::Context;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::digits::{grouped, to_persian};
use crate::use_cases::register::verify::{Issue, current};

/// Pages load what is theirs and nothing else, and are shown in no frame.
pub const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Below which path the styles lie.
    pub assets: String,
    /// Whether everything on the page is invented.
    pub demo: bool,
    /// The list that the page speaks of; nothing before one has been read.
    pub list: Option<ListLine>,
}

/// The version of the list, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLine {
    /// Its version in Persian digits.
    pub version: String,
    /// How long ago it was last confirmed.
    pub age: String,
    /// When it was made, «سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۰:۲۹»: the day and the time of day.
    pub day: String,
    /// The time of day in Tehran.
    pub time: String,
    /// How many licences it has.
    pub count: String,
    /// Whether changes may have been missed.
    pub stale: bool,
}

impl Frame {
    /// The frame of this registry's pages.
    pub fn of(context: &Context) -> Self {
        Self {
            assets: format!("/assets/{}", *assets::BUNDLE),
            demo: context.is_demo(),
            list: current(context).ok().map(|issue| ListLine::of(&issue)),
        }
    }
}

impl ListLine {
    /// The line for a version.
    pub fn of(issue: &Issue) -> Self {
        let at = issue.head.stated.at;
        let time = at.with_timezone(&chrono_tz::Asia::Tehran).format("%H:%M");
        Self {
            version: grouped(issue.head.stated.version),
            age: ago(issue.age().as_secs()),
            day: SolarHijri::of(date_in_tehran(at)).long_persian(),
            time: to_persian(&time.to_string()),
            count: grouped(issue.head.stated.count),
            stale: issue.is_stale(),
        }
    }
}

/// How long ago something was, in the largest fitting unit.
fn ago(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..60 => (seconds, "ثانیه"),
        60..3600 => (seconds / 60, "دقیقه"),
        3600..86_400 => (seconds / 3600, "ساعت"),
        _ => (seconds / 86_400, "روز"),
    };
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    format!("{} {unit} پیش", grouped(count))
}

/// A page as an answer.
pub fn answer(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => {
            let mut response = Response::builder()
                .status(status)
                .content_type("text/html; charset=utf-8")
                .body(html);
            let headers = response.headers_mut();
            let policy = HeaderValue::from_static(POLICY);
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            let language = HeaderValue::from_static("fa");
            headers.insert(header::CONTENT_LANGUAGE, language);
            response
        }
        Err(error) => {
            tracing::error!(%error, "a page cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_its_largest_unit() {
        let cases = [
            (0, "۰ ثانیه پیش"),
            (59, "۵۹ ثانیه پیش"),
            (60, "۱ دقیقه پیش"),
            (7_300, "۲ ساعت پیش"),
            (172_800, "۲ روز پیش"),
        ];
        for (seconds, words) in cases {
            assert_eq!(ago(seconds), words);
        }
    }
}
