//! The page that answers whether an office is licensed.

#![expect(
    clippy::needless_pass_by_value,
    reason = "the framework hands extractors over by value"
)]

use askama::Template;
use poem::http::{HeaderValue, StatusCode, header};
use poem::web::{Data, Path, Query};
use poem::{IntoResponse, Response, Result, handler};
use serde::Deserialize;

use super::page::{self, Frame};
use crate::api::problem::Problem;
use crate::api::register::Status;
use crate::context::Context;
use crate::domain::kernel::calendar::SolarHijri;
use crate::domain::kernel::digits::to_persian;
use crate::domain::placement::licence::LicenceNumber;
use crate::domain::placement::register::Entry;
use crate::error::Error;
use crate::use_cases::register::paper::{Paper, examine};
use crate::use_cases::register::verify::{Verification, verify};

/// What the form sends.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    number: String,
}

/// What a scanned code brings along.
#[derive(Deserialize)]
struct Scanned {
    c: Option<String>,
}

/// The number from the form: a licence number gets the address that can be kept.
#[handler]
pub(super) fn asked(context: Data<&Context>, asked: Query<Asked>) -> Result<Response> {
    match asked.number.parse::<LicenceNumber>() {
        Ok(number) => {
            let mut response = StatusCode::SEE_OTHER.into_response();
            if let Ok(address) = HeaderValue::from_str(&format!("/v/{number}")) {
                response.headers_mut().insert(header::LOCATION, address);
            }
            Ok(response)
        }
        Err(_) => shown(&context, &asked.number, None),
    }
}

/// The answer under the address of a number.
#[handler]
pub(super) fn answered(
    context: Data<&Context>,
    number: Path<String>,
    scanned: Query<Scanned>,
) -> Result<Response> {
    shown(&context, &number, scanned.c.as_deref())
}

fn shown(context: &Context, typed: &str, credential: Option<&str>) -> Result<Response> {
    let frame = Frame::of(context);
    let answer = verify(context, typed).map_err(refused)?;
    let entry = answer.entry().map_err(refused)?;
    let paper = entry
        .as_ref()
        .zip(credential)
        .map(|(entry, credential)| examine(context, entry, credential));
    let page = Answer {
        frame,
        verdict: Verdict::of(&answer, entry.as_ref()),
        facts: entry.as_ref().map(Facts::of),
        number: answer.number.as_ref().map(ToString::to_string),
        checked_on: SolarHijri::of(answer.on).long_persian(),
        paper: paper.map(PaperLine::of),
    };
    Ok(page::answer(StatusCode::OK, &page))
}

fn refused(error: Error) -> poem::Error {
    match error {
        Error::Unavailable { .. } => {
            crate::http::fault::Fault::new(&crate::http::fault::UNAVAILABLE).into()
        }
        error => Problem::from(error).into(),
    }
}

#[derive(Template)]
#[template(path = "public/verification.html")]
struct Answer {
    frame: Frame,
    verdict: Verdict,
    facts: Option<Facts>,
    number: Option<String>,
    checked_on: String,
    paper: Option<PaperLine>,
}

/// The answer in one sentence, with what it means.
struct Verdict {
    /// `ok`, `warn` or `bad`: the look of the block.
    tone: &'static str,
    icon: &'static str,
    title: &'static str,
    meaning: &'static str,
}

impl Verdict {
    fn of(answer: &Verification, entry: Option<&Entry<'_>>) -> Self {
        let status = Status::of(answer, entry);
        let (tone, icon, meaning) = match status {
            Status::Valid => ("ok", "check", "و این دفتر اجازه فعالیت دارد."),
            Status::Halted => (
                "warn",
                "hourglass",
                "و این دفتر تا رفع مانع اجازه فعالیت ندارد. این وضعیت مجازات نیست.",
            ),
            Status::Expired => ("warn", "hourglass", "و این دفتر اکنون اجازه فعالیت ندارد."),
            Status::Suspended => (
                "warn",
                "hourglass",
                "و این دفتر تا پایان تعلیق اجازه فعالیت ندارد.",
            ),
            Status::Transferred | Status::Surrendered => {
                ("bad", "x", "و این دفتر با این مجوز اجازه فعالیت ندارد.")
            }
            Status::Revoked => ("bad", "x", "و این دفتر اجازه فعالیت ندارد."),
            Status::NotYetValid => ("warn", "hourglass", "و این دفتر هنوز اجازه فعالیت ندارد."),
            Status::Unlicensed if answer.number.is_none() => (
                "bad",
                "x",
                "این نوشته شماره مجوز نیست. شماره را از روی مجوز دوباره وارد فرمایید.",
            ),
            Status::Unlicensed => (
                "bad",
                "x",
                "دفتری با این شماره در میان دارندگان مجوز یافت نشد. شماره را دوباره بررسی فرمایید.",
            ),
        };
        Self {
            tone,
            icon,
            title: status.persian(),
            meaning,
        }
    }
}

/// The entry as the page shows it.
struct Facts {
    agency: String,
    kind: String,
    holder: String,
    manager: Option<String>,
    place: String,
    website: Option<String>,
    issued_on: String,
    last_day: String,
}

impl Facts {
    fn of(entry: &Entry<'_>) -> Self {
        let day = |date| SolarHijri::of(date).long_persian_without_weekday();
        let kind = entry.number.series().kind.persian();
        Self {
            agency: entry.agency.clone().into_owned(),
            kind: format!("{kind}، {}", entry.channel.persian()),
            holder: entry.holder.clone().into_owned(),
            manager: entry.technical_manager.clone().map(Into::into),
            place: place(entry),
            website: entry.website.clone().map(Into::into),
            issued_on: day(entry.issued_on),
            last_day: day(entry.term.last_day()),
        }
    }
}

/// Province, city and address; a provincial capital is not named twice.
fn place(entry: &Entry<'_>) -> String {
    let province = entry.province.name_fa();
    let (city, address) = (&entry.city, &entry.address);
    let place = if *city == province {
        format!("{city}، {address}")
    } else {
        format!("{province}، {city}، {address}")
    };
    to_persian(&place)
}

/// What the code on the paper proves, in words.
struct PaperLine {
    tone: &'static str,
    icon: &'static str,
    words: &'static str,
}

impl PaperLine {
    fn of(paper: Paper) -> Self {
        let (tone, icon, words) = match paper {
            Paper::Genuine => (
                "ok",
                "shield-check",
                "امضای رمزینه درست است؛ این برگه را همین سامانه صادر کرده است.",
            ),
            Paper::Superseded => (
                "warn",
                "alert",
                "این برگه را همین سامانه صادر کرده است، اما دیگر معتبر نیست: نسخه تازه‌ای جای آن را گرفته یا گم‌شدن آن اعلام شده است. لطفاً نسخه تازه مجوز را بخواهید.",
            ),
            Paper::Outdated => (
                "warn",
                "alert",
                "امضای رمزینه درست است، اما مجوز پس از چاپ این برگه تغییر کرده است. آنچه در این صفحه آمده معتبر است.",
            ),
            Paper::Forged => (
                "bad",
                "x",
                "رمزینه امضای این سامانه را ندارد. این برگه معتبر نیست؛ لطفاً به اداره کل استان اطلاع دهید.",
            ),
        };
        Self { tone, icon, words }
    }
}
