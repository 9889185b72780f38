//! The answer about a number in JSON, given before the router for the many who only ask.
//!
//! It is the operation `verifyLicence` of the JSON door, value for value; a test compares them.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use poem::http::Method;
use poem::http::header::{self, HeaderValue};
use poem::{Endpoint, Middleware, PathPattern, Request, Response, Result};
use serde::{Serialize, Serializer};

use crate::api::register::{ListView, Status};
use crate::api::view::persian;
use crate::context::Context;
use crate::domain::placement::register::Entry;
use crate::error::Error;
use crate::use_cases::register::verify::{Verification, verify};

/// What the addresses of verifications begin with.
const ADDRESS: &str = "/public/v1/licences/";

/// What the log says instead of the number.
static PATTERN: LazyLock<PathPattern> =
    LazyLock::new(|| PathPattern("/public/v1/licences/:number".into()));

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
        // Refusals are worded further in, where the same question fails again.
        let json = asked(&request).and_then(|number| answer(&self.context, number).ok());
        let Some(json) = json else {
            // The way further in is long; in a box it costs nothing to whoever does not go it.
            return Box::pin(self.inner.call(request)).await;
        };
        let mut response = Response::builder().body(json);
        response.headers_mut().insert(header::CONTENT_TYPE, JSON);
        response.set_data(PATTERN.clone());
        Ok(response)
    }
}

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

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
    let verification = verify(context, number)?;
    let entry = verification.entry()?;
    let mut json = Vec::with_capacity(USUAL_LENGTH);
    serde_json::to_writer(&mut json, &Answer::of(&verification, entry.as_ref()))
        .map_err(|error| Error::internal("writing an answer", error))?;
    Ok(json)
}

/// What the JSON door answers, as a view of the entry instead of copies of its texts.
#[derive(Serialize)]
struct Answer<'a> {
    status: Status,
    status_persian: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    checked_on: Iso,
    checked_on_persian: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<Facts<'a>>,
    list: ListView,
    demo: bool,
}

#[derive(Serialize)]
struct Facts<'a> {
    agency: &'a str,
    kind: &'static str,
    kind_persian: &'static str,
    channel: &'static str,
    channel_persian: &'static str,
    holder: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    technical_manager: Option<&'a str>,
    province: &'static str,
    province_persian: &'static str,
    city: &'a str,
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<&'a str>,
    good_from_version: u32,
    issued_on: Iso,
    issued_on_persian: String,
    first_day: Iso,
    first_day_persian: String,
    last_day: Iso,
    last_day_persian: String,
}

impl<'a> Answer<'a> {
    fn of(verification: &Verification, entry: Option<&'a Entry<'_>>) -> Self {
        let status = Status::of(verification, entry);
        let issue = &verification.issue;
        Self {
            status,
            status_persian: status.persian(),
            number: verification.number.as_ref().map(ToString::to_string),
            checked_on: Iso(verification.on),
            checked_on_persian: persian(verification.on),
            licence: entry.map(Facts::of),
            list: ListView::of(issue),
            demo: issue.head.stated.demo,
        }
    }
}

impl<'a> Facts<'a> {
    fn of(entry: &'a Entry<'_>) -> Self {
        let kind = entry.number.series().kind;
        let last_day = entry.term.last_day();
        Self {
            agency: &entry.agency,
            kind: kind.name(),
            kind_persian: kind.persian(),
            channel: entry.channel.name(),
            channel_persian: entry.channel.persian(),
            holder: &entry.holder,
            technical_manager: entry.technical_manager.as_deref(),
            province: entry.province.code(),
            province_persian: entry.province.name_fa(),
            city: &entry.city,
            address: &entry.address,
            website: entry.website.as_deref(),
            good_from_version: entry.good_from,
            issued_on: Iso(entry.issued_on),
            issued_on_persian: persian(entry.issued_on),
            first_day: Iso(entry.term.from),
            first_day_persian: persian(entry.term.from),
            last_day: Iso(last_day),
            last_day_persian: persian(last_day),
        }
    }
}

/// A date in ISO, written in one piece instead of letter by letter.
struct Iso(NaiveDate);

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let date = self.0;
        let Ok(year @ 0..=9999) = u32::try_from(date.year()) else {
            return date.serialize(serializer);
        };
        let [month, day] = [date.month(), date.day()];
        let digit = |number: u32, place: u32| {
            let digit = u8::try_from(number / place % 10).unwrap_or_default();
            b'0' + digit
        };
        let text = [
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ];
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_as_the_calendar_library_writes_it() {
        let days = [(2026, 11, 22), (1, 1, 1), (9999, 12, 31), (-3, 2, 28)];
        for (year, month, day) in days {
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let expected = serde_json::to_string(&date).unwrap();
            assert_eq!(serde_json::to_string(&Iso(date)).unwrap(), expected);
        }
    }
}
