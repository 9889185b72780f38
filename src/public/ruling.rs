//! The page that tells whoever scans a printed ruling whether it is genuine and how it stands.

use askama::Template;
use poem::http::StatusCode;
use poem::web::{Data, Path, Query};
use poem::{Response, Result, handler};
use serde::Deserialize;

use super::page::{self, Frame};
use crate::api::problem::Problem;
use crate::api::rulings::RulingStatus;
use crate::context::Context;
use crate::domain::kernel::calendar::SolarHijri;
use crate::error::Error;
use crate::use_cases::ruling::verify::{Verification, verify};

/// What a scanned code brings along.
#[derive(Deserialize)]
struct Scanned {
    #[serde(default)]
    c: String,
}

/// The answer under the address of a number; nothing without its code.
#[handler]
pub(super) async fn answered(
    context: Data<&Context>,
    number: Path<String>,
    scanned: Query<Scanned>,
) -> Result<Response> {
    let found = match verify(&context, &number, &scanned.c).await {
        Ok(found) => Some(found),
        Err(Error::NotFound { .. }) => None,
        Err(error) => return Err(Problem::from(error).into()),
    };
    let status = if found.is_some() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let page = Answer {
        frame: Frame::of(&context),
        verdict: Verdict::of(found.as_ref()),
        facts: found.as_ref().map(Facts::of),
    };
    Ok(page::answer(status, &page))
}

#[derive(Template)]
#[template(path = "public/ruling.html")]
struct Answer {
    frame: Frame,
    verdict: Verdict,
    facts: Option<Facts>,
}

/// The answer in one sentence, with what it means.
struct Verdict {
    tone: &'static str,
    icon: &'static str,
    title: &'static str,
    meaning: &'static str,
}

impl Verdict {
    fn of(found: Option<&Verification>) -> Self {
        let (tone, icon, title, meaning) = match found {
            None => (
                "bad",
                "x",
                "اصالت رأی تأیید نشد",
                "رمزینه امضای این سامانه را برای این شماره ندارد.",
            ),
            Some(it) if !it.unchanged => (
                "bad",
                "x",
                "رأی با آنچه امضا شده یکی نیست",
                "لطفاً به اداره کل استان اطلاع دهید.",
            ),
            Some(it) => {
                let status = RulingStatus::from(it.status);
                let (tone, icon) = match status {
                    RulingStatus::Final => ("ok", "check"),
                    RulingStatus::Quashed => ("bad", "x"),
                    RulingStatus::Issued
                    | RulingStatus::Served
                    | RulingStatus::Appealed
                    | RulingStatus::Modified => ("warn", "hourglass"),
                };
                (tone, icon, "این رأی اصیل است", status.persian())
            }
        };
        Self {
            tone,
            icon,
            title,
            meaning,
        }
    }
}

/// What the page tells of a ruling.
struct Facts {
    board: String,
    number: String,
    issued_on: String,
    status: &'static str,
    checked_on: String,
}

impl Facts {
    fn of(found: &Verification) -> Self {
        Self {
            board: found.board.name_fa(),
            number: found.number.to_string(),
            issued_on: SolarHijri::of(found.issued_on).long_persian_without_weekday(),
            status: RulingStatus::from(found.status).persian(),
            checked_on: SolarHijri::of(found.on).long_persian(),
        }
    }
}
